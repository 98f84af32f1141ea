import axe from 'axe-core';
import { page } from 'vitest/browser';
import { expect, test } from 'vitest';
import type { ExplanationAnswer, PanelState } from '../../../src/protocol/panel.ts';
import type { ViewState } from '../../../src/webview/view-state.ts';
import { EXPLANATION } from '../fixtures/explanation.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { completed, running, sampleReport, without } from '../fixtures/states.ts';
import { mountExplained, mountPanel } from '../mount.ts';
import { applyTheme, type ThemeName, THEMES } from '../themes/apply-theme.ts';

const essays = generateReport(60);
const [a, b] = essays.duplicateGroups[0]!.members as [string, string];

const partly = essays.similarity.pairs.find((p) => p.kind === 'partly-copied')!;

const STATES: Readonly<Record<string, readonly [PanelState, Partial<ViewState>]>> = {
  running: [running(essays), {}],
  completed: [completed(sampleReport), {}],
  'pair selected': [completed(essays), { pair: [a, b], expanded: [0] }],
  'copied pair selected': [completed(essays), { pair: [partly.a, partly.b], view: 'pairs', pairKind: 'copied' }],
  'document selected': [completed(essays), { document: a, cluster: 0, expanded: [0], confidence: 'low', text: 'student' }],
  pairs: [completed(essays), { view: 'pairs', pair: [a, b], card: 'copies' }],
  map: [completed(essays), { view: 'map', document: a, only: [a, b, 'd03'] }],
  'several selected': [{ ...completed(essays), annotations: { [a]: { tags: ['late'], note: 'asked' } } }, { marked: [a, b, 'd03'] }],
  failed: [without(essays, 'failed', 'The folder is not there any more. Choose another one.'), {}],
  cancelled: [without(essays, 'cancelled'), {}],
  pending: [without(essays, 'pending'), {}],
  empty: [completed(generateReport(0)), {}],
};

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} — ${n.failureSummary ?? ''}`));
}

for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const [name, [state, view]] of Object.entries(STATES))
    test(`${name} in ${theme} has no violation`, async () => {
      document.title = 'Results';
      document.documentElement.lang = 'en';
      applyTheme(theme);
      await page.viewport(1400, 900);
      await mountPanel(state, view);
      expect(await violations()).toEqual([]);
    });

const ANSWERS: Readonly<Record<string, ExplanationAnswer | undefined>> = { loading: undefined, shown: { explanation: EXPLANATION }, failed: { failure: 'essays holds no a.txt any more. Run the analysis again.' } };

for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const [name, answer] of Object.entries(ANSWERS))
    test(`an explanation, ${name}, in ${theme} has no violation`, async () => {
      applyTheme(theme);
      await page.viewport(1400, 900);
      await mountExplained(completed(generateReport(60, { baseline: true })), answer);
      expect(await violations()).toEqual([]);
    });

for (const part of ['clusters', 'similarity', 'documents'] as const)
  test(`the ${part} of a narrow page have no violation`, async () => {
    applyTheme('light-modern');
    await page.viewport(560, 900);
    await mountPanel(completed(essays), { part, pair: [a, b] });
    expect(await violations()).toEqual([]);
  });

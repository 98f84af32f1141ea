import axe from 'axe-core';
import { page } from 'vitest/browser';
import { expect, test } from 'vitest';
import type { ExplanationAnswer } from '../../../src/protocol/panel.ts';
import type { PanelState } from '../../../src/protocol/panel-host.ts';
import { packReport, unpackReport } from '../../../src/protocol/large-report.ts';
import type { Report } from '../../../src/report/report.ts';
import { overviewOf } from '../../../src/report/overview.ts';
import { RESULTS_TABS } from '../../../src/protocol/panel.ts';
import type { ViewState } from '../../../src/webview/view-state.ts';
import { EXPLANATION } from '../fixtures/explanation.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { askedHost } from '../fixtures/host.ts';
import { completed, running, sampleReport, without } from '../fixtures/states.ts';
import { deep, mountExplained, mountPanel, press, settled } from '../mount.ts';
import { applyTheme, type ThemeName, THEMES } from '../themes/apply-theme.ts';

const essays = generateReport(60);
const [a, b] = essays.duplicateGroups[0]!.members as [string, string];

const partly = essays.similarity.pairs.find((p) => p.kind === 'partly-copied')!;

const STATES: Readonly<Record<string, readonly [PanelState, Partial<ViewState>]>> = {
  running: [running(essays), {}],
  'of one document': [completed(generateReport(1)), {}],
  'of 24 documents': [completed(sampleReport), {}],
  'sub-topic chosen': [
    completed(generateReport(60, { clusters: 3, outliers: 2, subtopics: 2 })),
    { cluster: 0, subtopic: 1, expanded: [0, -1], expandedSubtopics: ['0/1'] },
  ],
  'pair selected': [completed(essays), { pair: [a, b], expanded: [0] }],
  'copied pair selected': [completed(essays), { pair: [partly.a, partly.b], tab: 'matches', pairKind: 'copied' }],
  'document selected': [
    completed(essays),
    { document: a, cluster: 0, expanded: [0], confidence: 'low', text: 'student' },
  ],
  matches: [completed(essays), { tab: 'matches', pair: [a, b], card: 'copies' }],
  topics: [completed(essays), { tab: 'topics', pair: [a, b], expanded: [0] }],
  overview: [completed(essays), { tab: 'overview', pair: [a, b], expanded: [0] }],
  'some reviewed': [
    { ...completed(essays), annotations: { [a]: { tags: [], note: '', reviewed: true } } },
    { document: a },
  ],
  map: [completed(essays), { tab: 'topics', view: 'map', document: a, only: [a, b, 'd03'] }],
  'several selected': [
    { ...completed(essays), annotations: { [a]: { tags: ['late'], note: 'asked' } } },
    { marked: [a, b, 'd03'] },
  ],
  failed: [without(essays, 'failed', 'The folder is not there any more. Choose another one.'), {}],
  cancelled: [without(essays, 'cancelled'), {}],
  pending: [without(essays, 'pending'), {}],
  empty: [completed(generateReport(0)), {}],
  'opened with its overview': [
    { ...completed(essays), report: undefined, overview: overviewOf(essays) } as unknown as PanelState,
    {},
  ],
  'searched by meaning': [
    completed(essays),
    {
      found: { by: 'meaning', query: 'early school', ids: [b, a], figures: [0.71, 0.5] },
      sort: { column: 'relevance', descending: true },
    },
  ],
  'in its columns’ choice of none': [
    completed(essays),
    { hidden: ['words', 'aiProbability', 'confidence', 'cluster', 'similarity', 'tags', 'status'] },
  ],
};

const LARGE = 100_000;
let large: PanelState | undefined;

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
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

for (const theme of Object.keys(THEMES) as ThemeName[])
  test(`${LARGE} documents in ${theme} have no violation`, { timeout: 120_000 }, async () => {
    large ??= completed(unpackReport(packReport(generateReport(LARGE, { clusters: 40 }))) as Report);
    applyTheme(theme);
    await page.viewport(1400, 900);
    await mountPanel(large, { tab: 'topics', document: large.report!.documents[5]!.id, expanded: [0] });
    expect(await violations()).toEqual([]);
  });

test('a search under way, and one that failed, have no violation', async () => {
  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    applyTheme(theme);
    await page.viewport(1400, 900);
    const { host, searched } = askedHost();
    const panel = await mountPanel(completed(essays), {}, host);
    const search = deep(panel, 'gw-search')[0]!;
    const [way] = deep<HTMLSelectElement>(search, 'vscode-dropdown');
    way!.value = 'words';
    way!.dispatchEvent(new Event('change'));
    await settled(panel);
    const [box] = deep<HTMLInputElement>(search, 'vscode-text-field');
    box!.value = 'homework';
    box!.dispatchEvent(new Event('input'));
    press(box!, 'Enter');
    searched[0]!.args[2]({ done: 20, total: 60 });
    await settled(panel);
    expect(await violations()).toEqual([]);
    searched[0]!.answer({ failure: 'The folder is not there any more. Put it back, or choose another one.' });
    await settled(panel);
    expect(await violations()).toEqual([]);
  }
});

const ANSWERS: Readonly<Record<string, ExplanationAnswer | undefined>> = {
  loading: undefined,
  shown: { explanation: EXPLANATION },
  failed: { failure: 'essays holds no a.txt any more. Run the analysis again.' },
};

for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const [name, answer] of Object.entries(ANSWERS))
    test(`an explanation, ${name}, in ${theme} has no violation`, async () => {
      applyTheme(theme);
      await page.viewport(1400, 900);
      await mountExplained(completed(generateReport(60, { baseline: true })), answer);
      expect(await violations()).toEqual([]);
    });

for (const tab of RESULTS_TABS)
  test(`${tab} of a narrow page have no violation`, async () => {
    applyTheme('light-modern');
    await page.viewport(560, 900);
    await mountPanel(completed(essays), { tab, pair: [a, b] });
    expect(await violations()).toEqual([]);
  });

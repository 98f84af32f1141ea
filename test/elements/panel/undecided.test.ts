// A text that may score anything is undecided wherever the panel says or draws its level.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { summarize } from '../../../src/report/summary.ts';
import { GwChanges } from '../../../src/webview/changes/changes.ts';
import { Formatter } from '../../../src/webview/format.ts';
import type { GwPanel } from '../../../src/webview/panel/panel.ts';
import { GwDocumentTable } from '../../../src/webview/table/document-table.ts';
import { GwPrintout } from '../../../src/webview/printout/printout.ts';
import { compareReports } from '../../../src/report/compare-reports.ts';
import { applyTheme, type ThemeName, THEMES } from '../themes/apply-theme.ts';
import { completed, sampleReport } from '../fixtures/states.ts';
import { deep, mount, mountPanel, mountWith, settled, text } from '../mount.ts';

/** The samples, all of which may score anything. */
const documents = sampleReport.documents.map((d) =>
  d.aiProbability === null
    ? d
    : { ...d, aiProbability: 0.06, aiInterval: [0.03, 0.97] as const, confidence: 'medium' as const },
);
const wide: Report = { ...sampleReport, documents, summary: summarize({ ...sampleReport, documents }) };
const judged = documents.filter((d) => d.aiProbability !== null).length;
const shown = (root: Element, selector: string) =>
  deep(root, selector)
    .map((e) => text(e))
    .filter((t) => t !== '');
const part = (name: string) => deep(panel, name)[0]!;

let panel: GwPanel;
beforeEach(async () => {
  panel = await mountPanel(completed(wide), { document: 'd01' });
});

test('the sentence counts the undecided, and they can be filtered by', async () => {
  const [sentence] = shown(panel, '.said');
  expect(sentence).toContain(`No text scores HIGH for machine writing, ${judged} stay undecided`);
  deep(panel, '.said button')
    .find((b) => text(b) === String(judged))!
    .click();
  await settled(panel);
  expect(panel.store.state.confidence).toBe('medium');
  expect(shown(panel, '.step .cut')).toEqual(['undecided']);
});

test('the card, the table, the tree and the evidence say so, and none of them low', async () => {
  expect(shown(panel, '.context')).toContain(`undecided ${judged} · low 0`);
  panel.store.update({ tab: 'topics' });
  await settled(panel);
  for (const branch of deep(part('gw-cluster-tree'), '.twist')) branch.click();
  await settled(panel);
  expect(shown(part('gw-cluster-tree'), '.document .count.level').every((t) => t.includes('Undecided'))).toBe(true);
  expect(deep(part('gw-cluster-tree'), '.document .count.medium').length).toBeGreaterThan(0);
  expect(shown(part('gw-evidence'), '.level')).toContain('Undecided: too uncertain to be rated HIGH or LOW');
  expect(deep(panel, '.level.low')).toHaveLength(0);
  const table = await mountWith(new GwDocumentTable(), wide);
  expect(new Set(shown(table, '.confidence .level'))).toEqual(new Set(['Undecided', 'Unknown · too short']));
});

test('paper and comparison say so', async () => {
  const printout = new GwPrintout();
  printout.report = wide;
  await mount(printout);
  expect(shown(printout, 'p').join(' ')).toContain(`0 HIGH, ${judged} undecided, 0 LOW`);
  const changes = new GwChanges();
  changes.format = new Formatter('en');
  changes.changes = compareReports(sampleReport, wide);
  await mount(changes);
  expect(shown(changes, '.level').every((t) => t.startsWith('Undecided') || t.startsWith('Unknown'))).toBe(true);
});

describe('colours', () => {
  /** How far a colour is from grey, 0 … 1, and whether green is most of it. */
  function hue(colour: string): { readonly saturation: number; readonly green: boolean } {
    const [r = 0, g = 0, b = 0] = (/\(([^)]*)\)/.exec(colour)?.[1] ?? '').split(/[ ,/]+/).map(Number);
    return { saturation: (Math.max(r, g, b) - Math.min(r, g, b)) / 255, green: g > r && g > b };
  }
  const dot = (level: string) => {
    const element = document.createElement('span');
    element.className = `level ${level}`;
    deep(panel, 'gw-evidence')[0]!.shadowRoot!.append(element);
    const { backgroundColor } = getComputedStyle(element, '::before');
    element.remove();
    return hue(backgroundColor);
  };

  test.each(Object.keys(THEMES) as ThemeName[])('undecided is grey and low is not green in %s', (theme) => {
    applyTheme(theme);
    expect(dot('medium').saturation).toBeLessThan(0.1);
    expect(dot('low')).toMatchObject({ green: false });
    expect(dot('low').saturation).toBeGreaterThan(0.3);
    expect(dot('high').saturation).toBeGreaterThan(0.3);
    applyTheme('dark-modern');
  });
});

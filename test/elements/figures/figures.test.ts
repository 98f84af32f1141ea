import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { overviewFigures, overviewOf } from '../../../src/report/overview.ts';
import { GwFigures } from '../../../src/webview/figures/figures.ts';
import { Formatter } from '../../../src/webview/format.ts';
import { SelectionStore } from '../../../src/webview/selection-store.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { deep, mount, settled, text } from '../mount.ts';

const report = generateReport(60);
let figures: GwFigures;
beforeEach(async () => {
  figures = new GwFigures();
  figures.figures = overviewOf(report).figures;
  figures.store = new SelectionStore();
  figures.format = new Formatter('en');
  await mount(figures);
});
const button = (name: string) => deep<HTMLButtonElement>(figures, 'button').find((b) => text(b).endsWith(name))!;

test('each figure is that of the report', () => {
  const { high, medium } = report.summary.confidence;
  expect(deep(figures, 'button').map((b) => text(b))).toEqual([
    `${high}AI: High`,
    `${medium}AI: Undecided`,
    `${report.duplicateGroups.reduce((sum, { members }) => sum + members.length, 0)}Near-copies`,
    `${report.summary.skipped}Skipped`,
  ]);
});

test('a figure filters, and lets go again', async () => {
  button('AI: High').click();
  await settled(figures);
  expect(figures.store.state.confidence).toBe('high');
  expect(button('AI: High').getAttribute('aria-pressed')).toBe('true');
  button('AI: High').click();
  button('Near-copies').click();
  expect(figures.store.state).toMatchObject({ card: 'copies' });
  expect(figures.store.state.confidence).toBeUndefined();
});

test('what counts nothing cannot be filtered by', async () => {
  figures.figures = overviewFigures([]);
  await settled(figures);
  expect(deep<HTMLButtonElement>(figures, 'button').every((b) => b.disabled)).toBe(true);
});

test('copied texts and hidden text have a figure where there are some', async () => {
  figures.figures = {
    ...figures.figures,
    copied: { documents: 3, shares: [], largest: 0.65 },
    tricked: { documents: 2, hidden: 9, disguised: 0 },
  };
  await settled(figures);
  button('Copied texts').click();
  expect(figures.store.state.card).toBe('copied');
  button('Hidden text').click();
  expect(figures.store.state.card).toBe('tricked');
});

test('is accessible', async () => {
  expect((await axe.run(figures)).violations.map(({ id }) => id)).toEqual([]);
});

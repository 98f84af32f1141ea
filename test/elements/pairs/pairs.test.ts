import { beforeEach, expect, test } from 'vitest';
import { GwPairs } from '../../../src/webview/pairs/pairs.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { sampleReport } from '../fixtures/states.ts';
import { deep, mountWith, press, settled, text } from '../mount.ts';

const all = sampleReport.similarity.pairs;
let pairs: GwPairs;
beforeEach(async () => {
  pairs = await mountWith(new GwPairs(), sampleReport);
});

const grid = () => deep(pairs, '[role=grid]')[0]!;
const count = () => Number(grid().getAttribute('aria-rowcount')) - 1;
const rows = () => deep(pairs, '[id^=row-]').sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex));

test('lists the strongest pair first, with all its figures', () => {
  expect([...rows()[0]!.querySelectorAll('[role=gridcell]')].slice(2).map((c) => text(c))).toEqual([
    all[0]!.similarity.toFixed(2),
    all[0]!.meaning.toFixed(2),
    all[0]!.wording.toFixed(2),
    `${Math.round(all[0]!.containment * 100)}%`,
  ]);
});

test('keeps to the threshold', async () => {
  pairs.store.update({ threshold: 0.9 });
  await settled(pairs);
  expect(count()).toBe(all.filter((p) => p.similarity >= 0.9).length);
});

test('keeps to the filter: both documents must pass it', async () => {
  const members = new Set(sampleReport.clusters[0]!.members);
  pairs.store.update({ cluster: 0 });
  await settled(pairs);
  expect(count()).toBe(all.filter((p) => members.has(p.a) && members.has(p.b)).length);
});

test('says what to do when no pair is left', async () => {
  pairs.store.update({ threshold: 1 });
  await settled(pairs);
  expect(text(deep(pairs, 'p')[0])).toContain('Lower the threshold');
});

test('a press selects the pair', () => {
  rows()[1]!.click();
  expect(pairs.store.state.pair).toEqual([all[1]!.a, all[1]!.b]);
});

test('arrows and Enter select a pair', async () => {
  press(grid(), 'ArrowDown');
  await settled(pairs);
  press(grid(), 'Enter');
  expect(pairs.store.state.pair).toEqual([all[1]!.a, all[1]!.b]);
});

test('draws only the visible rows', async () => {
  pairs = await mountWith(new GwPairs(), generateReport(2000));
  expect(count()).toBeGreaterThan(1000);
  expect(rows().length).toBeLessThan(80);
});

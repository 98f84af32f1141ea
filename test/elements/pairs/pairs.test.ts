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

test('lists the strongest pair first, with all its figures', async () => {
  const generated = generateReport(60);
  const [first] = generated.similarity.pairs;
  pairs = await mountWith(new GwPairs(), generated);
  expect([...rows()[0]!.querySelectorAll('[role=gridcell]')].slice(2).map((c) => text(c))).toEqual([
    first!.kind === 'identical' ? 'Identical' : 'Near-duplicate',
    `${Math.round(Math.max(...first!.shares!) * 100)}%`,
    first!.similarity.toFixed(2),
    first!.meaning.toFixed(2),
    first!.wording.toFixed(2),
  ]);
});

test('the report of an earlier version has pairs without kinds, and no choice of them', () => {
  expect([...rows()[0]!.querySelectorAll('[role=gridcell]')].slice(2, 4).map((c) => text(c))).toEqual(['—', '—']);
  expect(deep(pairs, 'vscode-dropdown')).toHaveLength(0);
});

test.each(['identical', 'near-duplicate', 'partly-copied', 'same-topic', 'copied'] as const)(
  'can be kept to one kind: %s',
  async (kind) => {
    const generated = generateReport(60);
    pairs = await mountWith(new GwPairs(), generated);
    const dropdown = deep(pairs, 'vscode-dropdown')[0] as HTMLSelectElement;
    dropdown.value = kind;
    dropdown.dispatchEvent(new Event('change'));
    await settled(pairs);
    const expected = generated.similarity.pairs.filter((p) =>
      kind === 'copied' ? p.kind !== 'same-topic' : p.kind === kind,
    ).length;
    expect(expected).toBeGreaterThan(0);
    expect(count()).toBe(expected);
    expect(text(deep(pairs, 'header [role=status]')[0])).toBe(`${expected} pair${expected === 1 ? '' : 's'}`);
  },
);

test('says that no pair of a kind is left, and lets another kind be chosen', async () => {
  pairs = await mountWith(new GwPairs(), generateReport(60), { pairKind: 'partly-copied', threshold: 0.99 });
  expect(text(deep(pairs, 'p')[0])).toBe(
    'No pair of this kind is this similar. Lower the threshold, show all kinds or clear the filters.',
  );
  expect(deep(pairs, 'vscode-dropdown')).toHaveLength(1);
});

const grouped = () => {
  const generated = generateReport(60);
  // Three submissions; the last document belongs to none.
  return {
    ...generated,
    documents: generated.documents.map((d, i) => (i === 59 ? d : { ...d, group: `submission ${i % 3}` })),
  };
};

test.each(['within', 'across'] as const)(
  'can be kept to pairs %s groups; a document without a group is within none',
  async (scope) => {
    const report = grouped();
    const groupOf = new Map(report.documents.map((d) => [d.id, d.group]));
    pairs = await mountWith(new GwPairs(), report);
    const dropdown = deep(pairs, 'vscode-dropdown')[1] as HTMLSelectElement;
    dropdown.value = scope;
    dropdown.dispatchEvent(new Event('change'));
    await settled(pairs);
    const within = report.similarity.pairs.filter(
      ({ a, b }) => groupOf.get(a) !== undefined && groupOf.get(a) === groupOf.get(b),
    ).length;
    const expected = scope === 'within' ? within : report.similarity.pairs.length - within;
    expect(expected).toBeGreaterThan(0);
    expect(count()).toBe(expected);
  },
);

test('says that no pair within a group is left', async () => {
  pairs = await mountWith(new GwPairs(), grouped(), { pairGroups: 'within', threshold: 1 });
  expect(text(deep(pairs, 'p')[0])).toBe(
    'No pair within a group is this similar. Lower the threshold, compare all groups or clear the filters.',
  );
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

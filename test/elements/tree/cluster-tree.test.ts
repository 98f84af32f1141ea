import { beforeEach, expect, test } from 'vitest';
import { GwClusterTree } from '../../../src/webview/tree/cluster-tree.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { sampleReport } from '../fixtures/states.ts';
import { deep, mountWith, press, settled, text } from '../mount.ts';

let tree: GwClusterTree;
beforeEach(async () => {
  tree = await mountWith(new GwClusterTree(), sampleReport);
});

const rows = () => deep(tree, '[role=treeitem]').sort((a, b) => Number(a.id.slice(4)) - Number(b.id.slice(4)));
const list = () => deep(tree, '[role=tree]')[0]!;
const active = () => list().getAttribute('aria-activedescendant');
async function key(name: string): Promise<void> {
  press(list(), name);
  await settled(tree);
}

test('shows a row a cluster, with label, count and average in its name', () => {
  expect(rows().map((r) => text(r))).toEqual(sampleReport.clusters.map((c) => `${c.label} ${c.size} documents, average AI probability ${Math.round((c.meanAiProbability ?? 0) * 100)}%`));
});

test('choosing a cluster filters by it and shows its documents', async () => {
  rows()[1]!.click();
  await settled(tree);
  expect(tree.store.state.cluster).toBe(1);
  expect(rows()).toHaveLength(3 + sampleReport.clusters[1]!.size);
});

test('choosing it again lets go', async () => {
  rows()[1]!.click();
  await settled(tree);
  rows()[1]!.click();
  expect(tree.store.state.cluster).toBeUndefined();
});

test('the arrow before a cluster opens it without filtering', async () => {
  deep(tree, '.twist')[0]!.click();
  await settled(tree);
  expect(tree.store.state.cluster).toBeUndefined();
  expect(rows()[0]!.getAttribute('aria-expanded')).toBe('true');
});

test('choosing a document selects it, again lets go', async () => {
  await key('ArrowRight');
  rows()[1]!.click();
  expect(tree.store.state.document).toBe(sampleReport.clusters[0]!.members[0]);
  await settled(tree);
  rows()[1]!.click();
  expect(tree.store.state.document).toBeUndefined();
});

test('the right arrow opens a cluster, then goes to its first document; the left arrow goes back and closes', async () => {
  await key('ArrowRight');
  expect(active()).toBe('row-0');
  await key('ArrowRight');
  expect(active()).toBe('row-1');
  await key('ArrowLeft');
  expect(active()).toBe('row-0');
  await key('ArrowLeft');
  expect(rows()).toHaveLength(3);
});

test('Home and End go to the first and the last row', async () => {
  await key('End');
  expect(active()).toBe('row-2');
  await key('Home');
  expect(active()).toBe('row-0');
});

test('Enter chooses the active row', async () => {
  await key('ArrowDown');
  await key('Enter');
  expect(tree.store.state.cluster).toBe(1);
});

test('counts only the documents that the other filters let through', async () => {
  tree.store.update({ text: 'bees/' });
  await settled(tree);
  expect(rows().map((r) => text(r.querySelector('.count')).split(' ')[0])).toEqual(['0', '0', '7']);
});

test('draws only the visible rows of a large cluster', async () => {
  tree = await mountWith(new GwClusterTree(), generateReport(10_000, { clusters: 4 }), { expanded: [0] });
  expect(rows().length).toBeGreaterThan(10);
  expect(rows().length).toBeLessThan(100);
});

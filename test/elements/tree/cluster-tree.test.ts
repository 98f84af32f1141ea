import { beforeEach, describe, expect, test } from 'vitest';
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
  expect(rows().map((r) => text(r))).toEqual(
    sampleReport.clusters.map(
      (c) => `${c.label} ${c.size} documents, average AI probability ${Math.round((c.meanAiProbability ?? 0) * 100)}%`,
    ),
  );
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

test('counts one document in the singular', async () => {
  tree = await mountWith(new GwClusterTree(), generateReport(40, { clusters: 2, outliers: 1 }));
  expect(text(rows().at(-1))).toContain('1 document, in no cluster');
});

describe('sub-topics and outliers', () => {
  const report = generateReport(60, { clusters: 3, outliers: 2, subtopics: 2 });
  const first = report.clusters[0]!;
  const [one, two] = first.subtopics!;
  const outliers = report.documents.filter((d) => d.outlier);

  beforeEach(async () => {
    tree = await mountWith(new GwClusterTree(), report);
  });

  test('a cluster opens to its sub-topics, and a sub-topic to its documents, each a level deeper', async () => {
    await key('ArrowRight');
    expect(rows()[1]!.textContent).toContain(one!.label);
    await key('ArrowRight');
    await key('ArrowRight');
    const levels = rows().map((r) => r.getAttribute('aria-level'));
    expect(levels.slice(0, one!.size + 3)).toEqual(['1', '2', ...one!.members.map(() => '3'), '2']);
    expect(rows()[2]!.getAttribute('aria-setsize')).toBe(String(one!.size));
    expect(rows()[2 + one!.size]!.getAttribute('aria-posinset')).toBe('2');
  });

  test('the left arrow goes from a document to its sub-topic, closes that, and goes on to the cluster', async () => {
    for (const name of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await key(name);
    expect(active()).toBe('row-3');
    await key('ArrowLeft');
    expect(active()).toBe('row-1');
    await key('ArrowLeft');
    expect(rows()[1]!.getAttribute('aria-expanded')).toBe('false');
    await key('ArrowLeft');
    expect(active()).toBe('row-0');
  });

  test('choosing a sub-topic filters by it, choosing its cluster widens that, and choosing that again lets go', async () => {
    await key('ArrowRight');
    rows()[2]!.click();
    await settled(tree);
    expect(tree.store.state).toMatchObject({ cluster: first.id, subtopic: two!.id });
    expect([...tree.batch.shown(tree.store.state)!].sort()).toEqual([...two!.members].sort());
    rows()[0]!.click();
    await settled(tree);
    expect(tree.store.state.cluster).toBe(first.id);
    expect(tree.store.state.subtopic).toBeUndefined();
    rows()[0]!.click();
    expect(tree.store.state.cluster).toBeUndefined();
  });

  test('outliers come last; choosing them shows them alone, in every other cluster nothing is lost', async () => {
    expect(text(rows().at(-1))).toBe('Outliers 2 documents, in no cluster because they are like no other ones');
    rows().at(-1)!.click();
    await settled(tree);
    expect([...tree.batch.shown(tree.store.state)!]).toEqual(outliers.map((d) => d.id));
    expect(
      rows()
        .slice(-2)
        .map((r) => r.getAttribute('aria-level')),
    ).toEqual(['2', '2']);
    expect(text(rows()[0]!.querySelector('.count')).split(' ')[0]).toBe(String(first.size));
    rows()[0]!.click();
    expect(tree.store.state).toMatchObject({ cluster: first.id });
    expect(tree.store.state.card).toBeUndefined();
  });
});

test('counts are those of the documents that a search has found', async () => {
  const [first, second] = sampleReport.clusters;
  const ids = [...first!.members.slice(0, 2), second!.members[0]!];
  tree.store.update({ found: { by: 'words', query: 'x', ids, figures: [1, 1, 1] } });
  await settled(tree);
  expect(rows().map((r) => Number.parseInt(text(r.querySelector('.count'))))).toEqual([2, 1, 0]);
});

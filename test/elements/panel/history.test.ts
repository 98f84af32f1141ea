import { expect, test } from 'vitest';
import { SelectionStore } from '../../../src/webview/selection-store.ts';
import { completed, sampleReport } from '../fixtures/states.ts';
import { deep, mountPanel, settled } from '../mount.ts';

test('back and forward lead through filters, selections and views', () => {
  const store = new SelectionStore();
  store.toggleCluster(1);
  store.select({ document: 'd1' });
  store.update({ view: 'map' });
  store.go('back');
  expect([store.state.cluster, store.state.document, store.state.view]).toEqual([1, 'd1', 'heatmap']);
  store.go('back');
  expect([store.state.cluster, store.state.document]).toEqual([1, undefined]);
  store.go('forward');
  expect(store.state.document).toBe('d1');
  store.go('forward');
  expect([store.state.view, store.canGo('forward')]).toEqual(['map', false]);
});

test('back leads from a sub-topic to its cluster', () => {
  const store = new SelectionStore();
  store.toggleCluster(1);
  store.toggleCluster(1, 0);
  store.go('back');
  expect([store.state.cluster, store.state.subtopic]).toEqual([1, undefined]);
  store.go('forward');
  expect([store.state.cluster, store.state.subtopic]).toEqual([1, 0]);
});

test('what is no choice is no step, and stays as it is', () => {
  const store = new SelectionStore();
  store.toggleCluster(1);
  store.update({ sort: { column: 'words', descending: true }, expanded: [3] });
  store.go('back');
  expect([store.state.cluster, store.state.sort.column, store.state.expanded, store.canGo('back')]).toEqual([
    undefined,
    'words',
    [3],
    false,
  ]);
});

test('the letters of one word are one step', () => {
  const store = new SelectionStore();
  for (const text of ['b', 'be', 'bee']) store.update({ text });
  store.go('back');
  expect([store.state.text, store.canGo('back')]).toEqual(['', false]);
});

test('a choice after going back leaves no way forward', () => {
  const store = new SelectionStore();
  store.toggleCluster(1);
  store.go('back');
  store.toggleCluster(2);
  expect(store.canGo('forward')).toBe(false);
});

test('the panel has buttons for both, off where there is no step', async () => {
  const panel = await mountPanel(completed(sampleReport));
  const [back, forward] = deep<HTMLButtonElement>(deep(panel, 'gw-breadcrumb')[0]!, '.go');
  expect([back!.disabled, forward!.disabled]).toEqual([true, true]);
  panel.store.toggleCluster(0);
  await settled(panel);
  back!.click();
  await settled(panel);
  expect([panel.store.state.cluster, back!.disabled, forward!.disabled]).toEqual([undefined, true, false]);
});

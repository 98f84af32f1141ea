import { expect, test } from 'vitest';
import { savedPage } from '../../../src/webview/restore-view.ts';
import { INITIAL_VIEW } from '../../../src/webview/view-state.ts';

test('reads back what was saved', () => {
  const page = { jobId: 'a', view: { ...INITIAL_VIEW, cluster: 2, pair: ['d1', 'd2'] as const, text: 'x', card: 'copies' as const, explained: 'd1' }, scroll: 40 };
  expect(savedPage(JSON.parse(JSON.stringify(page)))).toEqual(page);
});

test('has nothing for a new page', () => {
  expect(savedPage(undefined)).toBeUndefined();
});

test('falls back where an older version saved something else', () => {
  expect(savedPage({ jobId: 'a', view: { text: 7, sort: 'path', cluster: 'first', unknown: 1, threshold: 0.5 } })).toEqual({ jobId: 'a', view: { ...INITIAL_VIEW, threshold: 0.5 }, scroll: 0 });
});

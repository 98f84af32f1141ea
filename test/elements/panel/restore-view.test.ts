import { expect, test } from 'vitest';
import { movedChoices, savedPage } from '../../../src/webview/restore-view.ts';
import { INITIAL_VIEW } from '../../../src/webview/view-state.ts';
import { generateReport } from '../fixtures/generate-report.ts';

test('reads back what was saved', () => {
  const page = {
    jobId: 'a',
    view: {
      ...INITIAL_VIEW,
      cluster: 2,
      pair: ['d1', 'd2'] as const,
      text: 'x',
      card: 'copies' as const,
      explained: 'd1',
    },
    scroll: 40,
  };
  expect(savedPage(JSON.parse(JSON.stringify(page)))).toEqual(page);
});

test('has nothing for a new page', () => {
  expect(savedPage(undefined)).toBeUndefined();
});

test('falls back where an older version saved something else', () => {
  expect(
    savedPage({ jobId: 'a', view: { text: 7, sort: 'path', cluster: 'first', unknown: 1, threshold: 0.5 } }),
  ).toEqual({ jobId: 'a', view: { ...INITIAL_VIEW, threshold: 0.5 }, scroll: 0 });
});

test('choices stay with their documents when a source is analysed again and ids move', () => {
  const before = generateReport(6);
  // A document came in front, and the fourth one went.
  const [first, ...others] = before.documents.map((d, i) => ({ ...d, id: `n${i + 2}` }));
  const after = {
    ...before,
    documents: [{ ...first!, id: 'n1', path: 'a new one.txt' }, first!, ...others.filter((_, i) => i !== 2)],
  };
  const [a, b, c, gone] = before.documents.map(({ id }) => id);
  const found = { by: 'words', query: 'bees', ids: [gone!, b!], figures: [3, 2] } as const;
  expect(
    movedChoices(
      {
        ...INITIAL_VIEW,
        cluster: 1,
        document: b!,
        explained: gone!,
        pair: [a!, c!],
        marked: [a!, gone!],
        only: [gone!, c!],
        found,
      },
      before,
      after,
    ),
  ).toEqual({
    ...INITIAL_VIEW,
    cluster: 1,
    document: 'n3',
    pair: ['n2', 'n4'],
    only: ['n4'],
    found: { ...found, ids: ['n3'], figures: [2] },
  });
});

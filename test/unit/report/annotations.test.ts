import { expect, test } from 'vitest';
import { annotated, annotatedReport, followed, withAnnotations } from '../../../src/report/annotations.ts';
import { exportCsv } from '../../../src/exports/csv.ts';
import { readCsv } from '../support/csv-reader.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

test('a tag is given once, without spaces around it, and taken away again', () => {
  const once = annotated({}, { documents: ['d1', 'd2'], addTag: '  talk  to ' });
  expect(once).toEqual({ d1: { tags: ['talk to'], note: '' }, d2: { tags: ['talk to'], note: '' } });
  const more = annotated(annotated(once, { documents: ['d1'], addTag: 'talk to' }), {
    documents: ['d1'],
    addTag: 'late',
  });
  expect(more['d1']!.tags).toEqual(['talk to', 'late']);
  expect(annotated(more, { documents: ['d1', 'd2'], removeTag: 'talk to' })).toEqual({
    d1: { tags: ['late'], note: '' },
  });
});

test('a note stands beside the tags, and an empty one is none', () => {
  const both = annotated(annotated({}, { documents: ['d1'], addTag: 'a' }), {
    documents: ['d1'],
    note: 'asked on Monday',
  });
  expect(both).toEqual({ d1: { tags: ['a'], note: 'asked on Monday' } });
  expect(annotated(annotated({}, { documents: ['d1'], note: 'x' }), { documents: ['d1'], note: ' ' })).toEqual({});
});

test('a change leaves what was before as it was', () => {
  const before = Object.freeze({ d1: Object.freeze({ tags: Object.freeze(['a']), note: '' }) });
  annotated(before, { documents: ['d1'], addTag: 'b' });
  expect(before).toEqual({ d1: { tags: ['a'], note: '' } });
});

test('documents stay the very same where nothing is written', () => {
  const documents = [reportDocument({ id: 'd1' })];
  expect(withAnnotations(documents, {})).toBe(documents);
});

test('exports have tags and notes in columns of their own', () => {
  const report = annotatedReport(reportOn([reportDocument({ id: 'd1' }), reportDocument({ id: 'd2' })]), {
    d2: { tags: ['a', 'b'], note: 'two, lines\nhere' },
  });
  const [header, first, second] = readCsv([...exportCsv(report)].join(''));
  const said = (record: readonly string[]) => ['Tags', 'Note'].map((name) => record[header!.indexOf(name)]);
  expect(said(first!)).toEqual(['', '']);
  expect(said(second!)).toEqual(['a; b', 'two, lines\nhere']);
});

test('annotations stay with their documents when these get other ids, and wait for those that are gone', () => {
  const documents = (...paths: readonly string[]) =>
    paths.map((path, i) => reportDocument({ id: `d${i + 1}`, path, sha256: path }));
  const [a, b] = [
    { tags: ['seen'], note: '' },
    { tags: [], note: 'ask her' },
  ];
  const shifted = followed({ d1: a, d2: b }, documents('a', 'b'), documents('0', 'b'));
  expect(shifted).toEqual({ 'gone:a': a, d2: b });
  expect(followed(shifted, documents('0', 'b'), documents('a', 'b', 'c'))).toEqual({ d1: a, d2: b });
  expect(followed({ d1: a, d2: b }, documents('a', 'b'), documents('0', 'a', 'b'))).toEqual({ d2: a, d3: b });
});

test('that somebody has looked at a document is kept beside the rest, and stands in no export', () => {
  const seen = annotated({ d1: { tags: ['a'], note: '' } }, { documents: ['d1', 'd2'], reviewed: true });
  expect(seen).toEqual({ d1: { tags: ['a'], note: '', reviewed: true }, d2: { tags: [], note: '', reviewed: true } });
  expect(annotated(seen, { documents: ['d1'], note: 'ask' })['d1']).toEqual({
    tags: ['a'],
    note: 'ask',
    reviewed: true,
  });
  expect(annotated(seen, { documents: ['d1', 'd2'], reviewed: false })).toEqual({ d1: { tags: ['a'], note: '' } });
  const [first, second] = annotatedReport(
    reportOn([reportDocument({ id: 'd1' }), reportDocument({ id: 'd2' })]),
    seen,
  ).documents;
  expect(first).toMatchObject({ tags: ['a'] });
  for (const document of [first, second]) expect(document).not.toHaveProperty('reviewed');
});

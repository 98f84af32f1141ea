import { expect, test } from 'vitest';
import { annotated, annotatedReport, withAnnotations } from '../../../src/report/annotations.ts';
import { exportCsv } from '../../../src/exports/csv.ts';
import { readCsv } from '../support/csv-reader.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

test('a tag is given once, without spaces around it, and taken away again', () => {
  const once = annotated({}, { documents: ['d1', 'd2'], addTag: '  talk  to ' });
  expect(once).toEqual({ d1: { tags: ['talk to'], note: '' }, d2: { tags: ['talk to'], note: '' } });
  const more = annotated(annotated(once, { documents: ['d1'], addTag: 'talk to' }), { documents: ['d1'], addTag: 'late' });
  expect(more['d1']!.tags).toEqual(['talk to', 'late']);
  expect(annotated(more, { documents: ['d1', 'd2'], removeTag: 'talk to' })).toEqual({ d1: { tags: ['late'], note: '' } });
});

test('a note stands beside the tags, and an empty one is none', () => {
  const both = annotated(annotated({}, { documents: ['d1'], addTag: 'a' }), { documents: ['d1'], note: 'asked on Monday' });
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

test('exports have tags and notes in the last two columns', () => {
  const report = annotatedReport(reportOn([reportDocument({ id: 'd1' }), reportDocument({ id: 'd2' })]), { d2: { tags: ['a', 'b'], note: 'two, lines\nhere' } });
  const [header, first, second] = readCsv([...exportCsv(report)].join(''));
  expect(header!.slice(-2)).toEqual(['Tags', 'Note']);
  expect(first!.slice(-2)).toEqual(['', '']);
  expect(second!.slice(-2)).toEqual(['a; b', 'two, lines\nhere']);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportJson } from '../../../src/exports/json.ts';
import type { Report } from '../../../src/report/report.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

const jsonOf = (report: Report) => [...exportJson(report)].join('');

test('parses back to the report, whatever the texts in it', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          path: fc.string({ unit: 'grapheme' }),
          reason: fc.string(),
          words: fc.nat(),
          aiProbability: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        }),
        { maxLength: 5 },
      ),
      (rows) => {
        const report = reportOn(
          rows.map((row, i) =>
            reportDocument({
              ...row,
              aiProbability: row.aiProbability === null ? null : Math.abs(row.aiProbability),
              id: `d${i}`,
            }),
          ),
        );
        expect(JSON.parse(jsonOf(report))).toEqual(report);
      },
    ),
  );
});

test('keeps the overview that stands for a large matrix', () => {
  const report = reportOn([reportDocument()]);
  const { matrix: _, ...similarity } = report.similarity;
  const large = { ...report, similarity: { ...similarity, overview: { starts: [0], mean: [[0.5]], max: [[1]] } } };
  expect(JSON.parse(jsonOf(large))).toEqual(large);
});

test('leaves absent fields out', () => {
  expect(jsonOf({ ...reportOn([]), warnings: undefined as never })).not.toContain('warnings');
});

test('gives every document a line of its own', () => {
  const lines = jsonOf(reportOn([reportDocument({ id: 'd1' }), reportDocument({ id: 'd2' })])).split('\n');
  for (const id of ['d1', 'd2'])
    expect(lines.filter((line) => line.trim().startsWith(`{"id":"${id}"`))).toHaveLength(1);
});

test('comes in pieces no larger than one element, so that a large report never stands in memory twice', () => {
  const report = reportOn(Array.from({ length: 50 }, (_, i) => reportDocument({ id: `d${i}` })));
  const largest = Math.max(...[...exportJson(report)].map((piece) => piece.length));
  expect(largest).toBeLessThan(2_000);
});

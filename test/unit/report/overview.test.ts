import { expect, test } from 'vitest';
import { detailsOf, packReport, unpackReport } from '../../../src/protocol/large-report.ts';
import { overviewOf } from '../../../src/report/overview.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

const documents = [
  reportDocument({ id: 'd1', words: 100, aiProbability: 0.95, confidence: 'high', tags: ['a'] }),
  reportDocument({
    id: 'd2',
    words: 300,
    aiProbability: 0.05,
    confidence: 'low',
    nearest: [
      { id: 'd1', similarity: 0.5 },
      { id: 'd3', similarity: 0.4 },
    ],
  }),
  reportDocument({
    id: 'd3',
    words: 20,
    aiProbability: null,
    confidence: 'unknown',
    declined: 'too-short',
    duplicateGroup: 0,
  }),
  reportDocument({
    id: 'd4',
    words: 0,
    aiProbability: null,
    confidence: 'unknown',
    cluster: null,
    status: 'skipped',
    reason: 'The document is empty.',
  }),
];

test('an overview counts what the report holds', () => {
  const { figures } = overviewOf(reportOn(documents));
  expect([figures.documents, figures.analyzed, figures.skipped, figures.medianWords]).toEqual([4, 3, 1, 100]);
  expect(figures.confidence).toEqual({ high: 1, medium: 0, low: 1, unknown: 1 });
  expect(figures.probabilities).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(figures.words.reduce((a, b) => a + b, 0)).toBe(3);
  expect(figures.reasons).toEqual([{ reason: 'The document is empty.', count: 1 }]);
  expect(figures.onlyTooShort).toBe(true);
});

test('an overview says where levels are those of an earlier version', () => {
  const levelled = (confidence: 'high' | 'medium' | 'low', aiInterval?: readonly [number, number]) =>
    overviewOf(
      reportOn([reportDocument({ id: 'd1', aiProbability: 0.3, confidence, ...(aiInterval && { aiInterval }) })]),
    ).earlierLevels;
  expect([levelled('low', [0.01, 0.39]), levelled('medium', [0.03, 0.97]), levelled('high', [0.71, 0.9])]).toEqual([
    false,
    false,
    false,
  ]);
  // LOW went by the lower end alone; before that there was no interval.
  expect([levelled('low', [0.03, 0.97]), levelled('low')]).toEqual([true, true]);
  expect(overviewOf(reportOn([documents[2]!, documents[3]!])).earlierLevels).toBe(false);
});

test('an overview stays small whatever the batch', () => {
  const many = Array.from({ length: 3_000 }, (_, i) =>
    reportDocument({ id: `d${i}`, ...(i % 2 && { status: 'skipped', reason: `Reason ${i}` }) }),
  );
  expect(JSON.stringify(overviewOf(reportOn(many))).length).toBeLessThan(10_000);
});

test('a packed report comes back as it was, but for the parts that are fetched one by one', () => {
  const report = reportOn([
    ...documents,
    reportDocument({ id: 'd5', subtopic: 1 }),
    reportDocument({ id: 'd6', cluster: null, outlier: true }),
  ]);
  const back = unpackReport(JSON.parse(JSON.stringify(packReport(report))) as ReturnType<typeof packReport>);
  expect({ ...back, documents: [] }).toEqual({ ...report, documents: [] });
  for (const [i, document] of report.documents.entries()) {
    const { segments: _, machineStretch: __, sha256: ___, ...rest } = document;
    expect(back.documents[i]).toEqual({ ...rest, nearest: document.nearest.slice(0, 1) });
    expect({ ...back.documents[i], ...detailsOf(document) }).toEqual({ ...rest, ...detailsOf(document) });
  }
});

import { describe, expect, test } from 'vitest';
import type { PairKind, SimilarPair } from '../../../src/report/report.ts';
import { meanOfKnown, summarize } from '../../../src/report/summary.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

const pair = (kind: PairKind | undefined): SimilarPair => ({
  a: 'd1',
  b: 'd2',
  similarity: 0.9,
  meaning: 0.9,
  wording: 0.9,
  containment: 0.9,
  ...(kind && { kind }),
});

describe('the summary', () => {
  test('counts documents by status and analysed ones by confidence', () => {
    const documents = [
      reportDocument({ id: 'd1', aiProbability: 0.9, confidence: 'high' }),
      reportDocument({ id: 'd2', aiProbability: 0.5, confidence: 'medium' }),
      reportDocument({ id: 'd3', aiProbability: 0.1, confidence: 'low' }),
      reportDocument({ id: 'd4', aiProbability: null, confidence: 'unknown' }),
      reportDocument({ id: 'd5', aiProbability: null, confidence: 'unknown', status: 'skipped' }),
    ];
    const { clusters } = reportOn(documents);
    expect(
      summarize({
        documents,
        clusters,
        duplicateGroups: [{ id: 0, averageSimilarity: 1, members: ['d1', 'd2'] }],
        similarity: {
          pairs: [pair('identical'), pair('partly-copied'), pair('same-topic'), pair('partly-copied'), pair(undefined)],
        },
      }),
    ).toEqual({
      documents: 5,
      analyzed: 4,
      skipped: 1,
      clusters: 1,
      duplicateGroups: 1,
      meanAiProbability: 0.5,
      highConfidence: 1,
      confidence: { high: 1, medium: 1, low: 1, unknown: 1 },
      copiedPairs: { identical: 1, 'near-duplicate': 0, 'partly-copied': 2 },
    });
  });

  test('has no mean where no document has a probability', () => {
    expect(
      summarize({
        documents: [reportDocument({ aiProbability: null })],
        clusters: [],
        duplicateGroups: [],
        similarity: { pairs: [] },
      }).meanAiProbability,
    ).toBeNull();
  });
});

test('the mean of what is known leaves the unknown out', () => {
  expect(meanOfKnown([0.25, null, 0.75])).toBe(0.5);
  expect(meanOfKnown([null])).toBeNull();
  expect(meanOfKnown([])).toBeNull();
});

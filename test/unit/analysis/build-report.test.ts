import { describe, expect, test } from 'vitest';
import { buildReport, documentId, documentResult, type MappedDocument } from '../../../src/analysis/build-report.ts';
import type { CorpusAnalysis } from '../../../src/analysis/corpus/analyze-corpus.ts';
import type { LogOdds } from '../../../src/analysis/document/detector-calibration.ts';
import type { DocumentAnalysis } from '../../../src/analysis/document/analyze-document.ts';
import { wordSequence } from '../../../src/analysis/document/word-sequence.ts';
import { nearestLists } from '../support/matrices.ts';
import { reportOn } from '../support/reports.ts';
import { chosenByUser } from '../../../src/storage/inside-source.ts';
import { problem } from '../../../src/analysis/sources/problem.ts';
import { notice } from '../../../src/report/notice.ts';

const { job } = reportOn([]);
const EVEN = { prior: 0.5 };

/** Log-odds of a probability, with no doubt about it. */
const certain = (probability: number): LogOdds => {
  const value = Math.log(probability / (1 - probability));
  return { value, low: value, high: value };
};

function mapped(index: number, fields: Partial<DocumentAnalysis> = {}): MappedDocument {
  const analysis: DocumentAnalysis = {
    sha256: `hash${index}`,
    format: 'text',
    encoding: 'utf-8',
    extracted: false,
    ignoredWords: 0,
    words: 100,
    characters: 500,
    logOdds: certain(0.5),
    segments: [{ start: 0, end: 5, logOdds: 0 }],
    vector: new Float32Array(512),
    termCounts: { terms: '', counts: new Uint32Array(0) },
    shingles: new Uint32Array(0),
    wordSequence: wordSequence(''),
    warnings: [],
    ...fields,
  };
  return { id: documentId(index, 3), listed: listed(index), outcome: { analysis } };
}

const listed = (index: number) =>
  ({ path: `${index}.txt`, location: { kind: 'file', file: chosenByUser(`/${index}.txt`) } }) as const;
const LEFT_OUT = problem(
  'unsupported-format',
  notice('formats-left-out', { count: 1, files: 'a.xlsx', advice: notice('save-as-csv') }),
);
const skipped = (index: number): MappedDocument => ({
  id: documentId(index, 3),
  listed: listed(index),
  outcome: { skipped: problem('empty', notice('document-empty')) },
});

const PASSAGE = { a: { start: 0, end: 40 }, b: { start: 7, end: 47 }, words: 8 };

/** Two documents in one cluster that are copies of each other. */
const corpus: CorpusAnalysis = {
  clusters: [
    {
      id: 4,
      label: 'bees',
      terms: ['bees'],
      members: [1, 0],
      representative: 1,
      cohesion: 0.912345,
      stability: 0.87654,
      subtopics: [
        { id: 0, label: 'honey', terms: ['honey'], members: [1], representative: 1, cohesion: 1 },
        { id: 1, label: 'wax', terms: ['wax'], members: [0], representative: 0, cohesion: 1 },
      ],
    },
  ],
  outliers: [],
  duplicateGroups: [{ members: [0, 1], averageSimilarity: 0.912345 }],
  nearest: nearestLists([[{ document: 1, similarity: 0.912345 }], [{ document: 0, similarity: 0.912345 }]]),
  allCopies: true,
  sharedPassages: [],
  common: { documents: 0, words: 0, heldBy: 10 },
  lettered: 0,
  copied: [
    { share: 2 / 3, sharedWith: [{ document: 1, words: 40, share: 2 / 3 }], leftOut: [] },
    {
      share: 0.25,
      sharedWith: [{ document: 0, words: 40, share: 0.25 }],
      leftOut: [{ kind: 'references', start: 0, end: 40, words: 6 }],
    },
  ],
  pairs: [
    {
      a: 0,
      b: 1,
      similarity: 0.912345,
      meaning: 0.9,
      wording: 0.92469,
      containment: 1 / 3,
      kind: 'partly-copied',
      shares: [2 / 3, 0.25],
      direction: 'a-in-b',
      passages: [PASSAGE],
    },
  ],
  order: [1, 0],
  matrix: [
    [1, 0.912345],
    [0.912345, 1],
  ],
  places: [
    [0.123456, 0.5],
    [1, 0.5],
  ],
};

describe('the report', () => {
  const documents = [mapped(0), skipped(1), mapped(2, { logOdds: certain(0.9), writing: 'essay' })];
  const report = buildReport(job, documents, [documents[0]!, documents[2]!], corpus, EVEN, [LEFT_OUT]);

  test('names documents by id wherever the corpus counted them, past the skipped ones', () => {
    expect(report.clusters).toEqual([
      {
        id: 4,
        label: 'bees',
        terms: ['bees'],
        size: 2,
        meanAiProbability: 0.7,
        cohesion: 0.9123,
        stability: 0.8765,
        representative: 'd3',
        members: ['d3', 'd1'],
        subtopics: [
          { id: 0, label: 'honey', terms: ['honey'], size: 1, cohesion: 1, representative: 'd3', members: ['d3'] },
          { id: 1, label: 'wax', terms: ['wax'], size: 1, cohesion: 1, representative: 'd1', members: ['d1'] },
        ],
      },
    ]);
    expect(report.documents.map((d) => d.cluster)).toEqual([4, null, 4]);
    expect(report.duplicateGroups).toEqual([{ id: 0, averageSimilarity: 0.9123, members: ['d1', 'd3'] }]);
    expect(report.similarity).toEqual({
      order: ['d3', 'd1'],
      matrix: [
        [1, 0.9123],
        [0.9123, 1],
      ],
      pairs: [
        {
          a: 'd1',
          b: 'd3',
          similarity: 0.9123,
          meaning: 0.9,
          wording: 0.9247,
          containment: 0.3333,
          kind: 'partly-copied',
          shares: [0.6667, 0.25],
          direction: 'a-in-b',
          passages: [PASSAGE],
        },
      ],
    });
    expect(report.documents.map(({ x, y }) => [x, y])).toEqual([
      [0.1235, 0.5],
      [undefined, undefined],
      [1, 0.5],
    ]);
    expect(report.documents.map((d) => d.nearest)).toEqual([
      [{ id: 'd3', similarity: 0.9123 }],
      [],
      [{ id: 'd1', similarity: 0.9123 }],
    ]);
  });

  test('marks an outlier, and leaves it in no cluster', () => {
    const {
      documents: [first, , third],
      summary,
    } = buildReport(
      job,
      documents,
      [documents[0]!, documents[2]!],
      { ...corpus, clusters: [], outliers: [1] },
      EVEN,
      [],
    );
    expect(first).not.toHaveProperty('outlier');
    expect(third).toMatchObject({ cluster: null, outlier: true });
    expect(summary).toMatchObject({ clusters: 0, outliers: 1 });
  });

  test('keeps a skipped document, with its reason and in no cluster', () => {
    expect(report.documents[1]).toEqual({
      id: 'd2',
      path: '1.txt',
      words: 0,
      characters: 0,
      aiProbability: null,
      confidence: 'unknown',
      status: 'skipped',
      reason: 'The document is empty.',
      notice: { code: 'document-empty' },
      cluster: null,
      duplicateGroup: null,
      segments: [],
      nearest: [],
    });
  });

  test('warns of the source first, then of each document', () => {
    expect(report.warnings).toEqual([
      LEFT_OUT,
      { document: 'd2', code: 'empty', message: 'The document is empty.', notice: { code: 'document-empty' } },
    ]);
  });

  test('gives each document its probability, interval, level and kind of writing', () => {
    expect(
      report.documents.map(({ aiProbability, aiInterval, confidence, writing }) => ({
        aiProbability,
        aiInterval,
        confidence,
        writing,
      })),
    ).toEqual([
      { aiProbability: 0.5, aiInterval: [0.5, 0.5], confidence: 'medium', writing: undefined },
      { aiProbability: null, aiInterval: undefined, confidence: 'unknown', writing: undefined },
      { aiProbability: 0.9, aiInterval: [0.9, 0.9], confidence: 'high', writing: 'essay' },
    ]);
    expect(report.documents[0]?.segments).toEqual([{ start: 0, end: 5, aiProbability: 0.5 }]);
  });

  test('sums up', () => {
    expect(report.summary).toEqual({
      documents: 3,
      analyzed: 2,
      skipped: 1,
      clusters: 1,
      duplicateGroups: 1,
      meanAiProbability: 0.7,
      highConfidence: 1,
      confidence: { high: 1, medium: 1, low: 0, unknown: 0 },
      copiedPairs: { identical: 0, 'near-duplicate': 0, 'partly-copied': 1 },
      sharedPassages: 0,
      leftOut: { references: { documents: 1, words: 6 } },
    });
  });
});

test('ids have as many digits as the last one needs, so that they sort', () => {
  expect([documentId(0, 9), documentId(0, 10), documentId(99, 1000)]).toEqual(['d1', 'd01', 'd0100']);
});

test('a document’s row is there before the corpus was looked at', () => {
  expect(documentResult(mapped(0, { logOdds: null, declined: 'too-short', words: 3 }), EVEN)).toEqual({
    id: 'd1',
    path: '0.txt',
    words: 3,
    characters: 500,
    aiProbability: null,
    confidence: 'unknown',
    status: 'analyzed',
    declined: 'too-short',
    format: 'text',
    encoding: 'utf-8',
    sha256: 'hash0',
  });
});

test('that there is hidden text stands with the batch, and with its document', () => {
  const hidden = problem('hidden-text', notice('hidden-text', { count: 2, excerpt: 'a b' }), 2);
  const documents = [mapped(0, { warnings: [hidden] }), mapped(1)];
  const {
    warnings,
    documents: [first, second],
    summary,
  } = buildReport(job, documents, documents, corpus, EVEN, []);
  expect([first!.hiddenWords, second!.hiddenWords, summary.hiddenText]).toEqual([
    2,
    undefined,
    { documents: 1, words: 2 },
  ]);
  expect(warnings).toEqual([
    {
      code: 'hidden-text',
      message: expect.stringMatching(/^1 document holds text/) as string,
      notice: { code: 'documents-with-hidden-text', args: { count: 1 } },
    },
    { document: documentId(0, 3), ...hidden },
  ]);
});

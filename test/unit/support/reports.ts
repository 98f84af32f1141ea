import type { Report, ReportDocument, SourceDescription } from '../../../src/report/report.ts';
import { summarize } from '../../../src/report/summary.ts';

/** A document of a report: analysed, unless told otherwise. */
export function reportDocument(fields: Partial<ReportDocument> = {}): ReportDocument {
  return {
    id: 'd1',
    path: 'a.txt',
    words: 100,
    characters: 600,
    aiProbability: 0.5,
    confidence: 'medium',
    cluster: 0,
    duplicateGroup: null,
    status: 'analyzed',
    format: 'text',
    encoding: 'utf-8',
    segments: [],
    nearest: [],
    ...fields,
  };
}

/** A report on the given documents. */
export function reportOn(
  documents: readonly ReportDocument[],
  source: SourceDescription = { kind: 'folder', name: 'essays', paths: ['/essays'] },
): Report {
  const clusters = [
    {
      id: 0,
      label: 'bees · flowers',
      terms: ['bees', 'flowers'],
      size: documents.length,
      meanAiProbability: 0.5,
      cohesion: 0.7,
      representative: 'd1',
      members: documents.map((d) => d.id),
    },
  ];
  const time = '2030-01-02T03:04:05.678Z';
  const options = { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 } as const;
  return {
    schemaVersion: 1,
    job: {
      id: 'job',
      source,
      status: 'completed',
      createdAt: time,
      startedAt: time,
      finishedAt: time,
      options,
      engine: { version: '1', models: [] },
    },
    summary: summarize({ documents, clusters, duplicateGroups: [], similarity: { pairs: [] } }),
    documents,
    clusters,
    duplicateGroups: [],
    similarity: {
      order: documents.map((d) => d.id),
      matrix: documents.map((_, i) => documents.map((_, j) => (i === j ? 1 : 0.25))),
      pairs: [],
    },
    warnings: [{ code: 'truncated', message: 'cut', document: 'd1' }],
  };
}

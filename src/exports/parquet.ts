import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Manifest } from '../report/report.ts';
import type { Vectors } from '../report/vectors-file.ts';
import type { Outgoing } from './export-options.ts';
import { completed } from './json.ts';
import {
  always,
  type Column,
  columnGroups,
  emptyColumns,
  flag,
  integer,
  real,
  text,
  unlike,
} from './parquet-columns.ts';

/** Rows that are encoded at once, and that a reader can skip at once. Larger groups outlive the garbage collector's first passes: 20,000 take half as much time again, and four times the memory. */
const GROUP_ROWS = 8_000;

/** The same of vectors, whose rows are hundreds of numbers. */
const VECTOR_ROWS = 2_000;

/** A table as a Parquet file. */
export interface ParquetTable {
  /** Name of the file. */
  readonly name: string;
  /** The file's bytes, piece by piece: a group of rows each. */
  readonly pieces: Iterable<Uint8Array>;
}

/**
 * A report as tables: documents, segments, neighbours, pairs, passages, passages that many share, clusters, sub-topics and warnings, and the documents' vectors where they are there (`v0`, `v1` …), joined by the documents' `id`s. Names are those of the JSON export;
 * each file has the manifest as JSON among its key-value metadata, under `ghostwriter`.
 */
export function parquetTables({ report, manifest: draft, vectors }: Outgoing): ParquetTable[] {
  const { documents, clusters, similarity, sharedPassages = [], warnings } = report;
  const manifest = completed(draft, report);
  /** Each stands many times among the neighbours. */
  const utf8 = new Map(documents.map(({ id }) => [id, Buffer.from(id)]));
  const table = <Row>(
    name: string,
    rows: readonly Row[] | (() => Iterable<Row>),
    columns: readonly Column<Row>[],
  ): ParquetTable => ({
    name: `${name}.parquet`,
    pieces: encodedGroups(
      columnGroups(typeof rows === 'function' ? rows() : rows, columns, GROUP_ROWS),
      emptyColumns(columns),
      manifest,
    ),
  });
  return [
    table('documents', documents, [
      always(unlike(text('id', (d) => d.id))),
      always(unlike(text('path', (d) => d.path))),
      text('group', (d) => d.group),
      integer('words', (d) => d.words),
      integer('characters', (d) => d.characters),
      real('aiProbability', (d) => d.aiProbability),
      real('aiProbabilityFrom', (d) => d.aiInterval?.[0]),
      real('aiProbabilityTo', (d) => d.aiInterval?.[1]),
      text('confidence', (d) => d.confidence),
      text('writing', (d) => d.writing),
      real('baselineRank', (d) => d.baselineRank),
      integer('cluster', (d) => d.cluster),
      integer('duplicateGroup', (d) => d.duplicateGroup),
      text('status', (d) => d.status),
      text('reason', (d) => d.reason),
      text('declined', (d) => d.declined),
      text('format', (d) => d.format),
      text('encoding', (d) => d.encoding),
      integer('ignoredWords', (d) => d.ignoredWords),
      real('shareCopied', (d) => d.shareCopied),
      unlike(text('sha256', (d) => d.sha256)),
      integer('machineStretchStart', (d) => d.machineStretch?.start),
      integer('machineStretchEnd', (d) => d.machineStretch?.end),
      text('tags', (d) => d.tags?.join('; ')),
      text('note', (d) => d.note),
      integer('subtopic', (d) => d.subtopic),
      flag('outlier', (d) => (d.status === 'skipped' ? null : d.outlier === true)),
      real('sampleScore', (d) => d.sampleScore),
      real('sampleRank', (d) => d.sampleRank),
      real('sampleSimilarity', (d) => d.sampleSimilarity),
      integer('hiddenWords', (d) => d.hiddenWords),
      integer('disguisedWords', (d) => d.disguisedWords),
      text('language', (d) => d.language),
    ]),
    table(
      'segments',
      function* () {
        for (const { id, segments } of documents) for (const segment of segments) yield { id, segment };
      },
      [
        always(text('document', ({ id }) => id)),
        always(integer('start', ({ segment }) => segment.start)),
        always(integer('end', ({ segment }) => segment.end)),
        real('aiProbability', ({ segment }) => segment.aiProbability),
      ],
    ),
    table(
      'neighbours',
      function* () {
        for (const { id, nearest } of documents)
          for (const [i, { id: neighbour, similarity }] of nearest.entries())
            yield { id, rank: i + 1, neighbour, similarity };
      },
      [
        always(text('document', (n) => n.id)),
        always(integer('rank', (n) => n.rank)),
        always(unlike(text('neighbour', (n) => utf8.get(n.neighbour)))),
        real('similarity', (n) => n.similarity),
      ],
    ),
    table('pairs', similarity.pairs, [
      text('a', (p) => p.a),
      text('b', (p) => p.b),
      real('similarity', (p) => p.similarity),
      real('meaning', (p) => p.meaning),
      real('wording', (p) => p.wording),
      real('containment', (p) => p.containment),
      text('kind', (p) => p.kind),
      real('shareOfA', (p) => p.shares?.[0]),
      real('shareOfB', (p) => p.shares?.[1]),
      text('direction', (p) => p.direction),
    ]),
    table(
      'passages',
      function* () {
        for (const { a, b, passages = [] } of similarity.pairs)
          for (const passage of passages) yield { ids: [a, b] as const, ...passage };
      },
      [
        text('a', (p) => p.ids[0]),
        text('b', (p) => p.ids[1]),
        integer('aStart', (p) => p.a.start),
        integer('aEnd', (p) => p.a.end),
        integer('bStart', (p) => p.b.start),
        integer('bEnd', (p) => p.b.end),
        integer('words', (p) => p.words),
      ],
    ),
    table(
      'sharedPassages',
      function* () {
        for (const [i, { words, documents: holders }] of sharedPassages.entries())
          for (const holder of holders) yield { passage: i + 1, words, ...holder };
      },
      [
        integer('passage', (s) => s.passage),
        integer('words', (s) => s.words),
        text('document', (s) => s.id),
        integer('start', (s) => s.start),
        integer('end', (s) => s.end),
      ],
    ),
    table('clusters', clusters, [
      integer('id', (c) => c.id),
      text('label', (c) => c.label),
      text('terms', (c) => c.terms.join(' ')),
      integer('size', (c) => c.size),
      real('meanAiProbability', (c) => c.meanAiProbability),
      real('cohesion', (c) => c.cohesion),
      text('representative', (c) => c.representative),
      real('stability', (c) => c.stability),
    ]),
    table(
      'subtopics',
      function* () {
        for (const { id, subtopics = [] } of clusters)
          for (const subtopic of subtopics) yield { cluster: id, ...subtopic };
      },
      [
        integer('cluster', (s) => s.cluster),
        integer('id', (s) => s.id),
        text('label', (s) => s.label),
        text('terms', (s) => s.terms.join(' ')),
        integer('size', (s) => s.size),
        real('cohesion', (s) => s.cohesion),
        text('representative', (s) => s.representative),
      ],
    ),
    table('warnings', warnings, [
      text('document', (w) => w.document),
      text('code', (w) => w.code),
      text('message', (w) => w.message),
    ]),
    ...(vectors
      ? [
          {
            name: 'vectors.parquet',
            pieces: encodedVectors(
              vectors,
              documents.map(({ id }) => id),
              manifest,
            ),
          },
        ]
      : []),
  ];
}

/** A column a dimension: every reader knows plain numbers. */
function encodedVectors(
  { width, places, factors, numbers }: Vectors,
  ids: readonly string[],
  manifest: Manifest,
): Generator<Uint8Array> {
  const columns = (from: number, to: number): ColumnSource[] => [
    {
      name: 'document',
      type: 'STRING',
      nullable: true,
      encoding: 'PLAIN',
      data: Array.from(places.subarray(from, to), (place) => ids[place] ?? null),
    },
    ...Array.from({ length: width }, (_, j) => ({
      name: `v${j}`,
      type: 'FLOAT' as const,
      nullable: false,
      encoding: 'PLAIN' as const,
      statistics: false,
      data: Float32Array.from({ length: to - from }, (__, i) => numbers[(from + i) * width + j]! * factors[from + i]!),
    })),
  ];
  const groups = function* () {
    for (let from = 0; from < factors.length; from += VECTOR_ROWS)
      yield columns(from, Math.min(from + VECTOR_ROWS, factors.length));
  };
  return encodedGroups(groups(), columns(0, 0), manifest);
}

/** @param empty the columns without a row, for the schema */
function* encodedGroups(
  groups: Iterable<ColumnSource[]>,
  empty: ColumnSource[],
  manifest: Manifest,
): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: empty }),
    createdBy: 'ghostwriter-batch',
    kvMetadata: [{ key: 'ghostwriter', value: JSON.stringify(manifest) }],
  });
  /** What was written since the last time; its offsets go on counting. */
  const taken = () => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  for (const columnData of groups) {
    void writer.write({ columnData, rowGroupSize: GROUP_ROWS, pageSize: 0 });
    yield taken();
  }
  void writer.finish();
  yield taken();
}

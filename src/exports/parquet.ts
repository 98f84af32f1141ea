import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Manifest } from '../report/report.ts';
import type { Outgoing } from './export-options.ts';
import { completed } from './json.ts';

/** Rows that are encoded at once, and that a reader can skip at once. */
const GROUP_ROWS = 20_000;

type Value = string | number | boolean | null | undefined;

interface Column<Row> {
  readonly name: string;
  readonly type: 'STRING' | 'INT32' | 'DOUBLE' | 'BOOLEAN';
  readonly of: (row: Row) => Value;
}

/** A table as a Parquet file. */
export interface ParquetTable {
  /** Name of the file. */
  readonly name: string;
  /** The file's bytes, piece by piece: a group of rows each. */
  readonly pieces: Iterable<Uint8Array>;
}

/**
 * A report as tables: documents, segments, neighbours, pairs, passages, clusters and warnings, joined by the documents' `id`s. Names are those of the JSON export;
 * each file has the manifest as JSON among its key-value metadata, under `ghostwriter`.
 */
export function parquetTables({ report, manifest: draft }: Outgoing): ParquetTable[] {
  const { documents, clusters, similarity, warnings } = report;
  const manifest = completed(draft, report);
  const table = <Row>(name: string, rows: readonly Row[] | (() => Iterable<Row>), columns: readonly Column<Row>[]): ParquetTable => ({ name: `${name}.parquet`, pieces: encoded(typeof rows === 'function' ? rows() : rows, columns, manifest) });
  return [
    table('documents', documents, [
      text('id', (d) => d.id), text('path', (d) => d.path), text('group', (d) => d.group), integer('words', (d) => d.words), integer('characters', (d) => d.characters),
      real('aiProbability', (d) => d.aiProbability), real('aiProbabilityFrom', (d) => d.aiInterval?.[0]), real('aiProbabilityTo', (d) => d.aiInterval?.[1]), text('confidence', (d) => d.confidence),
      text('writing', (d) => d.writing), real('baselineRank', (d) => d.baselineRank), integer('cluster', (d) => d.cluster), integer('duplicateGroup', (d) => d.duplicateGroup), text('status', (d) => d.status),
      text('reason', (d) => d.reason), text('declined', (d) => d.declined), text('format', (d) => d.format), text('encoding', (d) => d.encoding), integer('ignoredWords', (d) => d.ignoredWords),
      text('sha256', (d) => d.sha256), integer('machineStretchStart', (d) => d.machineStretch?.start), integer('machineStretchEnd', (d) => d.machineStretch?.end),
    ]),
    table(
      'segments',
      function* () {
        for (const { id, segments } of documents) for (const segment of segments) yield { document: id, ...segment };
      },
      [text('document', (s) => s.document), integer('start', (s) => s.start), integer('end', (s) => s.end), real('aiProbability', (s) => s.aiProbability)],
    ),
    table(
      'neighbours',
      function* () {
        for (const { id, nearest } of documents) for (const [i, { id: neighbour, similarity }] of nearest.entries()) yield { document: id, rank: i + 1, neighbour, similarity };
      },
      [text('document', (n) => n.document), integer('rank', (n) => n.rank), text('neighbour', (n) => n.neighbour), real('similarity', (n) => n.similarity)],
    ),
    table('pairs', similarity.pairs, [
      text('a', (p) => p.a), text('b', (p) => p.b), real('similarity', (p) => p.similarity), real('meaning', (p) => p.meaning), real('wording', (p) => p.wording), real('containment', (p) => p.containment),
      text('kind', (p) => p.kind), real('shareOfA', (p) => p.shares?.[0]), real('shareOfB', (p) => p.shares?.[1]), text('direction', (p) => p.direction),
    ]),
    table(
      'passages',
      function* () {
        for (const { a, b, passages = [] } of similarity.pairs) for (const passage of passages) yield { ids: [a, b] as const, ...passage };
      },
      [
        text('a', (p) => p.ids[0]), text('b', (p) => p.ids[1]), integer('aStart', (p) => p.a.start), integer('aEnd', (p) => p.a.end), integer('bStart', (p) => p.b.start), integer('bEnd', (p) => p.b.end), integer('words', (p) => p.words),
      ],
    ),
    table('clusters', clusters, [
      integer('id', (c) => c.id), text('label', (c) => c.label), text('terms', (c) => c.terms.join(' ')), integer('size', (c) => c.size), real('meanAiProbability', (c) => c.meanAiProbability), real('cohesion', (c) => c.cohesion),
      text('representative', (c) => c.representative),
    ]),
    table('warnings', warnings, [text('document', (w) => w.document), text('code', (w) => w.code), text('message', (w) => w.message)]),
  ];
}

const column = (type: Column<never>['type']) => <Row>(name: string, of: (row: Row) => Value): Column<Row> => ({ name, type, of });
const text = column('STRING');
const integer = column('INT32');
const real = column('DOUBLE');

function* encoded<Row>(rows: Iterable<Row>, columns: readonly Column<Row>[], manifest: Manifest): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const filled = (group: readonly Row[]) => columns.map(({ name, type, of }) => ({ name, type, nullable: true, data: group.map((row) => of(row) ?? null) }));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: filled([]) }),
    createdBy: 'ghostwriter-batch',
    kvMetadata: [{ key: 'ghostwriter', value: JSON.stringify(manifest) }],
  });
  /** What was written since the last time; its offsets go on counting. */
  const taken = () => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  for (const group of groupsOf(rows)) {
    void writer.write({ columnData: filled(group), rowGroupSize: GROUP_ROWS });
    yield taken();
  }
  void writer.finish();
  yield taken();
}

function* groupsOf<Row>(rows: Iterable<Row>): Generator<readonly Row[]> {
  let group: Row[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < GROUP_ROWS) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import { archiveOf, inTurns } from '../exports/archive.ts';
import { prepared, type ExportOptions } from '../exports/export-options.ts';
import { parquetTables } from '../exports/parquet.ts';
import { pagesToSave, piecesOf } from '../exports/save.ts';
import { EXPORT_FORMATS, type ExportFormat, isFolder } from '../report/export-formats.ts';
import { clipped, withoutUnseen } from '../report/outside-text.ts';
import type { Report } from '../report/report.ts';
import type { Piece } from '../storage/write-file.ts';

/** How much text goes out at once, in UTF-16 code units: pieces are as small as a line. */
const BLOCK = 1 << 16;

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pages: 'application/zip',
  sarif: 'application/sarif+json; charset=utf-8',
  parquet: 'application/zip',
};

/** An export on its way, with what is said of it in the answer's head. */
export interface ExportStream {
  readonly body: Readable;
  readonly type: string;
  readonly disposition: string;
}

/** Writes a report in a format, as fast as it is taken; tables and pages come in one archive. */
export async function exportStream(
  report: Report,
  format: ExportFormat,
  options: ExportOptions,
): Promise<ExportStream> {
  // A header takes no half characters, and a name no path.
  const base = options.anonymise
    ? 'anonymised'
    : clipped(withoutUnseen(report.job.source.name.replace(/\.zip$/i, '')).replace(/[/\\]/g, '_'), 200) || 'batch';
  const name = `${base}.analysis.${EXPORT_FORMATS[format].extension}${isFolder(format) ? '.zip' : ''}`;
  const body = isFolder(format)
    ? archive(report, format, options)
    : Readable.from(gathered(await piecesOf(format, report, options)), { objectMode: false });
  return { body, type: TYPES[format], disposition: contentDisposition(name) };
}

/** What is several files: tables, which are packed already, or pages. */
function archive(report: Report, format: 'parquet' | 'pages', options: ExportOptions): Readable {
  const outgoing = prepared(report, options);
  const changed = new Date(report.job.finishedAt);
  if (format === 'pages') return archiveOf(pagesToSave(outgoing.report, options), false, changed);
  const tables = [...parquetTables(outgoing)].map(({ name, pieces }) => ({ name, pieces: () => pieces }));
  return archiveOf(tables, true, changed);
}

/** Joins small pieces of text, and lets other requests have their turn between. */
export const gathered = (pieces: Iterable<Piece>): AsyncGenerator<Piece> => inTurns(joined(pieces));

function* joined(pieces: Iterable<Piece>): Generator<Buffer> {
  let block = '';
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      yield Buffer.from(block);
      yield Buffer.from(piece);
      block = '';
      continue;
    }
    block += piece;
    if (block.length < BLOCK) continue;
    yield Buffer.from(block);
    block = '';
  }
  if (block !== '') yield Buffer.from(block);
}

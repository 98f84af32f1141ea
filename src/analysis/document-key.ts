import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { sha256 } from './models.ts';
import type { ListedDocument } from './sources/document-location.ts';
import { contentDigest, formatOfDocument } from './sources/read-document.ts';
import type { TextSpan } from './document/segments.ts';
import type { TemplateHashes } from './document/template.ts';
import type { ReadingOptions } from '../report/reading-options.ts';
import type { Granularity } from '../report/report.ts';

/** Changes with the layout of what is kept of a document. */
const LAYOUT = 4;

/**
 * All that an analysis depends on besides its document, as a digest: engine, granularity, template, and what of the reading options can change the
 * text of a document that is read at all.
 */
export function analysisContext(
  engineDigest: string,
  granularity: Granularity,
  { limits, column, sourceCode }: ReadingOptions,
  template: TemplateHashes | undefined,
): string {
  const { characters, documentBytes, ratio } = limits;
  const hashes = template && sha256(Buffer.concat([bytesOf(template.shingles), bytesOf(template.lines)]));
  return sha256(
    JSON.stringify([LAYOUT, engineDigest, granularity, characters, documentBytes, ratio, column, sourceCode, hashes]),
  );
}

/**
 * The key under which a document's analysis is kept: the same for the same content in the same format, wherever it lies.
 *
 * @param digest of the content, see {@link contentDigest}
 * @param given stretches without which it is judged and compared in meaning
 */
export function analysisKey(
  context: string,
  document: ListedDocument,
  reading: ReadingOptions,
  digest: string,
  given: readonly TextSpan[] = [],
): Uint8Array {
  const without = given.map(({ start, end }) => `${start}-${end}`);
  return digestOf(context, 'analysis', formatOfDocument(document, reading), digest, ...without);
}

/**
 * Digest of a document's content, read now; `undefined` for one that is not to be read.
 *
 * @throws {@link UnreadableDocument}
 */
export const digestNow = (document: ListedDocument, reading: ReadingOptions): string | undefined =>
  document.location.kind === 'refused' ? undefined : contentDigest(document, reading);

/** The key under which it is kept that a document was skipped: its place, and how the file there stands. It is of use to the job alone that skipped it. */
export function skippedKey(context: string, { path, location }: ListedDocument): Uint8Array {
  const file = location.kind === 'file' ? location.file : location.kind === 'zip-entry' ? location.archive : undefined;
  const stats = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
  return digestOf(context, 'skipped', path, JSON.stringify(location), stats ? `${stats.size} ${stats.mtimeMs}` : '');
}

function digestOf(...parts: readonly string[]): Uint8Array {
  return hash('sha256', parts.map((part) => `${part.length}:${part}`).join(''), 'buffer');
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array) => Buffer.from(buffer, byteOffset, byteLength);

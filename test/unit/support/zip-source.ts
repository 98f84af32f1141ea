import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from '../../../src/analysis/sources/decode.ts';
import { type Problem, UnreadableDocument } from '../../../src/analysis/sources/document-location.ts';
import { listDocuments } from '../../../src/analysis/sources/list-documents.ts';
import { readBytes } from '../../../src/analysis/sources/read-bytes.ts';
import type { SourceDescription } from '../../../src/report/report.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An archive on disk, as a source. */
export function zipSource(archive: Uint8Array, file = path.join(temporaryFolder(), 'batch.zip')): SourceDescription {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, archive);
  return { kind: 'zip', name: path.basename(file), paths: [file] };
}

async function readAll(archive: Uint8Array, file?: string) {
  const texts: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const { path: name, location } of (await listDocuments(zipSource(archive, file))).documents) {
    try {
      if (location.kind !== 'row') texts[name] = (await decode(readBytes(location))).text;
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      problems.push(error.problem);
    }
  }
  return { texts, problems };
}

/** The texts of an archive that can be read, by path. */
export const documentsIn = async (archive: Uint8Array, file?: string) => (await readAll(archive, file)).texts;

/** Why the others cannot. */
export const problemsIn = async (archive: Uint8Array) => (await readAll(archive)).problems;

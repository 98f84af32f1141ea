import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UnreadableDocument } from '../../../src/analysis/sources/document-location.ts';
import type { Problem } from '../../../src/analysis/sources/problem.ts';
import { listDocuments } from '../../../src/analysis/sources/list-documents.ts';
import { readDocument } from '../../../src/analysis/sources/read-document.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../../src/report/reading-options.ts';
import type { SourceDescription } from '../../../src/report/report.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An archive on disk, as a source. */
export function zipSource(archive: Uint8Array, file = path.join(temporaryFolder(), 'batch.zip')): SourceDescription {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, archive);
  return { kind: 'zip', name: path.basename(file), paths: [file] };
}

/** What an archive gives: the texts that can be read, by path, why the others cannot, and what is to be said of the whole. */
export async function readArchive(archive: Uint8Array, reading: ReadingOptions = DEFAULT_READING, file?: string) {
  const texts: Record<string, string> = {};
  const problems: Problem[] = [];
  const { documents, warnings } = await listDocuments(zipSource(archive, file), reading);
  for (const document of documents) {
    try {
      texts[document.path] = (await readDocument(document, reading)).text;
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      problems.push(error.problem);
    }
  }
  return { texts, problems, warnings };
}

/** The texts of an archive that can be read, by path. */
export const documentsIn = async (archive: Uint8Array, file?: string) =>
  (await readArchive(archive, DEFAULT_READING, file)).texts;

/** Why the others cannot. */
export const problemsIn = async (archive: Uint8Array) => (await readArchive(archive)).problems;

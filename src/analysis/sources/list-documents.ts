import { stat } from 'node:fs/promises';
import { DEFAULT_READING, type ReadingOptions } from '../../report/reading-options.ts';
import type { SourceDescription } from '../../report/report.ts';
import { AnalysisFailure } from '../failure.ts';
import type { Listing, ListedDocument } from './document-location.ts';
import { listFiles, listFolder } from './folder.ts';
import { withGroups } from './groups.ts';
import { withoutPlatformFiles } from './platform-files.ts';
import { printableName } from './printable-name.ts';
import { isSystemError, systemCode } from './system-error.ts';
import { notice } from '../../report/notice.ts';
import { type Parse, parseHere } from './read-document.ts';
import { withRows } from './rows.ts';
import { withTexInclusions } from './tex-inclusions.ts';
import { listZip } from './zip.ts';

/**
 * Lists the documents of a source in the order of their paths (by code point, so that it is the same on every system).
 *
 * @param parse reads tables, whose rows are documents
 * @throws {@link AnalysisFailure} when the source is missing, cannot be read or holds no document
 */
export async function listDocuments(
  source: SourceDescription,
  reading: ReadingOptions = DEFAULT_READING,
  parse: Parse = parseHere,
): Promise<Listing> {
  for (const p of source.paths) {
    await stat(p).catch((error: unknown) => {
      throw systemCode(error) === 'ENOENT'
        ? new AnalysisFailure('source-not-found', notice('source-missing', { source: printableName(p) }))
        : new AnalysisFailure(
            'source-unreadable',
            notice('source-unreadable', { source: printableName(p), error: systemCode(error) }),
          );
    });
  }
  const { documents, warnings } = await listOf(source, reading).catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
    throw new AnalysisFailure(
      'source-unreadable',
      notice('source-unreadable', { source: printableName(source.paths[0] ?? ''), error: systemCode(error) }),
    );
  });
  if (documents.length === 0) {
    const [first] = warnings;
    throw new AnalysisFailure(
      'no-documents',
      first
        ? notice('nothing-to-read-because', { source: source.name, reason: first.notice })
        : notice('nothing-to-read', { source: source.name }),
    );
  }
  const { documents: handedIn, warnings: ofPlatform } = withoutPlatformFiles([...documents].sort(byPath), reading);
  const { documents: whole, warnings: ofInclusions } = withTexInclusions(handedIn, reading);
  const { documents: withTables, warnings: ofTables } = await withRows(whole, reading, parse);
  return {
    documents: await withGroups(withDistinctPaths(withTables), reading.groupBy),
    warnings: [...warnings, ...ofPlatform, ...ofInclusions, ...ofTables],
  };
}

async function listOf({ kind, paths }: SourceDescription, reading: ReadingOptions): Promise<Listing> {
  switch (kind) {
    case 'folder':
      return listFolder(paths[0] ?? '', reading);
    case 'zip':
      return listZip(paths[0] ?? '', reading);
    case 'files':
      return listFiles(paths, reading);
  }
}

const byPath = (a: ListedDocument, b: ListedDocument) => compare(a.path, b.path) || compare(placeOf(a), placeOf(b));
const placeOf = ({ location }: ListedDocument) => (location.kind === 'file' ? location.file : '');
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** An archive may hold one name twice, and two names may look the same once they can be shown: each is a document of its own. */
function withDistinctPaths(sorted: readonly ListedDocument[]): ListedDocument[] {
  const seen = new Map<string, number>();
  return sorted.map((document) => {
    const count = (seen.get(document.path) ?? 0) + 1;
    seen.set(document.path, count);
    return count === 1 ? document : { ...document, path: `${document.path} (${count})` };
  });
}

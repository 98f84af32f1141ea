import type { ReadingOptions } from '../../report/reading-options.ts';
import { chosenByUser, type InsideSource } from '../../storage/inside-source.ts';
import { notice } from '../../report/notice.ts';
import { AnalysisFailure } from '../failure.ts';
import { archiveEntries } from './archive-entries.ts';
import {
  isReadableFormat,
  leftOutWarning,
  type ListedDocument,
  type Listing,
  UnreadableDocument,
} from './document-location.ts';
import { printableName } from './printable-name.ts';
import { isSystemError, systemCode } from './system-error.ts';

/** Lists the documents in a ZIP. */
export function listZip(archive: string, reading: ReadingOptions): Listing {
  const documents: ListedDocument[] = [];
  const leftOut: string[] = [];
  const { entries, warnings } = entriesOf(chosenByUser(archive), reading);
  for (const { path, location, isArchive } of entries) {
    // An archive inside that could not be opened is said with its reason, as a document is: there may have been some in it.
    if (isArchive === true || isReadableFormat(path, reading.sourceCode)) documents.push({ path, location });
    else leftOut.push(path);
  }
  return { documents, warnings: [...warnings, ...leftOutWarning(leftOut.sort())] };
}

function entriesOf(archive: InsideSource, reading: ReadingOptions): ReturnType<typeof archiveEntries> {
  try {
    return archiveEntries(archive, reading);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw new AnalysisFailure('source-unreadable', error.notice);
    if (!isSystemError(error)) throw error;
    throw new AnalysisFailure(
      'source-unreadable',
      notice('source-unreadable', { source: printableName(archive), error: systemCode(error) }),
    );
  }
}

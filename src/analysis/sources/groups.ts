import type { GroupBy } from '../../report/reading-options.ts';
import { notice, NoticeError, reasonOf } from '../../report/notice.ts';
import { clipped } from '../../report/outside-text.ts';
import { AnalysisFailure } from '../failure.ts';
import type { ListedDocument } from './document-location.ts';
import { printableName } from './printable-name.ts';
import { submissionOf } from './submission.ts';

/** Longest name of a group, in UTF-16 code units: it is a label. */
const LONGEST_NAME = 200;

/** Linear time has the pattern's length as a factor, in UTF-16 code units. */
const LONGEST_PATTERN = 1000;

/**
 * Gives each document its group.
 *
 * A pattern is RE2 syntax and runs in linear time whatever path it meets (re2js): patterns may come from a workspace, paths do come from strangers,
 * and a backtracking engine could be made to hang by either.
 *
 * @throws {@link AnalysisFailure} when the pattern is no regular expression
 */
export async function withGroups(
  documents: readonly ListedDocument[],
  groupBy: GroupBy,
): Promise<readonly ListedDocument[]> {
  if (groupBy === 'none') return documents;
  const groupOf =
    typeof groupBy === 'object' ? await matchOf(groupBy.pattern) : groupBy === 'folder' ? folderOf : submissionOf;
  return documents.map((document) => {
    const group = clipped((groupOf(document.path) ?? '').normalize('NFC'), LONGEST_NAME).trim();
    return group ? { ...document, group } : document;
  });
}

function folderOf(path: string): string | undefined {
  const end = path.lastIndexOf('/');
  return end < 0 ? undefined : path.slice(0, end);
}

async function matchOf(pattern: string): Promise<(path: string) => string | undefined> {
  // Loaded when a pattern is used.
  const { RE2JS } = await import('re2js');
  try {
    if (pattern.length > LONGEST_PATTERN) throw new NoticeError(notice('pattern-too-long', { most: LONGEST_PATTERN }));
    const compiled = RE2JS.compile(pattern);
    const group = compiled.groupCount() > 0 ? 1 : 0;
    return (path) => {
      const matcher = compiled.matcher(path);
      return matcher.find() ? (matcher.group(group) ?? undefined) : undefined;
    };
  } catch (error) {
    throw new AnalysisFailure(
      'invalid-options',
      notice('groups-unusable', { pattern: printableName(pattern), reason: reasonOf(error) }),
    );
  }
}

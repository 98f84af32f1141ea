/** How a source is read: what counts as a document, how documents are grouped, and what no archive or document may exceed. */
export interface ReadingOptions {
  /** Globs on paths inside the source; a document must match one of them. Empty: every readable file. */
  readonly include: readonly string[];
  /** Globs on paths inside the source; a file is left out when it, or a folder that it is in, matches one of them. */
  readonly exclude: readonly string[];
  readonly limits: ReadingLimits;
  /** Whether archives inside an archive are opened too, one level deep. */
  readonly nestedArchives: boolean;
  readonly groupBy: GroupBy;
  /** Whether source code is read as text. */
  readonly sourceCode: boolean;
  /** Name of the column that holds the text of `.csv` and `.jsonl` rows; empty: chosen from what the columns hold. */
  readonly column: string;
  /** Files (absolute, or relative to the source) whose passages are boilerplate: an assignment sheet, a template. */
  readonly ignore: readonly string[];
}

/** Every limit counts what was really produced, never what a header declares. */
export interface ReadingLimits {
  /** Entries of one archive, those of archives inside it among them. */
  readonly entries: number;
  /** Bytes of one document, unpacked. */
  readonly documentBytes: number;
  /** UTF-16 code units of a document that are analysed; the rest is cut off, with a warning. */
  readonly characters: number;
  /** Bytes that all documents of a source unpack to. */
  readonly totalBytes: number;
  /** Bytes unpacked for one byte packed, of an entry that unpacks to more than 1 MB. */
  readonly ratio: number;
  /** Seconds that reading one document may take. */
  readonly secondsPerDocument: number;
}

/**
 * What a document's group is: its folder, the submission of a learning platform that it is part of, or what a regular expression finds in its
 * path (its first group, or all of the match).
 */
export type GroupBy = 'none' | 'folder' | 'submission' | { readonly pattern: string };

export const DEFAULT_READING: ReadingOptions = {
  include: [],
  exclude: [],
  limits: {
    entries: 200_000,
    documentBytes: 20 * 1024 ** 2,
    characters: 100_000,
    totalBytes: 4 * 1024 ** 3,
    ratio: 200,
    secondsPerDocument: 10,
  },
  nestedArchives: true,
  groupBy: 'none',
  sourceCode: false,
  column: '',
  ignore: [],
};

/** Where pairs within a group are to be left out, there have to be groups: folders, where nothing else says what they are. */
export function groupedWhere(acrossGroups: boolean | undefined, reading: ReadingOptions): ReadingOptions {
  return acrossGroups === true && reading.groupBy === 'none' ? { ...reading, groupBy: 'folder' } : reading;
}

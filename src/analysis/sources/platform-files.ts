import type { ReadingOptions } from '../../report/reading-options.ts';
import { notice } from '../../report/notice.ts';
import type { ListedDocument } from './document-location.ts';
import { type Problem, problem } from './problem.ts';
import { readBytesOrNone } from './read-bytes.ts';

/** What platforms write themselves is short; of longer files nothing is looked at. */
const LONGEST = 200_000;

/** Receipts that Blackboard puts beside each submission, named like it but for the file's own name. */
const RECEIPT = /(?:^|\/)([^/]*_attempt_\d{4}-\d\d-\d\d(?:-\d\d){0,3})\.txt$/;
/** The page that lists the submissions of a download. */
const INDEX = /(?:^|\/)index\.html?$/i;
/** What a teacher answered, and lists of marks. */
const FEEDBACK = /_assignfeedback_(?:file|comments|editpdf|offline)_?(?:\/|$|_)/;
const MARKS = /(?:^|\/)(?:grades?|gradebook|class ?list|roster|bewertungen|notes)\b[^/]*\.csv$/i;
const MARK_COLUMNS =
  /^(?:"?(?:identifier|full name|first name|last name|name|student|username|email(?: address)?|status|grade|marks?|points|score|maximum grade|feedback(?: comments)?|last modified[^,;]*|grade can be changed|id|org ?defined ?id|end-of-line indicator|department|institution)"?\s*[,;\t]?\s*){3,}$/i;

/** What Blackboard writes where nothing was typed. */
const NOTHING_TYPED = /There is no student submission text data for this assignment/i;

export interface WithoutPlatformFiles {
  readonly documents: readonly ListedDocument[];
  readonly warnings: readonly Problem[];
}

/**
 * Takes the files that a learning platform writes itself out of a batch: receipts, the list of the submissions, lists of marks, feedback. Each is known by its name and
 * by what is in it; a receipt that holds what a student typed is a document.
 */
export function withoutPlatformFiles(
  documents: readonly ListedDocument[],
  reading: ReadingOptions,
): WithoutPlatformFiles {
  const taken = new Set(documents.filter((document) => isPlatformFile(document, documents, reading)));
  // A batch of nothing else is meant.
  if (taken.size === 0 || taken.size === documents.length) return { documents, warnings: [] };
  const paths = [...taken].map(({ path }) => path).sort();
  const names = `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ' …' : ''}`;
  return {
    documents: documents.filter((document) => !taken.has(document)),
    warnings: [problem('platform-files', notice('platform-files', { count: paths.length, files: names }))],
  };
}

function isPlatformFile(document: ListedDocument, all: readonly ListedDocument[], reading: ReadingOptions): boolean {
  const { path } = document;
  if (FEEDBACK.test(path)) return true;
  const attempt = RECEIPT.exec(path)?.[1];
  if (attempt !== undefined) return isReceipt(contentOf(document, reading), attempt, path, all);
  if (INDEX.test(path)) return isIndex(contentOf(document, reading), path, all);
  return (
    MARKS.test(path) &&
    MARK_COLUMNS.test(
      contentOf(document, reading)
        .split(/\r?\n/, 1)[0]
        ?.replace(/^\ufeff/, '')
        .trim() ?? '',
    )
  );
}

/** Begins with lines of a name and a value, and names the files that were handed in. */
function isReceipt(content: string, attempt: string, path: string, all: readonly ListedDocument[]): boolean {
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (!lines.slice(0, 3).every((line) => /^[^:]{2,40}:\s?\S?/.test(line)) || lines.length < 4) return false;
  if (NOTHING_TYPED.test(content)) return true;
  const typed = /^Submission Field:\s*([^]*?)(?=^Comments:|^Files:|(?![^]))/m.exec(content)?.[1];
  if (typed !== undefined) return typed.trim() === '';
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return all.some(
    (other) =>
      other.path !== path &&
      other.path.startsWith(`${folder}${attempt}_`) &&
      content.includes(other.path.slice(folder.length)),
  );
}

/** Names most of what lies beside it. */
function isIndex(content: string, path: string, all: readonly ListedDocument[]): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = new Set(
    all
      .filter((other) => other.path !== path && other.path.startsWith(folder))
      .map((other) => other.path.slice(folder.length).split('/')[0]!.normalize('NFC')),
  );
  if (beside.size < 2) return false;
  const decoded = content.replace(/&amp;/g, '&').normalize('NFC');
  const unescaped = decoded
    .replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'))
    .normalize('NFC');
  const named = [...beside].filter((name) => decoded.includes(name) || unescaped.includes(name)).length;
  return named * 2 > beside.size;
}

/** The text of a short file, as far as it is needed to know it; empty for what cannot be read. */
function contentOf({ location }: ListedDocument, reading: ReadingOptions): string {
  const bytes = readBytesOrNone(location, {
    ...reading.limits,
    documentBytes: Math.min(LONGEST, reading.limits.documentBytes),
  });
  return bytes ? new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes) : '';
}

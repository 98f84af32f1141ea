import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { AnalysisFailure } from '../../src/analysis/failure.ts';
import { UnreadableDocument } from '../../src/analysis/sources/document-location.ts';
import { listDocuments } from '../../src/analysis/sources/list-documents.ts';
import { readDocument } from '../../src/analysis/sources/read-document.ts';
import { DEFAULT_READING } from '../../src/report/reading-options.ts';
import type { ParserThread } from '../../src/process/threads/parser-thread.ts';
import { mutated, mutatedInside } from './mutations.ts';
import { ARCHIVES, DOCUMENTS } from './seeds.ts';
import { chosenByUser } from '../../src/storage/inside-source.ts';

/** What one input may take. */
const DEADLINE_MS = 10_000;

/** Expected trouble is one of two errors; whatever else is thrown is a bug. */
async function expectTrouble<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UnreadableDocument || error instanceof AnalysisFailure) {
      if (error.message.trim() === '') throw new Error('A reason without words.', { cause: error });
      // What a parser did not foresee costs its document only, but it is a bug.
      if (error.message.startsWith('The document could not be read: '))
        throw new Error('A parser failed.', { cause: error });
      return undefined;
    }
    throw error;
  }
}

async function inTime(run: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await run();
  const took = performance.now() - begun;
  if (took > DEADLINE_MS) throw new Error(`It took ${Math.round(took)} ms.`);
}

/**
 * Whatever is done to an archive: it is listed or refused in words, and each of its documents is read or skipped with a reason.
 *
 * @param file where the archive is written for that; the last one stays there
 */
export function archivesAreReadOrRefused(file: string) {
  return fc.asyncProperty(mutated(ARCHIVES), (bytes) =>
    inTime(async () => {
      writeFileSync(file, bytes);
      const listing = await expectTrouble(() =>
        listDocuments({ kind: 'zip', name: 'batch.zip', paths: [file] }, { ...DEFAULT_READING, groupBy: 'submission' }),
      );
      for (const document of listing?.documents ?? []) {
        if (/[\p{Cc}\u202a-\u202e]/u.test(document.path))
          throw new Error(`A path that deceives: ${JSON.stringify(document.path)}`);
        await expectTrouble(() => readDocument(document, DEFAULT_READING));
      }
    }),
  );
}

/**
 * Whatever is done to a document: its texts are within the limit, or it is skipped with a reason. It is read as the product reads it, in a thread
 * that ends with its deadline: some parsers take time that grows with the square of what they are given, and then that is the reason.
 *
 * @param seconds the deadline
 */
export function documentsAreReadOrRefused(
  ending: string,
  file: string,
  parser: ParserThread,
  seconds = DEFAULT_READING.limits.secondsPerDocument,
) {
  const seeds = DOCUMENTS[ending] ?? [];
  const isPacked = ['docx', 'odt', 'epub'].includes(ending);
  const reading = { ...DEFAULT_READING, limits: { ...DEFAULT_READING.limits, secondsPerDocument: seconds } };
  return fc.asyncProperty(isPacked ? fc.oneof(mutated(seeds), mutatedInside(seeds)) : mutated(seeds), async (bytes) => {
    writeFileSync(file, bytes);
    const texts = await expectTrouble(() =>
      parser.parse({ path: `document.${ending}`, location: { kind: 'file', file: chosenByUser(file) } }, reading),
    );
    for (const { text } of texts ?? [])
      if (text.trim() === '' || text.length > reading.limits.characters)
        throw new Error(`A text of ${text.length} characters.`);
  });
}

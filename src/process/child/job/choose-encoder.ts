import type { ListedDocument } from '../../../analysis/sources/document-location.ts';
import { type Problem, problem } from '../../../analysis/sources/problem.ts';
import type { ReadingOptions } from '../../../report/reading-options.ts';
import type { EncoderChoice, EncoderTier } from '../../../report/report.ts';
import { charactersOf } from '../estimate/document-size.ts';
import { notice } from '../../../report/notice.ts';

/** Characters up to which the full encoder is taken: about a minute of one core. Not measured, so that a batch is compared alike on every machine. */
export const FULL_UP_TO = 6_000_000;

/** Documents, evenly taken, whose size is looked at. */
const SAMPLE = 200;

/** Which encoder is taken, and what is to be said of that choice. */
export function chooseEncoder(
  choice: EncoderChoice = 'auto',
  documents: readonly ListedDocument[],
  reading: ReadingOptions,
): { tier: EncoderTier; warnings: Problem[] } {
  if (choice !== 'auto') return { tier: choice, warnings: [] };
  const characters = estimatedCharacters(documents, reading);
  if (characters <= FULL_UP_TO) return { tier: 'full', warnings: [] };
  const minutes = Math.ceil(characters / FULL_UP_TO);
  return {
    tier: 'fast',
    warnings: [problem('fast-encoder', notice('fast-encoder', { millions: Math.round(characters / 1e6), minutes }))],
  };
}

/** About how many characters a batch holds, by the sizes of some of its documents. */
export function estimatedCharacters(
  documents: readonly ListedDocument[],
  { limits, sourceCode }: ReadingOptions,
): number {
  const step = Math.max(1, documents.length / SAMPLE);
  let sum = 0;
  let looked = 0;
  for (let i = 0; i < documents.length; i += step, looked++)
    sum += Math.min(limits.characters, charactersOf(documents[Math.floor(i)]!, sourceCode));
  return looked === 0 ? 0 : (sum / looked) * documents.length;
}

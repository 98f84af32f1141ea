import { encoderKnows } from '../document/encoder.ts';
import type { TfIdf } from './tf-idf.ts';

/** Distinct terms of a document below which its language is a guess, … */
const FEW_TERMS = 10;

/** … so that it goes by the batch where at least this share of the documents agree. */
const AGREED = 0.8;

/**
 * The documents in languages that the encoder does not know, ascending.
 *
 * @param languages of the documents, as of `languageOf`
 */
export function unknownToEncoder(
  languages: readonly (string | undefined)[],
  { matrix: { starts } }: Pick<TfIdf, 'matrix'>,
): number[] {
  const unknown = languages.map((language) => !encoderKnows(language));
  const count = unknown.filter(Boolean).length;
  const agreed = [true, false].find((is) => (is ? count : unknown.length - count) >= AGREED * unknown.length);
  const isShort = (d: number) => starts[d + 1]! - starts[d]! < FEW_TERMS;
  return Array.from(unknown.keys()).filter((d) => (isShort(d) ? (agreed ?? unknown[d]) : unknown[d]));
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../../src/analysis/corpus/random.ts';
import type { ExtractedDocument } from '../../../src/analysis/sources/extracted-document.ts';
import { decodeWindows1252 } from '../../../src/analysis/sources/windows-1252.ts';
import { sentencesOf } from '../../../src/analysis/document/segments.ts';
import { SAMPLES } from './paths.ts';

/** The samples that hold text. */
export function sampleTexts(): string[] {
  return readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(path.join(SAMPLES, name)))
    .filter((bytes) => bytes.length > 0)
    .map(decoded);
}

/** UTF-8, or what the one sample in latin-1 is. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}

/** Every sentence of the samples. */
export const sampleSentences = () =>
  sampleTexts().flatMap((text) => sentencesOf(text).map(({ start, end }) => text.slice(start, end)));

const PIECES = [
  ...'the quick naïve co-author’s don\'t 1990s £5.00 e.g. U.S. hello, "quoted" (brackets) https://example.org/a?b=c @someone #tag 12,345.67 ... — – ★'.split(
    ' ',
  ),
  ...['ﬁ', '①', 'Ａｂ', '㎏', '½', 'Å', 'é', 'e\u0301', 'ö̲', 'ſ', '²', 'ᾴ', '\u1e9b\u0323', 'ﷺ', '가', '각'],
  ...['日本語', '你好世界', 'مرحبا', 'שלום', 'Привет', 'ภาษาไทย', 'हिन्दी', 'ქართული', '𝔘𝔫𝔦', '𐍈', '\ud800'],
  ...['😀', '👩‍👩‍👧', '🇩🇪', '✌🏽', '\u200b', '\u200d', '\ufeff', '\u00ad', '▁', '▁▁', '\0', '\x07'],
  ...[' ', '  ', '\t', '\n', '\r\n', '\u00a0', '\u3000', '\u2028', '\u2003', ''],
];

/** Strings of words, odd characters and white space in all combinations; always the same ones. */
export function oddStrings(count: number): string[] {
  const random = seededRandom(42);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const character = () =>
    String.fromCodePoint(
      [random() * 0x250, 0x2000 + random() * 0x1000, random() * 0xd7ff, 0x1f300 + random() * 0x700][
        Math.floor(random() * 4)
      ]! | 0,
    );
  return Array.from({ length: count }, (_, i) =>
    Array.from(
      { length: 1 + (i % 25) },
      () => (random() < 0.3 ? character() : pick(PIECES)) + (random() < 0.5 ? ' ' : ''),
    ).join(''),
  );
}

/** A text as if it were read from a plain text file. */
export const plainDocument = (text: string, fields: Partial<ExtractedDocument> = {}): ExtractedDocument => ({
  text,
  format: 'text',
  encoding: 'utf-8',
  warnings: [],
  markup: [],
  extracted: false,
  ...fields,
});

import { hash32, mix32 } from '../hash.ts';
import { wordsOf } from './words.ts';

/** Words in a shingle. */
const WIDTH = 3;

/**
 * Hashes of a text's three-word shingles (Broder 1997, "On the resemblance and containment of documents"), each once, ascending.
 * A text of fewer words has one shingle of all of them; a text without words none.
 */
export function shinglesOf(text: string): Uint32Array {
  const words = wordsOf(text.normalize('NFKC').toLowerCase()).map((w) => hash32(w.replaceAll('’', "'")));
  const shingles = new Set<number>();
  for (let i = 0; i + WIDTH <= Math.max(words.length, WIDTH) && words.length > 0; i++) {
    let h = 0;
    for (const word of words.slice(i, i + WIDTH)) h = mix32(Math.imul(h, 31) ^ word);
    shingles.add(h);
  }
  return Uint32Array.from(shingles).sort();
}

/** Share of the shingles of the text with fewer of them that the other one holds too, 0 … 1; 0 when one has none. */
export function containment(a: Uint32Array, b: Uint32Array): number {
  if (a.length === 0 || b.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return shared / Math.min(a.length, b.length);
}

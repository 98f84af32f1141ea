import { mix32 } from '../hash.ts';
import { foldedWordForms } from './word-forms.ts';

/** Words in a shingle. */
const WIDTH = 3;

/**
 * Hashes of a text's three-word shingles (Broder 1997, "On the resemblance and containment of documents"), each once, ascending.
 * A text of fewer words has one shingle of all of them; a text without words none.
 */
export function shinglesOf(text: string): Uint32Array {
  const words = foldedWordForms(text);
  const shingles = new Uint32Array(words.length === 0 ? 0 : Math.max(1, words.length - WIDTH + 1));
  for (let i = 0; i < shingles.length; i++) {
    let h = 0;
    for (let w = i, end = Math.min(i + WIDTH, words.length); w < end; w++)
      h = mix32(Math.imul(h, 31) ^ words[w]!.lower);
    shingles[i] = h;
  }
  shingles.sort();
  let count = 0;
  for (const shingle of shingles) if (count === 0 || shingle !== shingles[count - 1]) shingles[count++] = shingle;
  return shingles.slice(0, count);
}

/** Share of the shingles of the text with fewer of them that the other one holds too, 0 … 1; 0 when one has none. */
export function containment(a: Uint32Array, b: Uint32Array): number {
  if (a.length === 0 || b.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return shared / Math.min(a.length, b.length);
}

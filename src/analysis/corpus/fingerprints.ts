import { mix32 } from '../hash.ts';

/** Words in a shingle: the shortest run of words that counts as shared. */
export const SHINGLE = 4;

/** Shingles of which at least one is kept. */
const WINDOW = 4;

/** A run of so many words that two texts share gives them a fingerprint in common, whatever stands around it. */
export const GUARANTEED_WORDS = SHINGLE + WINDOW - 1;

/** Factor of the polynomial that shingles are hashed by, and its power that belongs to the word which leaves. */
const BASE = 0x01000193;
const LEAVING = Array.from({ length: SHINGLE }).reduce<number>((power) => Math.imul(power, BASE), 1);

/**
 * Hashes of the shingles of a word sequence in order, by a rolling polynomial (Karp & Rabin 1987), mixed so that the least of some is a fair choice.
 *
 * @param into where to put them, if there is room already
 * @returns one a place; none for fewer words than a shingle has
 */
export function shingleHashes(
  words: Uint32Array,
  into = new Uint32Array(Math.max(0, words.length - SHINGLE + 1)),
): Uint32Array<ArrayBuffer> {
  let rolling = 0;
  for (let i = 0; i < words.length; i++) {
    rolling = (Math.imul(rolling, BASE) + words[i]!) | 0;
    if (i >= SHINGLE) rolling = (rolling - Math.imul(words[i - SHINGLE]!, LEAVING)) | 0;
    if (i >= SHINGLE - 1) into[i - SHINGLE + 1] = mix32(rolling);
  }
  return into;
}

/**
 * Winnowed fingerprints (Schleimer, Wilkerson & Aiken 2003, "Winnowing: local algorithms for document fingerprinting"): the least hash of each window
 * of shingles, the last of equals; each once. A text of fewer shingles than a window has one fingerprint.
 *
 * @param shingles of {@link shingleHashes}
 * @param count how many of them to look at
 * @param take called for each fingerprint, with the place of its first word
 */
export function winnow(shingles: Uint32Array, count: number, take: (fingerprint: number, at: number) => void): void {
  let least = -1;
  for (let end = Math.min(WINDOW, count); end <= count && count > 0; end++) {
    const from = Math.max(0, end - WINDOW);
    const before = least;
    if (least < from) {
      least = from;
      for (let i = from + 1; i < end; i++) if (shingles[i]! <= shingles[least]!) least = i;
    } else if (shingles[end - 1]! <= shingles[least]!) least = end - 1;
    if (least !== before) take(shingles[least]!, least);
  }
}

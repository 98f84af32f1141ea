/** Words that are remembered at most, a power of two, and their length: more than a large vocabulary, and bounded. */
const SLOTS = 1 << 17;
const MOST_WORDS = SLOTS * 0.6;
const LONGEST = 64;

/**
 * What was found out about words that were met before. A word is looked up where it stands in its text, by the hash that a scan gave: no string is made
 * of it. Full, it begins anew.
 */
export class WordCache<Value> {
  private readonly words: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);
  private readonly values: (Value | undefined)[] = new Array<Value | undefined>(SLOTS).fill(undefined);
  private readonly hashes = new Int32Array(SLOTS);
  private size = 0;

  /** @returns `undefined` for a word that is not remembered */
  find(text: string, from: number, to: number, hash: number): Value | undefined {
    for (let slot = slotOf(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
      const word = this.words[slot];
      if (word === undefined) return undefined;
      if (this.hashes[slot] === hash && word.length === to - from && equal(word, text, from)) return this.values[slot];
    }
  }

  /** @returns the value */
  add(text: string, from: number, to: number, hash: number, value: Value): Value {
    if (to - from > LONGEST) return value;
    if (this.size >= MOST_WORDS) {
      this.words.fill(undefined);
      this.values.fill(undefined);
      this.size = 0;
    }
    let slot = slotOf(hash);
    while (this.words[slot] !== undefined) slot = (slot + 1) & (SLOTS - 1);
    this.words[slot] = apart(text.slice(from, to));
    this.values[slot] = value;
    this.hashes[slot] = hash;
    this.size++;
    return value;
  }
}

/** A string of its own: a slice keeps the whole text alive. */
export const apart = (slice: string): string => Buffer.from(slice, 'utf16le').toString('utf16le');

/** The hash that a word is looked up by: FNV-1a over its UTF-16 code units, without the last avalanche. */
export function scanHash(text: string, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

const slotOf = (hash: number) => (hash ^ (hash >>> 15)) & (SLOTS - 1);

function equal(word: string, text: string, from: number): boolean {
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(from + i)) return false;
  return true;
}

import { SHINGLE, shingleHashes } from './fingerprints.ts';

/** Occurrences of one shingle that a text is aligned at, and words compared for each word of the texts: one that says one thing a thousand times is aligned at its first places alone. */
const MOST_OCCURRENCES = 32;
const MOST_COMPARISONS = 64;

/** A run of words that stands in both texts: `length` words from word `a` on in the one, from word `b` on in the other. */
export interface Tile {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/**
 * Aligns texts by greedy string tiling (Wise 1993): the longest run of words that both share is taken first, and no word belongs to two tiles. It
 * keeps its tables from one pair to the next.
 */
export class Aligner {
  /** The text whose shingles the table holds. */
  private indexed: Uint32Array | undefined;
  private slots = new Int32Array(0);
  private next = new Int32Array(0);
  private shinglesA = new Uint32Array(0);
  private shinglesB = new Uint32Array(0);
  private diagonals = new Int32Array(0);
  private coveredA = new Uint8Array(0);
  private coveredB = new Uint8Array(0);

  /**
   * The runs of at least four words that both texts share, longest first. Which of equals are taken depends on which text is named first.
   *
   * @param a hashes of the words of one text
   * @param b of the other
   */
  tiles(a: Uint32Array, b: Uint32Array): Tile[] {
    if (a.length < SHINGLE || b.length < SHINGLE) return [];
    const runs = this.runs(a, b);
    if (runs.length < 2) return runs;
    runs.sort((p, q) => q.length - p.length || p.a + p.b - q.a - q.b || p.a - q.a);
    this.coveredA = cleared(this.coveredA, a.length);
    this.coveredB = cleared(this.coveredB, b.length);
    const tiles: Tile[] = [];
    for (const run of runs) this.place(run, tiles);
    return tiles.sort((p, q) => q.length - p.length || p.a - q.a);
  }

  /** All longest runs: each is found at whichever of its shingles is looked up first. The text that was in the last pair too is not put into the table again. */
  private runs(a: Uint32Array, b: Uint32Array): Tile[] {
    if (this.indexed === b) return this.runsOfIndexed(b, a).map((run) => ({ a: run.b, b: run.a, length: run.length }));
    if (this.indexed !== a) this.index(a);
    return this.runsOfIndexed(a, b);
  }

  /** @param a the text whose shingles are in the table */
  private runsOfIndexed(a: Uint32Array, b: Uint32Array): Tile[] {
    const { slots, next, shinglesA } = this;
    const mask = slots.length - 1;
    const shingles = (this.shinglesB = shingleHashes(b, room(this.shinglesB, b.length)));
    // The end, in b, of the last run on each diagonal.
    const ends = (this.diagonals = cleared(this.diagonals, a.length + b.length));
    const runs: Tile[] = [];
    let left = MOST_COMPARISONS * (a.length + b.length);
    for (let j = 0; j + SHINGLE <= b.length && left > 0; j++) {
      const shingle = shingles[j]!;
      let slot = shingle & mask;
      while (slots[slot] !== 0 && shinglesA[slots[slot]! - 1] !== shingle) slot = (slot + 1) & mask;
      for (let i = slots[slot]! - 1, seen = 0; i >= 0 && seen < MOST_OCCURRENCES; i = next[i]! - 1, seen++) {
        const diagonal = j - i + a.length;
        if (j < ends[diagonal]!) continue;
        let length = 0;
        while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++;
        // Two runs of words may have one hash.
        if (length < SHINGLE) continue;
        let before = 0;
        while (i > before && j > before && a[i - before - 1] === b[j - before - 1]) before++;
        left -= length + before;
        ends[diagonal] = j + length;
        runs.push({ a: i - before, b: j - before, length: length + before });
      }
    }
    return runs;
  }

  /** Puts the places of a text's shingles into the table: open addressing for the shingles, a chain for the places of each, first place first. */
  private index(a: Uint32Array): void {
    const shingles = (this.shinglesA = shingleHashes(a, room(this.shinglesA, a.length)));
    const count = a.length - SHINGLE + 1;
    // Mostly empty: nearly all look-ups are of shingles that are not there.
    const size = 2 ** Math.ceil(Math.log2(4 * count));
    if (this.slots.length === size) this.slots.fill(0);
    else this.slots = new Int32Array(size);
    if (this.next.length < count) this.next = new Int32Array(count * 2);
    const { slots, next } = this;
    for (let i = count - 1; i >= 0; i--) {
      let slot = shingles[i]! & (size - 1);
      while (slots[slot] !== 0 && shingles[slots[slot]! - 1] !== shingles[i]) slot = (slot + 1) & (size - 1);
      next[i] = slots[slot]!;
      slots[slot] = i + 1;
    }
    this.indexed = a;
  }

  /** Takes the stretches of a run that no tile has yet. */
  private place({ a, b, length }: Tile, tiles: Tile[]): void {
    const { coveredA, coveredB } = this;
    for (let from = 0; from < length;) {
      let to = from;
      while (to < length && coveredA[a + to] === 0 && coveredB[b + to] === 0) to++;
      if (to - from >= SHINGLE) {
        coveredA.fill(1, a + from, a + to);
        coveredB.fill(1, b + from, b + to);
        tiles.push({ a: a + from, b: b + from, length: to - from });
      }
      from = to + 1;
    }
  }
}

const room = (array: Uint32Array<ArrayBuffer>, length: number) =>
  array.length >= length ? array : new Uint32Array(length * 2);

/** An array of at least that length, zeros as far as that. */
function cleared<T extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(array: T, length: number): T {
  if (array.length < length) return new (array.constructor as new (length: number) => T)(length * 2);
  array.fill(0, 0, length);
  return array;
}

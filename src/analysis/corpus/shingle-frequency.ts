import { SHINGLE, shingleHashes } from './fingerprints.ts';

/** Documents from which on a shingle is common: a quarter of a small batch, but never fewer than ten, and never more than fifty. */
export const commonFrom = (documents: number): number => Math.max(10, Math.min(MOST_PAIRED, Math.floor(documents / 4)));

/** Documents from which on not even a long passage tells of a pair by itself: it is reported once, with all that hold it. */
export const MOST_PAIRED = 50;

/** Slots for each shingle: a shingle is taken for common by mistake where others that share its slot make it so, which is rare while most slots are empty. */
const SLOTS_A_WORD = 2;
const MOST_SLOTS = 2 ** 26;

/** Shingles of a document that are remembered while it is counted. */
const LATEST = 2 ** 11;

/**
 * Which shingles stand in so many documents that sharing them says nothing: what all took from one sheet, forms, set phrases. A count of documents in
 * one byte for each slot of a table (a counting filter, Fan et al. 2000), so that 100,000 documents take some megabytes.
 */
export class ShingleFrequency {
  private readonly counts: Uint8Array;
  private readonly mask: number;
  /** Documents that a shingle which is not common stands in at most. */
  readonly common: number;

  constructor(documents: readonly Uint32Array[]) {
    let words = 0;
    for (const d of documents) words += d.length;
    const size = Math.min(MOST_SLOTS, 2 ** Math.ceil(Math.log2(SLOTS_A_WORD * words + 2)));
    this.mask = size - 1;
    this.counts = new Uint8Array(size);
    this.common = commonFrom(documents.length);
    this.count(documents);
  }

  /** Counts a document once for what it repeats, as far as a small table of its latest shingles knows. */
  private count(documents: readonly Uint32Array[]): void {
    const { counts, mask } = this;
    const latest = new Uint32Array(LATEST);
    const of = new Int32Array(LATEST).fill(-1);
    let shingles = new Uint32Array(1024);
    for (let d = 0; d < documents.length; d++) {
      const words = documents[d]!;
      if (shingles.length < words.length) shingles = new Uint32Array(words.length * 2);
      shingleHashes(words, shingles);
      for (let i = 0; i + SHINGLE <= words.length; i++) {
        const shingle = shingles[i]!;
        const place = (shingle >>> 20) & (LATEST - 1);
        if (of[place] === d && latest[place] === shingle) continue;
        of[place] = d;
        latest[place] = shingle;
        const slot = shingle & mask;
        if (counts[slot]! < 255) counts[slot]!++;
      }
    }
  }

  /** Documents that a shingle stands in, or somewhat more; 255 stands for all beyond. */
  documentsWith(shingle: number): number {
    return this.counts[shingle & this.mask]!;
  }

  /** Whether a shingle stands in more documents than can have copied it from each other. */
  isCommon(shingle: number): boolean {
    return this.counts[shingle & this.mask]! > this.common;
  }
}

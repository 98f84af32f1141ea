import { SHINGLE, shingleHashes, winnow } from './fingerprints.ts';

/** Following documents with the same fingerprint that a document is still compared with where the fingerprint is common. */
const LINKED = 4;

/** An inverted index: which documents hold which winnowed fingerprint. Fingerprints of a single document are left out. */
export interface FingerprintIndex {
  readonly documents: number;
  /** Posting p of fingerprint f is `postings[k]` for k from `starts[f]` up to, not including, `starts[f + 1]`; documents ascend. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
  /** Fingerprints of document d are `fingerprints[k]` for k from `ofDocument[d]` up to, not including, `ofDocument[d + 1]`. */
  readonly ofDocument: Uint32Array;
  readonly fingerprints: Uint32Array;
}

/** Builds the index in time and memory in proportion to the number of words: 4 to 12 bytes a fingerprint, of which there are some 0.4 a word. */
export function indexFingerprints(documents: readonly Uint32Array[]): FingerprintIndex {
  const numbers = new FingerprintNumbers();
  let all = new Uint32Array(1024);
  let count = 0;
  const begins = new Uint32Array(documents.length + 1);
  let shingles = new Uint32Array(1024);
  for (const [d, words] of documents.entries()) {
    if (shingles.length < words.length) shingles = new Uint32Array(words.length * 2);
    shingleHashes(words, shingles);
    winnow(shingles, words.length - SHINGLE + 1, (hash) => {
      const number = numbers.of(hash, d);
      if (number < 0) return;
      if (count === all.length) all = grown(all);
      all[count++] = number;
    });
    begins[d + 1] = count;
  }
  return inverted(all, begins, numbers.frequencies());
}

/** Keeps the fingerprints that several documents hold, and turns the lists of the documents into lists of the fingerprints. */
function inverted(all: Uint32Array, begins: Uint32Array, frequencies: Uint32Array): FingerprintIndex {
  const documents = begins.length - 1;
  const renamed = new Int32Array(frequencies.length).fill(-1);
  let kept = 0;
  for (const [f, frequency] of frequencies.entries()) if (frequency > 1) renamed[f] = kept++;
  const starts = new Uint32Array(kept + 1);
  for (const [f, frequency] of frequencies.entries()) if (frequency > 1) starts[renamed[f]! + 1] = frequency;
  for (let f = 0; f < kept; f++) starts[f + 1]! += starts[f]!;
  const postings = new Uint32Array(starts[kept]!);
  const fingerprints = new Uint32Array(postings.length);
  const ofDocument = new Uint32Array(documents + 1);
  const filled = starts.slice();
  let count = 0;
  for (let d = 0; d < documents; d++) {
    for (let k = begins[d]!; k < begins[d + 1]!; k++) {
      const f = renamed[all[k]!]!;
      if (f < 0) continue;
      postings[filled[f]!++] = d;
      fingerprints[count++] = f;
    }
    ofDocument[d + 1] = count;
  }
  return { documents, starts, postings, ofDocument, fingerprints };
}

/**
 * Calls `compare` with every two documents (a < b) that have a fingerprint in common, a ascending. A fingerprint in more than `common` documents
 * proposes few: of those documents each is compared with the next ones alone, so that time stays linear in the postings and no document with copies
 * is left alone.
 *
 * @param shared how many fingerprints they have in common, common ones included
 */
export function eachCandidate(
  { documents, starts, postings, ofDocument, fingerprints }: FingerprintIndex,
  common: number,
  compare: (a: number, b: number, shared: number) => void,
): void {
  const shared = new Uint16Array(documents);
  const touched = new Uint32Array(documents);
  const reached = starts.slice();
  for (let a = 0; a < documents; a++) {
    let count = 0;
    for (let k = ofDocument[a]!; k < ofDocument[a + 1]!; k++) {
      const f = fingerprints[k]!;
      // Documents are taken in order: all postings before this one are of earlier documents.
      const from = ++reached[f]!;
      const last = starts[f + 1]!;
      const to = last - starts[f]! > common ? Math.min(last, from + LINKED) : last;
      for (let p = from; p < to; p++) {
        const b = postings[p]!;
        if (shared[b]!++ === 0) touched[count++] = b;
      }
    }
    for (const b of touched.subarray(0, count)) {
      compare(a, b, shared[b]!);
      shared[b] = 0;
    }
  }
}

/** Gives fingerprints numbers in the order of their first place, and counts their documents. Open addressing: 8 bytes a slot. */
class FingerprintNumbers {
  private hashes = new Uint32Array(1 << 12);
  private slots = new Int32Array(1 << 12);
  private frequency = new Uint32Array(1 << 11);
  private last = new Int32Array(1 << 11);
  private count = 0;

  /** Number of a fingerprint; −1 where the document has it already. */
  of(hash: number, document: number): number {
    let slot = hash & (this.slots.length - 1);
    while (this.slots[slot] !== 0 && this.hashes[slot] !== hash) slot = (slot + 1) & (this.slots.length - 1);
    const known = this.slots[slot]! - 1;
    if (known >= 0) {
      if (this.last[known] === document) return -1;
      this.last[known] = document;
      this.frequency[known]!++;
      return known;
    }
    const number = this.count++;
    this.slots[slot] = number + 1;
    this.hashes[slot] = hash;
    this.frequency[number] = 1;
    this.last[number] = document;
    if (this.count === this.frequency.length) this.grow();
    return number;
  }

  frequencies(): Uint32Array {
    return this.frequency.subarray(0, this.count);
  }

  private grow(): void {
    this.frequency = grown(this.frequency);
    const last = new Int32Array(this.last.length * 2);
    last.set(this.last);
    this.last = last;
    const { hashes, slots } = this;
    this.hashes = new Uint32Array(hashes.length * 2);
    this.slots = new Int32Array(slots.length * 2);
    const mask = this.slots.length - 1;
    for (const [from, number] of slots.entries()) {
      if (number === 0) continue;
      let slot = hashes[from]! & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number;
      this.hashes[slot] = hashes[from]!;
    }
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

import type { WordSequence } from '../document/word-sequence.ts';
import { Aligner } from './alignment.ts';
import { GUARANTEED_WORDS, SHINGLE, shingleHashes, winnow } from './fingerprints.ts';
import { joined } from './passages.ts';
import type { ShingleFrequency } from './shingle-frequency.ts';

/** Documents that share a passage at least: what two share is a pair. */
const LEAST_DOCUMENTS = 3;

/** Words that the passage has at least: the length from which on one passage alone is copied. */
const LEAST_WORDS = 25;

/** Words between two fingerprints that still belong to one passage: one was replaced there, or a clause put in. */
const GAP = 16;

/** Words around the first and the last fingerprint that may belong to the passage as well. */
const SLACK = 2 * GUARANTEED_WORDS;

/** Two stretches are one passage while at least so much of the documents that hold either hold both. */
const SAME_DOCUMENTS = 0.5;

/** Passages that are listed at most. */
const MOST_PASSAGES = 1_000;

/** A document that holds a passage: places of words in its sequence, end exclusive. */
export interface PassageHolder {
  readonly document: number;
  readonly from: number;
  readonly to: number;
}

/** A passage that several documents hold. */
export interface SharedWords {
  /** Words of the passage, as half of the documents have it at least. */
  readonly words: number;
  /** By document. */
  readonly holders: readonly PassageHolder[];
}

/** A fingerprint at its place in a document, and the documents that hold it. */
interface Held {
  readonly at: number;
  readonly documents: readonly number[];
}

/**
 * Finds the passages that three documents or more share, whatever their number: winnowed fingerprints that stand in about the same documents one after the other propose them, alignment with each of those
 * documents decides. Time grows with what is shared.
 *
 * @param groups of the documents; with them, passages of one group alone are left out
 * @returns those of most documents first, then the longest, at most a thousand; and whether that is all
 */
export function findSharedPassages(
  documents: readonly WordSequence[],
  frequency: ShingleFrequency,
  groups?: readonly (string | undefined)[],
): { readonly passages: readonly SharedWords[]; readonly complete: boolean } {
  const words = documents.map((d) => d.hashes);
  const holders = holdersOf(words, frequency);
  const covered = new Map<number, Uint8Array>();
  const aligner = new Aligner();
  const passages: SharedWords[] = [];
  for (const [d, own] of words.entries()) {
    const isCovered = (at: number) => covered.get(d)?.[at] === 1;
    for (const run of runsOf(own, holders, isCovered)) {
      const passage = aligned(d, run, words, aligner);
      if (!passage || (groups && !isAcross(passage, groups))) continue;
      passages.push(passage);
      for (const { document, from, to } of passage.holders) {
        const cover = covered.get(document) ?? new Uint8Array(words[document]!.length);
        covered.set(document, cover.fill(1, from, to));
      }
    }
  }
  passages.sort((p, q) => q.holders.length - p.holders.length || q.words - p.words);
  return { passages: passages.slice(0, MOST_PASSAGES), complete: passages.length <= MOST_PASSAGES };
}

/** Which documents hold each fingerprint that at least three do. */
function holdersOf(
  documents: readonly Uint32Array[],
  frequency: ShingleFrequency,
): ReadonlyMap<number, readonly number[]> {
  const holders = new Map<number, number[]>();
  for (const [d, words] of documents.entries())
    eachFingerprint(words, (hash) => {
      if (frequency.documentsWith(hash) < LEAST_DOCUMENTS) return;
      const known = holders.get(hash);
      if (known === undefined) holders.set(hash, [d]);
      else if (known.at(-1) !== d) known.push(d);
    });
  // The count is one of a hashed table, and may be too high.
  for (const [hash, { length }] of holders) if (length < LEAST_DOCUMENTS) holders.delete(hash);
  return holders;
}

let shingles = new Uint32Array(1024);

function eachFingerprint(words: Uint32Array, take: (hash: number, at: number) => void): void {
  if (shingles.length < words.length) shingles = new Uint32Array(words.length * 2);
  shingleHashes(words, shingles);
  winnow(shingles, words.length - SHINGLE + 1, take);
}

/** Fingerprints of a document that stand close to each other and in about the same documents; those in passages that were found before are let be. */
function runsOf(
  words: Uint32Array,
  holders: ReadonlyMap<number, readonly number[]>,
  isCovered: (at: number) => boolean,
): Held[][] {
  const runs: Held[][] = [];
  let run: Held[] = [];
  let core: readonly number[] = [];
  const close = () => {
    if (run.length > 0 && run.at(-1)!.at + SHINGLE - run[0]!.at + SLACK >= LEAST_WORDS) runs.push(run);
    run = [];
  };
  eachFingerprint(words, (hash, at) => {
    const documents = holders.get(hash);
    if (!documents || isCovered(at)) return;
    const last = run.at(-1);
    if (last && (at - last.at > GAP + SHINGLE || overlapOf(core, documents) < SAME_DOCUMENTS)) close();
    if (run.length === 0 || documents.length > core.length) core = documents;
    run.push({ at, documents });
  });
  close();
  return runs;
}

/** Share of what either of two ascending lists holds that both hold (Jaccard). */
function overlapOf(a: readonly number[], b: readonly number[]): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) both++;
    if (a[i]! <= b[j]!) i++;
    else j++;
  }
  return both / (a.length + b.length - both);
}

/** The passage that a run of fingerprints of a document belongs to; `undefined` where too few documents hold enough of it. */
function aligned(
  anchor: number,
  run: readonly Held[],
  words: readonly Uint32Array[],
  aligner: Aligner,
): SharedWords | undefined {
  const own = words[anchor]!;
  const from = Math.max(0, run[0]!.at - SLACK);
  const to = Math.min(own.length, run.at(-1)!.at + SHINGLE + SLACK);
  const stretch = own.subarray(from, to);
  const hits = new Map<number, number>();
  for (const { documents } of run) for (const d of documents) hits.set(d, (hits.get(d) ?? 0) + 1);
  const holders: PassageHolder[] = [];
  const [starts, ends]: [number[], number[]] = [[], []];
  for (const [document, count] of hits) {
    if (document === anchor || count < run.length / 3) continue;
    const [passage] = joined(aligner.tiles(stretch, words[document]!));
    if (!passage || passage.words < LEAST_WORDS) continue;
    holders.push({ document, from: passage.b, to: passage.endB });
    starts.push(from + passage.a);
    ends.push(from + passage.endA);
  }
  if (holders.length < LEAST_DOCUMENTS - 1) return undefined;
  // As far as most of the others have it.
  holders.push({ document: anchor, from: medianOf(starts), to: medianOf(ends) });
  return {
    words: medianOf(holders.map((h) => h.to - h.from)),
    holders: holders.sort((a, b) => a.document - b.document),
  };
}

const medianOf = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

function isAcross({ holders }: SharedWords, groups: readonly (string | undefined)[]): boolean {
  const first = groups[holders[0]!.document];
  return first === undefined || holders.some(({ document }) => groups[document] !== first);
}

import { isCopied } from '../../report/pair-kinds.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import { type CommonRuns, commonRuns } from './common-runs.ts';
import { COPY_LIMITS, CopyJudge, isSame, type PairCopying } from './copying.ts';
import { eachCandidate, indexFingerprints } from './fingerprint-index.ts';
import { CopiedShares } from './share-copied.ts';
import { findSharedPassages, type SharedWords } from './shared-passages.ts';
import { MOST_PAIRED, ShingleFrequency } from './shingle-frequency.ts';

/** Pairs that are kept at most, of each document the ones of the largest shares: the report grows with the documents, not with their pairs. */
const mostPairs = (documents: number) => Math.min(20_000, Math.max(5_000, 10 * documents));

/**
 * Documents up to which one fingerprint in common is reason enough to align two of them; beyond that it takes two, which any shared run of eleven words
 * gives. Texts of which only shorter runs are left are then found among the most similar ones alone.
 */
const THOROUGH_UP_TO = 5_000;

/** Documents of the very same words that a document is paired with. */
const LINKED = 20;

/** Two documents (a < b) of which one is a copy of the other, in whole or in part. */
export interface CopiedPair extends PairCopying {
  readonly a: number;
  readonly b: number;
}

/** What a search for copies gives. */
export interface CopiedPairs {
  readonly pairs: readonly CopiedPair[];
  /** What three documents or more share, those of most documents first. */
  readonly passages: readonly SharedWords[];
  /** How much of each document stands in others. */
  readonly shares: CopiedShares;
  /** What many hold and is too short to count. */
  readonly common: CommonRuns;
  /** Whether no copied pair and no passage was left out for there being so many. */
  readonly complete: boolean;
}

/**
 * Finds the copies in a batch without comparing every document with every other one: those that share winnowed fingerprints are aligned, word by word.
 * Documents of the very same words stand as one in that search, so that a hundred of them cost no more than one. Time and memory are linear in the words of the batch but for what is really shared.
 */
export class CopySearch {
  private readonly judge: CopyJudge;
  private readonly frequency: ShingleFrequency;

  /** @param groups of the documents; with them, pairs within one group are not looked for */
  constructor(
    private readonly documents: readonly WordSequence[],
    limits = COPY_LIMITS,
    private readonly groups?: readonly (string | undefined)[],
  ) {
    this.frequency = new ShingleFrequency(documents.map((d) => d.hashes));
    this.judge = new CopyJudge(this.frequency, limits);
  }

  /** Whether a pair is looked for at all. */
  counts(a: number, b: number): boolean {
    return this.groups?.[a] === undefined || this.groups[a] !== this.groups[b];
  }

  /** How two documents stand to each other. */
  between(a: number, b: number): PairCopying {
    return this.judge.judge(this.documents[a]!, this.documents[b]!);
  }

  /** All copied pairs, largest share first; of more than ten a document (5,000 in a small batch, 20,000 in any) each document keeps its first ones. */
  find(): CopiedPairs {
    const classes = this.sameWords();
    const leastShared = classes.length > THOROUGH_UP_TO ? 2 : 1;
    const found: FoundPair[] = [];
    const shares = new CopiedShares(this.documents);
    const add = (x: number, y: number) => {
      const [a, b] = x < y ? [x, y] : [y, x];
      const overlap = this.judge.overlap(this.documents[a]!, this.documents[b]!);
      const kind = this.judge.kindOf(overlap);
      if (!isCopied(kind)) return false;
      if (this.counts(a, b)) {
        shares.addPair(a, b, kind, overlap);
        found.push({ a, b, largest: Math.max(...overlap.shares) });
      }
      return true;
    };
    for (const members of classes) eachLinked(members, members, add);
    eachCandidate(
      indexFingerprints(classes.map(([first]) => this.documents[first!]!.hashes)),
      MOST_PAIRED,
      (x, y, shared) => {
        if (shared < leastShared) return;
        // What holds of the first of each holds of all.
        const [first, second] = [classes[x]![0]!, classes[y]![0]!];
        if (!add(first, second)) return;
        eachLinked(classes[x]!, classes[y]!, (a, b) => {
          if (a !== first || b !== second) add(a, b);
        });
      },
    );
    found.sort((p, q) => q.largest - p.largest || p.a - q.a || p.b - q.b);
    const kept = firstOfEach(found, mostPairs(this.documents.length));
    const { passages, complete } = findSharedPassages(this.documents, this.frequency, this.groups);
    for (const passage of passages) shares.addPassage(passage);
    return {
      pairs: kept.map(({ a, b }) => ({ a, b, ...this.between(a, b) })),
      passages,
      shares,
      common: commonRuns(this.documents, this.frequency, passages),
      complete: complete && kept.length === found.length && classes.every(({ length }) => length <= LINKED + 1),
    };
  }

  /** The documents in classes of the same words in the same order, by first member; documents without words are in none. */
  private sameWords(): number[][] {
    const classes = new Map<string, number[]>();
    for (const [d, { hashes, exact }] of this.documents.entries()) {
      if (hashes.length === 0) continue;
      const key = `${hashes.length} ${exact}`;
      const members = classes.get(key);
      if (members === undefined) classes.set(key, [d]);
      else if (isSame(this.documents[members[0]!]!, this.documents[d]!)) members.push(d);
      // Two sequences may have one hash.
      else classes.set(`${key} ${d}`, [d]);
    }
    return [...classes.values()];
  }
}

interface FoundPair {
  readonly a: number;
  readonly b: number;
  readonly largest: number;
}

/** Calls `take` with each document of a class and the next ones of the same or of another class: linear in their sizes. */
function eachLinked(from: readonly number[], to: readonly number[], take: (a: number, b: number) => void): void {
  for (const [i, a] of from.entries()) {
    const first = from === to ? i + 1 : Math.max(0, Math.min(i, to.length - LINKED));
    for (const b of to.slice(first, first + LINKED)) take(a, b);
  }
}

/** At most so many of the pairs, in their order: first each document's first one, then its second one, and so on. */
function firstOfEach(pairs: readonly FoundPair[], most: number): readonly FoundPair[] {
  if (pairs.length <= most) return pairs;
  const seen = new Map<number, number>();
  const ranked = pairs.map((pair, place) => {
    const [ofA, ofB] = [seen.get(pair.a) ?? 0, seen.get(pair.b) ?? 0];
    seen.set(pair.a, ofA + 1).set(pair.b, ofB + 1);
    return { pair, place, rank: Math.min(ofA, ofB) };
  });
  const kept = ranked.sort((p, q) => p.rank - q.rank || p.place - q.place).slice(0, most);
  return kept.sort((p, q) => p.place - q.place).map(({ pair }) => pair);
}

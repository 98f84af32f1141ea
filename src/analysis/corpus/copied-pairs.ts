import { isCopied } from '../../report/pair-kinds.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import { COPY_LIMITS, CopyJudge, isSame, type PairCopying } from './copying.ts';
import { eachCandidate, indexFingerprints } from './fingerprint-index.ts';
import { commonFrom, ShingleFrequency } from './shingle-frequency.ts';

/** Pairs that are kept at most, those of the largest shares. */
const MAX_PAIRS = 20_000;

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

/**
 * Finds the copies in a batch without comparing every document with every other one: those that share winnowed fingerprints are aligned, word by word.
 * Documents of the very same words stand as one in that search, so that a hundred of them cost no more than one. Time and memory are linear in the words of the batch but for what is really shared.
 */
export class CopySearch {
  private readonly judge: CopyJudge;

  constructor(
    private readonly documents: readonly WordSequence[],
    limits = COPY_LIMITS,
  ) {
    this.judge = new CopyJudge(new ShingleFrequency(documents.map((d) => d.hashes)), limits);
  }

  /** How two documents stand to each other. */
  between(a: number, b: number): PairCopying {
    return this.judge.judge(this.documents[a]!, this.documents[b]!);
  }

  /** All copied pairs, largest share first; beyond 20,000 the rest is left out. */
  find(): CopiedPair[] {
    const classes = this.sameWords();
    const leastShared = classes.length > THOROUGH_UP_TO ? 2 : 1;
    const found: FoundPair[] = [];
    const add = (x: number, y: number) => {
      const [a, b] = x < y ? [x, y] : [y, x];
      const overlap = this.judge.overlap(this.documents[a]!, this.documents[b]!);
      const copied = isCopied(this.judge.kindOf(overlap));
      if (copied) found.push({ a, b, largest: Math.max(...overlap.shares) });
      return copied;
    };
    for (const members of classes) eachLinked(members, members, add);
    eachCandidate(indexFingerprints(classes.map(([first]) => this.documents[first!]!.hashes)), commonFrom(classes.length), (x, y, shared) => {
      if (shared < leastShared) return;
      // What holds of the first of each holds of all.
      const [first, second] = [classes[x]![0]!, classes[y]![0]!];
      if (!add(first, second)) return;
      eachLinked(classes[x]!, classes[y]!, (a, b) => {
        if (a !== first || b !== second) add(a, b);
      });
    });
    found.sort((p, q) => q.largest - p.largest || p.a - q.a || p.b - q.b);
    return found.slice(0, MAX_PAIRS).map(({ a, b }) => ({ a, b, ...this.between(a, b) }));
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

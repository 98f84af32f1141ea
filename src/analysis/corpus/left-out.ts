import { LEFT_OUT_KINDS, type LeftOutKind } from '../../report/left-out.ts';
import { IN_ASKING, IN_DECLARATION, IN_QUOTATION, IN_REFERENCES } from '../document/word-marks.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import { boilerplateOf, type BoilerplateRun } from './boilerplate.ts';
import { SHINGLE, shingleHashes } from './fingerprints.ts';

/** Documents that a group has at least for what most of them hold to be looked for in it alone. */
const LEAST_IN_GROUP = 6;

/** Share of the shingles of what is marked that others hold unmarked, from which on marks are a way to hide them. */
const UNMARKED = 0.5;

/** Documents that hold a shingle marked, for each one that holds it unmarked, up to which it counts: where most mark it, one forgot to. */
const MARKED_FOR_ONE = 3;

/** Share of the shingles of a line that asks which stand in such lines of other documents, from which on all were asked the same. */
const ASKED = 0.8;

/** A stretch of a document that counts for no copy: places in the text that is shown, UTF-16 code units, end exclusive. */
export interface LeftOutStretch {
  readonly kind: LeftOutKind;
  readonly start: number;
  readonly end: number;
  readonly words: number;
}

/** What is compared of some documents, and what is not. */
export interface LeftOut {
  readonly compared: readonly WordSequence[];
  /** For each document, ascending. */
  readonly stretches: readonly (readonly LeftOutStretch[])[];
}

/**
 * Takes out of documents what tells nothing of copying. References, quotations and declarations were marked where the text was read; what most documents were given is found here, in all of them and in each group of six and more, and
 * lines that ask, which several documents hold. What is marked but stands in others as their own counts.
 *
 * @param kinds what to take out
 * @param groups of the documents
 */
export function leaveOut(
  documents: readonly WordSequence[],
  kinds: readonly LeftOutKind[] = LEFT_OUT_KINDS,
  groups?: readonly (string | undefined)[],
): LeftOut {
  const takes = new Set(kinds);
  const runs = new Map<number, { kind: LeftOutKind; from: number; to: number }[]>();
  const add = (
    d: number,
    found: readonly { readonly kind: LeftOutKind; readonly from: number; readonly to: number }[],
  ) => {
    const taken = found.filter(({ kind }) => takes.has(kind));
    if (taken.length > 0) runs.set(d, [...(runs.get(d) ?? []), ...taken]);
  };
  const own = new OwnWords(
    documents,
    MARKED.filter(({ kind }) => takes.has(kind)).map(({ bit }) => bit),
  );
  for (const { kind, bit } of MARKED)
    if (takes.has(kind))
      for (const [d, document] of documents.entries())
        add(
          d,
          markedRuns(document.marks, bit)
            .filter((run) => !own.areIn(document, run, bit))
            .map((run) => ({ kind, ...run })),
        );
  if (takes.has('questions'))
    for (const [d, found] of askedIn(documents))
      add(
        d,
        found.map((run) => ({ kind: 'questions', ...run })),
      );
  if (takes.has('cover-sheets') || takes.has('questions')) {
    for (const scope of scopesOf(documents.length, groups))
      for (const [i, found] of boilerplateOf(scope.map((d) => documents[d]!)).entries())
        add(scope[i]!, found.map(named));
  }
  const left = documents.map((document, d) => without(document, runs.get(d)));
  return { compared: left.map(({ compared }) => compared), stretches: left.map(({ stretches }) => stretches) };
}

/** What a text alone tells of its words, by the bit that marks them. */
const MARKED: readonly { readonly kind: LeftOutKind; readonly bit: number }[] = [
  { kind: 'references', bit: IN_REFERENCES },
  { kind: 'quotations', bit: IN_QUOTATION },
  { kind: 'cover-sheets', bit: IN_DECLARATION },
];

const named = ({ kind, from, to }: BoilerplateRun) => ({
  kind: kind === 'question' ? ('questions' as const) : ('cover-sheets' as const),
  from,
  to,
});

/** All documents, and each large group. */
function scopesOf(documents: number, groups: readonly (string | undefined)[] | undefined): number[][] {
  const all = Array.from({ length: documents }, (_, d) => d);
  const members = new Map<string, number[]>();
  for (const d of all) {
    const group = groups?.[d];
    if (group !== undefined) members.set(group, [...(members.get(group) ?? []), d]);
  }
  return [all, ...[...members.values()].filter(({ length }) => length >= LEAST_IN_GROUP && length < documents)];
}

function markedRuns(marks: Uint8Array, bit: number): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let from = 0; from < marks.length; from++) {
    if ((marks[from]! & bit) === 0) continue;
    let to = from;
    while (to < marks.length && (marks[to]! & bit) !== 0) to++;
    runs.push({ from, to });
    from = to;
  }
  return runs;
}

/** Knows which of the words that some documents mark are words that others have as their own. */
class OwnWords {
  /** For each mark, the documents that hold a shingle marked, and those that hold it unmarked. */
  private readonly holders: ReadonlyMap<number, ReadonlyMap<number, { marked: number; unmarked: number }>>;

  constructor(documents: readonly WordSequence[], bits: readonly number[]) {
    const holders = new Map(bits.map((bit) => [bit, new Map<number, { marked: number; unmarked: number }>()] as const));
    for (const { marks, hashes } of documents)
      for (const [bit, of] of holders)
        for (const shingle of new Set(
          markedRuns(marks, bit).flatMap(({ from, to }) => [...shingleHashes(hashes.subarray(from, to))]),
        )) {
          const held = of.get(shingle);
          if (held) held.marked++;
          else of.set(shingle, { marked: 1, unmarked: 0 });
        }
    const some = [...holders].filter(([, { size }]) => size > 0);
    if (some.length > 0)
      for (const document of documents)
        for (const [bit, of] of some) for (const shingle of unmarkedIn(document, bit, of)) of.get(shingle)!.unmarked++;
    this.holders = holders;
  }

  /** Whether others have a marked stretch as their own: by half, and not one of many that mark it. */
  areIn({ hashes }: WordSequence, { from, to }: { readonly from: number; readonly to: number }, bit: number): boolean {
    const of = this.holders.get(bit)!;
    const shingles = shingleHashes(hashes.subarray(from, to));
    const own = shingles.filter((shingle) => {
      const held = of.get(shingle)!;
      return MARKED_FOR_ONE * held.unmarked >= held.marked;
    });
    return own.length >= UNMARKED * Math.max(1, shingles.length);
  }
}

/** The known shingles that a document holds outside of its marks. */
function unmarkedIn({ marks, hashes }: WordSequence, bit: number, known: ReadonlyMap<number, unknown>): Set<number> {
  const found = new Set<number>();
  for (const [i, shingle] of shingleHashes(hashes).entries())
    if (known.has(shingle) && !anyMarked(marks, i, bit)) found.add(shingle);
  return found;
}

const anyMarked = (marks: Uint8Array, at: number, bit: number) => {
  for (let w = at; w < at + SHINGLE; w++) if ((marks[w]! & bit) !== 0) return true;
  return false;
};

/** The lines that ask of each document that has some, where others ask the same. */
function askedIn(documents: readonly WordSequence[]): Map<number, { from: number; to: number }[]> {
  const asking = new Map<number, { from: number; to: number }[]>();
  const holders = new Map<number, number>();
  for (const [d, { marks, hashes }] of documents.entries()) {
    const runs = markedRuns(marks, IN_ASKING);
    if (runs.length === 0) continue;
    asking.set(d, runs);
    const own = new Set(runs.flatMap(({ from, to }) => [...shingleHashes(hashes.subarray(from, to))]));
    for (const shingle of own) holders.set(shingle, (holders.get(shingle) ?? 0) + 1);
  }
  for (const [d, runs] of asking) {
    const { hashes } = documents[d]!;
    const isAsked = ({ from, to }: { from: number; to: number }) => {
      const shingles = shingleHashes(hashes.subarray(from, to));
      return (
        shingles.length > 0 && shingles.filter((shingle) => holders.get(shingle)! > 1).length >= ASKED * shingles.length
      );
    };
    asking.set(d, runs.filter(isAsked));
  }
  return asking;
}

/** A document without some runs of its words; the first one names what lies in several. */
function without(
  document: WordSequence,
  runs: readonly { readonly kind: LeftOutKind; readonly from: number; readonly to: number }[] | undefined,
): { readonly compared: WordSequence; readonly stretches: readonly LeftOutStretch[] } {
  if (!runs) return { compared: document, stretches: [] };
  const { hashes, starts, lengths, marks, exact } = document;
  const kindOf = new Uint8Array(hashes.length);
  for (const { kind, from, to } of runs)
    for (let w = from; w < to; w++) if (kindOf[w] === 0) kindOf[w] = LEFT_OUT_KINDS.indexOf(kind) + 1;
  const kept = [...kindOf.keys()].filter((w) => kindOf[w] === 0);
  const stretches: LeftOutStretch[] = [];
  for (let from = 0; from < kindOf.length;) {
    let to = from + 1;
    while (to < kindOf.length && kindOf[to] === kindOf[from]) to++;
    if (kindOf[from] !== 0)
      stretches.push({
        kind: LEFT_OUT_KINDS[kindOf[from]! - 1]!,
        start: starts[from]!,
        end: starts[to - 1]! + lengths[to - 1]!,
        words: to - from,
      });
    from = to;
  }
  return {
    compared: {
      hashes: Uint32Array.from(kept, (w) => hashes[w]!),
      starts: Uint32Array.from(kept, (w) => starts[w]!),
      lengths: Uint16Array.from(kept, (w) => lengths[w]!),
      marks: Uint8Array.from(kept, (w) => marks[w]!),
      exact,
    },
    stretches,
  };
}

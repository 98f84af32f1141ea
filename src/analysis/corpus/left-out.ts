import { LEFT_OUT_KINDS, type LeftOutKind } from '../../report/left-out.ts';
import { IN_QUOTATION, IN_REFERENCES } from '../document/word-marks.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import { boilerplateOf, type BoilerplateRun } from './boilerplate.ts';
import { SHINGLE, shingleHashes } from './fingerprints.ts';

/** Documents that a group has at least for what most of them hold to be looked for in it alone. */
const LEAST_IN_GROUP = 6;

/** Share of a quotation's shingles that stand in another document without quotation marks, from which on the quotation is no way to hide them. */
const UNMARKED = 0.5;

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
 * Takes out of documents what tells nothing of copying. References and quotations were marked where the text was read; what most documents were given is found here, in all of them and in each group of six and more. A quotation
 * of words that another document has as its own counts.
 *
 * @param kinds what to take out
 * @param groups of the documents
 */
export function leaveOut(documents: readonly WordSequence[], kinds: readonly LeftOutKind[] = LEFT_OUT_KINDS, groups?: readonly (string | undefined)[]): LeftOut {
  const takes = new Set(kinds);
  const runs = new Map<number, { kind: LeftOutKind; from: number; to: number }[]>();
  const add = (d: number, found: readonly { readonly kind: LeftOutKind; readonly from: number; readonly to: number }[]) => {
    const taken = found.filter(({ kind }) => takes.has(kind));
    if (taken.length > 0) runs.set(d, [...(runs.get(d) ?? []), ...taken]);
  };
  if (takes.has('references')) for (const [d, { marks }] of documents.entries()) add(d, markedRuns(marks, IN_REFERENCES).map((run) => ({ kind: 'references', ...run })));
  if (takes.has('quotations')) for (const [d, found] of quotedRuns(documents)) add(d, found.map((run) => ({ kind: 'quotations', ...run })));
  if (takes.has('cover-sheets') || takes.has('questions')) {
    for (const scope of scopesOf(documents.length, groups)) for (const [i, found] of boilerplateOf(scope.map((d) => documents[d]!)).entries()) add(scope[i]!, found.map(named));
  }
  const left = documents.map((document, d) => without(document, runs.get(d)));
  return { compared: left.map(({ compared }) => compared), stretches: left.map(({ stretches }) => stretches) };
}

const named = ({ kind, from, to }: BoilerplateRun) => ({ kind: kind === 'question' ? ('questions' as const) : ('cover-sheets' as const), from, to });

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

/** The quotations of each document that has some, but for those whose words another document has as its own. */
function quotedRuns(documents: readonly WordSequence[]): Map<number, { from: number; to: number }[]> {
  const quoted = new Map<number, { from: number; to: number }[]>();
  const shinglesOf = new Map<number, number>();
  for (const [d, { marks, hashes }] of documents.entries()) {
    const runs = markedRuns(marks, IN_QUOTATION);
    if (runs.length === 0) continue;
    quoted.set(d, runs);
    for (const { from, to } of runs) for (const shingle of shingleHashes(hashes.subarray(from, to))) shinglesOf.set(shingle, 0);
  }
  if (shinglesOf.size === 0) return quoted;
  for (const { marks, hashes } of documents) {
    const shingles = shingleHashes(hashes);
    for (const [i, shingle] of shingles.entries()) if (shinglesOf.get(shingle) === 0 && !anyMarked(marks, i)) shinglesOf.set(shingle, 1);
  }
  for (const [d, runs] of quoted) {
    const { hashes } = documents[d]!;
    const isQuoted = ({ from, to }: { from: number; to: number }) => {
      const shingles = shingleHashes(hashes.subarray(from, to));
      return shingles.filter((shingle) => shinglesOf.get(shingle) === 1).length < UNMARKED * Math.max(1, shingles.length);
    };
    quoted.set(d, runs.filter(isQuoted));
  }
  return quoted;
}

const anyMarked = (marks: Uint8Array, at: number) => {
  for (let w = at; w < at + SHINGLE; w++) if ((marks[w]! & IN_QUOTATION) !== 0) return true;
  return false;
};

/** A document without some runs of its words; the first one names what lies in several. */
function without(document: WordSequence, runs: readonly { readonly kind: LeftOutKind; readonly from: number; readonly to: number }[] | undefined): { readonly compared: WordSequence; readonly stretches: readonly LeftOutStretch[] } {
  if (!runs) return { compared: document, stretches: [] };
  const { hashes, starts, lengths, marks, exact } = document;
  const kindOf = new Uint8Array(hashes.length);
  for (const { kind, from, to } of runs) for (let w = from; w < to; w++) if (kindOf[w] === 0) kindOf[w] = LEFT_OUT_KINDS.indexOf(kind) + 1;
  const kept = [...kindOf.keys()].filter((w) => kindOf[w] === 0);
  const stretches: LeftOutStretch[] = [];
  for (let from = 0; from < kindOf.length; ) {
    let to = from + 1;
    while (to < kindOf.length && kindOf[to] === kindOf[from]) to++;
    if (kindOf[from] !== 0) stretches.push({ kind: LEFT_OUT_KINDS[kindOf[from]! - 1]!, start: starts[from]!, end: starts[to - 1]! + lengths[to - 1]!, words: to - from });
    from = to;
  }
  return { compared: { hashes: Uint32Array.from(kept, (w) => hashes[w]!), starts: Uint32Array.from(kept, (w) => starts[w]!), lengths: Uint16Array.from(kept, (w) => lengths[w]!), marks: Uint8Array.from(kept, (w) => marks[w]!), exact }, stretches };
}

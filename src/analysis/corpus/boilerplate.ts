import type { WordSequence } from '../document/word-sequence.ts';
import { BEGINS_LINE, IN_ASKING, IN_DECLARATION, IN_HEAD } from '../document/word-marks.ts';
import { SHINGLE, shingleHashes } from './fingerprints.ts';

/** Documents of a scope at least, and the share of them that hold a passage that most hold. Of few documents all must. */
const LEAST_DOCUMENTS = 2;
const SMALL = 6;
const MOST_OF = 0.6;

/** Of two documents alone what looks like it was given counts as given. Of fewer than twelve, of what is longer than this half must look so: they may have copied a begin. */
const PAIR = 2;
const MANY = 12;
const LONGEST_PROSE = 80;
const GIVEN = IN_ASKING | IN_DECLARATION | IN_HEAD;

/** Documents that are looked at for what most hold, spread over all. */
const SAMPLE = 200;

/** Words of a document that are looked at from its begin, and from its end. */
const HEAD = 2_000;
const TAIL = 500;

/** Words by which places of one passage may differ: a name is longer, a line more is filled in. */
const PLACE = 12;

/** Words that a passage at the same place has at least; a line as a whole may have fewer. */
const LEAST_WORDS = 8;
const LEAST_IN_LINE = 4;

/** Longest question, in words: whole lines that are longer are passages that many share. */
const LONGEST_QUESTION = 60;

/** Share of a text that a cover sheet and questions may be: of texts that are alike beyond that, most is shared for another reason. */
const MOST_OF_TEXT = 0.5;

/** Words between two parts of a cover sheet that belong to neither text: what was filled in. */
const FILLED_IN = 3;

export type Boilerplate = 'cover-sheet' | 'question';

/** A stretch of words of a document that most documents hold. */
export interface BoilerplateRun {
  readonly kind: Boilerplate;
  readonly from: number;
  readonly to: number;
}

interface Frequent {
  documents: number;
  /** In each sampled document that holds it: its first place, and its distance from the end. */
  readonly starts: number[];
  readonly ends: number[];
  place: 'same' | 'any';
}

/**
 * What most documents of a scope have in common because all were given it: passages at the same place, counted in words from the begin or from the end (cover sheets, declarations), and short whole lines anywhere (the
 * questions above the answers). Where such a passage goes on differently from one document to the next it was copied, and where documents are the same by half or more they are copies: neither is boilerplate.
 *
 * @param documents the scope's
 * @returns for each document its runs, ascending
 */
export function boilerplateOf(documents: readonly WordSequence[]): BoilerplateRun[][] {
  const none = documents.map(() => []);
  if (documents.length < LEAST_DOCUMENTS) return none;
  const sample = spread(documents, SAMPLE);
  const most = sample.length < SMALL ? sample.length : Math.ceil(MOST_OF * sample.length);
  const { frequent, counts } = frequentShingles(sample, most);
  if (frequent.size === 0) return none;
  const edges = new Edges(counts, most);
  for (const document of sample) for (const run of candidates(document, frequent)) edges.look(document, run);
  const least =
    documents.length === PAIR
      ? () => 1
      : documents.length < MANY
        ? ({ from, to }: BoilerplateRun) => (to - from > LONGEST_PROSE ? 0.5 : 0)
        : () => 0;
  const runs = documents.map((document) =>
    candidates(document, frequent).filter(
      (run) => givenShare(document, run) >= least(run) && edges.areClean(document, run),
    ),
  );
  const shares = runs
    .flatMap((of, d) =>
      of.length === 0 ? [] : of.reduce((sum, { from, to }) => sum + to - from, 0) / documents[d]!.hashes.length,
    )
    .sort((a, b) => a - b);
  return (shares[shares.length >> 1] ?? 1) > MOST_OF_TEXT ? none : runs;
}

/** Share of a run's words that stand in lines which look like they were given: headings, questions, declarations. */
function givenShare({ marks }: WordSequence, { from, to }: BoilerplateRun): number {
  return marks.subarray(from, to).reduce((sum, bits) => sum + ((bits & GIVEN) === 0 ? 0 : 1), 0) / (to - from);
}

function spread<T>(all: readonly T[], most: number): readonly T[] {
  return all.length <= most ? all : Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]!);
}

/** Places of a document that are looked at. */
function* lookedAt(length: number): Generator<number> {
  const places = length - SHINGLE + 1;
  for (let i = 0; i < Math.min(places, HEAD); i++) yield i;
  for (let i = Math.max(HEAD, places - TAIL); i < places; i++) yield i;
}

function frequentShingles(
  sample: readonly WordSequence[],
  most: number,
): { readonly frequent: ReadonlyMap<number, Frequent>; readonly counts: ReadonlyMap<number, number> } {
  const counts = new Map<number, number>();
  const latest = new Map<number, number>();
  for (const [d, { hashes }] of sample.entries()) {
    const shingles = shingleHashes(hashes);
    for (const i of lookedAt(hashes.length)) {
      const shingle = shingles[i]!;
      if (latest.get(shingle) === d) continue;
      latest.set(shingle, d);
      counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
    }
  }
  const frequent = new Map<number, Frequent>();
  for (const [shingle, documents] of counts)
    if (documents >= most) frequent.set(shingle, { documents, starts: [], ends: [], place: 'any' });
  if (frequent.size === 0) return { frequent, counts };
  for (const { hashes } of sample) {
    const shingles = shingleHashes(hashes);
    const seen = new Set<number>();
    for (const i of lookedAt(hashes.length)) {
      const found = frequent.get(shingles[i]!);
      if (!found || seen.has(shingles[i]!)) continue;
      seen.add(shingles[i]!);
      found.starts.push(i);
      found.ends.push(hashes.length - i);
    }
  }
  for (const found of frequent.values()) if (isOnePlace(found.starts) || isOnePlace(found.ends)) found.place = 'same';
  return { frequent, counts };
}

/** Whether most of some places lie close together. */
function isOnePlace(places: number[]): boolean {
  places.sort((a, b) => a - b);
  const middle = places[places.length >> 1]!;
  return places.filter((place) => Math.abs(place - middle) <= PLACE).length >= 0.8 * places.length;
}

/** Runs of frequent shingles that are long enough, or whole lines. */
function candidates({ hashes, marks }: WordSequence, frequent: ReadonlyMap<number, Frequent>): BoilerplateRun[] {
  const shingles = shingleHashes(hashes);
  const covered = new Uint8Array(hashes.length);
  for (const i of lookedAt(hashes.length)) {
    const found = frequent.get(shingles[i]!);
    if (found) for (let w = i; w < i + SHINGLE; w++) covered[w] = Math.max(covered[w]!, found.place === 'same' ? 2 : 1);
  }
  const runs: BoilerplateRun[] = [];
  for (let from = 0; from < covered.length;) {
    if (covered[from] === 0) {
      from++;
      continue;
    }
    let to = from;
    let atSame = 0;
    for (; to < covered.length && covered[to] !== 0; to++) if (covered[to] === 2) atSame++;
    const length = to - from;
    const inLines = (marks[from]! & BEGINS_LINE) !== 0 && (to === covered.length || (marks[to]! & BEGINS_LINE) !== 0);
    if (2 * atSame >= length && (length >= LEAST_WORDS || (inLines && length >= LEAST_IN_LINE)))
      runs.push({ kind: 'cover-sheet', from, to });
    else if (inLines && length >= LEAST_IN_LINE && length <= LONGEST_QUESTION)
      runs.push({ kind: 'question', from, to });
    from = to;
  }
  return joinedOverBlanks(runs);
}

/** What was filled in between two parts of a cover sheet belongs to it. */
function joinedOverBlanks(runs: readonly BoilerplateRun[]): BoilerplateRun[] {
  const joined: BoilerplateRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last?.kind === 'cover-sheet' && run.kind === 'cover-sheet' && run.from - last.to <= FILLED_IN)
      joined[joined.length - 1] = { ...last, to: run.to };
    else joined.push(run);
  }
  return joined;
}

/** Whether runs end where what documents share ends: behind a sheet each goes on by itself, behind a copied begin those that copied more go on together. */
class Edges {
  private readonly looks = new Map<number, { clean: number; all: number }>();

  constructor(
    private readonly counts: ReadonlyMap<number, number>,
    private readonly most: number,
  ) {}

  look({ hashes }: WordSequence, run: BoilerplateRun): void {
    const shingles = shingleHashes(hashes);
    for (const [edge, over] of edgesOf(shingles, run)) {
      const look = this.looks.get(edge) ?? { clean: 0, all: 0 };
      look.all++;
      if ((this.counts.get(over) ?? 0) <= Math.max(1, this.most / 4)) look.clean++;
      this.looks.set(edge, look);
    }
  }

  areClean({ hashes }: WordSequence, run: BoilerplateRun): boolean {
    return edgesOf(shingleHashes(hashes), run).every(([edge]) => {
      const look = this.looks.get(edge);
      return !look || look.clean >= MOST_OF * look.all;
    });
  }
}

/** The last shingle of a run, and one that goes two words beyond it; the same at its begin. */
function edgesOf(shingles: Uint32Array, { from, to }: BoilerplateRun): (readonly [edge: number, over: number])[] {
  const edges: (readonly [number, number])[] = [];
  if (to - 2 < shingles.length) edges.push([shingles[Math.max(from, to - SHINGLE)]!, shingles[to - 2]!]);
  if (from >= 2) edges.push([~shingles[from]!, shingles[from - 2]!]);
  return edges;
}

import * as z from 'zod';
import { loadModel } from '../models.ts';
import { PieceTrie } from './tokenizer-tables.ts';
import { WordCache } from './word-cache.ts';

type Vocabulary = readonly (readonly [piece: string, score: number])[];

/** Checked as a whole: a schema for each of thousands of pieces takes longer than all the rest of loading. */
const isVocabulary = (value: unknown) =>
  Array.isArray(value) &&
  value.every(
    (entry) =>
      Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && typeof entry[1] === 'number',
  );

/** The part of Hugging Face's `tokenizer.json` that a unigram model needs. */
const TokenizerFile = z.object({
  model: z.object({ type: z.literal('Unigram'), unk_id: z.number(), vocab: z.custom<Vocabulary>(isVocabulary) }),
});

/** What an unknown character scores below the worst piece, as in SentencePiece. */
const UNKNOWN_PENALTY = 10;

/** Two segmentations whose scores differ by less could change places by rounding. */
const TIE = 1e-9;

/** ▁, which stands before every word. */
const SPACE = 0x2581;

/**
 * Splits text into the pieces of a unigram language model by the Viterbi algorithm (Kudo 2018, arXiv:1804.10959), with NFKC,
 * folded white space and a `▁` before every word, as SentencePiece does.
 *
 * No piece of the vocabulary has a `▁` inside, so each word is segmented on its own and remembered. Where a word has two segmentations
 * of the same score, the rounding of the scores before it decides in the reference implementation; such texts are segmented whole.
 */
export class UnigramTokenizer {
  private readonly trie: PieceTrie;
  private readonly scores: Float64Array;
  private readonly unknownId: number;
  private readonly unknownScore: number;
  /** The pieces of words; `null` for a word whose best segmentation is not unique. */
  private readonly words = new WordCache<readonly number[] | null>();
  private readonly lattice = new Lattice(64);

  /** @param file parsed `tokenizer.json`; throws when it holds no unigram model */
  constructor(file: unknown) {
    const { vocab, unk_id: unknownId } = TokenizerFile.parse(file).model;
    this.unknownId = unknownId;
    this.scores = Float64Array.from(vocab, ([, score]) => score);
    this.unknownScore = this.scores.reduce((a, b) => Math.min(a, b), 0) - UNKNOWN_PENALTY;
    this.scores[unknownId] = this.unknownScore;
    for (const [piece] of vocab)
      if (piece.lastIndexOf('▁') > 0) throw new Error(`The tokenizer's piece ${piece} reaches over a word's end.`);
    this.trie = new PieceTrie(vocab.map(([piece]) => piece));
  }

  /** @throws `AnalysisFailure` `model-damaged` */
  static load(modelsFolder: string): Promise<UnigramTokenizer> {
    return loadModel(
      modelsFolder,
      'tokenizer.json',
      (bytes) => new UnigramTokenizer(JSON.parse(bytes.toString('utf8'))),
    );
  }

  /** Number of pieces in the vocabulary. */
  get pieces(): number {
    return this.scores.length;
  }

  /** The ids of a text's pieces, in order; empty for an empty text. */
  encode(text: string): number[] {
    // Not \s: that takes the byte order mark for white space and NEL for none.
    const folded = ASCII.test(text) ? text : text.normalize('NFKC').replace(/\p{White_Space}+/gu, '▁');
    const length = folded.length;
    const ids: number[] = [];
    if (length === 0) return ids;
    for (let from = afterBreak(folded, 0); ;) {
      let hash = 0;
      let to = from;
      for (; to < length; to++) {
        const code = folded.charCodeAt(to);
        if (isBreak(code)) break;
        hash = Math.imul(hash ^ code, 0x01000193);
      }
      const known = this.words.find(folded, from, to, hash);
      const entry =
        known === undefined ? this.words.add(folded, from, to, hash, this.piecesOf(folded.slice(from, to))) : known;
      if (!entry) return this.segmentWhole(folded);
      // Unknown pieces in a row are one.
      for (const id of entry) if (id !== this.unknownId || ids.length === 0 || ids[ids.length - 1] !== id) ids.push(id);
      if (to === length) return ids;
      from = afterBreak(folded, to);
    }
  }

  /** Pieces of a word; `null` where the best segmentation is not unique. */
  private piecesOf(word: string): readonly number[] | null {
    const marked = `▁${word}`;
    const length = marked.length;
    const lattice = length <= this.lattice.longest ? this.lattice : new Lattice(length);
    lattice.begin(length);
    for (let begin = 0; begin < length; begin++) {
      const sum = lattice.sums[begin]!;
      if (sum === -Infinity) continue;
      const character = marked.codePointAt(begin)! > 0xffff ? 2 : 1;
      let single = false;
      for (let node = this.trie.root, end = begin; end < length;) {
        node = this.trie.next(node, marked.charCodeAt(end++));
        if (node < 0) break;
        const id = this.trie.pieceAt(node);
        if (id < 0) continue;
        lattice.offer(begin, end, id, sum + this.scores[id]!);
        if (end === begin + character) single = true;
      }
      if (!single) lattice.offer(begin, begin + character, this.unknownId, sum + this.unknownScore);
    }
    return lattice.best(length);
  }

  /** All pieces of a text that is given with ▁ or white space between its words, as the reference finds them. */
  private segmentWhole(folded: string): number[] {
    const spaced = folded.replace(/[\t-\r ]+/g, '▁');
    const text = spaced.startsWith('▁') ? spaced : `▁${spaced}`;
    const ending: LatticeNode[][] = Array.from({ length: text.length + 1 }, () => []);
    ending[0]!.push({ id: -1, total: 0, previous: undefined });
    for (let begin = 0; begin < text.length; begin++) {
      if (ending[begin]!.length === 0) continue;
      const character = text.codePointAt(begin)! > 0xffff ? 2 : 1;
      let single = false;
      for (let node = this.trie.root, end = begin; end < text.length;) {
        node = this.trie.next(node, text.charCodeAt(end++));
        if (node < 0) break;
        const id = this.trie.pieceAt(node);
        if (id < 0) continue;
        ending[end]!.push(extend(ending[begin]!, id, this.scores[id]!));
        if (end === begin + character) single = true;
      }
      if (!single) ending[begin + character]!.push(extend(ending[begin]!, this.unknownId, this.unknownScore));
    }
    const ids: number[] = [];
    for (let at = best(ending[text.length]!, 0); at && at.id >= 0; at = at.previous) ids.push(at.id);
    return ids.reverse().filter((id, i, all) => id !== this.unknownId || all[i - 1] !== this.unknownId);
  }
}

/** Of the segmentations that end at each place: the highest sum, the second highest, and the last piece of the first. */
class Lattice {
  readonly sums: Float64Array;
  private readonly seconds: Float64Array;
  private readonly begins: Int32Array;
  private readonly pieces: Int32Array;

  constructor(readonly longest: number) {
    this.sums = new Float64Array(longest + 1);
    this.seconds = new Float64Array(longest + 1);
    this.begins = new Int32Array(longest + 1);
    this.pieces = new Int32Array(longest + 1);
  }

  begin(length: number): void {
    this.sums.fill(-Infinity, 1, length + 1);
    this.seconds.fill(-Infinity, 1, length + 1);
  }

  offer(begin: number, end: number, piece: number, sum: number): void {
    if (sum > this.sums[end]!) {
      this.seconds[end] = this.sums[end]!;
      this.sums[end] = sum;
      this.begins[end] = begin;
      this.pieces[end] = piece;
    } else if (sum > this.seconds[end]!) this.seconds[end] = sum;
  }

  /** The pieces of the highest sum; `null` where another one could change places with it. */
  best(length: number): number[] | null {
    const pieces: number[] = [];
    for (let end = length; end > 0; end = this.begins[end]!) {
      if (this.sums[end]! - this.seconds[end]! < TIE) return null;
      pieces.push(this.pieces[end]!);
    }
    return pieces.reverse();
  }
}

const ASCII = /^[\0-\x7f]*$/;

const isBlank = (code: number) => code === 32 || (code <= 13 && code >= 9);
const isBreak = (code: number) => code === SPACE || isBlank(code);

/** Where the word behind a break begins; white space in a row is one break. */
function afterBreak(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === SPACE) return at + 1;
  let after = at;
  while (after < text.length && isBlank(text.charCodeAt(after))) after++;
  return after;
}

/** A piece that ends at some position, with the best score of a segmentation that ends in it. */
interface LatticeNode {
  readonly id: number;
  readonly total: number;
  readonly previous: LatticeNode | undefined;
}

const extend = (before: readonly LatticeNode[], id: number, score: number): LatticeNode => {
  const previous = best(before, score);
  return { id, total: (previous?.total ?? 0) + score, previous };
};

/** The node whose total with `score` added is highest, the first of equals: sums are compared as they round, like the reference does. */
function best(nodes: readonly LatticeNode[], score: number): LatticeNode | undefined {
  let found: LatticeNode | undefined;
  let highest = 0;
  for (const node of nodes) {
    const total = node.total + score;
    if (found === undefined || total > highest) {
      found = node;
      highest = total;
    }
  }
  return found;
}

import { z } from 'zod';

/** The part of Hugging Face's `tokenizer.json` that a unigram model needs. */
const TokenizerFile = z.object({ model: z.object({ type: z.literal('Unigram'), unk_id: z.number(), vocab: z.array(z.tuple([z.string(), z.number()])) }) });

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  id: number;
}

/** A piece that ends at some position, with the best score of a segmentation that ends in it. */
interface LatticeNode {
  readonly id: number;
  /** Where the piece begins. */
  readonly begin: number;
  readonly total: number;
  readonly previous: LatticeNode | undefined;
}

/** What an unknown character scores below the worst piece, as in SentencePiece. */
const UNKNOWN_PENALTY = 10;

/** Two segmentations whose scores differ by less could change places by rounding. */
const TIE = 1e-9;

const SPACE = '▁';

/** Words that the cache holds at most, and their length: more than a large vocabulary, and bounded. */
const CACHE_SIZE = 100_000;
const CACHED_LENGTH = 64;

/**
 * Splits text into the pieces of a unigram language model by the Viterbi algorithm (Kudo 2018, arXiv:1804.10959), with NFKC,
 * folded white space and a `▁` before every word, as SentencePiece does.
 *
 * No piece of the vocabulary has a `▁` inside, so each word is segmented on its own and remembered. Where a word has two segmentations
 * of the same score, the rounding of the scores before it decides in the reference implementation; such texts are segmented whole.
 */
export class UnigramTokenizer {
  private readonly root: TrieNode = { next: new Map(), id: -1 };
  private readonly scores: number[];
  private readonly unknownId: number;
  private readonly unknownScore: number;
  /** Pieces of a word; `undefined` where the best segmentation is not unique. */
  private readonly cache = new Map<string, readonly number[] | undefined>();

  /** @param file parsed `tokenizer.json`; throws when it holds no unigram model */
  constructor(file: unknown) {
    const { vocab, unk_id: unknownId } = TokenizerFile.parse(file).model;
    this.unknownId = unknownId;
    this.scores = vocab.map(([, score]) => score);
    this.unknownScore = Math.min(...this.scores) - UNKNOWN_PENALTY;
    this.scores[unknownId] = this.unknownScore;
    for (const [id, [piece]] of vocab.entries()) {
      if (piece.lastIndexOf(SPACE) > 0) throw new Error(`The tokenizer's piece ${piece} reaches over a word's end.`);
      let node = this.root;
      for (const character of piece) {
        let next = node.next.get(character);
        if (!next) node.next.set(character, (next = { next: new Map(), id: -1 }));
        node = next;
      }
      node.id = id;
    }
  }

  /** The ids of a text's pieces, in order; empty for an empty text. */
  encode(text: string): number[] {
    // Not \s: that takes the byte order mark for white space and NEL for none.
    const normalized = text.normalize('NFKC').replace(/\p{White_Space}+/gu, SPACE);
    if (normalized === '') return [];
    const marked = normalized.startsWith(SPACE) ? normalized : SPACE + normalized;
    const ids: number[] = [];
    for (const word of marked.match(/▁[^▁]*/g) ?? []) {
      const pieces = this.word(word);
      if (!pieces) return this.fuseUnknown(this.segment(marked).ids);
      for (const id of pieces) ids.push(id);
    }
    return this.fuseUnknown(ids);
  }

  private word(word: string): readonly number[] | undefined {
    if (this.cache.has(word)) return this.cache.get(word);
    const { ids, unique } = this.segment(word);
    const pieces = unique ? ids : undefined;
    if (word.length > CACHED_LENGTH) return pieces;
    if (this.cache.size >= CACHE_SIZE) this.cache.clear();
    this.cache.set(word, pieces);
    return pieces;
  }

  /** The best segmentation, and whether it is the best by more than rounding. */
  private segment(text: string): { ids: number[]; unique: boolean } {
    const characters = Array.from(text);
    const ending: LatticeNode[][] = Array.from({ length: characters.length + 1 }, () => []);
    ending[0]!.push({ id: -1, begin: 0, total: 0, previous: undefined });
    for (let begin = 0; begin < characters.length; begin++) {
      let single = false;
      let node: TrieNode | undefined = this.root;
      for (let end = begin + 1; end <= characters.length; end++) {
        node = node.next.get(characters[end - 1]!);
        if (!node) break;
        if (node.id < 0) continue;
        ending[end]!.push(extend(ending[begin]!, begin, node.id, this.scores[node.id]!));
        if (end === begin + 1) single = true;
      }
      if (!single) ending[begin + 1]!.push(extend(ending[begin]!, begin, this.unknownId, this.unknownScore));
    }
    const ids: number[] = [];
    let unique = true;
    let end = characters.length;
    for (let at = best(ending[end]!, 0); at && at.id >= 0; at = at.previous) {
      if (isTied(ending[end]!, at)) unique = false;
      ids.push(at.id);
      end = at.begin;
    }
    return { ids: ids.reverse(), unique };
  }

  /** Unknown pieces in a row become one. */
  private fuseUnknown(ids: readonly number[]): number[] {
    return ids.filter((id, i) => id !== this.unknownId || ids[i - 1] !== this.unknownId);
  }
}

const extend = (before: readonly LatticeNode[], begin: number, id: number, score: number): LatticeNode => {
  const previous = best(before, score);
  return { id, begin, total: (previous?.total ?? 0) + score, previous };
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

const isTied = (nodes: readonly LatticeNode[], chosen: LatticeNode) => nodes.some((node) => node !== chosen && chosen.total - node.total < TIE);

/** Nodes of a trie are found by (node, code unit) in one hash table with open addresses: no object a node, no string a step. */
export class PieceTrie {
  readonly root = 0;
  private readonly keys: Float64Array;
  private readonly children: Int32Array;
  private readonly mask: number;
  private readonly ids: Int32Array;

  /** @param pieces their places are their ids; of equals the last counts */
  constructor(pieces: readonly string[]) {
    const most = pieces.reduce((sum, piece) => sum + piece.length, 1);
    const size = 2 ** Math.ceil(Math.log2(2 * most));
    this.mask = size - 1;
    this.keys = new Float64Array(size).fill(-1);
    this.children = new Int32Array(size);
    this.ids = new Int32Array(most).fill(-1);
    let nodes = 1;
    for (const [id, piece] of pieces.entries()) {
      let node = this.root;
      for (let i = 0; i < piece.length; i++) {
        const slot = this.slot(node, piece.charCodeAt(i));
        if (this.keys[slot]! < 0) {
          this.keys[slot] = node * 0x10000 + piece.charCodeAt(i);
          this.children[slot] = nodes++;
        }
        node = this.children[slot]!;
      }
      this.ids[node] = id;
    }
  }

  /** The node behind one more code unit; −1 where no piece goes on so. */
  next(node: number, unit: number): number {
    const slot = this.slot(node, unit);
    return this.keys[slot]! < 0 ? -1 : this.children[slot]!;
  }

  /** Id of the piece that ends at a node; −1 for none. */
  pieceAt(node: number): number {
    return this.ids[node]!;
  }

  private slot(node: number, unit: number): number {
    const key = node * 0x10000 + unit;
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 8 & this.mask;
    while (this.keys[slot] !== key && this.keys[slot]! >= 0) slot = (slot + 1) & this.mask;
    return slot;
  }
}

/** Words that are remembered at most, a power of two, and their length: more than a large vocabulary, and bounded. */
const SLOTS = 1 << 17;
const MOST_WORDS = SLOTS * 0.6;
const LONGEST = 64;

/**
 * The pieces of words that were met before. A word is looked up where it stands in its text, by the hash that its scan gave: no string is made
 * of it. Full, it begins anew.
 */
export class WordCache {
  private readonly words: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);
  private readonly pieces: (readonly number[] | null)[] = new Array<readonly number[] | null>(SLOTS).fill(null);
  private readonly hashes = new Int32Array(SLOTS);
  private size = 0;

  /** @returns `undefined` for a word that is not remembered; `null` for one that was added as `null` */
  find(text: string, from: number, to: number, hash: number): readonly number[] | null | undefined {
    for (let slot = slotOf(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
      const word = this.words[slot];
      if (word === undefined) return undefined;
      if (this.hashes[slot] === hash && word.length === to - from && equal(word, text, from)) return this.pieces[slot]!;
    }
  }

  /** @returns the pieces */
  add(text: string, from: number, to: number, hash: number, pieces: readonly number[] | null): readonly number[] | null {
    if (to - from > LONGEST) return pieces;
    if (this.size >= MOST_WORDS) {
      this.words.fill(undefined);
      this.size = 0;
    }
    let slot = slotOf(hash);
    while (this.words[slot] !== undefined) slot = (slot + 1) & (SLOTS - 1);
    // A slice would keep the whole text alive.
    this.words[slot] = Buffer.from(text.slice(from, to), 'utf16le').toString('utf16le');
    this.pieces[slot] = pieces;
    this.hashes[slot] = hash;
    this.size++;
    return pieces;
  }
}

const slotOf = (hash: number) => (hash ^ (hash >>> 15)) & (SLOTS - 1);

function equal(word: string, text: string, from: number): boolean {
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(from + i)) return false;
  return true;
}

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
    let slot = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 8) & this.mask;
    while (this.keys[slot] !== key && this.keys[slot]! >= 0) slot = (slot + 1) & this.mask;
    return slot;
  }
}

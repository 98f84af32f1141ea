/** Neighbours that are kept for each document. */
export const NEIGHBOURS = 10;

/** A document that is near another one. */
export interface Neighbour {
  readonly document: number;
  readonly similarity: number;
}

/** For each document the most similar other ones, best first, at most {@link NEIGHBOURS}. As numbers in a row: as objects they would be a third of what a large batch takes. */
export class NearestLists {
  /** For each document its list's documents; −1 where there are fewer. */
  private readonly found: Int32Array;
  private readonly similarities: Float64Array;

  constructor(readonly documents: number) {
    this.found = new Int32Array(documents * NEIGHBOURS).fill(-1);
    this.similarities = new Float64Array(documents * NEIGHBOURS);
  }

  /** @param list best first */
  set(document: number, list: readonly Neighbour[]): void {
    for (const [k, neighbour] of list.slice(0, NEIGHBOURS).entries()) {
      this.found[document * NEIGHBOURS + k] = neighbour.document;
      this.similarities[document * NEIGHBOURS + k] = neighbour.similarity;
    }
  }

  of(document: number): Neighbour[] {
    const list: Neighbour[] = [];
    for (let at = document * NEIGHBOURS; at < (document + 1) * NEIGHBOURS && this.found[at]! >= 0; at++)
      list.push({ document: this.found[at]!, similarity: this.similarities[at]! });
    return list;
  }

  /** The same with document i called `names[i]`. */
  renamed(names: readonly number[]): NearestLists {
    const lists = new NearestLists(this.documents);
    for (const [d, name] of names.entries()) {
      lists.similarities.set(this.similarities.subarray(d * NEIGHBOURS, (d + 1) * NEIGHBOURS), name * NEIGHBOURS);
      for (let k = 0; k < NEIGHBOURS; k++) {
        const document = this.found[d * NEIGHBOURS + k]!;
        lists.found[name * NEIGHBOURS + k] = document < 0 ? -1 : names[document]!;
      }
    }
    return lists;
  }
}

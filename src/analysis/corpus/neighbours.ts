import { NEIGHBOURS, NearestLists } from './nearest-lists.ts';
import type { RowProducts } from './row-products.ts';
import type { PairSimilarity, SimilarityModel } from './similarity.ts';
import { forEachTile, type SimilarityTile, type Stripe, stripesOf } from './similarity-tiles.ts';
import { UnionFind } from './union-find.ts';

/** Candidates that are scored again in double precision: those that rounding might have put behind the tenth are among them. */
const CANDIDATES = 16;

/** How far single precision may err, generously. */
const ROUNDING = 1e-5;

/** Pairs that are kept at most because they reach the threshold, and because they are among a document's neighbours: the strongest ones. */
const MAX_COPIES = 20_000;
const MAX_NEAR = 20_000;

/** Least similarity of a pair that is listed for being among a document's neighbours. */
const LISTED_FROM = 0.3;

export interface ScoredPair extends PairSimilarity {
  readonly a: number;
  readonly b: number;
}

export interface Neighbours {
  readonly nearest: NearestLists;
  /** The most similar pairs (a < b), best first. */
  readonly pairs: readonly ScoredPair[];
  /** Documents joined by pairs of at least the threshold, transitively; largest group first. */
  readonly groups: readonly (readonly number[])[];
  readonly overview: BlockMatrix;
}

/** Means and maxima of the similarity in blocks of documents; a document is not compared with itself. */
export interface BlockMatrix {
  readonly starts: readonly number[];
  readonly mean: readonly (readonly number[])[];
  readonly max: readonly (readonly number[])[];
}

/** What is compared, and how. */
export interface Comparison {
  readonly model: SimilarityModel;
  /** Least similarity of two documents that belong to a group. */
  readonly threshold: number;
  /** All documents, as the overview has them. */
  readonly order: readonly number[];
  /** Of the overview, at most as many as documents. */
  readonly blocks: number;
}

/** What was found in a stripe of all pairs. Those of all stripes together are what one pass over all pairs finds, to the bit. */
export interface StripeFindings {
  /** Of each place in the order the best candidates among the stripe's pairs, best first, and their similarities; −1 where there are fewer. */
  readonly candidates: Int32Array;
  readonly similarities: Float32Array;
  readonly copies: readonly ScoredPair[];
  /** For each document the least one that copies join it with. */
  readonly joinedWith: Uint32Array;
  /** Sums and maxima of the similarities in the overview's blocks. */
  readonly sums: Float64Array;
  readonly maxima: Float64Array;
}

/** Has stripes compared elsewhere; gives what was found in each, in their order. */
export type ComparedElsewhere = (
  comparison: Comparison,
  stripes: readonly Stripe[],
) => Promise<readonly StripeFindings[]>;

/**
 * Compares every document with every other one: the ten nearest of each, the pairs from the threshold on, and the overview. In one pass, or, where there are several stripes and
 * somebody else to compare them, by those.
 */
export async function findNeighbours(
  comparison: Comparison,
  products: RowProducts,
  elsewhere?: ComparedElsewhere,
): Promise<Neighbours> {
  const stripes = stripesOf(comparison.order.length);
  const search = new NeighbourSearch(comparison);
  if (elsewhere && stripes.length > 1)
    for (const findings of await elsewhere(comparison, stripes)) search.add(findings);
  else {
    const ends = new Set(stripes.map(({ to }) => to));
    await forEachTile(comparison.model, comparison.order, products, (tile) => search.visit(tile, ends));
  }
  return search.found();
}

/** Compares the documents of one stripe of pairs. */
export async function compareStripe(
  comparison: Comparison,
  stripe: Stripe,
  products: RowProducts,
): Promise<StripeFindings> {
  const search = new NeighbourSearch(comparison);
  await forEachTile(comparison.model, comparison.order, products, (tile) => search.visit(tile, new Set([stripe.to])), {
    stripe,
  });
  return search.findings();
}

class NeighbourSearch {
  /** The best candidates of each place in the order, best first: places, and their similarities. */
  private readonly candidates: Int32Array;
  private readonly similarities: Float32Array;
  /** The last of those: what a further candidate must surpass. */
  private readonly bars: Float32Array;
  private readonly sets: UnionFind;
  private readonly copies: ScoredPair[] = [];
  private readonly starts: readonly number[];
  private readonly blockOf: Uint32Array;
  private readonly sums: Float64Array;
  private readonly maxima: Float64Array;
  /** The sums of the stripe that is being visited: rounding goes by what is added to what, and must not depend on who compared a stripe. */
  private readonly stripeSums: Float64Array;
  private readonly model: SimilarityModel;
  private readonly threshold: number;
  private readonly order: readonly number[];
  private readonly blocks: number;

  constructor({ model, threshold, order, blocks }: Comparison) {
    this.model = model;
    this.threshold = threshold;
    this.order = order;
    this.blocks = blocks;
    const n = order.length;
    this.candidates = new Int32Array(n * CANDIDATES).fill(-1);
    this.similarities = new Float32Array(n * CANDIDATES).fill(-1);
    this.bars = new Float32Array(n).fill(-1);
    this.sets = new UnionFind(n);
    this.starts = Array.from({ length: blocks }, (_, b) => Math.floor((b * n) / blocks));
    this.blockOf = new Uint32Array(n);
    for (const [b, start] of this.starts.entries()) this.blockOf.fill(b, start);
    this.sums = new Float64Array(blocks * blocks);
    this.maxima = new Float64Array(blocks * blocks);
    this.stripeSums = new Float64Array(blocks * blocks);
  }

  /** @param stripeEnds columns before which a stripe ends */
  visit({ rowFrom, columnFrom, rows, columns, values }: SimilarityTile, stripeEnds: ReadonlySet<number>): void {
    const { bars, blockOf, starts, blocks, stripeSums } = this;
    const least = this.threshold - ROUNDING;
    for (let i = 0; i < rows; i++) {
      const a = rowFrom + i;
      const base = i * columns;
      for (let j = Math.max(0, a + 1 - columnFrom); j < columns;) {
        const block = blockOf[columnFrom + j]!;
        const end = Math.min(columns, (starts[block + 1] ?? Infinity) - columnFrom);
        let sum = 0;
        let max = 0;
        let bar = bars[a]!;
        for (; j < end; j++) {
          const value = values[base + j]!;
          sum += value;
          if (value > max) max = value;
          if (value > bar || value > bars[columnFrom + j]! || value >= least) {
            if (value > bar) {
              this.keep(a, columnFrom + j, value);
              bar = bars[a]!;
            }
            if (value > bars[columnFrom + j]!) this.keep(columnFrom + j, a, value);
            if (value >= least) this.join(a, columnFrom + j);
          }
        }
        const at = blockOf[a]! * blocks + block;
        stripeSums[at]! += sum;
        if (max > this.maxima[at]!) this.maxima[at] = max;
      }
    }
    // The last tile of a stripe is the one on the diagonal.
    if (stripeEnds.has(columnFrom + columns) && rowFrom + rows === columnFrom + columns) this.endStripe(stripeSums);
  }

  private endStripe(sums: Float64Array): void {
    for (let at = 0; at < sums.length; at++) this.sums[at]! += sums[at]!;
    this.stripeSums.fill(0);
  }

  /** Takes over what was found in the stripe that comes next. */
  add({ candidates, similarities, copies, joinedWith, sums, maxima }: StripeFindings): void {
    const n = this.order.length;
    if (candidates.length !== n * CANDIDATES || joinedWith.length !== n || sums.length !== this.sums.length)
      throw new Error('findings in other documents');
    for (let a = 0; a < n; a++)
      for (
        let k = a * CANDIDATES;
        k < (a + 1) * CANDIDATES && candidates[k]! >= 0 && similarities[k]! > this.bars[a]!;
        k++
      )
        this.keep(a, candidates[k]!, similarities[k]!);
    for (const [d, least] of joinedWith.entries()) if (least !== d) this.sets.union(d, least);
    for (const copy of copies.slice(0, MAX_COPIES - this.copies.length)) this.copies.push(copy);
    this.endStripe(sums);
    for (const [at, max] of maxima.entries()) if (max > this.maxima[at]!) this.maxima[at] = max;
  }

  /** All that was found so far. */
  findings(): StripeFindings {
    const { candidates, similarities, copies, sets, sums, maxima } = this;
    return {
      candidates,
      similarities,
      copies,
      joinedWith: Uint32Array.from(this.order, (_, d) => sets.find(d)),
      sums,
      maxima,
    };
  }

  found(): Neighbours {
    const { nearest, near } = this.nearest();
    const key = (p: ScoredPair) => p.a * this.order.length + p.b;
    const pairs = new Map([...near, ...this.copies].map((p) => [key(p), p]));
    return {
      nearest,
      pairs: [...pairs.values()].sort(byStrength),
      groups: this.sets.groups(),
      overview: this.overview(),
    };
  }

  private keep(a: number, b: number, similarity: number): void {
    const first = a * CANDIDATES;
    let at = first + CANDIDATES - 1;
    for (; at > first && this.similarities[at - 1]! < similarity; at--) {
      this.similarities[at] = this.similarities[at - 1]!;
      this.candidates[at] = this.candidates[at - 1]!;
    }
    this.similarities[at] = similarity;
    this.candidates[at] = b;
    this.bars[a] = this.similarities[first + CANDIDATES - 1]!;
  }

  private join(placeA: number, placeB: number): void {
    const [a, b] = inOrder(this.order[placeA]!, this.order[placeB]!);
    if (this.copies.length >= MAX_COPIES && this.sets.find(a) === this.sets.find(b)) return;
    const scored = this.model.between(a, b);
    if (scored.similarity < this.threshold) return;
    this.sets.union(a, b);
    if (this.copies.length < MAX_COPIES) this.copies.push({ a, b, ...scored });
  }

  /** The nearest of each document by the exact similarity, and the strongest pairs among them. */
  private nearest(): { nearest: NearestLists; near: ScoredPair[] } {
    const nearest = new NearestLists(this.order.length);
    let near: ScoredPair[] = [];
    for (const [place, document] of this.order.entries()) {
      const scored: (PairSimilarity & { document: number })[] = [];
      for (let k = 0; k < CANDIDATES; k++) {
        const candidate = this.candidates[place * CANDIDATES + k]!;
        if (candidate < 0) continue;
        const other = this.order[candidate]!;
        scored.push({ document: other, ...this.model.between(...inOrder(document, other)) });
      }
      scored.sort((p, q) => q.similarity - p.similarity || p.document - q.document).splice(NEIGHBOURS);
      nearest.set(document, scored);
      for (const { document: other, ...similarity } of scored) {
        if (similarity.similarity < LISTED_FROM) break;
        const [a, b] = inOrder(document, other);
        near.push({ a, b, ...similarity });
      }
      // Each pair may come from both of its ends.
      if (near.length > 4 * MAX_NEAR) near = strongest(near);
    }
    return { nearest, near: strongest(near) };
  }

  private overview(): BlockMatrix {
    const { starts, blocks, order } = this;
    const size = (b: number) => (starts[b + 1] ?? order.length) - starts[b]!;
    // A block of one document holds no pair: it is like itself.
    const pairs = (p: number, q: number) => (p === q ? (size(p) * (size(p) - 1)) / 2 : size(p) * size(q));
    const mirrored = (of: (at: number, pairs: number) => number) =>
      Array.from({ length: blocks }, (_, i) =>
        Array.from({ length: blocks }, (__, j) => {
          const [p, q] = inOrder(i, j);
          return pairs(p, q) === 0 ? 1 : of(p * blocks + q, pairs(p, q));
        }),
      );
    return { starts, mean: mirrored((at, count) => this.sums[at]! / count), max: mirrored((at) => this.maxima[at]!) };
  }
}

const inOrder = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);
const byStrength = (p: ScoredPair, q: ScoredPair) => q.similarity - p.similarity || p.a - q.a || p.b - q.b;

/** The strongest of some pairs, each once. */
function strongest(pairs: ScoredPair[]): ScoredPair[] {
  return pairs
    .sort(byStrength)
    .filter((p, i) => i === 0 || p.a !== pairs[i - 1]!.a || p.b !== pairs[i - 1]!.b)
    .slice(0, MAX_NEAR);
}

/** The exact similarity matrix, row by row in the given order: symmetric, 1 on the diagonal. */
export function similarityMatrix(model: SimilarityModel, order: readonly number[]): number[][] {
  const matrix = order.map(() => new Array<number>(order.length).fill(1));
  for (let i = 0; i < order.length; i++)
    for (let j = 0; j < i; j++) matrix[i]![j] = matrix[j]![i] = model.between(order[i]!, order[j]!).similarity;
  return matrix;
}

import { kmeans as mlKMeans } from 'ml-kmeans';
import type { DenseRows } from './dense-rows.ts';
import { seededRandom } from './random.ts';
import { gathered, type RowProducts, rowsBetween } from './row-products.ts';

export interface KMeansResult {
  /** Cluster of each row, 0 … k − 1; a cluster may be empty where rows are equal. */
  readonly assignment: Int32Array;
  readonly centroids: DenseRows;
  /** Sum of the squared distances of the rows to their centroids. */
  readonly inertia: number;
}

export interface KMeansOptions {
  readonly clusters: number;
  readonly seed: number;
}

const MAX_ITERATIONS = 100;

/** Rows up to which ml-kmeans does the work; beyond, matrix tiles are much faster. */
const SMALL = 100;

/** Independent starts; the one of least inertia is taken. Few rows are cheap and easily fall into a poor optimum. */
const STARTS = { few: 10, many: 3, manyFrom: 500 };

/** Rows in a matrix tile, and products in one, at most. */
const TILE = { rows: 4096, products: 2 ** 20 };

/** k-means (Lloyd 1982) from k-means++ starts (Arthur and Vassilvitskii 2007), on squared Euclidean distance. Deterministic for a seed. */
export async function kMeans(
  rows: DenseRows,
  { clusters, seed }: KMeansOptions,
  products: RowProducts,
): Promise<KMeansResult> {
  const random = seededRandom(seed);
  const lengths = squaredLengths(rows);
  let best: KMeansResult | undefined;
  for (let start = 0; start < (rows.rows < STARTS.manyFrom ? STARTS.few : STARTS.many); start++) {
    const initial = await plusPlus(rows, clusters, random, products, lengths);
    const result = await lloyd(rows, initial, products);
    if (!best || result.inertia < best.inertia) best = result;
  }
  return best!;
}

/** Lloyd's iterations from given centroids. */
export function lloyd(rows: DenseRows, initial: DenseRows, products: RowProducts): Promise<KMeansResult> {
  return rows.rows <= SMALL ? lloydSmall(rows, initial, products) : lloydTiled(rows, initial, products);
}

/** Centres that are proposed at a time, at most. */
const PROPOSED = 32;

/**
 * k-means++: the first centre at random, each further one with probability proportional to its squared distance to the nearest centre so far.
 *
 * Many are proposed at a time, so that the rows are gone through once for all of them: each with the probabilities that hold now. By when its turn comes others may be nearer, and it is taken with the
 * share that is left of its squared distance: rejection sampling (von Neumann 1951), by which the centres have exactly the distribution of drawing one after the other. The first is always taken.
 */
export async function plusPlus(
  rows: DenseRows,
  clusters: number,
  random: () => number,
  products: RowProducts,
  lengths: Float64Array = squaredLengths(rows),
): Promise<DenseRows> {
  const { rows: n, width } = rows;
  const centroids = new Float32Array(clusters * width);
  const nearest = new Float64Array(n).fill(Infinity);
  let proposed = [Math.floor(random() * n)];
  for (let c = 0; c < clusters;) {
    const centres = gathered(rows, proposed);
    const product = await products.multiply(rows, centres);
    const distance = proposed.map((row) => nearest[row]!);
    for (let j = 0; j < proposed.length && c < clusters; j++) {
      const row = proposed[j]!;
      if (j > 0 && random() * distance[j]! >= nearest[row]!) continue;
      centroids.set(centres.data.subarray(j * width, (j + 1) * width), c++ * width);
      const own = lengths[row]!;
      for (let i = 0, at = j; i < n; i++, at += proposed.length) {
        const squared = lengths[i]! + own - 2 * product[at]!;
        if (squared < nearest[i]!) nearest[i] = squared > 0 ? squared : 0;
      }
      // Rounding leaves it a little away from itself.
      nearest[row] = 0;
    }
    proposed = drawn(nearest, Math.min(clusters - c, PROPOSED), random);
  }
  return { rows: clusters, width, data: centroids };
}

/** Rows, each with probability proportional to its weight. */
function drawn(weights: Float64Array, count: number, random: () => number): number[] {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) sums[i] = total += weights[i]!;
  return Array.from({ length: count }, () => {
    const at = random() * total;
    let low = 0;
    for (let high = weights.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

/** Lloyd's iterations by ml-kmeans. */
export async function lloydSmall(rows: DenseRows, initial: DenseRows, products: RowProducts): Promise<KMeansResult> {
  const { centroids } = mlKMeans(nested(rows), initial.rows, {
    initialization: nested(initial),
    maxIterations: MAX_ITERATIONS,
  });
  const dense = { ...initial, data: Float32Array.from(centroids.flat()) };
  return { ...(await assign(rows, squaredLengths(rows), dense, products)), centroids: dense };
}

/** The same by matrix tiles. */
export async function lloydTiled(rows: DenseRows, initial: DenseRows, products: RowProducts): Promise<KMeansResult> {
  let centroids = initial;
  let last: Int32Array | undefined;
  const own = squaredLengths(rows);
  const sums = new ClusterSums(rows, initial.rows);
  for (let iteration = 0; ; iteration++) {
    const { assignment, inertia } = await assign(rows, own, centroids, products);
    if (iteration === MAX_ITERATIONS || last?.every((c, i) => c === assignment[i]))
      return { assignment, centroids, inertia };
    sums.move(last, assignment);
    centroids = sums.means(centroids);
    last = assignment;
  }
}

/** The nearest centroid of each row, by tiles of |x|² − 2·x·c + |c|². */
async function assign(
  rows: DenseRows,
  own: Float64Array,
  centroids: DenseRows,
  products: RowProducts,
): Promise<Pick<KMeansResult, 'assignment' | 'inertia'>> {
  const assignment = new Int32Array(rows.rows);
  const lengths = squaredLengths(centroids);
  const k = centroids.rows;
  let inertia = 0;
  const height = Math.min(TILE.rows, Math.ceil(TILE.products / k));
  for (let from = 0; from < rows.rows; from += height) {
    const tile = rowsBetween(rows, from, from + height);
    const product = await products.multiply(tile, centroids);
    for (let i = 0, at = 0; i < tile.rows; i++) {
      let least = Infinity;
      let cluster = 0;
      for (let c = 0; c < k; c++, at++) {
        const distance = lengths[c]! - 2 * product[at]!;
        if (distance >= least) continue;
        least = distance;
        cluster = c;
      }
      assignment[from + i] = cluster;
      inertia += Math.max(0, least + own[from + i]!);
    }
  }
  return { assignment, inertia };
}

/** Sums of the rows by cluster. After some iterations few rows change clusters, and only those are added and taken off. */
class ClusterSums {
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;

  constructor(
    private readonly rows: DenseRows,
    clusters: number,
  ) {
    this.sums = new Float64Array(clusters * rows.width);
    this.counts = new Int32Array(clusters);
  }

  move(from: Int32Array | undefined, to: Int32Array): void {
    for (let i = 0; i < to.length; i++) {
      if (from?.[i] === to[i]) continue;
      if (from) this.add(i, from[i]!, -1);
      this.add(i, to[i]!, 1);
    }
  }

  /** Means by cluster; an empty one keeps its centre. */
  means(before: DenseRows): DenseRows {
    const { width } = before;
    const centroids = before.data.slice();
    for (let c = 0; c < before.rows; c++)
      if (this.counts[c]! > 0)
        for (let at = c * width; at < (c + 1) * width; at++) centroids[at] = this.sums[at]! / this.counts[c]!;
    return { rows: before.rows, width, data: centroids };
  }

  private add(row: number, cluster: number, sign: 1 | -1): void {
    const {
      sums,
      rows: { width, data },
    } = this;
    this.counts[cluster]! += sign;
    for (let from = row * width, end = from + width, to = cluster * width; from < end; from++, to++)
      sums[to] = sums[to]! + sign * data[from]!;
  }
}

/** The mean of each cluster's rows; all zero for one that has none. */
export function clusterMeans(rows: DenseRows, assignment: Int32Array, clusters: number): DenseRows {
  const sums = new ClusterSums(rows, clusters);
  sums.move(undefined, assignment);
  return sums.means({ rows: clusters, width: rows.width, data: new Float32Array(clusters * rows.width) });
}

export function squaredLengths({ rows, width, data }: DenseRows): Float64Array {
  const lengths = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let at = i * width, end = at + width; at < end; at++) squares += data[at]! * data[at]!;
    lengths[i] = squares;
  }
  return lengths;
}

const nested = ({ rows, width, data }: DenseRows) =>
  Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));

import { kmeans as mlKMeans } from 'ml-kmeans';
import type { DenseRows } from './dense-rows.ts';
import { seededRandom } from './random.ts';
import { type RowProducts, rowsBetween } from './row-products.ts';

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

/** Rows in a matrix tile. */
const TILE = 1024;

/** k-means (Lloyd 1982) from k-means++ starts (Arthur and Vassilvitskii 2007), on squared Euclidean distance. Deterministic for a seed. */
export async function kMeans(rows: DenseRows, { clusters, seed }: KMeansOptions, products: RowProducts): Promise<KMeansResult> {
  const random = seededRandom(seed);
  let best: KMeansResult | undefined;
  for (let start = 0; start < (rows.rows < STARTS.manyFrom ? STARTS.few : STARTS.many); start++) {
    const initial = await plusPlus(rows, clusters, random, products);
    const result = await lloyd(rows, initial, products);
    if (!best || result.inertia < best.inertia) best = result;
  }
  return best!;
}

/** Lloyd's iterations from given centroids. */
export function lloyd(rows: DenseRows, initial: DenseRows, products: RowProducts): Promise<KMeansResult> {
  return rows.rows <= SMALL ? lloydSmall(rows, initial, products) : lloydTiled(rows, initial, products);
}

/** k-means++: the first centre at random, each further one with probability proportional to its squared distance to the nearest centre so far. */
export async function plusPlus(rows: DenseRows, clusters: number, random: () => number, products: RowProducts): Promise<DenseRows> {
  const { rows: n, width } = rows;
  const centroids = new Float32Array(clusters * width);
  const lengths = squaredLengths(rows);
  const nearest = new Float64Array(n).fill(Infinity);
  let chosen = Math.floor(random() * n);
  for (let c = 0; ; c++) {
    const centre = rowsBetween(rows, chosen, chosen + 1);
    centroids.set(centre.data, c * width);
    if (c === clusters - 1) return { rows: clusters, width, data: centroids };
    const product = await products.multiply(rows, centre);
    let total = 0;
    for (let i = 0; i < n; i++) {
      nearest[i] = Math.min(nearest[i]!, Math.max(0, lengths[i]! + lengths[chosen]! - 2 * product[i]!));
      total += nearest[i]!;
    }
    let left = random() * total;
    chosen = 0;
    while (chosen < n - 1 && (left -= nearest[chosen]!) > 0) chosen++;
  }
}

/** Lloyd's iterations by ml-kmeans. */
export async function lloydSmall(rows: DenseRows, initial: DenseRows, products: RowProducts): Promise<KMeansResult> {
  const { centroids } = mlKMeans(nested(rows), initial.rows, { initialization: nested(initial), maxIterations: MAX_ITERATIONS });
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
    if (iteration === MAX_ITERATIONS || last?.every((c, i) => c === assignment[i])) return { assignment, centroids, inertia };
    sums.move(last, assignment);
    centroids = sums.means(centroids);
    last = assignment;
  }
}

/** The nearest centroid of each row, by tiles of |x|² − 2·x·c + |c|². */
async function assign(rows: DenseRows, own: Float64Array, centroids: DenseRows, products: RowProducts): Promise<Pick<KMeansResult, 'assignment' | 'inertia'>> {
  const assignment = new Int32Array(rows.rows);
  const lengths = squaredLengths(centroids);
  let inertia = 0;
  for (let from = 0; from < rows.rows; from += TILE) {
    const tile = rowsBetween(rows, from, from + TILE);
    const product = await products.multiply(tile, centroids);
    for (let i = 0; i < tile.rows; i++) {
      let least = Infinity;
      for (let c = 0; c < centroids.rows; c++) {
        const distance = lengths[c]! - 2 * product[i * centroids.rows + c]!;
        if (distance >= least) continue;
        least = distance;
        assignment[from + i] = c;
      }
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
    for (let c = 0; c < before.rows; c++) if (this.counts[c]! > 0) for (let at = c * width; at < (c + 1) * width; at++) centroids[at] = this.sums[at]! / this.counts[c]!;
    return { rows: before.rows, width, data: centroids };
  }

  private add(row: number, cluster: number, sign: 1 | -1): void {
    const { width, data } = this.rows;
    this.counts[cluster]! += sign;
    for (let from = row * width, end = from + width, to = cluster * width; from < end; from++, to++) this.sums[to]! += sign * data[from]!;
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
    for (let at = i * width; at < (i + 1) * width; at++) squares += data[at]! * data[at]!;
    lengths[i] = squares;
  }
  return lengths;
}

const nested = ({ rows, width, data }: DenseRows) => Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));

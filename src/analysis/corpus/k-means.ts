import { kmeans as mlKMeans } from 'ml-kmeans';
import type { DenseRows } from './lsa.ts';
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
const SMALL = 500;

/** Independent starts; the one of least inertia is taken. Few rows are cheap and easily fall into a poor optimum. */
const STARTS = { small: 10, large: 3 };

/** Rows in a matrix tile. */
const TILE = 1024;

/** k-means (Lloyd 1982) from k-means++ starts (Arthur and Vassilvitskii 2007), on squared Euclidean distance. Deterministic for a seed. */
export async function kMeans(rows: DenseRows, { clusters, seed }: KMeansOptions, products: RowProducts): Promise<KMeansResult> {
  const random = seededRandom(seed);
  let best: KMeansResult | undefined;
  const small = rows.rows <= SMALL;
  for (let start = 0; start < (small ? STARTS.small : STARTS.large); start++) {
    const initial = plusPlus(rows, clusters, random);
    const result = small ? await lloydSmall(rows, initial, products) : await lloydTiled(rows, initial, products);
    if (!best || result.inertia < best.inertia) best = result;
  }
  return best!;
}

/** k-means++: the first centre at random, each further one with probability proportional to its squared distance to the nearest centre so far. */
export function plusPlus({ rows, width, data }: DenseRows, clusters: number, random: () => number): DenseRows {
  const centroids = new Float32Array(clusters * width);
  const nearest = new Float64Array(rows).fill(Infinity);
  let chosen = Math.floor(random() * rows);
  for (let c = 0; ; c++) {
    const centre = data.subarray(chosen * width, (chosen + 1) * width);
    centroids.set(centre, c * width);
    if (c === clusters - 1) return { rows: clusters, width, data: centroids };
    let total = 0;
    for (let i = 0; i < rows; i++) {
      let squares = 0;
      for (let j = 0, at = i * width; j < width; j++, at++) squares += (data[at]! - centre[j]!) ** 2;
      if (squares < nearest[i]!) nearest[i] = squares;
      total += nearest[i]!;
    }
    let left = random() * total;
    chosen = 0;
    while (chosen < rows - 1 && (left -= nearest[chosen]!) > 0) chosen++;
  }
}

async function lloydSmall(rows: DenseRows, initial: DenseRows, products: RowProducts): Promise<KMeansResult> {
  const { centroids } = mlKMeans(nested(rows), initial.rows, { initialization: nested(initial), maxIterations: MAX_ITERATIONS });
  const dense = { ...initial, data: Float32Array.from(centroids.flat()) };
  return { ...(await assign(rows, dense, products)), centroids: dense };
}

async function lloydTiled(rows: DenseRows, initial: DenseRows, products: RowProducts): Promise<KMeansResult> {
  let centroids = initial;
  let last: Int32Array | undefined;
  for (let iteration = 0; ; iteration++) {
    const { assignment, inertia } = await assign(rows, centroids, products);
    if (iteration === MAX_ITERATIONS || last?.every((c, i) => c === assignment[i])) return { assignment, centroids, inertia };
    centroids = means(rows, assignment, centroids);
    last = assignment;
  }
}

/** The nearest centroid of each row, by tiles of |x|² − 2·x·c + |c|². */
async function assign(rows: DenseRows, centroids: DenseRows, products: RowProducts): Promise<Pick<KMeansResult, 'assignment' | 'inertia'>> {
  const assignment = new Int32Array(rows.rows);
  const lengths = squaredLengths(centroids);
  let inertia = 0;
  for (let from = 0; from < rows.rows; from += TILE) {
    const tile = rowsBetween(rows, from, from + TILE);
    const product = await products.multiply(tile, centroids);
    const own = squaredLengths(tile);
    for (let i = 0; i < tile.rows; i++) {
      let least = Infinity;
      for (let c = 0; c < centroids.rows; c++) {
        const distance = lengths[c]! - 2 * product[i * centroids.rows + c]!;
        if (distance >= least) continue;
        least = distance;
        assignment[from + i] = c;
      }
      inertia += Math.max(0, least + own[i]!);
    }
  }
  return { assignment, inertia };
}

/** Means of the rows by cluster; an empty cluster keeps its centre. */
function means({ rows, width, data }: DenseRows, assignment: Int32Array, before: DenseRows): DenseRows {
  const sums = new Float64Array(before.rows * width);
  const counts = new Uint32Array(before.rows);
  for (let i = 0; i < rows; i++) {
    const c = assignment[i]!;
    counts[c]!++;
    for (let j = 0; j < width; j++) sums[c * width + j]! += data[i * width + j]!;
  }
  return { rows: before.rows, width, data: Float32Array.from(sums, (sum, at) => (counts[Math.floor(at / width)] === 0 ? before.data[at]! : sum / counts[Math.floor(at / width)]!)) };
}

function squaredLengths({ rows, width, data }: DenseRows): Float64Array {
  const lengths = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) lengths[i]! += data[i * width + j]! ** 2;
  return lengths;
}

const nested = ({ rows, width, data }: DenseRows) => Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));

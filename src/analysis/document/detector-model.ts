import { brotliDecompressSync } from 'node:zlib';
import * as z from 'zod';
import type { ModelFile, SeenModels } from '../../report/report.ts';
import { WRITING_KINDS } from '../../report/writing-kinds.ts';
import { notice } from '../../report/notice.ts';
import { AnalysisFailure } from '../failure.ts';
import { readModelFile, sha256 } from '../models.ts';
import { BoostedTreesFile } from './boosted-trees.ts';
import type { GramVector } from './detector-features.ts';
import { BUCKETS } from './detector-tokens.ts';

/** Logistic calibration in one band of length: log-odds = slope · score + intercept. */
const Band = z.object({ fromWords: z.number(), slope: z.number(), intercept: z.number() });

/** With how far the interval reaches below and above the log-odds. */
const BandWithMargins = Band.extend({ below: z.number(), above: z.number() });

/** The models whose texts were trained on, and the month in which the newest of them came out. */
const Seen = z.object({
  models: z.array(z.string().min(1)).min(1),
  until: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
});

/** What `detector.json` holds. */
const DetectorFile = z.object({
  /** Of `detector.bin`, which holds the weights packed with Brotli. */
  sha256: z.string(),
  seen: Seen.optional(),
  /** Calibration of the score of machine against person, with margins that hold for the sources of people, and for models, that it was measured on. */
  bands: z.array(BandWithMargins).min(1),
  /** The kinds of writing that are told apart, each with what its sources need below in addition to those margins. */
  kinds: z.array(z.object({ name: z.enum(WRITING_KINDS), below: z.number().min(0) })).min(1),
  /** What a text of no known kind needs in addition. */
  unfamiliar: z.object({ below: z.number().min(0) }),
  /** The generations of machines that have models of their own against people, in the order of the columns: trees on how a text is written, and what is added to each score before they are joined. */
  generations: z.array(z.object({ name: z.string(), offset: z.number(), trees: BoostedTreesFile })).min(1),
  /** What the trees' scores add to those on words. */
  styleShare: z.number(),
  /** Log-odds that a text is of a kind that was trained on, from the greatest of its kinds' scores. */
  familiarity: z.object({ slope: z.number(), intercept: z.number() }),
  /** The most that is judged of what takes a text away from running prose. */
  limits: z.object({ spread: z.number(), marks: z.number(), oneLetter: z.number() }),
  /** One for each column of the weights: its largest weight in absolute value, and its bias. */
  columns: z.array(z.object({ largest: z.number(), bias: z.number() })),
  /** Largest inverse document frequency. */
  mostIdf: z.number(),
});

export type DetectorParameters = z.infer<typeof DetectorFile>;
export type CalibrationBand = z.infer<typeof Band>;
export type MarginBand = z.infer<typeof BandWithMargins>;

/** Weight that an int8 number stands for. */
export function weightOfStep(step: number, largest: number): number {
  return Math.sign(step) * (step / 127) ** 2 * largest;
}

/** The int8 number nearest to a weight. */
export function stepOfWeight(weight: number, largest: number): number {
  return Math.sign(weight) * Math.round(127 * Math.sqrt(Math.abs(weight) / largest)) || 0;
}

/** Inverse document frequency that a uint8 number stands for. */
export function idfOfStep(step: number, most: number): number {
  return (step / 255) * most;
}

/** The linear models, columns side by side: first those that tell machine from human, generation by generation, then those that tell the kinds apart. */
export class LinearModels {
  readonly columns: number;
  /** A bit a bucket: whether its n-gram is known. */
  private readonly known = new Uint32Array(BUCKETS / 32);
  /** How many are known before each of those numbers. */
  private readonly before = new Uint32Array(BUCKETS / 32);
  /** For each known n-gram, in the order of the buckets, its inverse document frequency (uint8) and its weights (int8): what belongs together is one look into memory, which takes longer than the arithmetic. */
  private readonly rows: Uint8Array;
  /** What a uint8 number of inverse document frequency stands for. */
  private readonly frequencies: Float32Array;
  /** Value of every int8 number as uint8, column by column: steps grow with the square, so that the many small weights keep their precision beside a few large ones. */
  private readonly values: Float64Array;
  private frequencyByBucket: Float32Array | undefined;

  /** @param packed which n-grams are known (a bit a bucket, the lowest first), their inverse document frequencies (uint8), and column by column their weights (int8), both in the order of the buckets */
  constructor(
    private readonly parameters: Pick<DetectorParameters, 'columns' | 'mostIdf'>,
    packed: Uint8Array,
  ) {
    const columns = (this.columns = parameters.columns.length);
    this.values = Float64Array.from({ length: 256 * columns }, (_, i) =>
      weightOfStep(((i % 256) << 24) >> 24, parameters.columns[Math.floor(i / 256)]!.largest),
    );
    this.frequencies = Float32Array.from({ length: 256 }, (_, step) => idfOfStep(step, parameters.mostIdf));
    const idfAt = BUCKETS / 8;
    let count = 0;
    for (let word = 0; word < this.known.length; word++) {
      const at = word * 4;
      this.known[word] = packed[at]! | (packed[at + 1]! << 8) | (packed[at + 2]! << 16) | (packed[at + 3]! << 24);
      this.before[word] = count;
      count += ones(this.known[word]!);
    }
    const stride = 1 + columns;
    this.rows = new Uint8Array(count * stride);
    for (let c = 0; c < stride; c++)
      for (let i = 0; i < count; i++) this.rows[i * stride + c] = packed[idfAt + c * count + i]!;
  }

  /** Number of n-grams that are known. */
  get size(): number {
    return this.rows.length / (1 + this.columns);
  }

  /** Place of a bucket's n-gram among the known ones; −1 for one that is not known, or counts for nothing. */
  placeOf(bucket: number): number {
    const word = this.known[bucket >>> 5]!;
    const bit = bucket & 31;
    if (((word >>> bit) & 1) === 0) return -1;
    const place = this.before[bucket >>> 5]! + ones(word & ((1 << bit) - 1));
    return this.rows[place * (1 + this.columns)] === 0 ? -1 : place;
  }

  /** Inverse document frequency of a known n-gram, by its place. */
  frequencyAt(place: number): number {
    return this.frequencies[this.rows[place * (1 + this.columns)]!]!;
  }

  /** Inverse document frequency of the n-grams that are known, by bucket; 0 for others. */
  get idf(): Float32Array {
    return (this.frequencyByBucket ??= Float32Array.from({ length: BUCKETS }, (_, bucket) => {
      const place = this.placeOf(bucket);
      return place < 0 ? 0 : this.frequencyAt(place);
    }));
  }

  /** The scores of the first `count` columns: by default of all. */
  scores({ buckets, weights }: GramVector, count = this.columns): Float64Array {
    const sums = this.biases(count);
    for (let i = 0; i < buckets.length; i++) {
      const place = this.placeOf(buckets[i]!);
      for (let c = 0; place >= 0 && c < count; c++) sums[c]! += weights[i]! * this.weightAt(place, c);
    }
    return sums;
  }

  /** What the scores of the first `count` columns begin with. */
  biases(count: number): Float64Array {
    const biases = new Float64Array(count);
    for (let c = 0; c < count; c++) biases[c] = this.parameters.columns[c]!.bias;
    return biases;
  }

  /** What a known n-gram of weight 1 adds to a column's score, by its place. */
  weightAt(place: number, column: number): number {
    return this.values[256 * column + this.rows[place * (1 + this.columns) + 1 + column]!]!;
  }

  /** What one bucket of weight 1 adds to a column's score. */
  weightOf(bucket: number, column: number): number {
    const place = this.placeOf(bucket);
    return place < 0 ? 0 : this.weightAt(place, column);
  }
}

/** Number of ones among 32 bits. */
function ones(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * What the detector's weights were trained on, without unpacking them.
 *
 * @returns `undefined` where they do not say so
 * @throws {@link AnalysisFailure} `model-damaged` when the file is missing
 */
export function seenModels(modelsFolder: string): SeenModels | undefined {
  const file = readModelFile(modelsFolder, 'detector.json').toString('utf8');
  try {
    return z.object({ seen: Seen }).parse(JSON.parse(file)).seen;
  } catch {
    // Whatever else is wrong with it is said once the weights are loaded.
    return undefined;
  }
}

/** @throws {@link AnalysisFailure} `model-damaged` when a file is missing or is not the one it should be */
export function readDetectorModel(modelsFolder: string): {
  readonly parameters: DetectorParameters;
  readonly models: LinearModels;
  readonly files: readonly ModelFile[];
} {
  const damaged = () => new AnalysisFailure('model-damaged', notice('detector-damaged', { folder: modelsFolder }));
  const packed = readModelFile(modelsFolder, 'detector.bin');
  const file = readModelFile(modelsFolder, 'detector.json').toString('utf8');
  let parameters: DetectorParameters;
  try {
    parameters = DetectorFile.parse(JSON.parse(file));
  } catch {
    throw damaged();
  }
  if (
    parameters.columns.length !== parameters.generations.length + parameters.kinds.length ||
    sha256(packed) !== parameters.sha256
  )
    throw damaged();
  return {
    parameters,
    models: new LinearModels(parameters, brotliDecompressSync(packed)),
    files: [
      { name: 'detector.bin', sha256: parameters.sha256 },
      { name: 'detector.json', sha256: sha256(file) },
    ],
  };
}

import { z } from 'zod';
import { AnalysisFailure } from '../failure.ts';
import { readModelFile, sha256 } from '../models.ts';
import type { GramVector } from './detector-features.ts';
import { BUCKETS } from './detector-tokens.ts';

/** Logistic calibration in one band of length: log-odds = slope · score + intercept. */
const Band = z.object({ fromWords: z.number(), slope: z.number(), intercept: z.number() });

/** With how far the interval reaches below and above the log-odds. */
const BandWithMargins = Band.extend({ below: z.number(), above: z.number() });

/** What `detector.json` holds. */
const DetectorFile = z.object({
  /** Of `detector.bin`. */
  sha256: z.string(),
  /** The kinds of writing that were trained on: for each, one linear model that tells machine from human in it and one that tells it from other kinds. */
  kinds: z
    .array(
      z.object({
        name: z.enum(['abstract', 'essay', 'news', 'review', 'story']),
        /** Calibration of this kind's model on other kinds, which it never saw. */
        elsewhere: z.array(Band).min(1),
        /** Calibration on other texts of its own kind. */
        own: z.array(BandWithMargins).min(1),
      }),
    )
    .min(1),
  /** Calibration of the mean over the kinds' models, on kinds that none of them saw. */
  unfamiliar: z.array(BandWithMargins).min(1),
  /** Log-odds that a text is of a kind that was trained on, from the greatest of its kinds' scores. */
  familiarity: z.object({ slope: z.number(), intercept: z.number() }),
  /** Largest standard deviation of word lengths, in letters, that is judged. */
  mostSpread: z.number(),
  /** One for each column of the weights: its largest weight in absolute value, and its bias. */
  columns: z.array(z.object({ largest: z.number(), bias: z.number() })),
  /** Largest inverse document frequency. */
  mostIdf: z.number(),
});

export type DetectorParameters = z.infer<typeof DetectorFile>;
export type CalibrationBand = z.infer<typeof Band>;

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

/** The linear models, columns side by side: first those that tell machine from human, kind by kind, then those that tell the kinds apart. */
export class LinearModels {
  /** `BUCKETS` × columns, row-major. */
  private readonly weights: Int8Array;
  readonly columns: number;
  /** Value of every int8 number, column by column: steps grow with the square, so that the many small weights keep their precision beside a few large ones. */
  private readonly values: Float64Array;
  /** Inverse document frequency of the n-grams that are known, by bucket; 0 for others. */
  readonly idf: Float32Array;

  /** @param packed the n-grams that are known: their buckets (uint32, ascending), their inverse document frequencies (uint8), their rows of weights (int8) */
  constructor(
    private readonly parameters: DetectorParameters,
    packed: Uint8Array,
  ) {
    const columns = (this.columns = parameters.columns.length);
    this.weights = new Int8Array(BUCKETS * columns);
    this.values = Float64Array.from({ length: 256 * columns }, (_, i) => weightOfStep((i % 256) - 128, parameters.columns[Math.floor(i / 256)]!.largest));
    this.idf = new Float32Array(BUCKETS);
    const rows = packed.length / (5 + columns);
    const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
    for (let i = 0; i < rows; i++) {
      const bucket = view.getUint32(4 * i, true);
      this.idf[bucket] = idfOfStep(view.getUint8(4 * rows + i), parameters.mostIdf);
      for (let c = 0; c < columns; c++) this.weights[bucket * columns + c] = view.getInt8(5 * rows + columns * i + c);
    }
  }

  /** The scores of the first `count` columns: by default of all. */
  scores({ buckets, weights }: GramVector, count = this.columns): Float64Array {
    const { columns, values } = this;
    const sums = Float64Array.from({ length: count }, (_, c) => this.parameters.columns[c]!.bias);
    for (let i = 0; i < buckets.length; i++) {
      const at = buckets[i]! * columns;
      const weight = weights[i]!;
      for (let c = 0; c < count; c++) sums[c]! += weight * values[256 * c + 128 + this.weights[at + c]!]!;
    }
    return sums;
  }

  /** What one bucket of weight 1 adds to a column's score. */
  weightOf(bucket: number, column: number): number {
    return this.values[256 * column + 128 + this.weights[bucket * this.columns + column]!]!;
  }
}

/** @throws {@link AnalysisFailure} `model-damaged` when a file is missing or is not the one it should be */
export function readDetectorModel(modelsFolder: string): { parameters: DetectorParameters; models: LinearModels } {
  const damaged = () => new AnalysisFailure('model-damaged', `The detector in ${modelsFolder} is damaged. Install the extension again.`);
  const packed = readModelFile(modelsFolder, 'detector.bin');
  const file = readModelFile(modelsFolder, 'detector.json').toString('utf8');
  let parameters: DetectorParameters;
  try {
    parameters = DetectorFile.parse(JSON.parse(file));
  } catch {
    throw damaged();
  }
  if (parameters.columns.length !== 2 * parameters.kinds.length || sha256(packed) !== parameters.sha256) throw damaged();
  return { parameters, models: new LinearModels(parameters, packed) };
}

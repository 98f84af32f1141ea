import { type Wording, WORDING_BUCKETS, wordingProducts } from './wording.ts';

/** A text of one of two classes. */
export interface Labelled {
  readonly wording: Wording;
  /** Which sort of text: 1 for a machine's, −1 for the others'. */
  readonly label: 1 | -1;
  /** Part that is left out together. */
  readonly fold: number;
}

/** Penalty on the weights: texts are few and n-grams are many. */
const PENALTY = 0.1;

/** Linear scores fitted with one part left out each. */
export class CrossFit {
  private constructor(
    private readonly models: readonly LinearScore[],
    /** Score of each text by the model that has not seen it. */
    readonly leftOut: readonly number[],
  ) {}

  /**
   * Fits a ridge regression of the labels for each part that is left out, both classes weighing the same.
   *
   * @throws Error when the texts without some part are of one class
   */
  static of(texts: readonly Labelled[]): CrossFit {
    const wordings = texts.map((t) => t.wording);
    const products = wordings.map((wording) => wordingProducts(wording, wordings));
    const folds = [...new Set(texts.map((t) => t.fold))].sort((a, b) => a - b);
    const leftOut = texts.map(() => 0);
    const models = folds.map((fold) => {
      const kept = [...texts.keys()].filter((i) => texts[i]!.fold !== fold);
      const { coefficients, intercept } = ridge(
        kept.map((i) => kept.map((j) => products[i]![j]!)),
        kept.map((i) => texts[i]!.label),
      );
      for (const [i, text] of texts.entries())
        if (text.fold === fold)
          leftOut[i] = kept.reduce((sum, j, at) => sum + coefficients[at]! * products[i]![j]!, intercept);
      return linear(
        kept.map((i) => wordings[i]!),
        coefficients,
        intercept,
      );
    });
    return new CrossFit(models, leftOut);
  }

  /** Score of a text that none of the models has seen: the mean of theirs. */
  score({ buckets, weights }: Wording): number {
    return (
      this.models.reduce(
        (sum, model) =>
          sum + buckets.reduce((own, bucket, i) => own + model.weights[bucket]! * weights[i]!, model.intercept),
        0,
      ) / this.models.length
    );
  }
}

interface LinearScore {
  readonly weights: Float32Array;
  readonly intercept: number;
}

function linear(wordings: readonly Wording[], coefficients: readonly number[], intercept: number): LinearScore {
  const weights = new Float32Array(WORDING_BUCKETS);
  for (const [i, wording] of wordings.entries())
    for (const [at, bucket] of wording.buckets.entries()) weights[bucket]! += coefficients[i]! * wording.weights[at]!;
  return { weights, intercept };
}

/**
 * Weighted ridge regression in its dual form (Saunders et al. 1998), with an intercept that is not penalised.
 *
 * @param products of the texts with each other, n×n
 */
function ridge(
  products: readonly (readonly number[])[],
  labels: readonly number[],
): { coefficients: number[]; intercept: number } {
  const n = labels.length;
  const weightOf = (label: number) => n / (2 * labels.filter((l) => l === label).length);
  if (!labels.includes(1) || !labels.includes(-1)) throw new Error('texts of both classes are needed');
  const penalties = { machine: PENALTY / weightOf(1), other: PENALTY / weightOf(-1) };
  const rows = products.map((row, i) => [
    ...row.map((p, j) => p + (i === j ? (labels[i] === 1 ? penalties.machine : penalties.other) : 0)),
    1,
    labels[i]!,
  ]);
  const solution = solved([...rows, [...labels.map(() => 1), 0, 0]]);
  return { coefficients: solution.slice(0, n), intercept: solution[n]! };
}

/** Solves linear equations by Gaussian elimination with partial pivoting; each row has its right side behind. */
export function solved(rows: number[][]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const top = rows[column]!;
    for (let i = column + 1; i < n; i++) {
      const row = rows[i]!;
      const factor = row[column]! / top[column]!;
      if (factor !== 0) for (let j = column; j <= n; j++) row[j]! -= factor * top[j]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i]!;
    let rest = row[n]!;
    for (let j = i + 1; j < n; j++) rest -= row[j]! * solution[j]!;
    solution[i] = rest / row[i]!;
  }
  return solution;
}

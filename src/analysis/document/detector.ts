import { z } from 'zod';
import type { DeclineReason } from '../../report/report.ts';
import { AnalysisFailure } from '../failure.ts';
import { readModelFile, sha256 } from '../models.ts';
import { gramVector } from './detector-features.ts';
import { BUCKETS, type TokenStream, tokenStream } from './detector-tokens.ts';
import { unlikeEnglishProse } from './english-prose.ts';
import type { TextSpan } from './segments.ts';
import { countWords } from './words.ts';

/** Fewest words that are judged, in a document and in the surroundings of a segment. */
export const LEAST_WORDS = 50;

export interface DetectorResult {
  /** Probability that a machine wrote the text, 0 … 1; `null` where the detector declines. */
  readonly aiProbability: number | null;
  readonly declined?: DeclineReason;
  /** The same for each span, in their order. */
  readonly segments: readonly (number | null)[];
}

export interface Detector {
  /** SHA-256 of the weights. */
  readonly sha256: string;
  score(text: string, spans: readonly TextSpan[]): DetectorResult;
}

/** What `detector.json` holds. */
const DetectorFile = z.object({
  sha256: z.string(),
  /** Value of one step of the int8 weights. */
  scale: z.number(),
  bias: z.number(),
  /** Logistic calibration by number of words: probability = σ(slope · score + intercept), bands ascending. */
  calibration: z.array(z.object({ fromWords: z.number(), slope: z.number(), intercept: z.number() })).min(1),
  vocabulary: z.array(z.string()),
});

export type DetectorParameters = z.infer<typeof DetectorFile>;

/**
 * Loads the detector: a logistic regression on hashed n-grams of masked words, calibrated by length
 * (`models/DETECTOR.md` says on what it was trained and where it fails).
 *
 * @throws {@link AnalysisFailure} `model-damaged` when a file is missing or is not the one it should be
 */
export function loadDetector(modelsFolder: string): Detector {
  const damaged = () => new AnalysisFailure('model-damaged', `The detector in ${modelsFolder} is damaged. Install the extension again.`);
  const weights = readModelFile(modelsFolder, 'detector.bin');
  const file = readModelFile(modelsFolder, 'detector.json').toString('utf8');
  let parameters: DetectorParameters;
  try {
    parameters = DetectorFile.parse(JSON.parse(file));
  } catch {
    throw damaged();
  }
  if (weights.length !== BUCKETS || sha256(weights) !== parameters.sha256) throw damaged();
  return new LinearDetector(parameters, new Int8Array(weights.buffer, weights.byteOffset, weights.length));
}

/** Logistic regression over a stretch of tokens. */
export class LinearDetector implements Detector {
  readonly sha256: string;
  private readonly vocabulary: ReadonlySet<string>;

  constructor(
    private readonly parameters: DetectorParameters,
    private readonly weights: Int8Array,
  ) {
    this.sha256 = parameters.sha256;
    this.vocabulary = new Set(parameters.vocabulary);
  }

  /** Scores a text and spans of it. A span is judged together with its neighbours: as many as make 50 words, evenly on both sides. */
  score(text: string, spans: readonly TextSpan[]): DetectorResult {
    const declined = (reason: DeclineReason): DetectorResult => ({ aiProbability: null, declined: reason, segments: spans.map(() => null) });
    const words = countWords(text);
    if (words < LEAST_WORDS) return declined('too-short');
    const stream = tokenStream(text, this.vocabulary);
    // Numbers are words, but nothing to judge a writer by.
    if (stream.isWord.filter(Boolean).length < LEAST_WORDS) return declined('too-short');
    const unlike = unlikeEnglishProse(text);
    if (unlike) return declined(unlike);
    const spanWords = spans.map(({ start, end }) => countWords(text.slice(start, end)));
    return {
      aiProbability: this.probability(stream, 0, stream.tokens.length, words),
      segments: spans.map((_, i) => {
        const { first, last, words: around } = surroundings(spanWords, i);
        return this.probability(stream, tokenAt(stream, spans[first]!.start), tokenAt(stream, spans[last]!.end), around);
      }),
    };
  }

  /** The linear score before calibration. */
  rawScore(stream: TokenStream, from: number, to: number): number {
    const { scale, bias } = this.parameters;
    const { buckets, weights } = gramVector(stream, from, to);
    let sum = 0;
    for (let i = 0; i < buckets.length; i++) sum += weights[i]! * this.weights[buckets[i]!]!;
    return bias + sum * scale;
  }

  private probability(stream: TokenStream, from: number, to: number, words: number): number | null {
    // A segment of other than letters has words but nothing to judge.
    if (to <= from) return null;
    const band = this.parameters.calibration.findLast((b) => words >= b.fromWords) ?? this.parameters.calibration[0]!;
    const p = 1 / (1 + Math.exp(-(band.slope * this.rawScore(stream, from, to) + band.intercept)));
    return Math.round(p * 1e4) / 1e4;
  }
}

/** The spans around span `i` that together hold at least {@link LEAST_WORDS} words, or all of them. */
function surroundings(words: readonly number[], i: number): { first: number; last: number; words: number } {
  let first = i;
  let last = i;
  let sum = words[i]!;
  for (let left = true; sum < LEAST_WORDS && (first > 0 || last < words.length - 1); left = !left) {
    if (left && first > 0) sum += words[--first]!;
    else if (!left && last < words.length - 1) sum += words[++last]!;
  }
  return { first, last, words: sum };
}

/** The first token that begins at or after a position, by bisection. */
function tokenAt({ starts }: TokenStream, position: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

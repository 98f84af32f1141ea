import type { DeclineReason, ModelFile } from '../../report/report.ts';
import type { WritingKind } from '../../report/writing-kinds.ts';
import {
  calibrated,
  joinedScore,
  kindWeights,
  type KindWeights,
  type LogOdds,
  logOdds,
  slopeAt,
} from './detector-calibration.ts';
import { type DetectorParameters, type LinearModels, readDetectorModel } from './detector-model.ts';
import { scoreByTrees } from './boosted-trees.ts';
import { type TokenStream, tokenStream } from './detector-tokens.ts';
import { unlikeEnglishProse } from './english-prose.ts';
import { type JudgedSegment, machineStretch, smoothed } from './hands.ts';
import { proseMeasures } from './running-prose.ts';
import type { TextSpan } from './segments.ts';
import { styleFeatures, styleStretches } from './style-features.ts';
import { TextGrams } from './text-grams.ts';
import { countWords, countWordsIn } from './words.ts';

/** Fewest words that are judged, in a document and in the surroundings of a segment. */
export const LEAST_WORDS = 50;

export interface DetectorResult {
  /** `null` where the detector declines. */
  readonly logOdds: LogOdds | null;
  readonly declined?: DeclineReason;
  /** Kind of writing, of those that were trained on; absent where it is of none of them, or where the detector declines. */
  readonly kind?: WritingKind;
  /** Log-odds of each span given its neighbours, in their order. */
  readonly segments: readonly (number | null)[];
  /** The stretch that reads like a machine's where the rest reads like a person's; absent where the text may be by one hand. */
  readonly machineStretch?: TextSpan;
}

/**
 * Tells how likely a machine wrote a text: for each generation of machines a linear model on hashed words and pairs of words and boosted trees on style, and linear models that tell the kind of writing
 * (`models/DETECTOR.md` says on what they were trained and where they fail).
 */
export class Detector {
  constructor(
    readonly parameters: DetectorParameters,
    readonly models: LinearModels,
    private readonly files: readonly ModelFile[] = [],
  ) {}

  /** @throws {@link AnalysisFailure} `model-damaged` */
  static load(modelsFolder: string): Detector {
    const { parameters, models, files } = readDetectorModel(modelsFolder);
    return new Detector(parameters, models, files);
  }

  /** Whether it was loaded from a file with these bytes. */
  isOf({ name, sha256 }: ModelFile): boolean {
    return this.files.some((file) => file.name === name && file.sha256 === sha256);
  }

  /** Scores a text and spans of it, which are in order and do not overlap. */
  score(text: string, spans: readonly TextSpan[]): DetectorResult {
    const stream = tokenStream(text);
    const words = countWords(text);
    const declined = this.declines(text, stream, words);
    if (declined) return { logOdds: null, declined, segments: spans.map(() => null) };
    const grams = new TextGrams(stream, this.models);
    const scores = grams.scores(0, stream.tokens.length);
    const weights = kindWeights(scores, this.parameters);
    const kind = this.kindOf(weights);
    const style = this.styleOf(stream);
    const judged = this.judgedSegments(stream, text, spans, grams);
    const byIndex = new Map(
      smoothed(this.withStyle(judged, this.styleEffect(scores, style))).map((value, i) => [judged[i]!.index, value]),
    );
    // The style is that of the whole text: it says nothing of where another hand begins.
    const stretch = machineStretch(judged);
    return {
      logOdds: logOdds(joinedScore(scores, this.parameters.generations, style), weights, words, this.parameters),
      ...(kind && { kind }),
      segments: spans.map((_, i) => byIndex.get(i) ?? null),
      ...(stretch && { machineStretch: stretch }),
    };
  }

  /** Each span that has something to judge, by its words together with its neighbours': as many as make 50, evenly on both sides. */
  judgedSegments(
    stream: TokenStream,
    text: string,
    spans: readonly TextSpan[],
    grams = new TextGrams(stream, this.models),
  ): (JudgedSegment & { index: number })[] {
    const spanWords = countWordsIn(text, spans);
    return spans.flatMap((span, index) => {
      const { first, last, words: around } = surroundings(spanWords, index);
      const from = tokenAt(stream, spans[first]!.start);
      const to = tokenAt(stream, spans[last]!.end);
      // A segment of other than letters has words but nothing to judge.
      return to > from
        ? [{ ...span, index, words: spanWords[index]!, around, logOdds: this.judge(grams, from, to, around) }]
        : [];
    });
  }

  /** Segments as they are judged by their words and by the style of the whole text. */
  private withStyle(judged: readonly JudgedSegment[], effect: number): JudgedSegment[] {
    return judged.map((s) => ({ ...s, logOdds: s.logOdds + slopeAt(this.parameters.bands, s.around) * effect }));
  }

  /** What the style of a whole text adds to its joined score, and to that of each of its segments: alone they are too short for it. */
  styleEffect(scores: ArrayLike<number>, style: ArrayLike<number>): number {
    const { generations } = this.parameters;
    return joinedScore(scores, generations, style) - joinedScore(scores, generations);
  }

  /** What the style of a whole text adds to the score of each generation. */
  styleOf(stream: TokenStream): number[] {
    const { generations, styleShare } = this.parameters;
    const stretches = styleStretches(stream, 0, stream.tokens.length).map(({ from, to, words }) => ({
      words,
      features: styleFeatures(stream, from, to, this.models),
    }));
    const total = Math.max(
      1,
      stretches.reduce((sum, { words }) => sum + words, 0),
    );
    return generations.map(
      ({ trees }) =>
        styleShare *
        stretches.reduce((sum, { words, features }) => sum + (words / total) * scoreByTrees(trees, features), 0),
    );
  }

  /** The scores of a whole text, of all columns of the linear models. */
  scoresOf(stream: TokenStream): Float64Array {
    return new TextGrams(stream, this.models).scores(0, stream.tokens.length);
  }

  /** The likeliest kind of writing, if a text is likelier of one than of none. */
  private kindOf({ kinds, unfamiliar }: KindWeights): WritingKind | undefined {
    return unfamiliar >= 0.5 ? undefined : this.parameters.kinds[kinds.indexOf(Math.max(...kinds))]!.name;
  }

  /** Why a text of so many words is not judged; `undefined` where it is. */
  declines(text: string, stream: TokenStream, words: number): DeclineReason | undefined {
    // Numbers are words, but nothing to judge a writer by.
    if (words < LEAST_WORDS || stream.lengths.reduce((count, length) => count + Math.min(1, length), 0) < LEAST_WORDS)
      return 'too-short';
    const unlike = unlikeEnglishProse(text);
    if (unlike) return unlike;
    const { limits } = this.parameters;
    const { spread, marks, oneLetter } = proseMeasures(stream);
    // No model knows what people's writing looks like beyond what it was trained on.
    if (marks > limits.marks || oneLetter > limits.oneLetter) return 'not-prose';
    return spread > limits.spread ? 'unlike-training' : undefined;
  }

  private judge(grams: TextGrams, from: number, to: number, words: number): number {
    const { bands, generations } = this.parameters;
    return calibrated(bands, joinedScore(grams.scores(from, to, generations.length), generations), words);
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

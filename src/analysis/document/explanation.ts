import type { Cue, Explanation } from '../../report/explanation.ts';
import { rounded } from '../rounded.ts';
import { generationShares, slopeAt } from './detector-calibration.ts';
import { FUNCTION_WORDS } from './function-words.ts';
import { gramVector } from './detector-features.ts';
import type { Detector } from './detector.ts';
import { type TokenStream, tokenStream } from './detector-tokens.ts';
import type { TextSpan } from './segments.ts';
import { countWords } from './words.ts';

/** Cues in each direction. */
const MOST_CUES = 8;

/** What an n-gram does to a document's log-odds. */
interface Gram {
  readonly influence: number;
  /** First token of each occurrence. */
  readonly at: number[];
  /** Tokens in it. */
  readonly order: number;
}

/**
 * What moved a document's score most, from the model itself: the log-odds are linear in the n-grams up to how the generations' scores are
 * joined, which is linearised where the document stands. An n-gram's influence is its weight in the document times its weight in the models, times the slope of the calibration.
 *
 * @param spans of the text, in order, not overlapping: each gets the sum over the n-grams that begin in it
 */
export function explain(detector: Detector, text: string, spans: readonly TextSpan[]): Explanation {
  const stream = tokenStream(text);
  const slope = slopeAt(detector.parameters.bands, countWords(text));
  const style = detector.styleOf(stream);
  const { scores, grams } = influences(detector, stream, slope, style);
  const passages = spans.map((span) => ({ ...span, influence: 0 }));
  const byToken = new Float64Array(stream.tokens.length);
  for (const { influence, at } of grams.values()) for (const token of at) byToken[token]! += influence / at.length;
  for (let token = 0, p = 0; token < byToken.length; token++) {
    const start = stream.starts[token]!;
    while (p < passages.length - 1 && passages[p + 1]!.start <= start) p++;
    const passage = passages[p];
    if (passage && start >= passage.start && start < passage.end) passage.influence += byToken[token]!;
  }
  return {
    style: rounded(slope * detector.styleEffect(scores, style)),
    raising: cues(stream, text, [...grams.values()], 1),
    lowering: cues(stream, text, [...grams.values()], -1),
    passages: passages.map((p) => ({ ...p, influence: rounded(p.influence) })),
  };
}

function influences(
  detector: Detector,
  stream: TokenStream,
  slope: number,
  style: readonly number[],
): { scores: Float64Array; grams: Map<number, Gram> } {
  const { buckets, weights } = gramVector(stream, 0, stream.tokens.length, detector.models.idf);
  const { generations } = detector.parameters;
  const scores = detector.models.scores({ buckets, weights }, generations.length);
  const shares = generationShares(scores, generations, style);
  const influence = new Map<number, number>();
  for (const [i, bucket] of buckets.entries())
    influence.set(
      bucket,
      weights[i]! * slope * shares.reduce((sum, share, g) => sum + share * detector.models.weightOf(bucket, g), 0),
    );
  const grams = new Map<number, Gram>();
  for (const [n, starting] of stream.grams.entries())
    for (let at = 0; at + n < stream.tokens.length; at++) {
      const bucket = starting[at]!;
      const known = grams.get(bucket);
      if (known) known.at.push(at);
      else grams.set(bucket, { influence: influence.get(bucket) ?? 0, at: [at], order: n + 1 });
    }
  return { scores, grams };
}

/** The strongest n-grams of one direction, without those that overlap a stronger one wherever they first occur. */
function cues(stream: TokenStream, text: string, grams: readonly Gram[], direction: 1 | -1): Cue[] {
  const chosen: Cue[] = [];
  const taken = new Set<number>();
  const candidates = grams
    .filter((g) => g.influence * direction > 0 && says(stream, g))
    .sort((a, b) => (b.influence - a.influence) * direction);
  for (const { influence, at, order } of candidates) {
    if (chosen.length === MOST_CUES) break;
    const tokens = at.flatMap((first) => Array.from({ length: order }, (_, i) => first + i));
    if (tokens.some((t) => taken.has(t))) continue;
    for (const t of tokens) taken.add(t);
    const first = at[0]!;
    const start = stream.starts[first]!;
    const end = endOf(text, stream.starts[first + order - 1]!);
    chosen.push({
      phrase: stream.tokens.slice(first, first + order).join(' '),
      start,
      end,
      count: at.length,
      influence: rounded(influence),
    });
  }
  return chosen;
}

/** Whether people can make something of an n-gram: it is of words alone, and not of those alone that stand in every text. */
function says({ tokens, lengths }: TokenStream, { at: [first = 0], order }: Gram): boolean {
  const places = Array.from({ length: order }, (_, i) => first + i);
  return places.every((t) => lengths[t]! > 0) && places.some((t) => !FUNCTION_WORDS.has(tokens[t]!));
}

function endOf(text: string, start: number): number {
  const [token = ''] = /^\s*(?:\p{L}[\p{L}\p{M}'’]*|\S)/u.exec(text.slice(start, start + 100)) ?? [];
  return start + token.length;
}

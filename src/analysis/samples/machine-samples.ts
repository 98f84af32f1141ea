import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import type { BaselineDescription, MachineSamplesDescription } from '../../report/report.ts';
import { type Baseline, baselineOf } from '../authorship.ts';
import type { LogOdds } from '../document/detector-calibration.ts';
import { logistic, logit } from '../document/log-odds.ts';
import { sha256 } from '../models.ts';
import { rounded } from '../rounded.ts';
import { CrossFit, type Labelled } from './ridge.ts';
import { type Evidence, stacked } from './stacking.ts';
import { type Wording, wordingProducts } from './wording.ts';

/** A text that the detector judges, and how it is worded. */
export interface JudgedText {
  /** Of the text that is judged, in hexadecimal. */
  readonly sha256: string;
  readonly wording: Wording;
  /** The detector's log-odds. */
  readonly logOdds: number;
}

/** What the samples say of a document. */
export interface SampleJudgement {
  /** What takes the detector's place, where levels go by the samples. */
  readonly authorship?: { readonly logOdds: LogOdds; readonly baseline: Baseline };
  /** Least upper end of the interval, as log-odds: a text like the samples is not called LOW. */
  readonly leastHigh?: number;
  /** Near 1 for what is written as the samples are, near −1 for what is written as the others. */
  readonly score?: number;
  /** Share of the samples that score at most as high, each left out, the document counted among them. */
  readonly rank?: number;
  /** Cosine of its wording with that of the sample that is most like it. */
  readonly similarity: number;
}

/** Samples that were fitted against other texts. */
export interface FittedSamples {
  readonly description: Omit<MachineSamplesDescription, 'folder'>;
  /** Judges a document; texts that the fit has seen are judged by models that have not. */
  judge(document: Pick<JudgedText, 'sha256' | 'wording'> & { readonly logOdds: LogOdds }): SampleJudgement;
}

/** Fewest and most samples that count. */
export const LEAST_SAMPLES = 5;
export const MOST_SAMPLES = 100;

/** Most other texts that are fitted against: more hardly help, and cost time. */
const MOST_OTHERS = 200;

/** Fewest documents of a batch that samples are compared with where there is no baseline. */
export const LEAST_BATCH = 10;

const PARTS = 10;

/** Share of the samples that may be taken for a person's. */
const MISSED = 0.05;

/** Samples that rank lower among people, or are told so seldom that it may be chance, tell nothing apart. */
const LEAST_AUROC = 0.75;
const CHANCE = 0.01;

const HIGH = logit(CONFIDENCE_CUTS.high);
const LOW = logit(CONFIDENCE_CUTS.medium);

/**
 * Fits samples against texts that people are known to have written. Every one of both is scored by a model that has not seen it (cross-conformal prediction, Vovk 2015), so that
 * the baseline's promise about HIGH holds as it does without samples, and so that what is said of the samples is what new answers can expect.
 *
 * @param samples distinct texts, none of them among the people's
 * @param people at least 19 distinct ones
 */
export function fitAgainstBaseline(
  samples: readonly JudgedText[],
  people: readonly JudgedText[],
  baseline: BaselineDescription,
): FittedSamples {
  const distinct = byDigest(people);
  const seen = distinct.slice(0, MOST_OTHERS);
  const beyond = distinct.slice(MOST_OTHERS);
  const fit = crossFit(samples, seen);
  const stack = nearness(fit, samples, seen);
  const scale = baselineOf(baseline.folder, [...seen, ...beyond].map(stack))!;
  const own = samples.map(stack).sort((a, b) => a - b);
  const line = Math.max(
    HIGH,
    scale.scores[
      Math.min(distinct.length, Math.ceil((distinct.length + 1) * (1 - scale.description.highRate) - 1e-9)) - 1
    ]!,
  );
  const told = own.filter((score) => score > line).length;
  const auroc = areaUnder(own, scale.scores);
  const used = auroc >= LEAST_AUROC && tail(told, own.length, scale.description.highRate) < CHANCE;
  const least = own[missedIndex(own.length)]!;
  return {
    description: {
      texts: samples.length,
      sha256: digestOf(samples),
      against: 'baseline',
      others: distinct.length,
      told,
      auroc: rounded(auroc),
      used,
    },
    judge({ logOdds, ...text }) {
      const similarity = similarityTo(samples, text.wording);
      if (!used) return { similarity };
      const value = stack({ ...text, logOdds: logOdds.value });
      return {
        authorship: { logOdds: { value, low: value, high: Math.max(value, value + LOW - least) }, baseline: scale },
        score: asScore(value),
        rank: rankAmong(own, value),
        similarity,
      };
    },
  };
}

/**
 * Compares samples with the batch, of whose documents nobody knows who wrote them: they are ranked by how near to the samples they are, and no level becomes HIGH by it. The half of the
 * batch that is least like the samples is what they are told from (two steps, as for learning from positive and unlabelled texts: Liu et al. 2003). What stands among
 * the samples is not called LOW, unless most of the batch does: then samples and batch cannot be told apart.
 *
 * @param batch at least {@link LEAST_BATCH}
 */
export function fitAgainstBatch(samples: readonly JudgedText[], batch: readonly JudgedText[]): FittedSamples {
  const own = new Set(samples.map((s) => s.sha256));
  const seen = byDigest(batch.filter((d) => !own.has(d.sha256))).slice(0, MOST_OTHERS);
  const description = {
    texts: samples.length,
    sha256: digestOf(samples),
    against: 'batch',
    others: seen.length,
  } as const;
  if (seen.length < LEAST_BATCH)
    return {
      description: { ...description, used: false },
      judge: ({ wording }) => ({ similarity: similarityTo(samples, wording) }),
    };
  const first = nearness(crossFit(samples, seen), samples, seen);
  const likelyPeople = byDigest([...seen].sort((a, b) => first(a) - first(b)).slice(0, Math.ceil(seen.length / 2)));
  const stack = nearness(crossFit(samples, likelyPeople), samples, likelyPeople);
  const scores = samples.map(stack).sort((a, b) => a - b);
  const least = scores[missedIndex(scores.length)]!;
  const used = seen.filter((d) => stack(d) >= least).length <= seen.length / 2;
  return {
    description: { ...description, used },
    judge({ logOdds, ...text }) {
      const value = stack({ ...text, logOdds: logOdds.value });
      return {
        score: asScore(value),
        rank: rankAmong(scores, value),
        similarity: similarityTo(samples, text.wording),
        ...(used && value >= least && { leastHigh: 0 }),
      };
    },
  };
}

/** Log-odds that a text is written as the samples are and not as the others: by its wording, and by what the detector says. */
function nearness(
  fit: ReturnType<typeof crossFit>,
  samples: readonly JudgedText[],
  others: readonly JudgedText[],
): (text: JudgedText) => number {
  const evidence = (text: JudgedText): Evidence => ({ wording: fit.scoreOf(text), detector: text.logOdds });
  const stack = stacked(samples.map(evidence), others.map(evidence));
  return (text) => stack(evidence(text));
}

/** Log-odds as a number from −1 to 1. */
const asScore = (logOdds: number) => rounded(2 * logistic(logOdds) - 1);

/** The texts that may be fitted: each once, in an order that does not go by names. */
export function byDigest<T extends Pick<JudgedText, 'sha256'>>(texts: readonly T[]): T[] {
  const distinct = new Map(texts.map((t) => [t.sha256, t]));
  return [...distinct.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0));
}

function crossFit(samples: readonly JudgedText[], others: readonly JudgedText[]) {
  const parts = Math.min(PARTS, samples.length, others.length);
  const labelled =
    (label: 1 | -1) =>
    (text: JudgedText, i: number): Labelled => ({ wording: text.wording, label, fold: i % parts });
  const fit = CrossFit.of([...samples.map(labelled(1)), ...others.map(labelled(-1))]);
  const leftOut = new Map([...samples, ...others].map((t, i) => [t.sha256, fit.leftOut[i]!]));
  return {
    scoreOf: ({ sha256: digest, wording }: Pick<JudgedText, 'sha256' | 'wording'>) =>
      leftOut.get(digest) ?? fit.score(wording),
  };
}

const similarityTo = (samples: readonly JudgedText[], wording: Wording) =>
  rounded(
    Math.min(
      1,
      Math.max(
        0,
        ...wordingProducts(
          wording,
          samples.map((s) => s.wording),
        ),
      ),
    ),
  );

const digestOf = (samples: readonly JudgedText[]) =>
  sha256(
    samples
      .map((s) => s.sha256)
      .sort()
      .join('\n'),
  );

/** Of so many ascending scores the one that the share {@link MISSED} of texts like them stays below (split conformal prediction). */
const missedIndex = (count: number) => Math.max(0, Math.floor((count + 1) * MISSED + 1e-9) - 1);

const rankAmong = (ascending: readonly number[], value: number) =>
  rounded((1 + ascending.filter((s) => s <= value).length) / (ascending.length + 1));

/** The probability that a score of the first is above one of the second; ties count half. */
function areaUnder(machine: readonly number[], people: readonly number[]): number {
  const above = machine.reduce(
    (sum, m) => sum + people.reduce((own, p) => own + (m > p ? 1 : m === p ? 0.5 : 0), 0),
    0,
  );
  return above / (machine.length * people.length);
}

/** The probability of at least so many successes of a binomial distribution. */
function tail(successes: number, trials: number, probability: number): number {
  let sum = 0;
  for (let k = successes, choose = binomial(trials, successes); k <= trials; choose *= (trials - k) / (k + 1), k++)
    sum += choose * probability ** k * (1 - probability) ** (trials - k);
  return sum;
}

const binomial = (n: number, k: number) =>
  Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((a, b) => a * b, 1);

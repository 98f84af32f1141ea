import * as l10n from '@vscode/l10n';
import { bandOf, CONFIDENCE_CUTS } from './confidence.ts';
import type {
  BaselineDescription,
  Confidence,
  DeclineReason,
  MachineSamplesDescription,
  ReportDocument,
  ReportJob,
  SeenModels,
} from './report.ts';
import type { WritingKind } from './writing-kinds.ts';

/** How numbers are written for whoever reads: a person in the panel, or an assistant. */
export interface ScoreFormat {
  count(value: number): string;
  percent(value: number | null): string;
  /** A month, given as `YYYY-MM`. */
  month(value: string): string;
  /** Never certain: neither 0 nor 100 percent. */
  probability(value: number | null): string;
}

type Scored = Pick<
  ReportDocument,
  | 'aiProbability'
  | 'aiInterval'
  | 'confidence'
  | 'writing'
  | 'words'
  | 'ignoredWords'
  | 'baselineRank'
  | 'sampleRank'
  | 'sampleSimilarity'
>;

/** A document's confidence as a clause about the text; never about its author. */
export function scoreText(confidence: Confidence): string {
  switch (confidence) {
    case 'high':
      return l10n.t('Scores HIGH for machine writing');
    case 'medium':
      return l10n.t('Undecided');
    case 'low':
      return l10n.t('LOW: little sign of a machine');
    case 'unknown':
      return l10n.t('Cannot be judged');
  }
}

/** Why there is no probability. */
export function declinedBecause(reason: DeclineReason): string {
  switch (reason) {
    case 'too-short':
      return l10n.t('Too short to judge: at least 50 words are needed');
    case 'not-english':
      return l10n.t('Cannot be judged: the text is not in English');
    case 'not-prose':
      return l10n.t('Cannot be judged: it is code, a table or a list rather than prose');
    case 'unlike-training':
      return l10n.t('Cannot be judged: it holds more learned words than any text by people that the detector knows');
  }
}

function kindOfWriting(kind: WritingKind): string {
  switch (kind) {
    case 'abstract':
      return l10n.t('academic writing');
    case 'answer':
      return l10n.t('an answer to a question');
    case 'encyclopedia':
      return l10n.t('an encyclopedia article');
    case 'essay':
      return l10n.t('an essay');
    case 'guide':
      return l10n.t('a textbook or a guide');
    case 'news':
      return l10n.t('a news report');
    case 'opinion':
      return l10n.t('an opinion piece');
    case 'review':
      return l10n.t('a review');
    case 'speech':
      return l10n.t('a speech');
    case 'story':
      return l10n.t('a story');
    case 'web':
      return l10n.t('a blog post or a letter');
  }
}

/** Where it is absent from a report, machine and human texts were assumed to be equally many. */
const EVEN = 0.5;

/** A document's level in words, and why it is undecided. */
export function levelText({ aiProbability, aiInterval, confidence }: Scored): string {
  if (confidence !== 'medium') return scoreText(confidence);
  const { medium, high } = CONFIDENCE_CUTS;
  if (aiInterval && aiInterval[0] < medium && aiInterval[1] > high)
    return l10n.t('Undecided: too uncertain to be rated HIGH or LOW');
  switch (bandOf(aiProbability)) {
    case 'high':
      return l10n.t('Undecided: too uncertain to be rated HIGH');
    case 'low':
      return l10n.t('Undecided: too uncertain to be rated LOW');
    default:
      return l10n.t('Undecided: scores between the levels');
  }
}

/** Which end of the interval decided the level, as a sentence; empty where there is no interval. */
export function levelReason(
  { aiInterval, confidence }: Pick<Scored, 'aiInterval' | 'confidence'>,
  format: ScoreFormat,
): string {
  if (!aiInterval) return '';
  const [medium, high] = [format.percent(CONFIDENCE_CUTS.medium), format.percent(CONFIDENCE_CUTS.high)];
  switch (confidence) {
    case 'high':
      return l10n.t('Even the lower end is above {0}.', high);
    case 'low':
      return l10n.t('Even the upper end is below {0}. That does not say that a person wrote the text.', medium);
    case 'medium':
      return l10n.t('HIGH needs a lower end above {0}, LOW an upper end below {1}.', high, medium);
    case 'unknown':
      return '';
  }
}

/** From so many words on, length is not what an undecided text lacks. */
const LONG = 400;

/** What would tell more of an undecided text, a sentence each; empty for other levels. */
export function settledBy(
  { confidence, words, ignoredWords = 0 }: Scored,
  job: ReportJob | undefined,
  format: ScoreFormat,
): string[] {
  if (confidence !== 'medium') return [];
  const judged = words - ignoredWords;
  return [
    ...(judged < LONG
      ? [l10n.t('A longer text by the same writer: this one has {0} words.', format.count(judged))]
      : []),
    ...(job?.baseline ? [] : [l10n.t('A baseline: texts that people like its writer are known to have written.')]),
    ...(job?.machineSamples ? [] : [l10n.t("Machine samples: answers to the same assignment by today's models.")]),
    l10n.t('Reading it, with drafts or earlier work by its writer beside it.'),
  ];
}

/** What makes a document's figure more or less certain, a sentence each. */
export function circumstancesOf(
  { aiInterval, writing, words, ignoredWords = 0, baselineRank, sampleRank, sampleSimilarity }: Scored,
  job: ReportJob | undefined,
  format: ScoreFormat,
): string[] {
  const baseline = job?.baseline;
  const judged = words - ignoredWords;
  return [
    ...(writing
      ? [l10n.t('Reads like {0}, a kind of text that the detector was trained on.', kindOfWriting(writing))]
      : aiInterval
        ? [l10n.t('Unlike the kinds of text that the detector was trained on: the figure is less certain.')]
        : []),
    ...(judged < 100
      ? [l10n.t('A short text: the figure is less certain.')]
      : judged < 200
        ? [l10n.t('A rather short text: the figure is somewhat less certain.')]
        : []),
    ...(baseline && baselineRank !== undefined
      ? [
          l10n.t(
            'Scores higher than {0} of the {1} texts of the baseline {2}.',
            format.count(textsBelow(baselineRank, baseline)),
            format.count(baseline.texts),
            lastPartOf(baseline.folder),
          ),
        ]
      : []),
    ...(job?.machineSamples ? likenessTo(job.machineSamples, sampleRank, sampleSimilarity, format) : []),
  ];
}

/** How near a document is to the machine samples. */
function likenessTo(
  samples: MachineSamplesDescription,
  rank: number | undefined,
  similarity: number | undefined,
  format: ScoreFormat,
): string[] {
  return [
    ...(rank === undefined ? [] : [sampleRankText(rank, samples, format)]),
    ...(similarity === undefined
      ? []
      : [l10n.t('Likeness in wording to the nearest machine sample: {0}.', format.percent(similarity))]),
  ];
}

/** How many machine samples a document is worded like, as a sentence. */
export const sampleRankText = (
  rank: number,
  { texts }: Pick<MachineSamplesDescription, 'texts'>,
  format: ScoreFormat,
): string =>
  l10n.t(
    'Worded at least as much like a machine sample as {0} of the {1} samples are.',
    format.count(Math.max(0, Math.round(rank * (texts + 1)) - 1)),
    format.count(texts),
  );

/** How well machine samples are told from what they were compared with, and what follows. */
export function samplesText(
  { texts, against, others, told, used }: MachineSamplesDescription,
  format: ScoreFormat,
): string {
  const [count, all] = [format.count(texts), format.count(others)];
  if (against === 'batch')
    return used
      ? l10n.t(
          'Documents are ranked by {0} machine samples, told from the batch of {1} itself. No level becomes HIGH by them: that takes a baseline.',
          count,
          all,
        )
      : l10n.t('{0} machine samples cannot be told from the batch of {1}: no level goes by them.', count, all);
  return used
    ? l10n.t(
        'Levels go by the machine samples too: {0} of {1} are told from the {2} texts of the baseline when each is left out.',
        format.count(told ?? 0),
        count,
        all,
      )
    : l10n.t(
        'The machine samples change nothing: {0} of {1} are told from the {2} texts of the baseline when each is left out.',
        format.count(told ?? 0),
        count,
        all,
      );
}

/** What a document's figure means, what its interval is and what the detector cannot know, a paragraph each; empty where there is no figure. */
export function meaningOf(
  { aiProbability, aiInterval }: Scored,
  job: ReportJob | undefined,
  format: ScoreFormat,
): string[] {
  if (aiProbability === null) return [];
  const prior = job?.options.prior ?? EVEN;
  const share = prior === EVEN ? l10n.t('half of all texts') : l10n.t('{0} of all texts', format.percent(prior));
  const { medium, high } = CONFIDENCE_CUTS;
  return [
    l10n.t(
      'If {0} were machine-written, {1} in 100 with this score would be, provided that they are like those that the detector was tested on.',
      share,
      outOfHundred(aiProbability, format),
    ),
    ...(aiInterval
      ? [
          l10n.t(
            'The range says how uncertain this is for a text of this length and type. HIGH needs a lower end above {0}, LOW an upper end below {1}; all between is undecided.',
            format.percent(high),
            format.percent(medium),
          ),
        ]
      : []),
    ...(job?.baseline ? [guarantee(job.baseline.highRate, prior)] : []),
    ...(job?.machineSamples ? [samplesText(job.machineSamples, format)] : []),
    l10n.t(
      "On writing that it was not trained on the detector errs more often, in both directions: formal essays by people, learners' above all, can be rated HIGH, and texts by new models LOW.",
    ),
    ...seenText(job?.engine.seen, format),
  ];
}

/** Which models the detector knows, as a sentence. */
export function seenText(seen: SeenModels | undefined, format: Pick<ScoreFormat, 'month'>): string[] {
  return seen
    ? [
        l10n.t(
          'It knows models up to {0}: {1}. Texts by newer ones are often missed.',
          format.month(seen.until),
          seen.models.join(', '),
        ),
      ]
    : [];
}

/** "about 97"; never certain. */
function outOfHundred(probability: number, format: ScoreFormat): string {
  if (probability < 0.005) return l10n.t('fewer than 1');
  return probability >= 0.995
    ? l10n.t('more than 99')
    : l10n.t('about {0}', format.count(Math.round(probability * 100)));
}

function guarantee(highRate: number, prior: number): string {
  const measured = l10n.t("With a baseline, the lower end is measured against the baseline's texts.");
  if (prior > EVEN)
    return `${measured} ${l10n.t('How many texts by people like theirs are rated HIGH is not bounded: more than half of all texts were assumed to be by machines.')}`;
  return `${measured} ${l10n.t('As far as this text is like those in everything but the hand, at most 1 in {0} texts by such people is rated HIGH.', Math.round(1 / highRate))}`;
}

/** The rank counts the document itself among the texts that score at least as high. */
const textsBelow = (rank: number, { texts }: BaselineDescription) =>
  texts + 1 - Math.max(1, Math.round(rank * (texts + 1)));

/** The last part of a path of any system. */
export const lastPartOf = (path: string): string => /[^/\\]*$/.exec(path.replace(/[/\\]+$/, ''))?.[0] ?? path;

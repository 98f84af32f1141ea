import * as l10n from '@vscode/l10n';
import { CONFIDENCE_CUTS, confidenceOf } from './confidence.ts';
import type { BaselineDescription, Confidence, DeclineReason, ReportDocument, ReportJob, WritingKind } from './report.ts';

/** How numbers are written for whoever reads: a person in the panel, or an assistant. */
export interface ScoreFormat {
  count(value: number): string;
  percent(value: number | null): string;
  /** Never certain: neither 0 nor 100 percent. */
  probability(value: number | null): string;
}

type Scored = Pick<ReportDocument, 'aiProbability' | 'aiInterval' | 'confidence' | 'writing' | 'words' | 'ignoredWords' | 'baselineRank'>;

/** A document's confidence as a clause about the text; never about its author. */
export function scoreText(confidence: Confidence): string {
  switch (confidence) {
    case 'high':
      return l10n.t('Scores HIGH for machine writing');
    case 'medium':
      return l10n.t('Undecided: scores between the levels');
    case 'low':
      return l10n.t('Scores LOW for machine writing');
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
      return l10n.t('the abstract of a paper');
    case 'essay':
      return l10n.t('a school essay');
    case 'news':
      return l10n.t('a news report');
    case 'review':
      return l10n.t('a review');
    case 'story':
      return l10n.t('a story');
  }
}

/** Where it is absent from a report, machine and human texts were assumed to be equally many. */
const EVEN = 0.5;

/** A document's level in words. A wide interval keeps the level below what the figure, or the upper end, would suggest: then that is what has to be said. */
export function levelText({ aiProbability, aiInterval, confidence }: Scored, format: ScoreFormat): string {
  const byFigure = confidenceOf(aiProbability);
  if (confidence === 'medium' && byFigure === 'high') return l10n.t('Undecided: too uncertain to be rated HIGH');
  if (confidence === 'low' && byFigure !== 'low') return l10n.t('LOW: too uncertain to be rated higher');
  if (confidence === 'low' && aiInterval && confidenceOf(aiInterval[1]) === 'high') return l10n.t('LOW, but uncertain: up to {0} is possible', format.probability(aiInterval[1]));
  return scoreText(confidence);
}

/** What makes a document's figure more or less certain, a sentence each. */
export function circumstancesOf({ aiInterval, writing, words, ignoredWords = 0, baselineRank }: Scored, job: ReportJob | undefined, format: ScoreFormat): string[] {
  const baseline = job?.baseline;
  const judged = words - ignoredWords;
  return [
    ...(writing ? [l10n.t('Reads like {0}, a kind of text that the detector was trained on.', kindOfWriting(writing))] : aiInterval ? [l10n.t('Unlike the kinds of text that the detector was trained on: the figure is less certain.')] : []),
    ...(judged < 100 ? [l10n.t('A short text: the figure is less certain.')] : judged < 200 ? [l10n.t('A rather short text: the figure is somewhat less certain.')] : []),
    ...(baseline && baselineRank !== undefined ? [l10n.t('Scores higher than {0} of the {1} texts of the baseline {2}.', format.count(textsBelow(baselineRank, baseline)), format.count(baseline.texts), lastPartOf(baseline.folder))] : []),
  ];
}

/** What a document's figure means, what its interval is and what the detector cannot know, a paragraph each; empty where there is no figure. */
export function meaningOf({ aiProbability, aiInterval }: Scored, job: ReportJob | undefined, format: ScoreFormat): string[] {
  if (aiProbability === null) return [];
  const prior = job?.options.prior ?? EVEN;
  const share = prior === EVEN ? l10n.t('half of all texts') : l10n.t('{0} of all texts', format.percent(prior));
  const { medium, high } = CONFIDENCE_CUTS;
  return [
    l10n.t('Texts that score like this one are by a machine in {0} of cases, provided that {1} are and that they are like those that the detector was tested on.', format.probability(aiProbability), share),
    ...(aiInterval
      ? [l10n.t('The interval spans what the score may mean, going by the kinds of writing that the text may be of and by its length. HIGH needs a lower end above {0}, MEDIUM one from {1}.', format.percent(high), format.percent(medium))]
      : []),
    ...(job?.baseline ? [guarantee(job.baseline.highRate, prior)] : []),
    l10n.t("On writing that it was not trained on the detector often errs, in both directions: formal essays by people, learners' above all, are rated HIGH, and texts by models newer than 2023 LOW."),
  ];
}

function guarantee(highRate: number, prior: number): string {
  const measured = l10n.t("With a baseline, the lower end is measured against the baseline's texts.");
  if (prior > EVEN) return `${measured} ${l10n.t('How many texts by people like theirs are rated HIGH is not bounded: more than half of all texts were assumed to be by machines.')}`;
  return `${measured} ${l10n.t('As far as this text is like those in everything but the hand, at most 1 in {0} texts by such people is rated HIGH.', Math.round(1 / highRate))}`;
}

/** The rank counts the document itself among the texts that score at least as high. */
const textsBelow = (rank: number, { texts }: BaselineDescription) => texts + 1 - Math.max(1, Math.round(rank * (texts + 1)));

/** The last part of a path of any system. */
export const lastPartOf = (path: string): string => /[^/\\]*$/.exec(path.replace(/[/\\]+$/, ''))?.[0] ?? path;

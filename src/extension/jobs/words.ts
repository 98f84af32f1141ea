import * as vscode from 'vscode';
import type { Job, Stage } from '../../protocol/job.ts';
import type { Confidence } from '../../report/report.ts';

/** A stage in words, to stand inside a sentence. */
export function stageText(stage: Stage): string {
  switch (stage) {
    case 'reading':
      return vscode.l10n.t('listing documents');
    case 'documents':
      return vscode.l10n.t('analysing documents');
    case 'corpus':
      return vscode.l10n.t('comparing documents');
    case 'report':
      return vscode.l10n.t('writing the report');
  }
}

/** A job's state in words, to stand inside a sentence. */
export function statusText(status: Job['status']): string {
  switch (status) {
    case 'pending':
      return vscode.l10n.t('waiting');
    case 'processing':
      return vscode.l10n.t('processing');
    case 'paused':
      return vscode.l10n.t('paused');
    case 'completed':
      return vscode.l10n.t('completed');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
  }
}

/** The name of a confidence level. */
export function levelName(level: Confidence): string {
  return {
    high: vscode.l10n.t('High'),
    medium: vscode.l10n.t('Undecided'),
    low: vscode.l10n.t('Low'),
    unknown: vscode.l10n.t('Unknown'),
  }[level];
}

/** The language that words are in: English where there is no translation, whatever numbers are written in. */
export const languageOfWords = (): string => (vscode.l10n.bundle ? vscode.env.language : 'en');

/** A whole number in the user's locale. */
export const countOf = (value: number): string => value.toLocaleString(vscode.env.language);

/** One of two wordings, by the number that stands in place of its `{0}`. */
export function counted(value: number, one: string, many: string): string {
  return (new Intl.PluralRules(languageOfWords()).select(value) === 'one' ? one : many).replace('{0}', countOf(value));
}

/** "1 document", "2 documents". */
export const documentsText = (value: number): string =>
  counted(value, vscode.l10n.t('{0} document'), vscode.l10n.t('{0} documents'));

/** "a, b and c". */
export const listOf = (parts: readonly string[]): string => new Intl.ListFormat(languageOfWords()).format(parts);

/** A share (0 … 1) in whole percent; never 100 % before the end. */
export const percentOf = (fraction: number): string => `${Math.floor(fraction * 100)}%`;

/** A probability (0 … 1) in whole percent, as the panel rounds it: never certain. */
export const probabilityOf = (value: number): string =>
  value < 0.005 ? '<1%' : value >= 0.995 ? '>99%' : `${Math.round(value * 100)}%`;

/** ", about 12 s left", or nothing while that is unknown. */
export function timeLeftText(seconds: number | null): string {
  if (seconds === null) return '';
  return `, ${vscode.l10n.t('about {0} left', seconds < 90 ? `${Math.max(1, seconds)} s` : `${Math.round(seconds / 60)} min`)}`;
}

/** A job's moment in the user's locale. */
export const momentText = ({ createdAt }: Pick<Job, 'createdAt'>): string =>
  new Date(createdAt).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });

/** How long a job ran, such as `1 min 5 s`; `undefined` before its end. */
export function durationText({ startedAt, finishedAt }: Pick<Job, 'startedAt' | 'finishedAt'>): string | undefined {
  if (startedAt === undefined || finishedAt === undefined) return undefined;
  // A clock that was set back meanwhile makes no negative duration.
  const seconds = Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A size in the user's locale, such as `1.2 MB`. */
export function sizeText(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? ['GB', bytes / 1e9] : bytes >= 1e6 ? ['MB', bytes / 1e6] : ['kB', bytes / 1e3];
  return `${size.toLocaleString(vscode.env.language, { maximumFractionDigits: 1 })} ${unit}`;
}

/** "1 of 200 analysed, the rest from the cache"; `undefined` where nothing was kept from before. */
export function reusedText({ summary, reused = 0 }: Pick<Job, 'summary' | 'reused'>): string | undefined {
  if (!summary || reused === 0) return undefined;
  const anew = summary.analyzed - reused;
  return anew === 0
    ? vscode.l10n.t('none of {0} analysed, all from the cache', countOf(summary.analyzed))
    : vscode.l10n.t('{0} of {1} analysed, the rest from the cache', countOf(anew), countOf(summary.analyzed));
}

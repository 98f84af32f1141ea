import * as vscode from 'vscode';
import { type Job, type Stage, STAGE_NAMES } from '../../protocol/job.ts';

/** A stage in words, to stand inside a sentence. */
export const stageText = (stage: Stage): string => STAGE_NAMES[stage].toLowerCase();

/** A whole number in the user's locale. */
export const countOf = (value: number): string => value.toLocaleString(vscode.env.language);

/** A share (0 … 1) in whole percent; never 100 % before the end. */
export const percentOf = (fraction: number): string => `${Math.floor(fraction * 100)}%`;

/** A probability (0 … 1) in whole percent, as the panel rounds it: never certain. */
export const probabilityOf = (value: number): string => (value < 0.005 ? '<1%' : value >= 0.995 ? '>99%' : `${Math.round(value * 100)}%`);

/** ", about 12 s left", or nothing while that is unknown. */
export function timeLeftText(seconds: number | null): string {
  if (seconds === null) return '';
  return seconds < 90 ? `, about ${Math.max(1, seconds)} s left` : `, about ${Math.round(seconds / 60)} min left`;
}

/** A job's moment in the user's locale. */
export const momentText = ({ createdAt }: Pick<Job, 'createdAt'>): string => new Date(createdAt).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });

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
  return `${anew === 0 ? 'none' : countOf(anew)} of ${countOf(summary.analyzed)} analysed, ${anew === 0 ? 'all' : 'the rest'} from the cache`;
}

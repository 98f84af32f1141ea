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

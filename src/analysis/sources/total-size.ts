import { type Problem, problem } from './problem.ts';
import { notice } from '../../report/notice.ts';

/** Why a document is skipped when those before it have used up what a source may unpack to. */
export const beyondTotal = (totalBytes: number): Problem =>
  problem('total-size', notice('total-size', { megabytes: Math.floor(totalBytes / 1024 ** 2) }));

/**
 * Whether each document is within the total, counted in their order. While documents are read, several at once, only those that are certainly
 * beyond it are left unread; this draws the line exactly, so that it does not depend on which thread was faster.
 *
 * @param bytes what was unpacked for each document
 */
export function withinTotal(bytes: readonly number[], totalBytes: number): boolean[] {
  let sum = 0;
  return bytes.map((b) => (sum += b) <= totalBytes);
}

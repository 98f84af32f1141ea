import type { Problem } from './document-location.ts';

/** Why a document is skipped when those before it have used up what a source may unpack to. */
export const beyondTotal = (totalBytes: number): Problem => ({
  code: 'total-size',
  message: `The documents before this one unpack to the ${Math.floor(totalBytes / 1024 ** 2)} MB that are allowed (ghostwriter.limits.totalSize). Split the source, or raise that limit, and run the analysis again.`,
});

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

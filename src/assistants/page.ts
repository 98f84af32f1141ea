/** Which part of a long answer is asked for. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Items of an answer: few, so that it stays readable and small. */
export const PAGE = { usual: 20, most: 50 } as const;

/** A part of all items; `next` is the offset of what follows, where something does. */
export function paged<T>(
  all: readonly T[],
  { offset, limit }: Page,
): { readonly total: number; readonly offset: number; readonly next?: number; readonly items: readonly T[] } {
  const end = offset + limit;
  return { total: all.length, offset, ...(end < all.length && { next: end }), items: all.slice(offset, end) };
}

import { listDocuments } from './list-documents.ts';

type List = typeof listDocuments;

/** Lists a source's documents for one of them, named by its path in the source. */
export type ListFor = (path: string, ...source: Parameters<List>) => ReturnType<List>;

/** A listing serves further reads for so many times as long as it took … */
const TIMES = 10;
/** … and so long at most. */
const MOST_MS = 5000;

/**
 * Lists a source as {@link listDocuments} does, and once for many texts that are read one after the other: of a table with thousands of rows, or a large archive, listing takes far longer than reading one text.
 * Small sources are in effect listed each time, and so is every source for a document that an earlier listing does not hold: it may be there by now.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function recentListing(list: List = listDocuments, now: () => number = () => performance.now()): ListFor {
  let kept:
    { readonly key: string; readonly begun: number; readonly listed: ReturnType<List>; until: number } | undefined;
  return async (path, source, reading, parse) => {
    const asked = now();
    const key = JSON.stringify([source, reading]);
    while (kept?.key === key && now() < kept.until) {
      const { begun, listed } = kept;
      const listing = await listed;
      // What was listed since it was asked for is as new as can be.
      if (begun >= asked || listing.documents.some((d) => d.path === path)) return listing;
      if (kept.listed === listed) break;
    }
    const begun = now();
    const listed = list(source, reading, parse);
    const own = (kept = { key, begun, listed, until: Infinity });
    const forget = () => {
      if (kept === own) kept = undefined;
    };
    listed.then(() => (own.until = now() + Math.min(MOST_MS, TIMES * (now() - begun))), forget);
    return listed;
  };
}

import { listDocuments } from './list-documents.ts';

type List = typeof listDocuments;

/** A listing serves further reads for so many times as long as it took … */
const TIMES = 10;
/** … and so long at most. */
const MOST_MS = 5000;

/**
 * Lists a source as {@link listDocuments} does, and once for many texts that are read one after the other: of a table with thousands of rows, or a large archive, listing takes far longer than reading one text.
 * Small sources are in effect listed each time.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function recentListing(list: List = listDocuments, now: () => number = () => performance.now()): List {
  let kept: { readonly key: string; readonly listed: ReturnType<List>; until: number } | undefined;
  return (source, reading, parse) => {
    const key = JSON.stringify([source, reading]);
    if (kept?.key === key && now() < kept.until) return kept.listed;
    const begun = now();
    const listed = list(source, reading, parse);
    const own = (kept = { key, listed, until: Infinity });
    const forget = () => {
      if (kept === own) kept = undefined;
    };
    listed.then(() => (own.until = now() + Math.min(MOST_MS, TIMES * (now() - begun))), forget);
    return listed;
  };
}

import * as z from 'zod/mini';

/** Two documents of an analysis, by their paths: these outlive running it again, where ids do not. */
export interface LinkedPair {
  readonly analysis: string;
  readonly a: string;
  readonly b: string;
}

const Pair = z.object({ analysis: z.string(), a: z.string(), b: z.string() });

/** A pair as the query of a link: of letters that nothing on its way encodes or decodes, as every program does that in its own way. */
export const queryOf = (pair: LinkedPair): string => Buffer.from(JSON.stringify(pair)).toString('base64url');

/** Reads it; `undefined` for what is no such query. */
export function pairOf(query: string): LinkedPair | undefined {
  try {
    return Pair.safeParse(JSON.parse(Buffer.from(query, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

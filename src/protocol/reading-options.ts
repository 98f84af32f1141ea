import * as z from 'zod/mini';
import { DEFAULT_READING, type GroupBy, type ReadingLimits, type ReadingOptions } from '../report/reading-options.ts';

const atLeast = (least: number) => z.number().check(z.minimum(least));
const whole = z.int().check(z.minimum(1));

const LIMITS = {
  entries: whole,
  documentBytes: whole,
  characters: whole,
  totalBytes: whole,
  ratio: atLeast(1),
  secondsPerDocument: atLeast(0.1),
} satisfies Record<keyof ReadingLimits, z.ZodMiniType<number>>;

const texts = z.array(z.string());
const FIELDS = {
  include: texts,
  exclude: texts,
  limits: z.object(LIMITS),
  nestedArchives: z.boolean(),
  groupBy: z.union(
    [z.enum(['none', 'folder', 'submission']), z.object({ pattern: z.string().check(z.minLength(1)) })],
    'it takes "none", "folder", "submission" or {"pattern": "…"}',
  ),
  sourceCode: z.boolean(),
  column: z.string(),
  ignore: texts,
} satisfies { [K in keyof ReadingOptions]: z.ZodMiniType<ReadingOptions[K]> };

/** Reading options as they cross a boundary or stand in a file: complete, or not accepted. */
export const ReadingOptionsSchema = z.object(FIELDS) satisfies z.ZodMiniType<ReadingOptions>;

/** Any number of reading options; a value that cannot be, and one that is missing, is the default. */
export function readingOptionsFrom(
  given: { readonly [K in Exclude<keyof ReadingOptions, 'limits'>]?: unknown } & {
    readonly limits?: { readonly [K in keyof ReadingLimits]?: unknown };
  },
): ReadingOptions {
  const { limits: limitsGiven, ...others } = given;
  const { limits: limitFallbacks, ...fallbacks } = DEFAULT_READING;
  const { limits: _, ...fields } = FIELDS;
  return { ...accepted(fields, others, fallbacks), limits: accepted(LIMITS, limitsGiven ?? {}, limitFallbacks) };
}

function accepted<T extends object>(
  schemas: { [K in keyof T]: z.ZodMiniType<T[K]> },
  given: { readonly [K in keyof T]?: unknown },
  fallbacks: T,
): T {
  const values = { ...fallbacks };
  for (const name of Object.keys(schemas) as (keyof T)[]) {
    const parsed = schemas[name].safeParse(given[name]);
    if (parsed.success) values[name] = parsed.data;
  }
  return values;
}

/** What a setting or an argument means: `none`, `folder`, `submission`, or else a regular expression on the path. */
export function groupByFrom(text: string): GroupBy {
  return text === '' || text === 'none'
    ? 'none'
    : text === 'folder' || text === 'submission'
      ? text
      : { pattern: text };
}

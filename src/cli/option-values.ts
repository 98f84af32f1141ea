import * as z from 'zod';
import { ReadingOptionsSchema } from '../protocol/reading-options.ts';
import { DEFAULT_READING, type ReadingLimits } from '../report/reading-options.ts';

/** The command line was used wrongly; `message` says how. */
export class UsageError extends Error {}

/** A number within limits; every way of getting it wrong is answered by what the option takes. */
export const number = (takes: string, least: number, most: number, whole: boolean) =>
  z
    .string()
    .refine((text) => {
      const value = Number(text);
      return text.trim() !== '' && value >= least && value <= most && (!whole || Number.isSafeInteger(value));
    }, takes)
    .transform(Number);

const MEGABYTE = 1024 ** 2;

/** Limits by the names of their settings: what they are called inside, and how many of that unit one of theirs is. */
const LIMITS: Readonly<Record<string, readonly [name: keyof ReadingLimits, unit: number]>> = {
  entries: ['entries', 1],
  documentSize: ['documentBytes', MEGABYTE],
  totalSize: ['totalBytes', MEGABYTE],
  characters: ['characters', 1],
  ratio: ['ratio', 1],
  seconds: ['secondsPerDocument', 1],
};

/** Limits as `--limit` gives them: a name with `=` and a number behind it. */
export function limitsFrom(given: readonly string[], context: z.RefinementCtx): ReadingLimits {
  const limits: Record<keyof ReadingLimits, number> = { ...DEFAULT_READING.limits };
  for (const text of given) {
    const [, name = '', value = ''] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
    const limit = LIMITS[name];
    if (limit) limits[limit[0]] = Number(value) * limit[1];
    if (!limit || !ReadingOptionsSchema.shape.limits.shape[limit[0]].safeParse(limits[limit[0]]).success)
      context.addIssue(
        `--limit takes one of ${Object.keys(LIMITS).join(', ')} with = and a number behind it, such as ratio=200`,
      );
  }
  return limits;
}

/** Some of the values, with commas between. */
export const list = <T extends string>(values: readonly T[], takes: string) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))])
    .pipe(z.array(z.enum(values, takes)));

/** @throws {@link UsageError} with what the schema says */
export function checked<T>(schema: z.ZodType<T>, values: unknown): T {
  const result = schema.safeParse(values);
  if (!result.success) throw new UsageError(`${result.error.issues[0]?.message ?? 'An option has a wrong value'}.`);
  return result.data;
}

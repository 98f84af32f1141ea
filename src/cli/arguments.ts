import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { groupByFrom, ReadingOptionsSchema } from '../protocol/reading-options.ts';
import { DEFAULT_READING, type ReadingLimits } from '../report/reading-options.ts';
import type { AnalysisOptions, ExportFormat } from '../report/report.ts';

/** The command line was used wrongly; `message` says how. */
export class UsageError extends Error {}

export interface AnalyzeArguments {
  readonly sources: readonly string[];
  readonly out?: string;
  readonly formats: readonly ExportFormat[];
  readonly options: AnalysisOptions;
  readonly jobs?: number;
  /** Absolute path of the folder where analyses are kept from run to run. */
  readonly cache?: string;
  readonly quiet: boolean;
}

export type Command = { readonly kind: 'help' } | { readonly kind: 'version' } | ({ readonly kind: 'analyze' } & AnalyzeArguments);

export const USAGE = `Usage: ghostwriter-batch analyze <folder|zip|file…> [options]

Finds the groups, the near-copies and the machine-written texts in a batch of documents
(text, Word, PDF and others) or in the rows of tables.
Nothing leaves this machine.

Options
  --out DIR                          where to write the exports (default: beside the source)
  --format json,csv                  what to write (default: json,csv)
  --granularity sentence|paragraph   unit that gets an AI probability of its own (default: sentence)
  --clusters auto|K                  number of clusters (default: auto)
  --threshold 0.85                   least similarity of near-copies, 0 to 1
  --prior 0.5                        assumed share of machine-written texts, 0.01 to 0.99
  --baseline DIR                     texts that people are known to have written, to measure against
  --seed N                           seed of every random choice (default: 1)
  --jobs N                           worker threads (default: one a core)
  --cache DIR                        keep analyses there: an interrupted run goes on where it was, and texts that
                                     have not changed are not analysed again (default: nothing is kept)
  --include GLOB, --exclude GLOB     which files to read; may be given several times
  --group-by folder|submission|REGEX what a document's group is; a regular expression is searched for in its path
  --no-nested                        leave archives inside an archive closed
  --source-code                      read source code as text too
  --text-column NAME                 column of .csv and .jsonl rows that holds the text
  --ignore FILE                      a template whose passages do not count, or a path or glob of some in the source; may be given several times
  --limit NAME=N                     raises or lowers a limit; may be given several times. Names and defaults:
                                     entries=200000, documentSize=20 and totalSize=4096 (MB), characters=100000,
                                     ratio=200, seconds=10
  --quiet                            no progress and no summary
  --help, --version

Exit status
  0 done (some documents may be skipped) · 1 the job failed · 2 wrong usage · 130 cancelled
`;

/** A number within limits; every way of getting it wrong is answered by what the option takes. */
const number = (takes: string, least: number, most: number, whole: boolean) =>
  z.string().refine((text) => {
    const value = Number(text);
    return text.trim() !== '' && value >= least && value <= most && (!whole || Number.isSafeInteger(value));
  }, takes).transform(Number);

const globs = (name: string) => z.array(z.string().min(1, `--${name} takes a value`)).default([]);

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

function limitsFrom(given: readonly string[], context: z.RefinementCtx): ReadingLimits {
  const limits: Record<keyof ReadingLimits, number> = { ...DEFAULT_READING.limits };
  for (const text of given) {
    const [, name = '', value = ''] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
    const limit = LIMITS[name];
    if (limit) limits[limit[0]] = Number(value) * limit[1];
    if (!limit || !ReadingOptionsSchema.shape.limits.shape[limit[0]].safeParse(limits[limit[0]]).success) context.addIssue(`--limit takes one of ${Object.keys(LIMITS).join(', ')} with = and a number behind it, such as ratio=200`);
  }
  return limits;
}

const Options = z.object({
  out: z.string().min(1, '--out takes a folder').optional(),
  format: z
    .string()
    .default('json,csv')
    .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))])
    .pipe(z.array(z.enum(['json', 'csv'], '--format takes json, csv or both with a comma between'))),
  granularity: z.enum(['sentence', 'paragraph'], '--granularity takes sentence or paragraph').default('sentence'),
  clusters: z.union([z.literal('auto'), number('', 1, Number.MAX_SAFE_INTEGER, true)], '--clusters takes auto or a whole number from 1').default('auto'),
  threshold: number('--threshold takes a number from 0 to 1', 0, 1, false).default(0.85),
  prior: number('--prior takes a number from 0.01 to 0.99', 0.01, 0.99, false).default(0.5),
  baseline: z.string().optional(),
  seed: number('--seed takes a whole number from 0', 0, Number.MAX_SAFE_INTEGER, true).default(1),
  cache: z.string().min(1, '--cache takes a folder').optional(),
  include: globs('include'),
  exclude: globs('exclude'),
  'group-by': z.string().min(1, '--group-by takes none, folder, submission or a regular expression').default('none').transform(groupByFrom),
  'no-nested': z.boolean().default(false),
  'source-code': z.boolean().default(false),
  'text-column': z.string().default(''),
  ignore: globs('ignore'),
  limit: z.array(z.string()).default([]).transform(limitsFrom),
  jobs: number('--jobs takes a whole number from 1 to 256', 1, 256, true).optional(),
});

/**
 * Parses the command line.
 *
 * @param args what follows the program's name
 * @throws {@link UsageError}
 */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, ...sources] = positionals;
  if (command === undefined) throw new UsageError('Say what to do: analyze.');
  if (command !== 'analyze') throw new UsageError(`There is no command ${command}; there is analyze.`);
  if (sources.length === 0) throw new UsageError('Say what to analyze: a folder, a ZIP or files.');
  const options = Options.safeParse(values);
  if (!options.success) throw new UsageError(`${options.error.issues[0]?.message ?? 'An option has a wrong value'}.`);
  const { out, format, jobs, cache, granularity, clusters, threshold, seed, prior, baseline, ...read } = options.data;
  const reading = {
    include: read.include,
    exclude: read.exclude,
    limits: read.limit,
    nestedArchives: !read['no-nested'],
    groupBy: read['group-by'],
    sourceCode: read['source-code'],
    column: read['text-column'],
    // What is no file here is a path or a glob inside the source.
    ignore: read.ignore.map((file) => (existsSync(file) ? path.resolve(file) : file)),
  };
  return { kind: 'analyze', sources, formats: format, options: { granularity, clusters, threshold, seed, prior, ...(baseline !== undefined && { baseline: path.resolve(baseline) }), reading }, quiet: values.quiet ?? false, ...(out !== undefined && { out }), ...(jobs !== undefined && { jobs }), ...(cache !== undefined && { cache: path.resolve(cache) }) };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: text, format: text, granularity: text, clusters: text, threshold: text, seed: text, prior: text, baseline: text, jobs: text, cache: text, include: texts, exclude: texts, 'group-by': text, 'no-nested': flag, 'source-code': flag, 'text-column': text, ignore: texts, limit: texts, quiet: flag, help: { ...flag, short: 'h' }, version: flag },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { groupByFrom, ReadingOptionsSchema } from '../protocol/reading-options.ts';
import { DEFAULT_READING, type ReadingLimits } from '../report/reading-options.ts';
import { ALL_EXPORT_FORMATS, type ExportFormat } from '../report/export-formats.ts';
import type { AnalysisOptions } from '../report/report.ts';
import { type CommandDescription, commandNamed, COMMAND_NAMES, type Finding, FINDINGS, type Shell, SHELLS } from './command-table.ts';

/** The command line was used wrongly; `message` says how. */
export class UsageError extends Error {}

/** What to write, and how. */
export interface ExportArguments {
  readonly formats: readonly ExportFormat[];
  readonly out?: string;
  readonly byteOrderMark: boolean;
  readonly anonymise: boolean;
  /** Where to write down who is who. */
  readonly key?: string;
  readonly excerpts: boolean;
}

export interface AnalyzeArguments extends ExportArguments {
  readonly sources: readonly string[];
  readonly options: AnalysisOptions;
  readonly failOn: readonly Finding[];
  readonly jobs?: number;
  readonly quiet: boolean;
}

export interface VerifyArguments {
  readonly report: string;
  /** Empty: where the report says that the source was. */
  readonly sources: readonly string[];
  readonly key?: string;
  readonly jobs?: number;
  readonly quiet: boolean;
}

export type Command =
  | { readonly kind: 'help'; readonly of?: CommandDescription }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'analyze' } & AnalyzeArguments)
  | ({ readonly kind: 'export'; readonly report: string } & ExportArguments)
  | ({ readonly kind: 'verify' } & VerifyArguments)
  | { readonly kind: 'completion'; readonly shell: Shell };

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

/** Some of the values, with commas between. */
const list = <T extends string>(values: readonly T[], takes: string) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))])
    .pipe(z.array(z.enum(values, takes)));

const formats = list(ALL_EXPORT_FORMATS, `--format takes ${ALL_EXPORT_FORMATS.join(', ')}, or several with commas between`);
const flag = z.boolean().default(false);
const jobs = number('--jobs takes a whole number from 1 to 256', 1, 256, true).optional();
const file = (name: string) => z.string().min(1, `--${name} takes a file`).optional();

const ExportOptions = z.object({
  out: z.string().min(1, '--out takes a folder').optional(),
  format: formats.default(['html']),
  bom: flag,
  anonymise: flag,
  key: file('key'),
  excerpts: flag,
});

const AnalyzeOptions = z.object({
  ...ExportOptions.shape,
  format: formats.default(['json', 'csv']),
  'fail-on': list(FINDINGS, `--fail-on takes ${FINDINGS.join(', ')}, or several with commas between`).default([]),
  granularity: z.enum(['sentence', 'paragraph'], '--granularity takes sentence or paragraph').default('sentence'),
  clusters: z.union([z.literal('auto'), number('', 1, Number.MAX_SAFE_INTEGER, true)], '--clusters takes auto or a whole number from 1').default('auto'),
  threshold: number('--threshold takes a number from 0 to 1', 0, 1, false).default(0.85),
  prior: number('--prior takes a number from 0.01 to 0.99', 0.01, 0.99, false).default(0.5),
  baseline: z.string().optional(),
  seed: number('--seed takes a whole number from 0', 0, Number.MAX_SAFE_INTEGER, true).default(1),
  include: globs('include'),
  exclude: globs('exclude'),
  'group-by': z.string().min(1, '--group-by takes none, folder, submission or a regular expression').default('none').transform(groupByFrom),
  'no-nested': flag,
  'source-code': flag,
  'text-column': z.string().default(''),
  ignore: globs('ignore'),
  limit: z.array(z.string()).default([]).transform(limitsFrom),
  jobs,
  quiet: flag,
});

const VerifyOptions = z.object({ key: file('key'), jobs, quiet: flag });

/**
 * Parses the command line.
 *
 * @param args what follows the program's name
 * @throws {@link UsageError}
 */
export function parseCommand(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined) throw new UsageError(`Say what to do: ${COMMAND_NAMES.join(', ')}.`);
  if (name === '--version') return { kind: 'version' };
  if (name === '--help' || name === '-h' || name === 'help') {
    const of = commandNamed(rest[0] ?? '');
    return { kind: 'help', ...(of && { of }) };
  }
  const command = commandNamed(name);
  if (!command) throw new UsageError(name.startsWith('-') ? `Say what to do before any option: ${COMMAND_NAMES.join(', ')}.` : `There is no command ${name}; there is ${COMMAND_NAMES.join(', ')}.`);
  const { values, positionals } = parsed(command, rest);
  if (values['help'] === true) return { kind: 'help', of: command };
  if (values['version'] === true) return { kind: 'version' };
  const [first, ...others] = positionals;
  switch (command.name) {
    case 'analyze':
      if (first === undefined) throw new UsageError('Name a folder, a ZIP or files to analyse.');
      return analyzeCommand(positionals, checked(AnalyzeOptions, values));
    case 'export':
      if (first === undefined || others.length > 0) throw new UsageError('Name one report that was exported as JSON.');
      return { kind: 'export', report: first, ...exportArguments(checked(ExportOptions, values)) };
    case 'verify': {
      if (first === undefined) throw new UsageError('Name a report that was exported as JSON.');
      const { key, jobs: threads, quiet } = checked(VerifyOptions, values);
      return { kind: 'verify', report: first, sources: others, quiet, ...(key !== undefined && { key }), ...(threads !== undefined && { jobs: threads }) };
    }
    case 'completion': {
      const shell = SHELLS.find((s) => s === first);
      if (!shell) throw new UsageError(`completion takes ${SHELLS.join(', ')}.`);
      return { kind: 'completion', shell };
    }
  }
}

function analyzeCommand(sources: readonly string[], options: z.infer<typeof AnalyzeOptions>): Command {
  const { jobs: threads, quiet, granularity, clusters, threshold, seed, prior, baseline, ...read } = options;
  const reading = {
    include: read.include,
    exclude: read.exclude,
    limits: read.limit,
    nestedArchives: !read['no-nested'],
    groupBy: read['group-by'],
    sourceCode: read['source-code'],
    column: read['text-column'],
    // What is no file here is a path or a glob inside the source.
    ignore: read.ignore.map((template) => (existsSync(template) ? path.resolve(template) : template)),
  };
  return {
    kind: 'analyze',
    sources,
    ...exportArguments(options),
    failOn: options['fail-on'],
    options: { granularity, clusters, threshold, seed, prior, ...(baseline !== undefined && { baseline: path.resolve(baseline) }), reading },
    quiet,
    ...(threads !== undefined && { jobs: threads }),
  };
}

function exportArguments({ format, out, bom, anonymise, key, excerpts }: z.infer<typeof ExportOptions>): ExportArguments {
  if (key !== undefined && !anonymise) throw new UsageError('--key goes with --anonymise: it says who is who.');
  if (excerpts && !format.includes('html')) throw new UsageError('--excerpts goes with --format html: other formats hold no texts.');
  return { formats: format, byteOrderMark: bom, anonymise, excerpts, ...(out !== undefined && { out }), ...(key !== undefined && { key }) };
}

function checked<T>(schema: z.ZodType<T>, values: unknown): T {
  const result = schema.safeParse(values);
  if (!result.success) throw new UsageError(`${result.error.issues[0]?.message ?? 'An option has a wrong value'}.`);
  return result.data;
}

function parsed({ options }: CommandDescription, args: readonly string[]) {
  const described = options.map(({ name, short, takes, many }) => [name, { type: takes === undefined ? 'boolean' : 'string', multiple: many ?? false, ...(short !== undefined && { short }) }] as const);
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(described) });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

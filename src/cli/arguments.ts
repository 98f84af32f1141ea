import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { groupByFrom } from '../protocol/reading-options.ts';
import { groupedWhere } from '../report/reading-options.ts';
import type { MemoryLimit } from '../protocol/job.ts';
import type { PagesChoice } from '../protocol/analyzer.ts';
import { messageOf } from '../protocol/message-of.ts';
import { ALL_EXPORT_FORMATS, type ExportFormat } from '../report/export-formats.ts';
import { LEFT_OUT_KINDS } from '../report/left-out.ts';
import type { AnalysisOptions } from '../report/report.ts';
import { type CommandDescription, COMMAND_NAMES } from './command-description.ts';
import { commandNamed, type Finding, FINDINGS, type Shell, SHELLS } from './command-table.ts';
import { checked, limitsFrom, list, number, UsageError } from './option-values.ts';
import { type DoctorArguments, doctorArguments } from './run-doctor.ts';
import { serviceCommand, type ServiceCommand } from './service-arguments.ts';

/** What to write, and how. */
export interface ExportArguments {
  readonly formats: readonly ExportFormat[];
  readonly out?: string;
  readonly byteOrderMark: boolean;
  readonly anonymise: boolean;
  /** Where to write down who is who. */
  readonly key?: string;
  readonly excerpts: boolean;
  readonly pages?: PagesChoice;
}

export interface AnalyzeArguments extends ExportArguments {
  readonly sources: readonly string[];
  readonly options: AnalysisOptions;
  readonly failOn: readonly Finding[];
  readonly jobs?: number;
  /** Absolute path of the folder where analyses are kept from run to run. */
  readonly cache?: string;
  /** Absolute path of an earlier report, whose clusters' numbers come back. */
  readonly like?: string;
  readonly memoryLimit: MemoryLimit;
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

export interface McpArguments {
  /** Reports that were exported as JSON, and folders with some. */
  readonly reports: readonly string[];
  /** Folders that may be analysed. */
  readonly sources: readonly string[];
  readonly allowTexts: boolean;
  readonly jobs?: number;
}

export type Command =
  | { readonly kind: 'help'; readonly of?: CommandDescription }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'analyze' } & AnalyzeArguments)
  | ({ readonly kind: 'export'; readonly report: string; readonly notes?: string } & ExportArguments)
  | ({ readonly kind: 'verify' } & VerifyArguments)
  | ({ readonly kind: 'mcp' } & McpArguments)
  | ServiceCommand
  | ({ readonly kind: 'doctor' } & DoctorArguments)
  | { readonly kind: 'completion'; readonly shell: Shell };

const globs = (name: string) => z.array(z.string().min(1, `--${name} takes a value`)).default([]);

const formats = list(
  ALL_EXPORT_FORMATS,
  `--format takes ${ALL_EXPORT_FORMATS.join(', ')}, or several with commas between`,
);
const flag = z.boolean().default(false);
const jobs = number('--jobs takes a whole number from 1 to 256', 1, 256, true).optional();
const megabytes = number('', 1, 2 ** 32, true).transform((count) => count * 2 ** 20);
const memoryLimit = z
  .union([z.literal(['available', 'none']), megabytes], '--memory-limit takes a whole number of MB, available or none')
  .default('available');
const file = (name: string) => z.string().min(1, `--${name} takes a file`).optional();

const ExportOptions = z.object({
  out: z.string().min(1, '--out takes a folder').optional(),
  format: formats.default(['html']),
  bom: flag,
  anonymise: flag,
  key: file('key'),
  excerpts: flag,
  'show-names': flag,
  'without-notes': flag,
  zip: flag,
});

const ExportAgainOptions = z.object({ ...ExportOptions.shape, notes: file('notes') });

const AnalyzeOptions = z.object({
  ...ExportOptions.shape,
  format: formats.default(['json', 'csv']),
  'fail-on': list(FINDINGS, `--fail-on takes ${FINDINGS.join(', ')}, or several with commas between`).default([]),
  granularity: z.enum(['sentence', 'paragraph'], '--granularity takes sentence or paragraph').default('sentence'),
  clusters: z
    .union(
      [z.literal('auto'), number('', 1, Number.MAX_SAFE_INTEGER, true)],
      '--clusters takes auto or a whole number from 1',
    )
    .default('auto'),
  threshold: number('--threshold takes a number from 0 to 1', 0, 1, false).default(0.85),
  prior: number('--prior takes a number from 0.01 to 0.99', 0.01, 0.99, false).default(0.5),
  encoder: z.enum(['auto', 'full', 'fast'], '--encoder takes auto, full or fast').default('auto'),
  baseline: z.string().optional(),
  'machine-samples': z.string().min(1, '--machine-samples takes a folder').optional(),
  like: z.string().min(1, '--like takes a JSON export').optional(),
  seed: number('--seed takes a whole number from 0', 0, Number.MAX_SAFE_INTEGER, true).default(1),
  cache: z.string().min(1, '--cache takes a folder').optional(),
  'memory-limit': memoryLimit,
  include: globs('include'),
  exclude: globs('exclude'),
  'group-by': z.string().min(1, '--group-by takes none, folder, submission or a regular expression').optional(),
  'no-nested': flag,
  'source-code': flag,
  'text-column': z.string().default(''),
  ignore: globs('ignore'),
  'leave-out': z
    .union(
      [z.literal('none').transform(() => []), list(LEFT_OUT_KINDS, '')],
      `--leave-out takes ${LEFT_OUT_KINDS.join(', ')}, or several with commas between, or none`,
    )
    .default([...LEFT_OUT_KINDS]),
  'across-groups': flag,
  limit: z.array(z.string()).default([]).transform(limitsFrom),
  jobs,
  quiet: flag,
});

const McpOptions = z.object({ reports: globs('reports'), sources: globs('sources'), 'allow-texts': flag, jobs });

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
  if (!command)
    throw new UsageError(
      name.startsWith('-')
        ? `Say what to do before any option: ${COMMAND_NAMES.join(', ')}.`
        : `There is no command ${name}; there is ${COMMAND_NAMES.join(', ')}.`,
    );
  const { values, positionals } = parsed(command, rest);
  if (values['help'] === true) return { kind: 'help', of: command };
  if (values['version'] === true) return { kind: 'version' };
  const [first, ...others] = positionals;
  switch (command.name) {
    case 'analyze':
      if (first === undefined) throw new UsageError('Name a folder, a ZIP or files to analyse.');
      return analyzeCommand(positionals, checked(AnalyzeOptions, values));
    case 'export': {
      if (first === undefined || others.length > 0) throw new UsageError('Name one report that was exported as JSON.');
      const { notes, ...options } = checked(ExportAgainOptions, values);
      return { kind: 'export', report: first, ...exportArguments(options), ...(notes !== undefined && { notes }) };
    }
    case 'verify': {
      if (first === undefined) throw new UsageError('Name a report that was exported as JSON.');
      const { key, jobs: threads, quiet } = checked(VerifyOptions, values);
      return {
        kind: 'verify',
        report: first,
        sources: others,
        quiet,
        ...(key !== undefined && { key }),
        ...(threads !== undefined && { jobs: threads }),
      };
    }
    case 'mcp': {
      if (first !== undefined)
        throw new UsageError(
          `mcp takes no ${first} by itself. Name reports with --reports, and folders that may be analysed with --sources.`,
        );
      const { reports, sources, 'allow-texts': allowTexts, jobs: threads } = checked(McpOptions, values);
      if (reports.length + sources.length === 0)
        throw new UsageError(
          'Say what may be asked about: --reports FILE|DIR for reports that were exported as JSON, --sources DIR for what may be analysed.',
        );
      return { kind: 'mcp', reports, sources, allowTexts, ...(threads !== undefined && { jobs: threads }) };
    }
    case 'serve':
    case 'worker':
    case 'token':
      return serviceCommand(command.name, positionals, values);
    case 'doctor':
      return { kind: 'doctor', ...doctorArguments(positionals, values) };
    case 'completion': {
      const shell = SHELLS.find((s) => s === first);
      if (!shell) throw new UsageError(`completion takes ${SHELLS.join(', ')}.`);
      return { kind: 'completion', shell };
    }
  }
}

/** What `analyze` does where no option is given. */
export function defaultAnalysisOptions(): AnalysisOptions {
  return analysisOptions(checked(AnalyzeOptions, {}));
}

function analyzeCommand(sources: readonly string[], options: z.infer<typeof AnalyzeOptions>): Command {
  const { jobs: threads, cache, like, quiet } = options;
  return {
    kind: 'analyze',
    sources,
    ...exportArguments(options),
    failOn: options['fail-on'],
    options: analysisOptions(options),
    quiet,
    memoryLimit: options['memory-limit'],
    ...(threads !== undefined && { jobs: threads }),
    ...(cache !== undefined && { cache: path.resolve(cache) }),
    ...(like !== undefined && { like: path.resolve(like) }),
  };
}

function analysisOptions({
  granularity,
  clusters,
  threshold,
  seed,
  prior,
  encoder,
  baseline,
  'machine-samples': machineSamples,
  ...read
}: z.infer<typeof AnalyzeOptions>): AnalysisOptions {
  const reading = {
    include: read.include,
    exclude: read.exclude,
    limits: read.limit,
    nestedArchives: !read['no-nested'],
    // Without groups nothing could be within one.
    groupBy: groupByFrom(read['group-by'] ?? 'none'),
    sourceCode: read['source-code'],
    column: read['text-column'],
    // What is no file here is a path or a glob inside the source.
    ignore: read.ignore.map((template) => (existsSync(template) ? path.resolve(template) : template)),
  };
  return {
    granularity,
    clusters,
    threshold,
    seed,
    prior,
    encoder,
    ...(baseline !== undefined && { baseline: path.resolve(baseline) }),
    ...(machineSamples !== undefined && { machineSamples: path.resolve(machineSamples) }),
    leaveOut: read['leave-out'],
    ...(read['across-groups'] && { acrossGroups: true }),
    reading: groupedWhere(read['across-groups'], reading),
  };
}

function exportArguments({
  format,
  out,
  bom,
  anonymise,
  key,
  excerpts,
  'show-names': showNames,
  'without-notes': withoutNotes,
  zip,
}: z.infer<typeof ExportOptions>): ExportArguments {
  if (key !== undefined && !anonymise) throw new UsageError('--key goes with --anonymise: it says who is who.');
  if (excerpts && !format.includes('html'))
    throw new UsageError('--excerpts goes with --format html: other formats hold no texts.');
  const forPages = { 'show-names': showNames, 'without-notes': withoutNotes, zip };
  for (const [name, given] of Object.entries(forPages))
    if (given && !format.includes('pages')) throw new UsageError(`--${name} goes with --format pages.`);
  return {
    formats: format,
    byteOrderMark: bom,
    anonymise,
    excerpts,
    ...(format.includes('pages') && { pages: { showNames, withoutNotes, zip } }),
    ...(out !== undefined && { out }),
    ...(key !== undefined && { key }),
  };
}

function parsed({ options }: CommandDescription, args: readonly string[]) {
  const described = options.map(
    ({ name, short, takes, many }) =>
      [
        name,
        {
          type: takes === undefined ? 'boolean' : 'string',
          multiple: many ?? false,
          ...(short !== undefined && { short }),
        },
      ] as const,
  );
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(described) });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

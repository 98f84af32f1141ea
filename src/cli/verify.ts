import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { WITHHELD } from '../exports/anonymise.ts';
import { compareRepetition, isAltered, type ReportDifferences } from '../exports/repetition.ts';
import { readReport, UnreadableReport } from '../exports/read-report.ts';
import { ReadingOptionsSchema } from '../protocol/reading-options.ts';
import { terminalLine, terminalText } from '../report/outside-text.ts';
import type { AnalysisOptions, Report, SourceDescription } from '../report/report.ts';
import { describeSource } from '../process/host/describe-source.ts';
import type { VerifyArguments } from './arguments.ts';
import { runAnalysis } from './run-analysis.ts';

/** What a key file has that an anonymised report lacks. */
const KeyFile = z.object({
  job: z.object({
    source: z.object({ paths: z.array(z.string()).min(1) }),
    options: z.looseObject({
      baseline: z.string().exactOptional(),
      machineSamples: z.string().exactOptional(),
      reading: z.exactOptional(ReadingOptionsSchema),
    }),
  }),
});

/**
 * Repeats a report's analysis and says on stdout what came of it.
 *
 * @returns whether everything is as it was
 */
export async function verify({ report: file, sources, key, jobs, quiet }: VerifyArguments): Promise<boolean> {
  const report = await readReport(file);
  if (isAltered(report))
    process.stderr.write(
      `${terminalLine(file)}: what it says is not what was exported: it was changed since. It is compared as it is.\n`,
    );
  const { source, options } = await toRepeat(report, file, sources, key);
  // Clusters that are the same ones have the report's numbers again, whatever those were counted by.
  const differences = await runAnalysis(
    source,
    options,
    { quiet, like: path.resolve(file), ...(jobs !== undefined && { jobs }) },
    ({ report: again }) => Promise.resolve(compareRepetition(report, again)),
  );
  process.stdout.write(verdictText(differences, report));
  return differences.same && !differences.altered;
}

async function toRepeat(
  report: Report,
  file: string,
  sources: readonly string[],
  key: string | undefined,
): Promise<{ source: SourceDescription; options: AnalysisOptions }> {
  const { options, source } = report.job;
  const known = key === undefined ? undefined : await readKey(key);
  if (
    !known &&
    JSON.stringify([
      options.baseline,
      options.machineSamples,
      options.reading?.include,
      options.reading?.exclude,
      options.reading?.ignore,
    ]).includes(`"${WITHHELD}"`)
  )
    throw new UnreadableReport(`${file} was anonymised, and its options name files. Give its key: --key FILE.`);
  const paths = sources.length > 0 ? sources : (known?.job.source.paths ?? source.paths);
  if (paths.includes(WITHHELD))
    throw new UnreadableReport(
      `${file} was anonymised and does not say where the source is. Name the source, or give its key: --key FILE.`,
    );
  if (sources.length === 0 && paths.some((p) => !path.isAbsolute(p)))
    throw new UnreadableReport(`${file} does not say where the source is. Name the source.`);
  const own = known?.job.options;
  return {
    source: await describeSource(paths),
    options: {
      ...options,
      ...(own?.baseline !== undefined && { baseline: own.baseline }),
      ...(own?.machineSamples !== undefined && { machineSamples: own.machineSamples }),
      ...(own?.reading && { reading: own.reading }),
    },
  };
}

async function readKey(file: string) {
  try {
    return KeyFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    throw new UnreadableReport(`${file} is no key of an anonymised report. Choose the file that --key wrote.`);
  }
}

/** What came of a repetition, in lines. */
export function verdictText(
  { same, altered, engine, missing, added, otherText, otherResult, otherBatch }: ReportDifferences,
  { documents, manifest }: Report,
): string {
  const listed = (paths: readonly string[], what: string) =>
    paths.length === 0
      ? []
      : [
          `${what}: ${paths.length}`,
          ...paths.slice(0, 20).map((p) => `  ${terminalLine(p)}`),
          ...(paths.length > 20 ? [`  and ${paths.length - 20} more`] : []),
        ];
  const lines = [
    same ? `The same result: ${documents.length} documents, every figure as it was.` : 'Another result.',
    ...(altered ? ['The report was changed since it was exported.'] : []),
    ...(manifest ? [] : ['The report has no manifest: whether it was changed since it was made cannot be told.']),
    ...engine.slice(0, 20).map((difference) => `note: ${terminalLine(difference)}`),
    ...listed(missing, 'in the report, not in the source'),
    ...listed(added, 'in the source, not in the report'),
    ...listed(otherText, 'another text'),
    ...listed(otherResult, 'the same text, other figures'),
    ...(otherBatch ? ['Clusters, near-copies or similarities differ.'] : []),
  ];
  return terminalText(`${lines.join('\n')}\n`);
}

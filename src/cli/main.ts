/** The command line: the same job as in the editor, through the same background process. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sourceOfExport } from '../exports/export-name.ts';
import { readReport, UnreadableReport } from '../exports/read-report.ts';
import { earlierLevelsText, hasEarlierLevels } from '../report/earlier-levels.ts';
import { annotatedReport, annotationsOf, withoutAnnotations } from '../report/annotations.ts';
import { importedNotes } from '../report/imported-notes.ts';
import type { Report } from '../report/report.ts';
import { withOptionsOf } from '../report/option-names.ts';
import { clipped, terminalLine, terminalText } from '../report/outside-text.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { type Analyzer, AnalyzerError, startAnalyzer } from '../process/host/client.ts';
import { describeSource } from '../process/host/describe-source.ts';
import { type AnalyzeArguments, type Command, parseCommand } from './arguments.ts';
import { completionScript } from './completion.ts';
import { findingsIn } from './findings.ts';
import { commandHelp, helpText } from './help-text.ts';
import { UsageError } from './option-values.ts';
import { runAnalysis, WORKER } from './run-analysis.ts';
import { runDoctor } from './run-doctor.ts';
import { runService } from './run-service.ts';
import { summaryText } from './summary-text.ts';
import { coloured } from './terminal.ts';
import { verify } from './verify.ts';
import { writeExports } from './write-exports.ts';

declare const ENGINE_VERSION: string;

const EXIT = { done: 0, failed: 1, usage: 2, findings: 3, cancelled: 130 } as const;

async function run(command: Command): Promise<number> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(command.of ? commandHelp(command.of) : helpText());
      return EXIT.done;
    case 'version':
      process.stdout.write(`${ENGINE_VERSION}\n`);
      return EXIT.done;
    case 'completion':
      process.stdout.write(completionScript(command.shell));
      return EXIT.done;
    case 'serve':
    case 'worker':
    case 'token-add':
    case 'token-list':
    case 'token-remove':
      await runService(command);
      return EXIT.done;
    case 'analyze':
      return analyze(command);
    case 'export':
      return exportAgain(command);
    case 'mcp': {
      const { serveMcp } = await import('./mcp/serve.ts');
      await serveMcp(command);
      return EXIT.done;
    }
    case 'doctor':
      return (await runDoctor(command)) ? EXIT.done : EXIT.findings;
    case 'verify':
      return (await verify(command)) ? EXIT.done : EXIT.findings;
  }
}

async function analyze({ sources, options, failOn, ...others }: AnalyzeArguments): Promise<number> {
  const source = await describeSource(sources);
  // Before the work: a folder that cannot be made would be known only when all is done.
  if (others.out !== undefined) await makeFolder(others.out);
  return runAnalysis(source, options, others, async ({ report, reused, notes, analyzer, folder }) => {
    if (!others.quiet)
      process.stderr.write(
        `${summaryText(report, process.stderr)}${reused > 0 ? `${report.summary.analyzed - reused} of ${report.summary.analyzed} analysed, the rest from the cache\n` : ''}`,
      );
    for (const note of notes) process.stderr.write(`note: ${terminalLine(withOptionsOf('command-line', note))}\n`);
    await writeExports(report, source, others, () => analyzer, folder);
    const findings = findingsIn(report, failOn);
    for (const finding of findings) process.stderr.write(`${coloured('red', 'found:', process.stderr)} ${finding}\n`);
    return findings.length > 0 ? EXIT.findings : EXIT.done;
  });
}

async function exportAgain({
  report: file,
  notes,
  ...others
}: Extract<Command, { readonly kind: 'export' }>): Promise<number> {
  const report = await withNotes(await readReport(file), notes);
  if (hasEarlierLevels(report.documents))
    process.stderr.write(`note: ${terminalLine(`${path.basename(file)}: ${earlierLevelsText()}`)}\n`);
  const at = path.resolve(file);
  if (others.out !== undefined) await makeFolder(others.out);
  let analyzer: Analyzer | undefined;
  try {
    // The name of `essays.analysis.json` without what was added to it is that of `essays`.
    await writeExports(
      report,
      { kind: 'folder', name: report.job.source.name, paths: [sourceOfExport(at)] },
      others,
      () => (analyzer ??= startAnalyzer(WORKER)),
    );
  } finally {
    analyzer?.dispose();
  }
  return EXIT.done;
}

/** A report with the tags and notes of a list. */
async function withNotes(report: Report, list: string | undefined): Promise<Report> {
  if (list === undefined) return report;
  const { readList } = await import('../exports/list/read-list.ts');
  const { annotations, changed, unknown } = importedNotes(
    annotationsOf(report.documents),
    report.documents,
    await readList(await readFile(list)),
  );
  const told = [`tags and notes of ${changed} ${changed === 1 ? 'document' : 'documents'} taken from the list`];
  if (unknown.length > 0)
    told.push(`${unknown.length} of its rows belong to no document of the report: ${unknown.slice(0, 3).join(', ')}`);
  for (const line of told) process.stderr.write(`note: ${terminalLine(line)}\n`);
  return annotatedReport(withoutAnnotations(report), annotations);
}

/** UTF-16 code units: an error may quote what a report says, or hold the last words of a process. */
const MOST_OF_AN_ERROR = 4000;

async function main(): Promise<number> {
  const name = coloured('red', 'ghostwriter-batch:', process.stderr);
  try {
    return await run(parseCommand(process.argv.slice(2)));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${name} ${terminalText(error.message)}\nTry ghostwriter-batch --help.\n`);
      return EXIT.usage;
    }
    process.stderr.write(
      `${name} ${terminalText(withOptionsOf('command-line', clipped(explain(error), MOST_OF_AN_ERROR)))}\n`,
    );
    return error instanceof AnalyzerError && error.code === 'cancelled' ? EXIT.cancelled : EXIT.failed;
  }
}

function explain(error: unknown): string {
  const { code, path: named, message, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof UnreadableReport) return message;
  // It may be a report that names it.
  const file = named === undefined ? undefined : terminalLine(named);
  if ((syscall === 'stat' || syscall === 'read') && code !== 'ENOENT' && code !== 'ENOTDIR')
    return `${file ?? 'The source'} could not be read (${code ?? message}). Check its permissions.`;
  switch (code) {
    case 'ENOENT':
      return `${file ?? 'The path'} does not exist. Check the path.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return syscall === 'open' && code === 'EEXIST'
        ? `${file ?? 'The file'} exists already and is not overwritten. Choose another name.`
        : `${file ?? 'The path'} is not a folder, or lies below something that is none. Check the path.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${terminalLine(path.dirname(named ?? '.'))} may not be written to. Choose another folder with --out DIR.`;
    case 'ENOSPC':
      return 'The disk is full. Make room, or choose another folder with --out DIR.';
    default:
      return syscall === undefined ? message : terminalLine(message);
  }
}

// A reader that went away (`… | head -1`) is no failure of the analysis.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

void main().then((code) => (process.exitCode = code));

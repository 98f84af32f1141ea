/** The command line: the same job as in the editor, through the same background process. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { saveBeside } from '../exports/save.ts';
import type { Report } from '../report/report.ts';
import { AnalyzerError, startAnalyzer } from '../worker/client.ts';
import { describeSource } from '../worker/describe-source.ts';
import { type AnalyzeArguments, parseCommand, USAGE, UsageError } from './arguments.ts';
import { keptFolder, passingFolder } from './job-folder.ts';
import { ProgressBar } from './progress-bar.ts';
import { summaryText } from './summary-text.ts';

declare const ENGINE_VERSION: string;

const EXIT = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const;

async function analyze({ sources, out, formats, options, jobs, cache, quiet }: AnalyzeArguments): Promise<void> {
  const source = await describeSource(sources);
  if (out !== undefined) await mkdir(out, { recursive: true });
  const jobFolder = await (cache === undefined ? passingFolder() : keptFolder(cache, source));
  const analyzer = startAnalyzer(path.join(__dirname, 'worker.js'));
  const bar = quiet ? undefined : new ProgressBar(process.stderr);
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, abort);
  try {
    const request = { jobId: randomUUID(), jobFolder: jobFolder.folder, source, options, createdAt: new Date().toISOString(), ...(jobs !== undefined && { threads: jobs }), ...(cache !== undefined && { cacheFolder: cache, retry: 'all' as const }) };
    const { reportPath, reused, notes } = await analyzer.analyze(request, { signal: controller.signal, onProgress: (progress) => bar?.show(progress) });
    const report = JSON.parse(await readFile(reportPath, 'utf8')) as Report;
    bar?.clear();
    if (!quiet) process.stderr.write(`${summaryText(report)}${reused > 0 ? `${report.summary.analyzed - reused} of ${report.summary.analyzed} analysed, the rest from the cache\n` : ''}`);
    for (const note of notes) process.stderr.write(`note: ${note}\n`);
    for (const format of formats) process.stdout.write(`${await saveBeside(source, format, report, out && path.resolve(out))}\n`);
  } finally {
    bar?.clear();
    analyzer.dispose();
    await jobFolder.end();
  }
}

async function main(): Promise<number> {
  try {
    const command = parseCommand(process.argv.slice(2));
    if (command.kind === 'help') process.stdout.write(USAGE);
    else if (command.kind === 'version') process.stdout.write(`${ENGINE_VERSION}\n`);
    else await analyze(command);
    return EXIT.done;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`ghostwriter-batch: ${error.message}\nTry ghostwriter-batch --help.\n`);
      return EXIT.usage;
    }
    process.stderr.write(`ghostwriter-batch: ${explain(error)}\n`);
    return error instanceof AnalyzerError && error.code === 'cancelled' ? EXIT.cancelled : EXIT.failed;
  }
}

function explain(error: unknown): string {
  const { code, path: file, message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'stat' && code !== 'ENOENT' && code !== 'ENOTDIR') return `${file ?? 'The source'} could not be read (${code ?? message}). Check its permissions.`;
  switch (code) {
    case 'ENOENT':
      return `${file ?? 'The path'} does not exist. Check the path.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${file ?? 'The path'} is not a folder, or lies below something that is none. Check the path.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path.dirname(file ?? '.')} may not be written to. Choose another folder with --out DIR.`;
    case 'ENOSPC':
      return 'The disk is full. Make room, or choose another folder with --out DIR.';
    default:
      return message;
  }
}

// A reader that went away (`… | head -1`) is no failure of the analysis.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

void main().then((code) => (process.exitCode = code));

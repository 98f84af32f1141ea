import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { makeAnalyzeRequest } from '../jobs/analyze-request.ts';
import type { MemoryLimit } from '../protocol/job.ts';
import type { AnalysisOptions, Report, SourceDescription } from '../report/report.ts';
import { readOwnReport, RESULTS_DAMAGED } from '../exports/read-own-report.ts';
import { type Analyzer, AnalyzerError, startAnalyzer } from '../process/host/client.ts';
import { inEnglish } from '../report/notice.ts';
import { type JobFolder, keptFolder, passingFolder } from './job-folder.ts';
import { ProgressBar } from './progress-bar.ts';

/** How an analysis is run, besides what it gives. */
export interface RunOptions {
  readonly jobs?: number;
  /** Absolute path of the folder where analyses are kept from run to run. */
  readonly cache?: string;
  /** Absolute path of an earlier report, whose clusters' numbers come back. */
  readonly like?: string;
  readonly memoryLimit?: MemoryLimit;
  readonly quiet: boolean;
}

/** What an analysis gave. */
export interface Analysed {
  readonly report: Report;
  /** Documents whose analysis was kept from an earlier run. */
  readonly reused: number;
  /** What the user should know about how it went. */
  readonly notes: readonly string[];
  /** The process, still there to be asked for texts. */
  readonly analyzer: Analyzer;
  /** Absolute path of the folder with the report and what lies beside it; it goes when this is used. */
  readonly folder: string;
}

/**
 * Analyses a source in the background process, with its progress on stderr. Signals cancel it.
 *
 * @param use gets what came of it while the process is still there
 */
export async function runAnalysis<T>(
  source: SourceDescription,
  options: AnalysisOptions,
  { jobs, cache, like, memoryLimit, quiet }: RunOptions,
  use: (analysed: Analysed) => Promise<T>,
): Promise<T> {
  const bar = quiet ? undefined : new ProgressBar(process.stderr);
  const controller = new AbortController();
  const abort = () => controller.abort();
  // From before the folder is made until it is gone: an interrupt leaves nothing behind.
  for (const signal of SIGNALS) process.on(signal, abort);
  let jobFolder: JobFolder | undefined;
  let analyzer: Analyzer | undefined;
  try {
    jobFolder = await (cache === undefined ? passingFolder() : keptFolder(cache, source));
    analyzer = startAnalyzer(WORKER);
    const request = makeAnalyzeRequest(
      { id: randomUUID(), source, options, createdAt: new Date().toISOString() },
      {
        optionsOf: 'user',
        jobFolder: jobFolder.folder,
        cacheFolder: cache,
        retry: cache === undefined ? undefined : 'all',
        threads: jobs,
        like,
        memoryLimit,
      },
    );
    const { reportPath, reused, notes } = await analyzer.analyze(request, {
      signal: controller.signal,
      onProgress: (progress) => bar?.show(progress),
    });
    bar?.clear();
    const report = await readOwnReport(reportPath);
    if (!report) throw new AnalyzerError('report-unreadable', RESULTS_DAMAGED);
    return await use({ report, reused, notes: notes.map(inEnglish), analyzer, folder: jobFolder.folder });
  } finally {
    bar?.clear();
    analyzer?.dispose();
    await jobFolder?.end();
    for (const signal of SIGNALS) process.off(signal, abort);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The bundled background process. */
export const WORKER = path.join(__dirname, 'worker.js');

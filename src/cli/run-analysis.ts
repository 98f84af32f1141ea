import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnalysisOptions, Report, SourceDescription } from '../report/report.ts';
import { type Analyzer, startAnalyzer } from '../worker/client.ts';
import { ProgressBar } from './progress-bar.ts';

/** How an analysis is run, besides what it gives. */
export interface RunOptions {
  readonly jobs?: number;
  readonly quiet: boolean;
}

/**
 * Analyses a source in the background process, with its progress on stderr. Signals cancel it.
 *
 * @param use gets the report while the process is still there to be asked for texts
 */
export async function runAnalysis<T>(source: SourceDescription, options: AnalysisOptions, { jobs, quiet }: RunOptions, use: (report: Report, analyzer: Analyzer) => Promise<T>): Promise<T> {
  const jobFolder = await mkdtemp(path.join(tmpdir(), 'ghostwriter-'));
  const analyzer = startAnalyzer(WORKER);
  const bar = quiet ? undefined : new ProgressBar(process.stderr);
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of SIGNALS) process.on(signal, abort);
  try {
    const request = { jobId: randomUUID(), jobFolder, source, options, createdAt: new Date().toISOString(), ...(jobs !== undefined && { threads: jobs }) };
    const { reportPath } = await analyzer.analyze(request, { signal: controller.signal, onProgress: (progress) => bar?.show(progress) });
    bar?.clear();
    return await use(JSON.parse(await readFile(reportPath, 'utf8')) as Report, analyzer);
  } finally {
    bar?.clear();
    for (const signal of SIGNALS) process.off(signal, abort);
    analyzer.dispose();
    // The process may still be ending: what it writes at the last moment goes too.
    await rm(jobFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The bundled background process. */
export const WORKER = path.join(__dirname, 'worker.js');

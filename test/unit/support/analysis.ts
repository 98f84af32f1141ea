import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { AnalyzeRequest } from '../../../src/protocol/analyzer.ts';
import type { Report, SourceDescription } from '../../../src/report/report.ts';
import { type Analyzer, startAnalyzer } from '../../../src/process/host/client.ts';
import { DIST } from './paths.ts';
import { folderWith, temporaryFolder } from './temporary-folder.ts';

/** The background process, ended with the test. */
export function analyzer(workerPath = path.join(DIST, 'worker.js')): Analyzer {
  const started = startAnalyzer(workerPath);
  onTestFinished(() => started.dispose());
  return started;
}

export const folderSource = (folder: string): SourceDescription => ({
  kind: 'folder',
  name: path.basename(folder),
  paths: [folder],
});

export function analyzeRequest(source: SourceDescription, fields: Partial<AnalyzeRequest> = {}): AnalyzeRequest {
  return {
    jobId: 'job',
    jobFolder: temporaryFolder(),
    source,
    options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
    createdAt: '2030-01-02T03:04:05.678Z',
    threads: 2,
    ...fields,
  };
}

/** A report in which whatever may differ between two runs on the same texts is blanked, without its manifest. */
export function withoutTimes(report: Report): Report {
  const job = { ...report.job, id: '', createdAt: '', startedAt: '', finishedAt: '' };
  const { manifest: _, ...rest } = report;
  return { ...rest, job };
}

export const readReport = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Report;

const WORDS =
  'river stone garden market window teacher winter bridge music letter forest engine harbour candle mountain kitchen painter island orchard compass'.split(
    ' ',
  );

/** A folder of so many short texts, all different. */
export function folderOfTexts(count: number): string {
  return folderWith(
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `text-${i}.txt`,
        Array.from({ length: 12 }, (__, k) => WORDS[(i * 7 + k * k * (1 + (i % 13))) % WORDS.length]).join(' '),
      ]),
    ),
  );
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  // A killed process whose new parent has not collected it yet answers signals though it is gone.
  const status = `/proc/${pid}/status`;
  if (existsSync(status) && /^State:\s+Z/m.test(readFileSync(status, 'utf8'))) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

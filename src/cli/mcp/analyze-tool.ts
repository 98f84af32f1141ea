import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { answered } from '../../assistants/answer.ts';
import { summaryAnswer } from '../../assistants/batch.ts';
import { AssistantError } from '../../assistants/library.ts';
import { ESTIMATE, name } from '../../assistants/wording.ts';
import { makeAnalyzeRequest } from '../../jobs/analyze-request.ts';
import { type Progress, stageName } from '../../protocol/job.ts';
import { inEnglish } from '../../report/notice.ts';
import type { Report } from '../../report/report.ts';
import { insideSource, type InsideSource } from '../../storage/inside-source.ts';
import { startAnalyzer } from '../../process/host/client.ts';
import { describeSource } from '../../process/host/describe-source.ts';
import { defaultAnalysisOptions } from '../arguments.ts';
import { type JobFolder, passingFolder } from '../job-folder.ts';
import type { ReportLibrary } from './report-library.ts';

export const AnalyzeInput = z.object({
  path: z
    .string()
    .min(1)
    .describe(
      'Path of a folder, a ZIP or a file, inside the folders that the user allowed; absolute, or relative to one of them.',
    ),
  clusters: z.int().min(1).max(9999).optional().describe('Number of clusters; chosen where it is absent.'),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.85)
    .describe('Least similarity at which two documents count as near-copies.'),
  baseline: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Path of a folder of at least 19 texts that people like the batch's writers are known to have written, inside the folders that the user allowed: levels are measured against them.",
    ),
  machineSamples: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Path of a folder of 5 to 100 answers to the same assignment that machines are known to have written, inside the folders that the user allowed: documents are compared with them.',
    ),
});

/** Analyses batches for an assistant, one at a time, inside the folders that the user named. What it finds goes with the server. */
export class AnalyzeTool {
  private readonly folders: JobFolder[] = [];
  private running = false;

  constructor(
    private readonly library: ReportLibrary,
    /** Absolute paths of the folders that may be analysed, and of what is in them. */
    private readonly allowed: readonly string[],
    private readonly workerPath: string,
    private readonly threads: number | undefined,
  ) {}

  /** For the model. */
  get description(): string {
    return `Analyses a folder, a ZIP or a file of texts, and answers with the summary and the id that the other tools take. Nothing is written beside it. It takes from seconds to minutes. It may analyse what is in: ${this.allowed.join(', ')}. ${ESTIMATE}`;
  }

  /** @returns the summary as JSON */
  run(
    input: z.output<typeof AnalyzeInput>,
    signal: AbortSignal,
    onProgress: (progress: Progress, says: string) => void,
  ): Promise<string> {
    return answered(() => this.analysed(input, signal, onProgress));
  }

  private async analysed(
    { path: wanted, clusters, threshold, baseline, machineSamples }: z.output<typeof AnalyzeInput>,
    signal: AbortSignal,
    onProgress: (progress: Progress, says: string) => void,
  ): Promise<object> {
    if (this.running) throw new AssistantError('Another analysis is running. Wait until it is done, then call again.');
    this.running = true;
    try {
      const source = await describeSource([this.inside(wanted)]);
      const jobFolder = await passingFolder();
      this.folders.push(jobFolder);
      const analyzer = startAnalyzer(this.workerPath);
      try {
        const createdAt = new Date().toISOString();
        const options = {
          ...defaultAnalysisOptions(),
          threshold,
          clusters: clusters ?? ('auto' as const),
          ...(baseline !== undefined && { baseline: this.inside(baseline) }),
          ...(machineSamples !== undefined && { machineSamples: this.inside(machineSamples) }),
        };
        const request = makeAnalyzeRequest(
          { id: randomUUID(), source, options, createdAt },
          { optionsOf: 'user', jobFolder: jobFolder.folder, threads: this.threads },
        );
        const { reportPath, summary, notes } = await analyzer.analyze(request, {
          signal,
          onProgress: (progress) =>
            onProgress(
              progress,
              `${stageName(progress.stage)}${progress.total > 0 ? `: ${progress.done} of ${progress.total}` : ''}`,
            ),
        });
        const id = this.library.add({ name: source.name, createdAt, summary, folder: jobFolder.folder });
        const found = summaryAnswer(id, JSON.parse(await readFile(reportPath, 'utf8')) as Report);
        return { ...found, notes: [...found.notes, ...notes.map(inEnglish)] };
      } finally {
        analyzer.dispose();
      }
    } finally {
      this.running = false;
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.folders.map((folder) => folder.end()));
  }

  /** Where links lead counts, not where they are. */
  private inside(wanted: string): InsideSource {
    for (const folder of this.allowed) {
      const at = insideSource(folder, wanted, { absolute: true });
      if (at !== undefined) return at;
    }
    throw new AssistantError(
      `${name(wanted)} is not there, or not in what may be analysed: ${this.allowed.join(', ')}. Name a path in it, or ask the user to start the server with --sources and its folder.`,
    );
  }
}

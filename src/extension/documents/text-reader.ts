import type * as vscode from 'vscode';
import type { ReadTextResponse } from '../../protocol/analyzer.ts';
import type { Job } from '../../protocol/job.ts';
import type { Explanation } from '../../report/explanation.ts';
import { type Analyzer, startAnalyzer } from '../../worker/client.ts';

/** How long the process that reads texts waits for the next one. */
const IDLE_MS = 30_000;

/** Reads documents as the analysis read them, in a child process that is started when it is needed and ended when it is idle. */
export class TextReader implements vscode.Disposable {
  private analyzer: Analyzer | undefined;
  private idle: NodeJS.Timeout | undefined;
  private reading = 0;

  constructor(private readonly workerPath: string) {}

  /** A document's text. Rejects with a message for people when the source or the document is gone. */
  read({ source, options: { reading } }: Pick<Job, 'source' | 'options'>, path: string): Promise<ReadTextResponse> {
    return this.ask((analyzer) => analyzer.readText({ source, path, ...(reading && { reading }) }));
  }

  /**
   * What moved a document's AI probability. Rejects as {@link read} does, and when other weights gave the probability.
   *
   * @param detector SHA-256 of the weights that gave it
   */
  explain({ source, options: { reading, granularity } }: Pick<Job, 'source' | 'options'>, path: string, detector: string | undefined): Promise<Explanation> {
    return this.ask((analyzer) => analyzer.explain({ source, path, granularity, ...(reading && { reading }), ...(detector !== undefined && { detector }) }));
  }

  private async ask<T>(send: (analyzer: Analyzer) => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    this.analyzer ??= startAnalyzer(this.workerPath);
    const { analyzer } = this;
    this.reading++;
    try {
      return await send(analyzer);
    } catch (error) {
      // It may be the process that failed: the next text gets a new one.
      if (this.analyzer === analyzer) this.dispose();
      throw error;
    } finally {
      if (--this.reading === 0) this.idle = setTimeout(() => this.dispose(), IDLE_MS);
    }
  }

  dispose(): void {
    clearTimeout(this.idle);
    this.analyzer?.dispose();
    this.analyzer = undefined;
  }
}

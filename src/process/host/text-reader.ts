import type {
  ReadTextResponse,
  SearchProgress,
  SearchResponse,
  SearchWordsResponse,
  SurveySamplesRequest,
  SurveySamplesResponse,
  TilePlace,
  TileResponse,
} from '../../protocol/analyzer.ts';
import type { Job } from '../../protocol/job.ts';
import type { Explanation } from '../../report/explanation.ts';
import { givenStretches } from '../../report/left-out.ts';
import type { Engine, ReportDocument } from '../../report/report.ts';
import { type Analyzer, AnalyzerError, startAnalyzer } from './client.ts';

/** How long the process that reads texts waits for the next one. */
const IDLE_MS = 30_000;

/** Answers what takes the texts or the vectors of an analysis, in a child process that is started when it is needed and ended when it is idle. */
export class TextReader {
  private analyzer: Analyzer | undefined;
  private idle: NodeJS.Timeout | undefined;
  private reading = 0;
  /** Settled once nothing is tried again. */
  private alone: Promise<void> = Promise.resolve();

  constructor(private readonly workerPath: string) {}

  /** A document's text. Rejects with a message for people when the source or the document is gone. */
  read({ source, options: { reading } }: Pick<Job, 'source' | 'options'>, path: string): Promise<ReadTextResponse> {
    return this.ask((analyzer) => analyzer.readText({ source, path, ...(reading && { reading }) }));
  }

  /**
   * What moved a document's AI probability. Rejects as {@link read} does, and when other weights gave the probability.
   *
   * @param document as the report has it
   * @param engine what the report was made with
   * @param ownOptions whether the options are those of the user of this machine, and not of a report from elsewhere
   */
  explain(
    { source, options: { reading, granularity } }: Pick<Job, 'source' | 'options'>,
    { path, leftOut = [] }: Pick<ReportDocument, 'path' | 'leftOut'>,
    { models }: Engine,
    ownOptions: boolean,
  ): Promise<Explanation> {
    return this.ask((analyzer) =>
      analyzer.explain({
        source,
        path,
        granularity,
        ownOptions,
        given: givenStretches(leftOut),
        ...(reading && { reading }),
        detector: models.filter(({ name }) => name.startsWith('detector.')),
      }),
    );
  }

  /** Documents of a finished analysis that a query in words is about, best first. */
  async search(jobFolder: string, query: string, limit?: number): Promise<SearchResponse['matches']> {
    return (await this.ask((analyzer) => analyzer.search({ jobFolder, query, ...(limit !== undefined && { limit }) })))
      .matches;
  }

  /** Which texts of a folder can serve as machine samples; none where it holds no document. */
  async surveySamples(request: SurveySamplesRequest): Promise<SurveySamplesResponse> {
    try {
      return await this.ask((analyzer) => analyzer.surveySamples(request));
    } catch (error) {
      if (error instanceof AnalyzerError && error.code === 'no-documents') return { usable: [], leftOut: [] };
      throw error;
    }
  }

  /** A part of an analysis's heatmap, by the rows in the job's folder. */
  tile(jobFolder: string, place: TilePlace): Promise<TileResponse> {
    return this.ask((analyzer) => analyzer.tile({ jobFolder, ...place }));
  }

  /** Which texts hold words. All are read again; the signal stops that. */
  searchWords(
    { source, options: { reading } }: Pick<Job, 'source' | 'options'>,
    query: string,
    listeners: { readonly onProgress: (progress: SearchProgress) => void; readonly signal: AbortSignal },
  ): Promise<SearchWordsResponse> {
    return this.ask((analyzer) => analyzer.searchWords({ source, query, ...(reading && { reading }) }, listeners));
  }

  private async ask<T>(send: (analyzer: Analyzer) => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    this.analyzer ??= startAnalyzer(this.workerPath);
    const { analyzer } = this;
    this.reading++;
    try {
      return await send(analyzer);
    } catch (error) {
      // A text that cannot be read is that request's matter alone.
      if (!(error instanceof AnalyzerError && error.code === 'crashed')) throw error;
      // The process is gone, and with it all that was asked of it. Which request ended it is not known: each is tried again, in a process of its own, so that it ends no other.
      if (this.analyzer === analyzer) this.analyzer = undefined;
      analyzer.dispose();
      return await this.askAlone(send);
    } finally {
      if (--this.reading === 0) this.idle = setTimeout(() => this.dispose(), IDLE_MS);
    }
  }

  private async askAlone<T>(send: (analyzer: Analyzer) => Promise<T>): Promise<T> {
    const before = this.alone;
    let done: () => void = () => undefined;
    // One after the other: there may be many.
    this.alone = new Promise((resolve) => (done = resolve));
    await before;
    const analyzer = startAnalyzer(this.workerPath);
    try {
      return await send(analyzer);
    } finally {
      analyzer.dispose();
      done();
    }
  }

  dispose(): void {
    clearTimeout(this.idle);
    this.analyzer?.dispose();
    this.analyzer = undefined;
  }
}

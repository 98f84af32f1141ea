import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  type CancellationToken,
  CancellationTokenSource,
  ErrorCodes,
  ResponseError,
  createMessageConnection,
} from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerFailure,
  type MapShardRequest,
  type MapShardResponse,
  mapShardRequest,
  type ReadTextRequest,
  type ReadTextResponse,
  analyzeRequest,
  type CompareElsewhereRequest,
  compareElsewhereRequest,
  type CompareElsewhereResponse,
  type CompareStripeRequest,
  compareStripeRequest,
  type ExplainRequest,
  type ExportRequest,
  type ExportResponse,
  exportRequest,
  type ReadListRequest,
  readListRequest,
  documentsNotification,
  explainRequest,
  type SearchRequest,
  type SearchResponse,
  searchProgress,
  type SearchProgress,
  searchRequest,
  type SearchWordsRequest,
  type SearchWordsResponse,
  searchWordsRequest,
  progressNotification,
  readTextRequest,
  type SurveySamplesRequest,
  surveySamplesRequest,
  type SurveySamplesResponse,
  type TileRequest,
  type TileResponse,
  tileRequest,
} from '../../protocol/analyzer.ts';
import type { ListRow } from '../../report/imported-notes.ts';
import type { StopReason } from '../../protocol/job-state.ts';
import type { DocumentResult, Progress } from '../../protocol/job.ts';
import type { Explanation } from '../../report/explanation.ts';
import { inEnglish, type Notice, notice } from '../../report/notice.ts';

/** A request to the background process failed; `message` is for people and says what to do next. */
export class AnalyzerError extends Error {
  readonly notice?: Notice;

  constructor(
    readonly code: AnalyzerFailure['code'],
    /** A notice, or words that somebody else found. */
    said: Notice | string,
    /** With `memory`: what would fit. */
    readonly memory?: AnalyzerFailure['memory'],
  ) {
    super(typeof said === 'string' ? said : inEnglish(said));
    this.name = 'AnalyzerError';
    if (typeof said !== 'string') this.notice = said;
  }
}

export interface AnalyzeListeners {
  readonly onProgress?: (progress: Progress) => void;
  readonly onDocuments?: (documents: readonly DocumentResult[]) => void;
  /** Has parts of a large batch's pairs compared by others; without it the process compares all of them. */
  readonly onCompareElsewhere?: (request: CompareElsewhereRequest) => Promise<CompareElsewhereResponse>;
  /** Cancels the request; the process is ended when it does not stop by itself in time. */
  readonly signal?: AbortSignal;
}

/** The background process, called as if it were local. Every failure rejects with an {@link AnalyzerError}. */
export interface Analyzer {
  readonly pid: number | undefined;
  analyze(request: AnalyzeRequest, listeners?: AnalyzeListeners): Promise<AnalyzeResponse>;
  /** Takes a part of a job's documents through the map stage. */
  mapShard(request: MapShardRequest, listeners?: AnalyzeListeners): Promise<MapShardResponse>;
  /** Compares a part of a batch's pairs. */
  compareStripe(request: CompareStripeRequest, listeners?: Pick<AnalyzeListeners, 'signal'>): Promise<null>;
  /** Reads one document of a source again, as the analysis read it. */
  readText(request: ReadTextRequest): Promise<ReadTextResponse>;
  /** Says what moved a document's AI probability. */
  explain(request: ExplainRequest): Promise<Explanation>;
  /** Finds the documents of a finished analysis that are about what a query says. */
  search(request: SearchRequest): Promise<SearchResponse>;
  /** Says which texts of a folder can serve as machine samples. */
  surveySamples(request: SurveySamplesRequest): Promise<SurveySamplesResponse>;
  /** Saves a report as files. */
  export(request: ExportRequest): Promise<ExportResponse>;
  /** The rows of a list that people have written tags and notes in. */
  readList(request: ReadListRequest): Promise<readonly ListRow[]>;
  /** Computes a part of a finished analysis's heatmap. */
  tile(request: TileRequest): Promise<TileResponse>;
  /** Reads all texts of a source again and finds words in them. The signal stops the search, and not the process. */
  searchWords(
    request: Omit<SearchWordsRequest, 'progress'>,
    listeners?: { readonly onProgress?: (progress: SearchProgress) => void; readonly signal?: AbortSignal },
  ): Promise<SearchWordsResponse>;
  /** Ends the process; requests under way reject with `cancelled`. */
  dispose(): void;
}

/** What runs a whole job: the background process, or a server. */
export interface JobRunner {
  readonly pid: number | undefined;
  analyze(
    request: AnalyzeRequest,
    listeners?: Pick<AnalyzeListeners, 'onProgress' | 'onDocuments'>,
  ): Promise<AnalyzeResponse>;
  /** Ends the analysis, which rejects with `cancelled`, as it does when it is begun after that. */
  stop(why: StopReason): void;
  dispose(): void;
}

/**
 * Starts the background process for one job.
 *
 * @param workerPath absolute path of the bundled `worker.js`
 */
export function startJob(workerPath: string): JobRunner {
  const analyzer = startAnalyzer(workerPath);
  const stopping = new AbortController();
  return {
    pid: analyzer.pid,
    analyze: (request, listeners) => analyzer.analyze(request, { ...listeners, signal: stopping.signal }),
    stop: () => stopping.abort(),
    dispose: () => analyzer.dispose(),
  };
}

export const cancelled = () => new AnalyzerError('cancelled', notice('analysis-cancelled'));

/** How long a cancelled child may take to stop by itself. */
const CANCEL_GRACE_MS = 200;

/**
 * Starts the background process.
 *
 * @param workerPath absolute path of the bundled `worker.js`
 */
export function startAnalyzer(workerPath: string): Analyzer {
  // It reads texts of strangers: keys of a store or a queue are not for it.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|AWS_|GHOSTWRITER_REDIS$)/.test(name)),
  );
  const child = fork(workerPath, [], {
    env: { ...environment, ELECTRON_RUN_AS_NODE: '1' },
    // For collectGarbage.
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-2000)));

  let disposed = false;
  let fail: (error: AnalyzerError) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (fail = reject));
  ended.catch(() => undefined);
  child.on('error', (error) =>
    fail(new AnalyzerError('crashed', notice('process-not-started', { error: error.message }))),
  );
  // 'close' comes after the last of stderr, 'exit' may come before it.
  child.once('close', (code, signal) => {
    connection.dispose();
    if (disposed) return fail(cancelled());
    const what = signal
      ? notice('process-ended-by-signal', { signal })
      : notice('process-ended', { status: code ?? '?' });
    const words = lastWords.trim();
    fail(new AnalyzerError('crashed', words === '' ? what : notice('process-last-words', { what, words })));
  });
  connection.onError(() => undefined);
  connection.listen();

  const end = () => {
    disposed = true;
    child.kill('SIGKILL');
  };
  const call = async <T>(
    send: (token: CancellationToken) => Promise<T>,
    signal?: AbortSignal,
    ending = true,
  ): Promise<T> => {
    const source = new CancellationTokenSource();
    let timer: NodeJS.Timeout | undefined;
    const cancel = () => {
      source.cancel();
      if (ending) timer = setTimeout(end, CANCEL_GRACE_MS);
    };
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await Promise.race([send(source.token), ended]);
    } catch (error) {
      // However it ended: that was the wish.
      if (signal?.aborted) throw cancelled();
      if (error instanceof ResponseError && error.code !== ErrorCodes.PendingResponseRejected) {
        const { code = 'internal', notice: said, memory } = (error.data ?? {}) as Partial<AnalyzerFailure>;
        throw new AnalyzerError(code, said ?? error.message, memory);
      }
      if (error instanceof AnalyzerError) throw error;
      // The connection was closed under the request: the process's end says why.
      return await ended;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  };

  const told = async <T>(
    { onProgress, onDocuments, onCompareElsewhere, signal }: AnalyzeListeners,
    send: (token: CancellationToken) => Promise<T>,
  ): Promise<T> => {
    const subscriptions = [
      connection.onNotification(progressNotification, (progress) => onProgress?.(progress)),
      connection.onNotification(documentsNotification, (documents) => onDocuments?.(documents)),
      ...(onCompareElsewhere ? [connection.onRequest(compareElsewhereRequest, onCompareElsewhere)] : []),
    ];
    try {
      return await call(send, signal);
    } finally {
      for (const s of subscriptions) s.dispose();
    }
  };

  return {
    pid: child.pid,
    analyze: (request, listeners = {}) =>
      told(listeners, (token) =>
        connection.sendRequest(
          analyzeRequest,
          { ...request, ...(listeners.onCompareElsewhere && { compareElsewhere: true }) },
          token,
        ),
      ),
    mapShard: (request, listeners = {}) =>
      told(listeners, (token) => connection.sendRequest(mapShardRequest, request, token)),
    compareStripe: (request, { signal } = {}) =>
      call((token) => connection.sendRequest(compareStripeRequest, request, token), signal),
    surveySamples: (request) => call((token) => connection.sendRequest(surveySamplesRequest, request, token)),
    readList: (request) => call((token) => connection.sendRequest(readListRequest, request, token)),
    export: (request) => call((token) => connection.sendRequest(exportRequest, request, token)),
    explain: (request) => call((token) => connection.sendRequest(explainRequest, request, token)),
    search: (request) => call((token) => connection.sendRequest(searchRequest, request, token)),
    tile: (request) => call((token) => connection.sendRequest(tileRequest, request, token)),
    async searchWords(request, { onProgress, signal } = {}) {
      const progress = randomUUID();
      const subscription = connection.onProgress(searchProgress, progress, (told) => onProgress?.(told));
      try {
        return await call(
          (token) => connection.sendRequest(searchWordsRequest, { ...request, progress }, token),
          signal,
          false,
        );
      } finally {
        subscription.dispose();
      }
    },
    readText: (request) => call((token) => connection.sendRequest(readTextRequest, request, token)),
    dispose: end,
  };
}

import { fork } from 'node:child_process';
import { type CancellationToken, CancellationTokenSource, ErrorCodes, ResponseError, createMessageConnection } from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerFailure,
  type ReadTextRequest,
  type ReadTextResponse,
  analyzeRequest,
  type ExplainRequest,
  documentsNotification,
  explainRequest,
  type SearchRequest,
  type SearchResponse,
  searchRequest,
  progressNotification,
  readTextRequest,
} from '../protocol/analyzer.ts';
import type { DocumentResult, Progress } from '../protocol/job.ts';
import type { Explanation } from '../report/explanation.ts';

/** A request to the background process failed; `message` is for people and says what to do next. */
export class AnalyzerError extends Error {
  constructor(
    readonly code: AnalyzerFailure['code'],
    message: string,
  ) {
    super(message);
    this.name = 'AnalyzerError';
  }
}

export interface AnalyzeListeners {
  readonly onProgress?: (progress: Progress) => void;
  readonly onDocuments?: (documents: readonly DocumentResult[]) => void;
  /** Cancels the request; the process is ended when it does not stop by itself in time. */
  readonly signal?: AbortSignal;
}

/** The background process, called as if it were local. Every failure rejects with an {@link AnalyzerError}. */
export interface Analyzer {
  readonly pid: number | undefined;
  analyze(request: AnalyzeRequest, listeners?: AnalyzeListeners): Promise<AnalyzeResponse>;
  /** Reads one document of a source again, as the analysis read it. */
  readText(request: ReadTextRequest): Promise<ReadTextResponse>;
  /** Says what moved a document's AI probability. */
  explain(request: ExplainRequest): Promise<Explanation>;
  /** Finds the documents of a finished analysis that are about what a query says. */
  search(request: SearchRequest): Promise<SearchResponse>;
  /** Ends the process; requests under way reject with `cancelled`. */
  dispose(): void;
}

const cancelled = () => new AnalyzerError('cancelled', 'The analysis was cancelled.');

/** How long a cancelled child may take to stop by itself. */
const CANCEL_GRACE_MS = 200;

/**
 * Starts the background process.
 *
 * @param workerPath absolute path of the bundled `worker.js`
 */
export function startAnalyzer(workerPath: string): Analyzer {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_')));
  const child = fork(workerPath, [], {
    env: { ...environment, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
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
  child.on('error', (error) => fail(new AnalyzerError('crashed', `The analysis process could not be started: ${error.message}`)));
  // 'close' comes after the last of stderr, 'exit' may come before it.
  child.once('close', (code, signal) => {
    connection.dispose();
    fail(
      disposed
        ? cancelled()
        : new AnalyzerError('crashed', `The analysis process ended unexpectedly (${signal ?? `exit code ${code}`}). Run the analysis again.${lastWords ? `\n${lastWords.trim()}` : ''}`),
    );
  });
  connection.onError(() => undefined);
  connection.listen();

  const end = () => {
    disposed = true;
    child.kill('SIGKILL');
  };
  const call = async <T>(send: (token: CancellationToken) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const source = new CancellationTokenSource();
    let timer: NodeJS.Timeout | undefined;
    const cancel = () => {
      source.cancel();
      timer = setTimeout(end, CANCEL_GRACE_MS);
    };
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await Promise.race([send(source.token), ended]);
    } catch (error) {
      // However it ended: that was the wish.
      if (signal?.aborted) throw cancelled();
      if (error instanceof ResponseError && error.code !== ErrorCodes.PendingResponseRejected) throw new AnalyzerError((error.data as AnalyzerFailure | undefined)?.code ?? 'internal', error.message);
      if (error instanceof AnalyzerError) throw error;
      // The connection was closed under the request: the process's end says why.
      return await ended;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  };

  return {
    pid: child.pid,
    async analyze(request, { onProgress, onDocuments, signal } = {}) {
      const subscriptions = [
        connection.onNotification(progressNotification, (progress) => onProgress?.(progress)),
        connection.onNotification(documentsNotification, (documents) => onDocuments?.(documents)),
      ];
      try {
        return await call((token) => connection.sendRequest(analyzeRequest, request, token), signal);
      } finally {
        for (const s of subscriptions) s.dispose();
      }
    },
    explain: (request) => call((token) => connection.sendRequest(explainRequest, request, token)),
    search: (request) => call((token) => connection.sendRequest(searchRequest, request, token)),
    readText: (request) => call((token) => connection.sendRequest(readTextRequest, request, token)),
    dispose: end,
  };
}

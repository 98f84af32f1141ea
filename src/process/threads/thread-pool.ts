import { Worker } from 'node:worker_threads';
import { AnalysisFailure } from '../../analysis/failure.ts';
import { problem } from '../../analysis/sources/problem.ts';
import { cancelled } from '../../analysis/cancellation.ts';
import { type Notice, notice } from '../../report/notice.ts';
import type { DocumentOutcome, DocumentTask, ThreadData, ThreadMessage, ThreadTask } from './thread-protocol.ts';
import { beyondTotal } from '../../analysis/sources/total-size.ts';

/** Documents that go to a thread at once: enough to hide the message, few enough that progress flows. */
const BATCH = 4;

/** Documents for which another thread is worth loading its models, which takes the processor as long as some fifteen documents: half of what it does at least is documents. */
const WORTH_A_THREAD = 32;

interface Batch {
  /** Indices of documents. */
  readonly documents: readonly number[];
  /** Whether its documents already brought a thread down once. */
  readonly retried: boolean;
}

export interface MapRequest extends Omit<ThreadData, 'stopped'> {
  /** Absolute path of the bundled `thread.js`. */
  readonly threadPath: string;
  readonly threads: number;
  readonly documents: readonly DocumentTask[];
  /** Called once for each document, in no particular order. */
  readonly onOutcome: (document: number, outcome: DocumentOutcome, origin: OutcomeOrigin) => void;
  readonly signal: AbortSignal;
}

/** How an outcome came about: it was found out, an analysis with the key to keep it under; or the documents before used up the total size. */
export type OutcomeOrigin = { readonly kind: 'found'; readonly key?: Uint8Array } | { readonly kind: 'beyond-total' };

/**
 * Takes documents through the map stage in worker threads. A document that ends its thread is tried once more alone and then skipped.
 *
 * @throws {@link AnalysisFailure} `cancelled` or `model-damaged`; and whatever `onOutcome` throws
 */
export function mapDocuments({
  threadPath,
  threads,
  documents,
  onOutcome,
  signal,
  ...threadData
}: MapRequest): Promise<void> {
  const queue: Batch[] = [];
  for (let i = 0; i < documents.length; i += BATCH)
    queue.push({
      documents: Array.from({ length: Math.min(BATCH, documents.length - i) }, (_, k) => i + k),
      retried: false,
    });
  let waiting = documents.length;
  let unpacked = 0;
  const workers = new Set<Worker>();
  const stopped = new Int32Array(new SharedArrayBuffer(4));

  return new Promise((resolve, reject) => {
    let finished = false;
    const finish = (settle: () => void) => {
      finished = true;
      signal.removeEventListener('abort', abort);
      // A thread that is ended from outside while the ONNX runtime works in it takes the whole process down.
      Atomics.store(stopped, 0, 1);
      for (const worker of workers) worker.postMessage({ kind: 'stop' } satisfies ThreadTask);
      settle();
    };
    const fail = (failure: Error) => finish(() => reject(failure));
    const abort = () => fail(cancelled());
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);

    const settleDocument = (document: number, outcome: DocumentOutcome, origin: OutcomeOrigin) => {
      unpacked += outcome.bytes;
      onOutcome(document, outcome, origin);
      waiting--;
    };
    /** What becomes of an outcome may fail: on a full disk, for one. */
    const guarded = (act: () => void) => {
      try {
        act();
      } catch (error) {
        if (!finished) fail(error instanceof Error ? error : new Error(String(error)));
      }
    };
    /** Batches go out in the order of their documents: once the finished ones have passed the total, so have all that are still to come. */
    const nextBatch = (): Batch | undefined => {
      for (;;) {
        const batch = queue.shift();
        if (!batch || batch.retried || unpacked <= threadData.reading.limits.totalBytes) return batch;
        for (const document of batch.documents)
          settleDocument(
            document,
            { skipped: beyondTotal(threadData.reading.limits.totalBytes), bytes: 0 },
            { kind: 'beyond-total' },
          );
      }
    };
    const startWorker = () => {
      const worker = new Worker(threadPath, {
        workerData: { ...threadData, stopped } satisfies ThreadData,
        stderr: true,
      });
      workers.add(worker);
      let batch: Batch | undefined;
      let ready = false;
      const next = () => {
        batch = nextBatch();
        if (waiting === 0) {
          finish(resolve);
          return;
        }
        if (batch)
          worker.postMessage({
            kind: 'documents',
            documents: batch.documents.map((d) => documents[d]!),
          } satisfies ThreadTask);
      };
      worker.on('message', (message: ThreadMessage) => {
        if (finished) return;
        switch (message.kind) {
          case 'ready':
            ready = true;
            return guarded(next);
          case 'broken':
            return fail(new AnalysisFailure(message.code, message.notice));
          case 'done':
            return guarded(() => {
              for (const [i, document] of batch?.documents.entries() ?? []) {
                const { key, ...outcome } = message.outcomes[i]!;
                settleDocument(document, outcome, { kind: 'found', ...(key && { key }) });
              }
              batch = undefined;
              next();
            });
        }
      });
      let reason: string | Notice = notice('thread-ended');
      worker.on('error', (error) => (reason = error.message));
      worker.on('exit', () => {
        if (!workers.delete(worker) || finished) return;
        if (!ready) return fail(new AnalysisFailure('internal', notice('thread-not-started', { reason })));
        guarded(() => {
          if (batch?.retried) {
            for (const document of batch.documents)
              settleDocument(
                document,
                { skipped: problem('analysis-failed', notice('document-not-analysed', { reason })), bytes: 0 },
                { kind: 'found' },
              );
          } else if (batch) queue.unshift(...batch.documents.map((d) => ({ documents: [d], retried: true })));
          if (waiting === 0) finish(resolve);
          else startWorker();
        });
      });
    };
    if (waiting === 0) return finish(resolve);
    for (let i = 0; i < Math.min(threads, Math.ceil(documents.length / WORTH_A_THREAD)); i++) startWorker();
  });
}

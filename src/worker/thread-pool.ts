import { Worker } from 'node:worker_threads';
import { AnalysisFailure } from '../analysis/failure.ts';
import type { DocumentLocation } from '../analysis/sources/document-location.ts';
import type { Engine } from '../report/report.ts';
import type { DocumentOutcome, ThreadData, ThreadMessage } from './thread-protocol.ts';

/** Documents that go to a thread at once: enough to hide the message, few enough that progress flows. */
const BATCH = 4;

interface Batch {
  /** Indices of documents. */
  readonly documents: readonly number[];
  /** Whether its documents already brought a thread down once. */
  readonly retried: boolean;
}

export interface MapRequest extends ThreadData {
  /** Absolute path of the bundled `thread.js`. */
  readonly threadPath: string;
  readonly threads: number;
  readonly locations: readonly DocumentLocation[];
  /** Called once for each document, in no particular order. */
  readonly onOutcome: (document: number, outcome: DocumentOutcome) => void;
  readonly signal: AbortSignal;
}

/**
 * Takes documents through the map stage in worker threads. A document that ends its thread is tried once more alone and then skipped.
 *
 * @returns the models that were used
 * @throws {@link AnalysisFailure} `cancelled` or `model-damaged`
 */
export function mapDocuments({ threadPath, threads, locations, onOutcome, signal, ...threadData }: MapRequest): Promise<Engine['models']> {
  const queue: Batch[] = [];
  for (let i = 0; i < locations.length; i += BATCH) queue.push({ documents: Array.from({ length: Math.min(BATCH, locations.length - i) }, (_, k) => i + k), retried: false });
  let waiting = locations.length;
  let models: Engine['models'] = [];
  const workers = new Set<Worker>();

  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', abort);
      for (const worker of workers) void worker.terminate();
      settle();
    };
    const fail = (failure: AnalysisFailure) => finish(() => reject(failure));
    const abort = () => fail(new AnalysisFailure('cancelled', 'The analysis was cancelled.'));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);

    const settleDocument = (document: number, outcome: DocumentOutcome) => {
      onOutcome(document, outcome);
      waiting--;
    };
    const startWorker = () => {
      const worker = new Worker(threadPath, { workerData: threadData satisfies ThreadData, stderr: true });
      workers.add(worker);
      let batch: Batch | undefined;
      let ready = false;
      const next = () => {
        if (waiting === 0) { finish(() => resolve(models)); return; }
        batch = queue.shift();
        if (batch) worker.postMessage({ locations: batch.documents.map((d) => locations[d]) });
      };
      worker.on('message', (message: ThreadMessage) => {
        switch (message.kind) {
          case 'ready':
            ready = true;
            models = message.models;
            return next();
          case 'broken':
            return fail(new AnalysisFailure('model-damaged', message.message));
          case 'done':
            for (const [i, document] of batch?.documents.entries() ?? []) settleDocument(document, message.outcomes[i]!);
            batch = undefined;
            return next();
        }
      });
      let reason = 'its thread ended';
      worker.on('error', (error) => (reason = error.message));
      worker.on('exit', () => {
        if (!workers.delete(worker) || waiting === 0 || signal.aborted) return;
        if (!ready) return fail(new AnalysisFailure('internal', `An analysis thread could not start: ${reason}. Run the analysis again.`));
        if (batch?.retried) {
          for (const document of batch.documents) settleDocument(document, { skipped: { code: 'analysis-failed', message: `The document could not be analysed: ${reason}.` } });
        } else if (batch) queue.unshift(...batch.documents.map((d) => ({ documents: [d], retried: true })));
        if (waiting === 0) finish(() => resolve(models));
        else startWorker();
      });
    };
    if (waiting === 0) return finish(() => resolve(models));
    for (let i = 0; i < Math.min(threads, queue.length); i++) startWorker();
  });
}

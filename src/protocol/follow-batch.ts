/** Following a batch of the service to its end: for the extension and for the service's own page. */
import type { DocumentResult, Job, Progress } from './job.ts';
import { can } from './job-state.ts';
import type { ServerEvent } from './server-events.ts';

interface Followed {
  readonly status: Job['status'];
  readonly progress?: Progress;
}

/** A client of the service, as far as following needs it. */
export interface BatchSource<B extends Followed> {
  /** How a batch goes on, until it has ended, or the connection or the server has. */
  events(id: string, signal?: AbortSignal): AsyncIterable<ServerEvent>;
  status(id: string, signal?: AbortSignal): Promise<B>;
  /** A batch as an event holds it; `undefined` for what is none. */
  batch(data: unknown): B | undefined;
  documents(data: unknown): readonly DocumentResult[];
  /** What a failure means: whether it may be over in a while, and after how long it is worth asking again, where the server said so. */
  failure(error: unknown): { readonly passing: boolean; readonly retryAfterMs?: number };
}

export interface FollowListeners<B> {
  /** Told of each state that was heard of, the last one too. */
  readonly onBatch?: (batch: B) => void;
  readonly onDocuments: (documents: readonly DocumentResult[]) => void;
  readonly signal?: AbortSignal;
}

/** How long to wait for a server that is away, and how often it is asked meanwhile. */
export interface Patience {
  readonly giveUpMs: number;
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * Follows a batch to its end, through lost connections and restarts of the server. Events tell at once; that they end says nothing of the batch, so its state is asked for then. Where there is no place for
 * another stream of events, its state is asked for alone.
 *
 * @returns the batch, in a state in which it goes on no more
 * @throws what the source throws that lasts, or goes on for too long; the signal's reason
 */
export async function followBatch<B extends Followed>(
  source: BatchSource<B>,
  id: string,
  { onBatch = () => undefined, onDocuments, signal }: FollowListeners<B>,
  { giveUpMs, firstMs, mostMs }: Patience,
): Promise<B> {
  const seen = new Set<string>();
  let heardAt = performance.now();
  let wait = firstMs;
  const heard = () => {
    heardAt = performance.now();
    wait = firstMs;
  };
  const take = ({ event, data }: ServerEvent) => {
    heard();
    const value: unknown = JSON.parse(data);
    if (event === 'documents') {
      // Those of before come again with each connection.
      const documents = source.documents(value).filter((document) => !seen.has(document.id));
      for (const document of documents) seen.add(document.id);
      if (documents.length > 0) onDocuments(documents);
    } else if (event === 'status') {
      const batch = source.batch(value);
      if (batch) onBatch(batch);
    }
  };
  for (;;) {
    try {
      let broken: unknown;
      try {
        for await (const event of source.events(id, signal)) take(event);
      } catch (error) {
        signal?.throwIfAborted();
        if (!source.failure(error).passing) throw error;
        broken = error;
      }
      const batch = await source.status(id, signal);
      onBatch(batch);
      if (!can('lose', batch.status)) return batch;
      heard();
      const { retryAfterMs = 0 } = broken === undefined ? {} : source.failure(broken);
      // The server ends streams when it ends itself.
      await pause(Math.max(firstMs, Math.min(retryAfterMs, mostMs)), signal);
    } catch (error) {
      signal?.throwIfAborted();
      const { passing, retryAfterMs = 0 } = source.failure(error);
      if (!passing || performance.now() - heardAt > giveUpMs) throw error;
      await pause(Math.max(wait, retryAfterMs), signal);
      wait = Math.min(2 * wait, mostMs);
    }
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, milliseconds);
    if (signal?.aborted) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
  });
}

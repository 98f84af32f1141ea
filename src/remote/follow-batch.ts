import { setTimeout as delay } from 'node:timers/promises';
import type { DocumentResult, Progress } from '../protocol/job.ts';
import { can } from '../protocol/job-state.ts';
import { BatchAnswer, DocumentsAnswer } from './answers.ts';
import type { ServiceClient } from './service-client.ts';
import { ServiceFailure } from './service-failure.ts';

export interface FollowListeners {
  readonly onProgress: (progress: Progress) => void;
  readonly onDocuments: (documents: readonly DocumentResult[]) => void;
  readonly signal?: AbortSignal;
}

/** How long to wait for a server that is away, and how often it is asked meanwhile. */
export interface Patience {
  readonly giveUpMs: number;
  readonly firstMs: number;
  readonly mostMs: number;
}

/** A server may be restarted, and a laptop be taken home. */
export const PATIENCE: Patience = { giveUpMs: 15 * 60_000, firstMs: 1000, mostMs: 30_000 };

/**
 * Follows a batch to its end, through lost connections. Events tell at once; where they break off, its state is asked for.
 *
 * @returns the batch, in a state in which it goes on no more
 * @throws {@link ServiceFailure}, or the signal's reason
 */
export async function followBatch(client: ServiceClient, id: string, { onProgress, onDocuments, signal }: FollowListeners, { giveUpMs, firstMs, mostMs }: Patience = PATIENCE): Promise<BatchAnswer> {
  const seen = new Set<string>();
  let heardAt = performance.now();
  let wait = firstMs;
  const heard = () => {
    heardAt = performance.now();
    wait = firstMs;
  };
  const take = (event: string, data: unknown) => {
    heard();
    if (event === 'documents') {
      // Those of before come again with each connection.
      const documents = DocumentsAnswer.safeParse(data).data?.filter((d) => !seen.has(d.id)) ?? [];
      for (const { id: document } of documents) seen.add(document);
      if (documents.length > 0) onDocuments(documents);
    } else if (event === 'status') {
      const { progress } = BatchAnswer.safeParse(data).data ?? {};
      if (progress) onProgress(progress);
    }
  };
  for (;;) {
    try {
      for await (const { event, data } of client.events(id, signal)) take(event, JSON.parse(data));
      const batch = await client.status(id, signal);
      if (!can('lose', batch.status)) return batch;
      heard();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ServiceFailure) || !error.passing) throw error;
      if (performance.now() - heardAt > giveUpMs) throw new ServiceFailure(`${error.message} What was uploaded goes on there.`, error.status, true);
      await delay(Math.max(wait, error.retryAfterMs ?? 0), undefined, signal && { signal });
      wait = Math.min(2 * wait, mostMs);
      continue;
    }
    // The server ends streams when it ends itself.
    await delay(firstMs, undefined, signal && { signal });
  }
}

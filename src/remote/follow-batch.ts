import type { DocumentResult, Progress } from '../protocol/job.ts';
import { type BatchSource, followBatch as follow, type Patience } from '../protocol/follow-batch.ts';
import { notice, reasonOf } from '../report/notice.ts';
import { BatchAnswer, DocumentsAnswer } from './answers.ts';
import type { ServiceClient } from './service-client.ts';
import { ServiceFailure } from './service-failure.ts';

export type { Patience } from '../protocol/follow-batch.ts';

export interface FollowListeners {
  readonly onProgress: (progress: Progress) => void;
  readonly onDocuments: (documents: readonly DocumentResult[]) => void;
  readonly signal?: AbortSignal;
}

/** A server may be restarted, and a laptop be taken home. */
export const PATIENCE: Patience = { giveUpMs: 15 * 60_000, firstMs: 1000, mostMs: 30_000 };

/**
 * Follows a batch to its end, through lost connections.
 *
 * @returns the batch, in a state in which it goes on no more
 * @throws {@link ServiceFailure}, or the signal's reason
 */
export async function followBatch(
  client: ServiceClient,
  id: string,
  { onProgress, ...listeners }: FollowListeners,
  patience: Patience = PATIENCE,
): Promise<BatchAnswer> {
  const source: BatchSource<BatchAnswer> = {
    events: (batch, signal) => client.events(batch, signal),
    status: (batch, signal) => client.status(batch, signal),
    batch: (data) => BatchAnswer.safeParse(data).data,
    documents: (data) => DocumentsAnswer.safeParse(data).data ?? [],
    failure: (error) =>
      error instanceof ServiceFailure
        ? { passing: error.passing, ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }) }
        : { passing: false },
  };
  try {
    return await follow(
      source,
      id,
      { ...listeners, onBatch: ({ progress }) => progress && onProgress(progress) },
      patience,
    );
  } catch (error) {
    if (error instanceof ServiceFailure && error.passing)
      throw new ServiceFailure(notice('goes-on-there', { reason: reasonOf(error) }), error.status, true);
    throw error;
  }
}

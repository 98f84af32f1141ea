import { type BatchSource, followBatch, type FollowListeners } from '../../protocol/follow-batch.ts';
import type { DocumentResult } from '../../protocol/job.ts';
import { type ServerEvent, serverEvents } from '../../protocol/server-events.ts';
import type { BatchPage, BatchView } from '../../protocol/service.ts';

/** The service refused; `message` is for people. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** After so long, where it said so. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** Where the tab keeps its token: it goes with the tab. */
const TOKEN = 'ghostwriter-token';

/** The service that the page came from. The token is sent in a header and stands in no address. */
export class ServiceClient {
  get token(): string {
    return sessionStorage.getItem(TOKEN) ?? '';
  }

  set token(token: string) {
    if (token === '') sessionStorage.removeItem(TOKEN);
    else sessionStorage.setItem(TOKEN, token);
  }

  /** @throws {@link ServiceError} */
  async fetch(path: string, init: Omit<RequestInit, 'headers'> = {}): Promise<Response> {
    const { token } = this;
    let response: Response;
    try {
      response = await fetch(path, { ...init, headers: token === '' ? {} : { authorization: `Bearer ${token}` } });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new ServiceError(0, 'The server does not answer. Check the connection, and whether it runs.');
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { readonly message?: string };
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    throw new ServiceError(
      response.status,
      problem.message ?? `The server answered with ${response.status}.`,
      seconds > 0 ? seconds * 1000 : undefined,
    );
  }

  async json<T>(path: string, init?: Omit<RequestInit, 'headers'>): Promise<T> {
    return (await (await this.fetch(path, init)).json()) as T;
  }

  list(offset: number, limit: number): Promise<BatchPage> {
    return this.json(`/api/batch/jobs?offset=${offset}&limit=${limit}`);
  }

  upload(form: FormData): Promise<BatchView> {
    return this.json('/api/batch/upload', { method: 'POST', body: form });
  }

  /** Asks for something to be done with a batch. */
  async act(id: string, what: 'retry' | 'cancel' | 'pause' | 'delete'): Promise<void> {
    if (what === 'delete') await this.fetch(`/api/batch/${id}`, { method: 'DELETE' });
    else await this.fetch(`/api/batch/${id}/${what}`, { method: 'POST' });
  }

  /** Saves an answer as a file, under the name that the service gives it. */
  async download(path: string): Promise<void> {
    const response = await this.fetch(path);
    const said = response.headers.get('content-disposition') ?? '';
    const encoded = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1];
    const name = encoded === undefined ? /filename="?([^";]+)/i.exec(said)?.[1] : decodeURIComponent(encoded);
    const url = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = url;
    link.download = name ?? 'report';
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  /** Follows a batch to its end, as the extension does: whatever becomes of the connection and of the server meanwhile. */
  follow(id: string, listeners: FollowListeners<BatchView>): Promise<BatchView> {
    const source: BatchSource<BatchView> = {
      events: (batch, signal) => this.events(batch, signal),
      status: (batch) => this.json<BatchView>(`/api/batch/${batch}/status`),
      batch: (data) => data as BatchView,
      documents: (data) => data as readonly DocumentResult[],
      failure: (error) =>
        error instanceof ServiceError
          ? {
              passing: error.status === 0 || error.status === 429 || error.status >= 500,
              ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
            }
          : { passing: false },
    };
    return followBatch(source, id, listeners, PATIENCE);
  }

  /** Server-sent events until the stream ends. An `EventSource` could not send the token. */
  private async *events(id: string, signal?: AbortSignal): AsyncGenerator<ServerEvent> {
    const { body } = await this.fetch(`/api/batch/${id}/events`, signal ? { signal } : {});
    const reader = body?.getReader();
    if (!reader) return;
    yield* serverEvents(chunksOf(reader));
  }
}

/** A tab stays open for as long as somebody likes. */
const PATIENCE = { giveUpMs: Infinity, firstMs: 1000, mostMs: 15_000 };

async function* chunksOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (;;) {
    let read;
    try {
      read = await reader.read();
    } catch {
      throw new ServiceError(0, 'The connection to the server broke off.');
    }
    if (read.done) return;
    yield read.value;
  }
}

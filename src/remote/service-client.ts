import { Readable } from 'node:stream';
import { notice } from '../report/notice.ts';
import { BatchAnswer } from './answers.ts';
import type { Multipart } from './multipart.ts';
import { type ServerEvent, serverEvents } from '../protocol/server-events.ts';
import { connectionFailure, refusal, ServiceFailure } from './service-failure.ts';

/** A server of the service. The one place of the extension that opens a connection; every failure is a {@link ServiceFailure}, or the signal's. */
export class ServiceClient {
  /**
   * @param url its address, without a slash at its end
   * @param token asked for with each request: it may be set meanwhile
   */
  constructor(
    readonly url: string,
    private readonly token: () => Promise<string | undefined>,
  ) {}

  /** Says whether it could be worked with, before anything is sent to it. */
  async greet(signal?: AbortSignal): Promise<void> {
    await (await this.ask('jobs?limit=1', signal)).body?.cancel();
  }

  async upload({ type, body }: Multipart, signal?: AbortSignal): Promise<BatchAnswer> {
    // Node's streams and those of the DOM's types differ in name alone; `duplex` is asked for with a body that is made on the way.
    const init: object = {
      method: 'POST',
      headers: { 'content-type': type },
      body: Readable.toWeb(Readable.from(body, { objectMode: false })),
      duplex: 'half',
    };
    return this.batch(await this.ask('upload', signal, init));
  }

  async status(id: string, signal?: AbortSignal): Promise<BatchAnswer> {
    return this.batch(await this.ask(`${id}/status`, signal));
  }

  /** How a batch goes on, until it has ended or the connection has. */
  async *events(id: string, signal?: AbortSignal): AsyncGenerator<ServerEvent> {
    const { body } = await this.ask(`${id}/events`, signal);
    try {
      if (body) yield* serverEvents(body);
    } catch (error) {
      throw signal?.aborted ? error : connectionFailure(this.url, error);
    }
  }

  async control(id: string, what: 'cancel' | 'pause' | 'retry', signal?: AbortSignal): Promise<BatchAnswer> {
    return this.batch(await this.ask(`${id}/${what}`, signal, { method: 'POST' }));
  }

  /** Deletes a batch with its texts; one that is not there any more is deleted. */
  async remove(id: string, signal?: AbortSignal): Promise<void> {
    await this.ask(id, signal, { method: 'DELETE' }).catch((error: unknown) => {
      if (!(error instanceof ServiceFailure && error.status === 404)) throw error;
    });
  }

  async report(id: string, signal?: AbortSignal): Promise<string> {
    return this.read(await this.ask(`${id}/results`, signal), (response) => response.text(), signal);
  }

  /** What the panel computes from beside the report; `undefined` where the batch has none of it. */
  async rows(id: string, what: 'vectors' | 'similarity', signal?: AbortSignal): Promise<Uint8Array | undefined> {
    const response = await this.ask(`${id}/rows/${what}`, signal).catch((error: unknown) => {
      if (error instanceof ServiceFailure && error.status === 404) return undefined;
      throw error;
    });
    return response && this.read(response, async (answer) => new Uint8Array(await answer.arrayBuffer()), signal);
  }

  private async ask(path: string, signal?: AbortSignal, init: RequestInit = {}): Promise<Response> {
    const token = await this.token();
    const headers = {
      ...(init.headers as Record<string, string> | undefined),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    let response: Response;
    try {
      // Texts and token go to the server that was named, and to no other that it names.
      response = await fetch(`${this.url}/api/batch/${path}`, {
        ...init,
        headers,
        redirect: 'error',
        ...(signal && { signal }),
      });
    } catch (error) {
      throw signal?.aborted ? error : connectionFailure(this.url, error);
    }
    if (!response.ok) throw await refusal(this.url, response);
    return response;
  }

  private async batch(response: Response): Promise<BatchAnswer> {
    const { data } = BatchAnswer.safeParse(await response.json().catch(() => undefined));
    if (!data) throw new ServiceFailure(notice('server-not-ours', { url: this.url }), response.status, false);
    return data;
  }

  private async read<T>(
    response: Response,
    take: (response: Response) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await take(response);
    } catch (error) {
      throw signal?.aborted ? error : connectionFailure(this.url, error);
    }
  }
}

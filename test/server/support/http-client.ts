import { setTimeout as delay } from 'node:timers/promises';
import type { BatchView } from '../../../src/protocol/service.ts';

/** A client of the service. */
export class HttpClient {
  constructor(
    readonly url: string,
    private readonly token?: string,
  ) {}

  fetch(path: string, init: Omit<RequestInit, 'headers'> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: this.token === undefined ? {} : { authorization: `Bearer ${this.token}` },
    });
  }

  async json<T>(path: string, init?: Omit<RequestInit, 'headers'>): Promise<T> {
    const response = await this.fetch(path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Uploads texts by their names. */
  uploading(
    files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
    options: object = {},
  ): Promise<Response> {
    const form = new FormData();
    form.append('options', JSON.stringify(options));
    for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
    return this.fetch('/api/batch/upload', { method: 'POST', body: form });
  }

  async upload(
    files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
    options: object = {},
  ): Promise<BatchView> {
    const response = await this.uploading(files, options);
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as BatchView;
  }

  status(id: string): Promise<BatchView> {
    return this.json(`/api/batch/${id}/status`);
  }

  /** Waits until a batch has ended, or until something else is true of it. */
  async until(
    id: string,
    is: (batch: BatchView) => boolean = ({ status }) => status !== 'pending' && status !== 'processing',
    seconds = 500,
  ): Promise<BatchView> {
    for (let tries = 0; tries < seconds * 10; tries++) {
      const batch = await this.status(id).catch(() => undefined);
      if (batch && is(batch)) return batch;
      await delay(100);
    }
    throw new Error(`Batch ${id} did not come so far in ${seconds} seconds: ${JSON.stringify(await this.status(id))}`);
  }
}

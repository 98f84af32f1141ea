import type { BatchPage, BatchView } from '../../protocol/service.ts';

/** The service refused; `message` is for people. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    message: string,
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
    throw new ServiceError(response.status, problem.message ?? `The server answered with ${response.status}.`);
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

  /** Server-sent events until the stream ends. An `EventSource` could not send the token. */
  async *events(id: string, signal: AbortSignal): AsyncGenerator<{ readonly event: string; readonly data: unknown }> {
    const { body } = await this.fetch(`/api/batch/${id}/events`, { signal });
    if (!body) return;
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let buffered = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffered += value;
      for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
        const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(buffered.slice(0, end)) ?? [];
        buffered = buffered.slice(end + 2);
        if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) as unknown };
      }
    }
  }
}

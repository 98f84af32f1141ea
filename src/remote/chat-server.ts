import * as z from 'zod/mini';
import { notice, NoticeError } from '../report/notice.ts';
import { clipped } from '../report/outside-text.ts';
import { completionIn, parsedJson, streamedCompletion } from './chat-completion.ts';

/** How long a server may be silent, in milliseconds: a small machine loads a model for minutes before the first word. */
export interface Patience {
  readonly models: number;
  readonly answer: number;
}

const PATIENCE: Patience = { models: 15_000, answer: 300_000 };

/** Longest answer that is read, in bytes: a small model may never come to an end. */
const MOST_BYTES = 4 * 1024 ** 2;

/** UTF-16 code units of what a server says that are told on. */
const LONGEST_SAYING = 300;

/** A server with an OpenAI-compatible interface, such as Ollama's or llama.cpp's on this machine. */
export class ChatServer {
  /**
   * @param url of its interface, such as `http://localhost:11434/v1`
   * @param key that it asks for, sent as a bearer token (RFC 6750)
   */
  constructor(
    readonly url: string,
    private readonly key: string | undefined,
    private readonly patience: Patience = PATIENCE,
  ) {}

  /**
   * @returns a server with its address in one form, and `key` for that address
   * @throws {@link ChatServerError} for what is no address of a server
   */
  static async at(
    address: string,
    keyFor?: (url: string) => Promise<string | undefined>,
    patience?: Patience,
  ): Promise<ChatServer> {
    const url = ChatServer.urlOf(address);
    return new ChatServer(url, await keyFor?.(url), patience);
  }

  /** @throws {@link ChatServerError} for what is no address of a server */
  static urlOf(address: string): string {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (
      !url ||
      !/^https?:$/.test(url.protocol) ||
      url.username !== '' ||
      url.password !== '' ||
      url.search !== '' ||
      url.hash !== ''
    )
      throw new ChatServerError(notice('chat-no-address', { address }));
    return url.href.replace(/\/+$/, '');
  }

  /** Whether nobody on the way can read what is sent. */
  private get isPrivate(): boolean {
    return this.isLocal || this.url.startsWith('https:');
  }

  /** Whether it is on this machine. */
  get isLocal(): boolean {
    return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(this.url).hostname);
  }

  /**
   * Names of its models.
   *
   * @throws {@link ChatServerError}
   */
  async models(signal?: AbortSignal): Promise<readonly string[]> {
    const { text } = await this.answer('models', { method: 'GET' }, this.patience.models, signal);
    const { data } = Models.safeParse(parsedJson(text));
    if (!data) throw this.notInItsWay();
    if (data.data.length === 0) throw new ChatServerError(notice('chat-no-model', { url: this.url }));
    return data.data.map((m) => m.id);
  }

  /**
   * A model's answer to one message. It is asked for piece by piece, so that a slow answer is told from none; servers that answer in one piece may.
   *
   * @throws {@link ChatServerError}
   */
  async ask(model: string, message: string, signal?: AbortSignal): Promise<string> {
    const body = JSON.stringify({ model, messages: [{ role: 'user', content: message }], stream: true });
    const { text, streamed } = await this.answer(
      'chat/completions',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream, application/json' },
        body,
      },
      this.patience.answer,
      signal,
      model,
    );
    const completion = streamed ? streamedCompletion(text) : completionIn(parsedJson(text));
    switch (completion.kind) {
      case 'text':
        return completion.text;
      case 'refused':
        throw new ChatServerError(notice('chat-failed', { model, url: this.url, saying: said(completion.message) }));
      case 'cut':
        throw new ChatServerError(notice('chat-broke-off', { url: this.url }));
      case 'unknown':
        throw this.notInItsWay();
    }
  }

  private async answer(
    path: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
    silence: number,
    signal?: AbortSignal,
    model?: string,
  ): Promise<{ readonly text: string; readonly streamed: boolean }> {
    if (this.key !== undefined && !this.isPrivate)
      throw new ChatServerError(notice('chat-key-in-the-open', { url: this.url }));
    const waiting = new Waiting(silence);
    try {
      // Another address than the user's own is not asked.
      const response = await fetch(`${this.url}/${path}`, {
        ...init,
        headers: { ...init.headers, ...(this.key !== undefined && { authorization: `Bearer ${this.key}` }) },
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, waiting.signal]) : waiting.signal,
      });
      const text = await this.whole(response, waiting);
      if (!response.ok) throw this.refused(response.status, text, model);
      return { text, streamed: response.headers.get('content-type')?.includes('text/event-stream') ?? false };
    } catch (error) {
      if (signal?.aborted || error instanceof ChatServerError) throw error;
      if (waiting.signal.aborted)
        throw new ChatServerError(notice('chat-silent', { url: this.url, seconds: Math.round(silence / 1000) }));
      throw new ChatServerError(notice('chat-no-answer', { url: this.url, why: codeOf(error) }));
    } finally {
      waiting.end();
    }
  }

  private async whole(response: Response, waiting: Waiting): Promise<string> {
    const decoder = new TextDecoder();
    let [text, bytes] = ['', 0];
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      waiting.heard();
      if ((bytes += chunk.length) > MOST_BYTES) throw new ChatServerError(notice('chat-endless', { url: this.url }));
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  }

  private refused(status: number, text: string, model: string | undefined): ChatServerError {
    const refusal = completionIn(parsedJson(text));
    const saying = refusal.kind === 'refused' ? ` ${said(refusal.message)}` : '';
    if (status === 401 || status === 403)
      return new ChatServerError(
        notice(this.key === undefined ? 'chat-needs-key' : 'chat-wrong-key', { url: this.url }),
      );
    if (status === 404 && model !== undefined)
      return new ChatServerError(notice('chat-model-gone', { url: this.url, model, saying }));
    if (status === 404) return this.notInItsWay();
    if (status === 429) return new ChatServerError(notice('chat-busy', { url: this.url, saying }));
    if (status >= 300 && status < 400) return new ChatServerError(notice('chat-elsewhere', { url: this.url }));
    return new ChatServerError(notice('chat-status', { url: this.url, status, saying }));
  }

  private notInItsWay(): ChatServerError {
    return new ChatServerError(notice('chat-not-understood', { url: this.url }));
  }
}

/** Says what is wrong with a server, and what to do. */
export class ChatServerError extends NoticeError {}

/** Gives up once nothing was heard for so long. */
class Waiting {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;

  constructor(private readonly silence: number) {
    this.timer = this.started();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  heard(): void {
    clearTimeout(this.timer);
    this.timer = this.started();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private started(): NodeJS.Timeout {
    return setTimeout(() => this.controller.abort(), this.silence);
  }
}

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** What a server says, as one sentence. */
const said = (message: string) => clipped(message.trim(), LONGEST_SAYING).replace(/[^.!?]$/, '$&.');

/** Why nothing answered, as the system calls it. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}

import * as z from 'zod/mini';

/** A server with an OpenAI-compatible interface, such as Ollama's or llama.cpp's on this machine. */
export class ChatServer {
  /** @param url of its interface, such as `http://localhost:11434/v1` */
  constructor(readonly url: string) {}

  /**
   * @returns its address in one form
   * @throws {@link ChatServerError} for what is no address of a server
   */
  static at(address: string): ChatServer {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw new ChatServerError(`${address} is no address of a server. Give one such as http://localhost:11434/v1 (ghostwriter.samples.server).`);
    return new ChatServer(url.href.replace(/\/+$/, ''));
  }

  /** Whether it is on this machine. */
  get isLocal(): boolean {
    return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(this.url).hostname);
  }

  /** Names of its models. */
  async models(signal?: AbortSignal): Promise<readonly string[]> {
    const { data } = Models.parse(await this.answer('models', { method: 'GET' }, signal));
    return data.map((m) => m.id);
  }

  /** A model's answer to one message. */
  async ask(model: string, message: string, signal?: AbortSignal): Promise<string> {
    const body = JSON.stringify({ model, messages: [{ role: 'user', content: message }], stream: false });
    const { choices } = Completion.parse(await this.answer('chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' }, body }, signal));
    return choices[0]?.message.content ?? '';
  }

  private async answer(path: string, init: RequestInit, signal?: AbortSignal): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${this.url}/${path}`, { ...init, redirect: 'error', ...(signal && { signal }) });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ChatServerError(`${this.url} does not answer. Start the server, or correct ghostwriter.samples.server.`);
    }
    if (response.status === 401 || response.status === 403) throw new ChatServerError(`${this.url} asks for a key, which is not supported. Use a server without one, or a model that you have in the editor.`);
    if (!response.ok) throw new ChatServerError(`${this.url} answers with status ${response.status}. Look into the server's log, and check the model's name.`);
    try {
      return await response.json();
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ChatServerError(`${this.url} does not answer in the way of OpenAI's interface. Check the address: it mostly ends with /v1.`);
    }
  }
}

/** Says what is wrong with a server, and what to do. */
export class ChatServerError extends Error {}

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });
const Completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.nullable(z.string()) }) })) });

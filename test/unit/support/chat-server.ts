// A server with OpenAI's interface, as Ollama's and llama.cpp's are.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export const LONG = 'Our pool is where the town meets in summer. '.repeat(12);

/** What it does about a message: answers in one piece or in several, refuses, or says nothing. */
export interface Reply {
  readonly status?: number;
  readonly text?: string;
  /** The body as it is, in place of an answer. */
  readonly raw?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never ends: what is sent first. */
  readonly silentAfter?: string;
}

export interface ChatServerInTests {
  /** With `/v1/`. */
  readonly url: string;
  /** The messages that it got. */
  readonly asked: readonly string[];
  /** All requests: method and path. */
  readonly requests: readonly string[];
  /** What each request showed to be let in; `undefined` for nothing. */
  readonly authorizations: readonly (string | undefined)[];
  close(): void;
}

/** Starts one on a free port; in a test it ends with the test. */
export async function chatServer(
  reply: (message: string, count: number) => Reply,
  models: (headers: IncomingHttpHeaders) => Reply = () => ({
    raw: JSON.stringify({ data: [{ id: 'small' }, { id: 'large' }] }),
  }),
): Promise<ChatServerInTests> {
  const asked: string[] = [];
  const requests: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers.authorization);
    void bodyOf(request).then((body) => {
      if (request.method === 'GET') return send(response, models(request.headers), false);
      const { messages, stream } = JSON.parse(body) as { messages: [{ content: string }]; stream: boolean };
      asked.push(messages[0].content);
      return send(response, reply(messages[0].content, asked.length), stream);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`,
    asked,
    requests,
    authorizations,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The same, for the running test alone. */
export async function passingChatServer(...given: Parameters<typeof chatServer>): Promise<ChatServerInTests> {
  const server = await chatServer(...given);
  onTestFinished(() => server.close());
  return server;
}

function send(
  response: ServerResponse,
  { status = 200, text = LONG, raw, type, headers = {}, silentAfter }: Reply,
  streamed: boolean,
): void {
  const piecewise = streamed && type !== 'application/json' && raw === undefined && status === 200;
  response.writeHead(status, {
    'content-type': type ?? (piecewise ? 'text/event-stream' : 'application/json'),
    ...headers,
  });
  if (silentAfter !== undefined) return void response.write(silentAfter);
  if (raw !== undefined) return void response.end(raw);
  if (!piecewise)
    return void response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: text } }] }));
  response.write(': a comment\n\n');
  for (const piece of text.match(/[^]{1,20}/g) ?? [])
    response.write(event({ choices: [{ delta: { content: piece } }] }));
  response.write(event({ choices: [{ delta: {}, finish_reason: 'stop' }] }));
  response.end('data: [DONE]\n\n');
}

/** A piece of an answer. */
export const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

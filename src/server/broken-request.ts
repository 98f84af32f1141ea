import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ProblemBody } from './error-answers.ts';

type Answer = readonly [statusCode: number, code: string, message: string];

/** Answers by the code of what went wrong before there was a request. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'too-slow',
    'The request took too long to come in. Send it again over a faster line.',
  ],
  HPE_HEADER_OVERFLOW: [
    431,
    'header-too-large',
    'The headers of the request are larger than 16 KB. Send fewer, or shorter ones.',
  ],
  HPE_INVALID_METHOD: [
    400,
    'bad-method',
    'This method is none that HTTP has. The interface is described at /api/docs.',
  ],
};
const MALFORMED: Answer = [
  400,
  'no-http',
  'This is not a request of HTTP/1.1 as it should be; its Content-Length may be another one than its body has.',
];
const CONNECT: Answer = [405, 'bad-method', 'This server is no proxy. The interface is described at /api/docs.'];
const EXPECTATION: Answer = [417, 'bad-expectation', 'Of the header Expect 100-continue alone is known. Leave it out.'];

/** Headers of every answer: what a browser is led to shows, runs and frames nothing. */
export const harmlessHeaders = (tls: boolean): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  ...(tls && { 'strict-transport-security': 'max-age=31536000' }),
});

const bodyOf = ([statusCode, code, message]: Answer) =>
  JSON.stringify({ statusCode, code, message } satisfies ProblemBody);

/** Answers what is no request that could be routed in the same form as every other problem, and ends the connection: where its next request would begin is not known. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  answer(ANSWERS[error.code ?? ''] ?? MALFORMED, socket);
  socket.destroy(error);
}

/** Answers what Node itself would answer without a word. */
export function answerOutsideRoutes(server: Server): void {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const body = bodyOf(EXPECTATION);
    response.writeHead(EXPECTATION[0], headersOf(body, request.socket)).end(body);
  });
  server.on('connect', (_: IncomingMessage, socket: Socket) => {
    // Nobody else listens on it any more.
    socket.on('error', () => undefined);
    answer(CONNECT, socket);
    socket.end();
  });
}

function answer(what: Answer, socket: Socket): void {
  const body = bodyOf(what);
  const headers = Object.entries(headersOf(body, socket)).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable)
    socket.write(`HTTP/1.1 ${what[0]} ${STATUS_CODES[what[0]] ?? ''}\r\n${headers.join('')}\r\n${body}`);
}

const headersOf = (body: string, socket: Socket): Readonly<Record<string, string>> => ({
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(Buffer.byteLength(body)),
  connection: 'close',
  ...harmlessHeaders(socket instanceof TLSSocket),
});

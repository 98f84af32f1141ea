import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** Answers by the code of what went wrong before there was a request. */
const ANSWERS: Readonly<Record<string, readonly [statusCode: number, code: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'too-slow', 'The request took too long to come in. Send it again over a faster line.'],
  HPE_HEADER_OVERFLOW: [431, 'header-too-large', 'The headers of the request are larger than 16 KB. Send fewer, or shorter ones.'],
};
const MALFORMED = [400, 'no-http', 'This is not a request of HTTP/1.1 as it should be; its Content-Length may be another one than its body has.'] as const;

/** Answers what is no request that could be routed in the same form as every other problem, and ends the connection: where its next request would begin is not known. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [statusCode, code, message] = ANSWERS[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ statusCode, code, message });
  if (socket.writable) socket.write(`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
  socket.destroy(error);
}

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A connection that sends what it is told to, byte for byte, and may stop reading: what no proper client does. */
export class RawClient {
  readonly socket: Socket;
  /** All that came back. */
  said = '';
  private readonly gone: Promise<void>;

  constructor(url: string) {
    this.socket = connect(Number(new URL(url).port), '127.0.0.1');
    this.socket.on('error', () => undefined);
    this.gone = new Promise((resolve) => {
      this.socket.once('close', () => {
        resolve();
      });
    });
    this.socket.on('data', (chunk: Buffer) => (this.said += chunk.toString('latin1')));
  }

  /** Sends the head of a request. */
  head(request: string, ...headers: readonly string[]): this {
    this.socket.write(`${request} HTTP/1.1\r\n${['Host: localhost', ...headers].join('\r\n')}\r\n\r\n`);
    return this;
  }

  /** Begins an upload, whose parts have the boundary `b`. */
  upload(length: number, ...headers: readonly string[]): this {
    return this.head(
      'POST /api/batch/upload',
      'Content-Type: multipart/form-data; boundary=b',
      `Content-Length: ${length}`,
      ...headers,
    );
  }

  send(text: string): this {
    this.socket.write(text);
    return this;
  }

  /** The status of the answer; `undefined` where the server ended the connection without one, or has not said anything after so long. */
  async status(seconds = 30): Promise<number | undefined> {
    await Promise.race([this.closed(seconds), until(() => /\r\n\r\n/.test(this.said), seconds)]);
    return /^HTTP\/1\.1 (\d+)/.test(this.said) ? Number(this.said.slice(9, 12)) : undefined;
  }

  /** Whether the connection was ended in that time. */
  closed(seconds = 30): Promise<boolean> {
    return Promise.race([this.gone.then(() => true), delay(seconds * 1000, false, { ref: false })]);
  }
}

/** Waits until something is true; says whether it came to be. */
export async function until(is: () => boolean | Promise<boolean>, seconds = 30): Promise<boolean> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    if (await is()) return true;
    await delay(25);
  }
  return is();
}

/** Bytes that a process has in memory (Linux). */
export const residentBytes = (pid: number): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** The files in a folder that a process has open (Linux). */
export const openFiles = (pid: number, folder: string): string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      const at = readlinkSync(`/proc/${pid}/fd/${fd}`);
      return at.startsWith(folder) ? [at] : [];
    } catch {
      return [];
    }
  });

/** The processes that a process has started and that are still there (Linux). */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

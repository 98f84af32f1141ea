import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A file to send, under the name that it has there. */
export interface UploadFile {
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
}

/** The body of a form, made piece by piece while it is sent: no file is held in memory. */
export interface Multipart {
  readonly type: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Fields and files as `multipart/form-data` (RFC 7578).
 *
 * @param onSent gets the bytes of files that were taken since it was called last
 */
export function multipart(
  fields: Readonly<Record<string, string>>,
  files: readonly UploadFile[],
  onSent: (bytes: number) => void,
): Multipart {
  const boundary = `ghostwriter-${randomUUID()}`;
  return { type: `multipart/form-data; boundary=${boundary}`, body: pieces(boundary, fields, files, onSent) };
}

async function* pieces(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  files: readonly UploadFile[],
  onSent: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const [name, value] of Object.entries(fields))
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  for (const { name, file } of files) {
    yield Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${quoted(name)}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    );
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      yield chunk;
      onSent(chunk.length);
    }
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

/** As the standard of HTML writes names in forms. */
const quoted = (name: string) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

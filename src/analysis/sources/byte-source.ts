import { fstatSync, readSync } from 'node:fs';

/** Bytes that can be read anywhere: a file, an archive in memory, or a stretch of either. */
export interface ByteSource {
  readonly size: number;
  /** The bytes there are of `length` from `position`: fewer than that, or none, where the source ends or the position is no place in it. */
  read(position: number, length: number): Buffer;
}

/**
 * @param file descriptor of an open file; it must stay open while the source is read
 * @param size where it is known
 */
export function bytesOfFile(file: number, size = fstatSync(file).size): ByteSource {
  return {
    size,
    read(position, length) {
      const buffer = Buffer.allocUnsafe(within(size, position, length));
      let done = 0;
      while (done < buffer.length) {
        const read = readSync(file, buffer, done, buffer.length - done, position + done);
        if (read === 0) break;
        done += read;
      }
      return buffer.subarray(0, done);
    },
  };
}

export function bytesInMemory(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    size: buffer.length,
    read: (position, length) => buffer.subarray(position, position + within(buffer.length, position, length)),
  };
}

/** `length` bytes of another source from `start`. */
export function stretchOf(source: ByteSource, start: number, length: number): ByteSource {
  const size = within(source.size, start, length);
  return { size, read: (position, wanted) => source.read(start + position, within(size, position, wanted)) };
}

/** How many of `length` bytes from `position` there are in `size`: positions come from hostile files. */
function within(size: number, position: number, length: number): number {
  return Number.isSafeInteger(position) && position >= 0 && length > 0
    ? Math.max(0, Math.min(length, size - position))
    : 0;
}

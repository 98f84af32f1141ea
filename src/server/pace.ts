import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** Bytes a second that a client must send of an upload or take of an answer, on average: less than any line that an upload makes sense over. */
const LEAST_PER_SECOND = 1024;

/** So often within the time it is looked. */
const LOOKS = 4;

/**
 * Watches over what a client sends or takes. A limit on silence alone is met by a byte now and then, and whoever does that holds an upload's place, or a report in memory, for as long as it likes.
 *
 * @param bytes how many have passed so far
 * @param seconds the time over which the average is taken; nothing is said before it has passed once
 * @param tooSlow called once when fewer passed than had to
 * @returns how to end watching
 */
export function watchPace(bytes: () => number, seconds: number, tooSlow: () => void): () => void {
  const seen = [bytes()];
  const timer = setInterval(
    () => {
      seen.push(bytes());
      if (seen.length <= LOOKS) return;
      if (seen[LOOKS]! - seen.shift()! >= LEAST_PER_SECOND * seconds) return;
      clearInterval(timer);
      tooSlow();
    },
    (seconds * 1000) / LOOKS,
  );
  return () => clearInterval(timer);
}

/**
 * Sees to it that what an answer is read from ends with it: a stream that nobody takes any more would hold a report in memory, or a file open. It ends where the connection does, also while it waits behind
 * another answer on it, or where its client was gone before it began; and the connection ends where its client takes too little of it.
 *
 * @returns the stream
 */
export function watched(stream: Readable, { raw: { socket } }: FastifyRequest, seconds: number): Readable {
  const end = () => stream.destroy();
  socket.once('close', end);
  const stopWatching = watchPace(
    () => socket.bytesWritten - socket.writableLength,
    seconds,
    () => socket.destroy(),
  );
  stream.once('close', () => {
    stopWatching();
    socket.off('close', end);
  });
  if (socket.destroyed) end();
  return stream;
}

import type { Readable } from 'node:stream';
import type { Multipart } from '@fastify/multipart';
import type { FastifyError, FastifyRequest } from 'fastify';
import { watchPace } from './pace.ts';
import { Problem } from './problem.ts';

const brokenOff = () => new Problem(400, 'broken-off', 'The upload broke off before its end. Upload it again.');

/** What is wrong with a body, in the words of the parser, which gives its errors no code. What it looks for, its needle, is the boundary. */
const MALFORMED = /boundary not found|unexpected end of multipart data|the needle cannot/i;

/**
 * The parts of a multipart body as they come in, until they end, the client goes away, or it sends too slowly. The parser waits for ever for the rest of a request that was over before it began to read, and
 * with it would wait the upload's place and its folder: so here each wait ends with the connection.
 *
 * @param options limits, as `request.parts` takes them
 * @param seconds over which a client must keep its pace
 * @throws {@link Problem} also out of the file that is being read then
 */
export async function* incomingParts(
  request: FastifyRequest,
  options: Parameters<FastifyRequest['parts']>[0],
  seconds: number,
): AsyncGenerator<Multipart> {
  const { raw } = request;
  const { socket } = raw;
  let file: Readable | undefined;
  let end: (problem: Problem) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (problem) => {
      reject(problem);
      file?.destroy(problem);
    };
  });
  // It is heard of where something waits for a part.
  ended.catch(() => undefined);
  const gone = () => raw.complete || end(brokenOff());
  if (raw.destroyed) gone();
  raw.once('close', gone);
  const stopWatching = watchPace(
    () => socket.bytesRead,
    seconds,
    () =>
      end(
        new Problem(
          408,
          'too-slow',
          `The upload came in too slowly for ${seconds} seconds. Upload it over a faster line, or as several batches.`,
        ),
      ),
  );
  try {
    const parts = request.parts(options);
    for (;;) {
      const next = await Promise.race([ended, parts.next()]);
      if (next.done) return;
      const part = next.value;
      if (part.type === 'file') file = part.file;
      yield part;
    }
  } catch (error) {
    throw asProblem(error);
  } finally {
    stopWatching();
    raw.off('close', gone);
  }
}

/** A client that goes away, and a body that is no multipart or not all of one, are the client's matter. */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return brokenOff();
  if ((error as FastifyError).code === 'FST_INVALID_JSON_FIELD_ERROR')
    return new Problem(
      400,
      'bad-options',
      'A field says that it is JSON, and is none. Send JSON, or leave its Content-Type out.',
    );
  if (!MALFORMED.test(error.message)) return error;
  return new Problem(
    400,
    'bad-multipart',
    'The body is not multipart/form-data as its header describes it, or ends before its last boundary. Send it again, whole.',
  );
}

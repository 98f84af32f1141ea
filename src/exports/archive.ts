import { PassThrough, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import type { Piece } from '../storage/write-file.ts';

/** A file of an archive, made when its turn comes. */
export interface ArchiveEntry {
  readonly name: string;
  readonly pieces: () => Iterable<Piece> | Promise<Iterable<Piece>>;
}

/**
 * Packs files into one ZIP, one after the other, as fast as it is taken.
 *
 * @param packed whether they are packed already, and only put together
 * @param changed when they were made, so that the same files give the same archive
 */
export function archiveOf(entries: readonly ArchiveEntry[], packed: boolean, changed: Date): Readable {
  const archive = new ZipFile();
  for (const { name, pieces } of entries)
    archive.addReadStreamLazy(name, { compress: !packed, mtime: changed }, (give) => {
      Promise.resolve(pieces()).then(
        (made) => give(null, Readable.from(inTurns(made), { objectMode: false })),
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  archive.end();
  const out = new PassThrough();
  archive.on('error', (error: Error) => out.destroy(error));
  return archive.outputStream.pipe(out);
}

/** As long as the system takes what is written, which are megabytes, a stream goes on without a pause, and nobody else is answered. */
export async function* inTurns(pieces: Iterable<Piece>): AsyncGenerator<Piece> {
  for (const piece of pieces) {
    yield piece;
    await nextTurn();
  }
}

import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A piece of a file: text, or bytes. */
export type Piece = string | Uint8Array;

/** How much text is gathered before it is written, in UTF-16 code units. */
const BLOCK = 1 << 18;

/** A name beside `target` for the unfinished file: hidden, unlike any other, and short whatever the target is called. */
export function temporaryBeside(target: string): string {
  return path.join(path.dirname(target), `.ghostwriter-${randomUUID()}.tmp`);
}

/**
 * Writes a file that must not exist yet and waits until it is on the disk.
 *
 * @param mode who may do what with it, before the process's mask is taken off
 */
export async function writeNew(file: string, pieces: Iterable<Piece>, mode = 0o666): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    let block = '';
    for (const piece of pieces) {
      if (typeof piece !== 'string') {
        await handle.writeFile(piece);
        continue;
      }
      block += piece;
      if (block.length < BLOCK) continue;
      // Unlike `write`, it goes on until all of it is written.
      await handle.writeFile(block);
      block = '';
    }
    await handle.writeFile(block);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file so that it is seen whole or not at all; one of that name is replaced. */
export async function writeAtomically(target: string, pieces: Iterable<Piece>): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    await writeNew(temporary, pieces);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

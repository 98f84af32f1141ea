import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { absent } from './absent.ts';
import { disk } from './disk.ts';
import { isRunning } from './is-running.ts';

/** A piece of a file: text, or bytes. */
export type Piece = string | Uint8Array;

/** How much text is gathered before it is written, in UTF-16 code units. */
const BLOCK = 1 << 18;

/** A name beside `target` for the unfinished file: hidden, unlike any other, and short whatever the target is called. */
export function temporaryBeside(target: string): string {
  return path.join(path.dirname(target), `.ghostwriter-${process.pid}-${randomUUID()}.tmp`);
}

const UNFINISHED = /^\.ghostwriter-(\d+)-[\da-f-]+\.tmp$/;

/** Whether a name is one of {@link temporaryBeside}. */
export const isUnfinished = (name: string): boolean => UNFINISHED.test(name);

/** Deletes the unfinished files, and folders of files, in a folder whose process is gone. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of (await readdir(folder).catch(absent)) ?? []) {
    const pid = Number(UNFINISHED.exec(name)?.[1] ?? NaN);
    if (pid > 0 && !isRunning(pid))
      await disk.rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Writes a file that must not exist yet and waits until it is on the disk.
 *
 * @param mode who may do what with it, before the process's mask is taken off
 */
export async function writeNew(file: string, pieces: Iterable<Piece>, mode = 0o666): Promise<void> {
  const handle = await disk.open(file, 'wx', mode);
  try {
    let block = '';
    for (const piece of pieces) {
      if (typeof piece !== 'string') {
        await handle.writeFile(block);
        await handle.writeFile(piece);
        block = '';
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

/** Writes a file so that it is seen whole or not at all, also after the machine went down; one of that name is replaced. */
export async function writeAtomically(target: string, pieces: Iterable<Piece>): Promise<void> {
  await atomically(target, (temporary) => writeNew(temporary, pieces));
}

/** The same with what a stream brings. One that fails leaves the file of before. */
export async function writeStreamAtomically(target: string, stream: Readable): Promise<void> {
  await atomically(target, async (temporary) => {
    const handle = await disk.open(temporary, 'wx');
    // It syncs and closes the file.
    await pipeline(stream, handle.createWriteStream({ flush: true }));
  });
}

async function atomically(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    await write(temporary);
    await disk.rename(temporary, target);
    await syncFolder(path.dirname(target));
  } finally {
    await disk.rm(temporary, { force: true });
  }
}

/** Waits until the names in a folder are on the disk. Where the system has no such thing (Windows, some network drives) they are as safe as they get. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await disk.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { disk } from './disk.ts';
import { isRunning } from './is-running.ts';

/** How much text is gathered before it is written, in UTF-16 code units. */
const BLOCK = 1 << 18;

/** A name beside `target` for the unfinished file: hidden, unlike any other, and short whatever the target is called. */
export function temporaryBeside(target: string): string {
  return path.join(path.dirname(target), `.ghostwriter-${process.pid}-${randomUUID()}.tmp`);
}

/** Deletes the unfinished files in a folder whose process is gone. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(/^\.ghostwriter-(\d+)-[\da-f-]+\.tmp$/.exec(name)?.[1] ?? NaN);
    if (pid > 0 && !isRunning(pid)) await disk.rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}

/** Writes a file that must not exist yet and waits until it is on the disk. */
export async function writeNew(file: string, pieces: Iterable<string>): Promise<void> {
  const handle = await disk.open(file, 'wx');
  try {
    let block = '';
    for (const piece of pieces) {
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
export async function writeAtomically(target: string, pieces: Iterable<string>): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    await writeNew(temporary, pieces);
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

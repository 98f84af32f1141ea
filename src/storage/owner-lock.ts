import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { absent, isAbsent } from './absent.ts';
import { disk } from './disk.ts';
import { isRunning } from './is-running.ts';
import { setAside } from './set-aside.ts';

/** A process, told from every later one with its number by when it started. No clock is read: one that is set back changes nothing. */
interface Owner {
  readonly pid: number;
  /** In the system's own words; `null` where it does not tell. */
  readonly started: string | null;
}

const NAME = /^lock-(\d+)$/;

/**
 * Says that a folder belongs to this process. Locks are numbered: over that of a process that is gone the next number is taken, which only one can
 * get, so that two that find it stale at once do not both go on.
 */
export class OwnerLock {
  private constructor(private readonly file: string) {}

  /**
   * @param folder absolute path, exists
   * @returns `undefined` where it belongs to a process that is alive, this one too
   * @throws the file system's error
   */
  static async acquire(folder: string): Promise<OwnerLock | undefined> {
    const numbers = await lockNumbers(folder);
    const latest = numbers.at(-1) ?? 0;
    if (latest > 0 && (await isHeld(path.join(folder, `lock-${latest}`)))) return undefined;
    const file = path.join(folder, `lock-${latest + 1}`);
    const claim = path.join(folder, `.claim-${randomUUID()}`);
    try {
      await writeFile(claim, JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Owner));
      // Unlike a rename, it fails where the name is taken.
      await disk.link(claim, file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') return undefined;
      // No hard links on this file system (FAT, some network drives).
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS' && code !== 'EISDIR')
        throw error;
      if (!(await claimed(file))) return undefined;
    } finally {
      await disk.rm(claim, { force: true });
    }
    for (const stale of numbers.map((number) => path.join(folder, `lock-${number}`)))
      await disk.rm(stale, { force: true }).catch(async (error: unknown) => {
        // A folder in its place is nobody's lock, and is not deleted for that.
        if ((error as NodeJS.ErrnoException).code !== 'ERR_FS_EISDIR') throw error;
        await setAside(stale);
      });
    const lock = new OwnerLock(file);
    // Numbers begin anew once a lock was released: another process may have got a lower one meanwhile.
    const others = (await lockNumbers(folder))
      .map((number) => path.join(folder, `lock-${number}`))
      .filter((other) => other !== file);
    for (const other of others)
      if (await isHeld(other)) {
        await lock.release();
        return undefined;
      }
    return lock;
  }

  async release(): Promise<void> {
    await disk.rm(this.file, { force: true });
  }
}

/** Whether a folder belongs to a process that is alive. */
export async function isOwned(folder: string): Promise<boolean> {
  const latest = (await lockNumbers(folder)).at(-1);
  return latest !== undefined && isHeld(path.join(folder, `lock-${latest}`));
}

async function lockNumbers(folder: string): Promise<number[]> {
  const names = (await readdir(folder).catch(absent)) ?? [];
  return names.flatMap((name) => Number(NAME.exec(name)?.[1] ?? [])).sort((a, b) => a - b);
}

async function claimed(file: string): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Owner), {
      flag: 'wx',
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Whether a lock's process is alive. A lock that cannot be read may be held: only one that is not there, or is none, is free.
 *
 * @throws the file system's error
 */
async function isHeld(file: string): Promise<boolean> {
  const owner = await ownerIn(file);
  if (owner === undefined) return false;
  const { pid, started = null } = owner;
  if (typeof pid !== 'number' || !isRunning(pid)) return false;
  const now = await startOf(pid);
  return now === null || started === null || now === started;
}

/** What a lock says; `undefined` where it was released meanwhile, or is damaged and stays so. */
async function ownerIn(file: string): Promise<Partial<Owner> | undefined> {
  for (let tried = 1; ; tried++) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      // A folder in its place holds nothing.
      if (isAbsent(error) || (error as NodeJS.ErrnoException).code === 'EISDIR') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    try {
      const owner: unknown = JSON.parse(text);
      if (typeof owner === 'object' && owner !== null) return owner;
    } catch {
      // Below.
    }
    if (tried === 2) return undefined;
    // Where there are no hard links it is not written at once.
    await delay(UNFINISHED_MS);
  }
}

const UNFINISHED_MS = 100;

const run = promisify(execFile);

/** When a process started. */
async function startOf(pid: number): Promise<string | null> {
  try {
    switch (process.platform) {
      case 'linux': {
        const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\)/s, '').trim().split(' ');
        const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
        // Field 22 of all; the first two are gone.
        return `${boot.trim()} ${fields[19] ?? ''}`;
      }
      case 'win32':
        return (
          (
            await run(
              'powershell.exe',
              ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`],
              { windowsHide: true },
            )
          ).stdout.trim() || null
        );
      default:
        return (await run('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C' } })).stdout.trim() || null;
    }
  } catch {
    return null;
  }
}

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Why system calls cannot be watched here; `undefined` when they can. */
export const cannotTrace = ((): string | undefined => {
  const tried = spawnSync('strace', ['-f', '-e', 'trace=connect', 'true'], { encoding: 'utf8' });
  return tried.status === 0
    ? undefined
    : `strace cannot be used here (${tried.error?.message ?? tried.stderr.trim().split('\n')[0] ?? ''}): apt-get install strace, and allow ptrace`;
})();

/** Why no network namespace can be made here; `undefined` when one can. */
export const cannotUnshare = ((): string | undefined => {
  const tried = spawnSync('unshare', ['-rn', 'true'], { encoding: 'utf8' });
  return tried.status === 0
    ? undefined
    : `unshare -rn cannot be used here (${tried.error?.message ?? tried.stderr.trim()})`;
})();

export interface Traced {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** One line a call, of all processes and threads. */
  readonly calls: readonly string[];
}

/** Runs a program to its end under strace, all of its children and threads included. */
export async function traced(
  calls: string,
  command: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Traced> {
  const log = path.join(temporaryFolder(), 'calls');
  const child = spawn('strace', ['-f', '-qq', '-s', '256', '-e', `trace=${calls}`, '-o', log, ...command], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return {
    code,
    stdout,
    stderr,
    calls: readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  };
}

/** strace's names of the calls by which something appears in the file system or changes there. */
export const FILE_CHANGES =
  'open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,truncate,chmod,fchmodat';

/** The calls among them that succeeded in changing something, devices and what the kernel shows as files left out. */
export function changesAmong(calls: readonly string[]): string[] {
  return calls.filter((call) => {
    if (/ = -1 /.test(call) || /"\/(?:dev|proc|sys)\//.test(call)) return false;
    return /\bopen(?:at|at2)?\(/.test(call)
      ? /O_CREAT|O_WRONLY|O_RDWR|O_TRUNC/.test(call)
      : /\b(?:creat|mkdir|mkdirat|mknod|mknodat|rename|renameat|renameat2|link|linkat|symlink|symlinkat|unlink|unlinkat|truncate|chmod|fchmodat)\(/.test(
          call,
        );
  });
}

import { spawn } from 'node:child_process';
import path from 'node:path';
import { DIST } from './paths.ts';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of stdout: the paths that were written. */
  readonly paths: readonly string[];
}

/** Runs the built command line to its end. `onStderr` gets all that was written so far, and may send a signal; `temporary` is the folder for its passing files. */
export function runCli(
  args: readonly string[],
  {
    cwd,
    temporary,
    onStderr,
  }: {
    cwd?: string;
    temporary?: string;
    onStderr?: (soFar: string, kill: (signal: NodeJS.Signals) => void) => void;
  } = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [path.join(DIST, 'cli.js'), ...args], {
    cwd,
    env: { ...process.env, ...(temporary !== undefined && { TMPDIR: temporary, TEMP: temporary }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    onStderr?.(stderr, (signal) => child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout, stderr, paths: stdout.split('\n').filter((line) => line !== '') }),
    );
  });
}

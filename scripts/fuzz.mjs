// Mutates archives and documents and reads them, for a given number of runs:   npm run fuzz [-- --runs 20000] [-- --seed N]
// Or asks the service what nobody should ask:   npm run fuzz -- service [--runs 100000] [--seed N]
// Fails on a crash, a hang, an unhandled rejection or a property that does not hold. The input that did it stays in build/fuzz/last.*
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** No input may take longer than 10 seconds; a process in which nothing new began for this long hangs. */
const HANGS_AFTER_MS = 30_000;

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'build/fuzz');
const { values: given, positionals } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const service = positionals.includes('service');
const values = { runs: service ? '100000' : '20000', ...given };

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const env = { ...process.env, FUZZ_RUNS: values.runs, ...(values.seed !== undefined && { FUZZ_SEED: values.seed }) };
const child = spawn(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...(service
      ? ['--project', 'server', '--testTimeout', '36000000', 'test/server/fuzz.test.ts']
      : ['--project', 'fuzz']),
    '--reporter=verbose',
  ],
  { cwd: root, env, stdio: 'inherit', detached: process.platform !== 'win32' },
);

const started = Date.now();
const watch = setInterval(() => {
  // Requests have a deadline each.
  if (service) return;
  const inputs = existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
  const last = Math.max(started, ...inputs.map((file) => statSync(file).mtimeMs));
  if (Date.now() - last < HANGS_AFTER_MS) return;
  console.error(
    `\nIt hangs: nothing new for ${HANGS_AFTER_MS / 1000} seconds. The input is the newest file in ${folder}.`,
  );
  // vitest's own processes too.
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGKILL');
}, 1_000);

child.on('close', (code) => {
  clearInterval(watch);
  process.exit(code ?? 1);
});

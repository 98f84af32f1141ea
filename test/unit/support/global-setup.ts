import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DIST, ROOT } from './paths.ts';

/** Builds models/ and dist/ before the first test, unless dist/ is newer than all it is made of. */
export function setup(): void {
  const made = ['worker.js', 'thread.js', 'layout.js', 'parser.js', 'cli.js', 'server.js'].map(
    (name) => statSync(path.join(DIST, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  const from = ['src', 'scripts/models', 'models', 'esbuild.mjs', 'package-lock.json'].map((name) =>
    newest(path.join(ROOT, name)),
  );
  if (Math.min(...made) > Math.max(...from)) return;
  execFileSync(process.execPath, ['esbuild.mjs'], { cwd: ROOT, stdio: 'inherit' });
}

function newest(at: string): number {
  const stats = statSync(at);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(at).map((name) => newest(path.join(at, name))));
}

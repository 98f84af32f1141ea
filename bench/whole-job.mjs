// The command line on a folder: time, the stages' shares, the memory of all its processes (Linux: /proc), the size of the report.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CLI = path.join(import.meta.dirname, '../dist/cli.js');
const SAMPLE_EVERY_MS = 200;

/** @returns {Promise<{ ms: number, mapMs: number, peakMegabytes: number, reportBytes: number }>} mapMs: what the map stage took, the start of its threads counted */
export async function analyzed(folder, ...args) {
  const out = mkdtempSync(path.join(tmpdir(), 'ghostwriter-bench-'));
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [CLI, 'analyze', folder, '--out', out, '--format', 'json', '--encoder', 'fast', ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let peak = 0,
    said = '',
    mapFrom,
    mapTo;
  child.stderr.on('data', (chunk) => {
    const text = chunk.toString();
    said = (said + text).slice(-2000);
    // Off a terminal, one line at the beginning of each stage.
    if (text.includes('Analysing documents')) mapFrom ??= performance.now();
    if (text.includes('Comparing documents')) mapTo ??= performance.now();
  });
  const watch = setInterval(() => (peak = Math.max(peak, residentOf(child.pid))), SAMPLE_EVERY_MS);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`The analysis of ${folder} ended with ${code}: ${said}`);
  const ms = performance.now() - start;
  const reportBytes = readdirSync(out).reduce((sum, name) => sum + statSync(path.join(out, name)).size, 0);
  rmSync(out, { recursive: true });
  return { ms, mapMs: (mapTo ?? start) - (mapFrom ?? start), peakMegabytes: Math.round(peak / 1024), reportBytes };
}

/** Kilobytes that a process and those below it have in memory. */
export function residentOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return (
      Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) + children.reduce((sum, child) => sum + residentOf(child), 0)
    );
  } catch {
    return 0;
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { ArchiveOutcome } from '../../support/archive-reader.ts';
import { ROOT } from '../../support/paths.ts';
import { cannotTrace, changesAmong, FILE_CHANGES, traced } from '../../support/system-calls.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { EXPECTED } from './foreign-archives.expected.ts';

const folder = path.resolve(ROOT, process.env['GHOSTWRITER_DATA'] ?? '../shared/data', 'zips');
const missing = existsSync(folder)
  ? undefined
  : `${folder} is missing: set GHOSTWRITER_DATA to the folder that holds zips/`;
const archives = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.zip'))
    .map((name) => path.join(folder, name));

async function reader(): Promise<string> {
  const outfile = path.join(temporaryFolder(), 'archive-reader.cjs');
  await build({
    entryPoints: [path.join(ROOT, 'test/unit/support/archive-reader.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

describe(`288 archives from the test suites of other projects${missing ? ` (skipped: ${missing})` : ''}`, () => {
  test.skipIf(missing)('give what is expected of each, within 10 seconds and 300 MB', async () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [await reader(), ...archives()], {
      encoding: 'utf8',
      maxBuffer: 1 << 24,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const outcomes = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ArchiveOutcome);
    expect(Object.fromEntries(outcomes.map((o) => [o.file, o.outcome]))).toEqual(EXPECTED);
    const [slowest, largest] = [Math.max(...outcomes.map((o) => o.ms)), Math.max(...outcomes.map((o) => o.megabytes))];
    console.log(`${outcomes.length} archives: slowest ${Math.round(slowest)} ms, at most ${Math.round(largest)} MB`);
    expect(outcomes).toHaveLength(288);
    expect(slowest).toBeLessThan(10_000);
    expect(largest).toBeLessThan(300);
  });

  test.skipIf(missing ?? cannotTrace)(
    `create nothing and change nothing${cannotTrace ? ` (skipped: ${cannotTrace})` : ''}`,
    async () => {
      const empty = { cwd: temporaryFolder(), home: temporaryFolder(), tmp: temporaryFolder() };
      const { code, calls } = await traced(FILE_CHANGES, [process.execPath, await reader(), ...archives()], {
        cwd: empty.cwd,
        env: { HOME: empty.home, TMPDIR: empty.tmp, PATH: process.env['PATH'] },
      });
      expect(code).toBe(0);
      expect(calls.length).toBeGreaterThan(288);
      expect(changesAmong(calls)).toEqual([]);
      for (const place of Object.values(empty)) expect(readdirSync(place)).toEqual([]);
    },
  );
});

// Damages files of batches and of jobs, in every way; lets the disk fail (full, read-only, too many open files, …) at any moment of an analysis, and the clock jump; and looks what becomes of them:   node scripts/chaos-files.mjs [--runs 500] [--seed 1]
// Fails where something is lost, deleted or not told.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});
const env = { ...process.env, CHAOS_RUNS: values.runs, CHAOS_SEED: values.seed };
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'unit',
    '--reporter=verbose',
    '--testTimeout=3600000',
    'test/unit/doctor/damaged-files.test.ts',
    'test/unit/process/child/job/failing-disk.test.ts',
  ],
  { cwd: path.join(import.meta.dirname, '..'), env, stdio: 'inherit' },
);
process.exit(status ?? 1);

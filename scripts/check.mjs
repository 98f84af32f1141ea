// Goes through all static checks, even when one fails, and tells how long each took.
//   npm run lint    all that they find
//   npm run check   quickly, with what was checked before, and then the unit tests that need nothing built
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { staticChecks } from './static-checks.mjs';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const checks = [
  ...staticChecks(values.quick),
  ...(values.quick
    ? [['unit tests', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'quick', '--reporter=dot']]
    : []),
];
const failed = [];
for (const [what, ...args] of checks) {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: path.join(import.meta.dirname, '..'), stdio: 'inherit' });
  if (status !== 0) failed.push(what);
  console.log(`${status === 0 ? '✓' : '✗'} ${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

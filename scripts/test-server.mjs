// Tests of the service: with the embedded queue, and with a real Redis, which is installed where that can be done.   npm run test:server
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { aptInstall, requireChromium } from './chromium.mjs';

const hasRedis = () => spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

process.env.CHROMIUM = requireChromium();
if (!hasRedis()) {
  console.error('Installing Redis …');
  aptInstall(['redis-server']);
  if (!hasRedis())
    console.error('There is no redis-server, and it could not be installed: the tests with Redis are skipped.');
}
const run = (...args) =>
  spawnSync(process.execPath, args, { cwd: path.join(import.meta.dirname, '..'), stdio: 'inherit' }).status ?? 1;
const status = run('node_modules/vitest/vitest.mjs', 'run', '--project', 'server', ...process.argv.slice(2));
// Kills at random moments, a short run: node scripts/chaos-service.mjs --runs 200 is the long one.
const chaos =
  hasRedis() && process.argv.length === 2 ? run('scripts/chaos-service.mjs', '--runs', '4', '--at-once', '2') : 0;
process.exit(status || chaos);

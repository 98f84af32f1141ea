// Runs the tests in a real VS Code; further arguments go to vitest.    npm run test:workbench [-- test/vscode/jobs.test.ts]
// Where Linux allows it they run in a network namespace: server, browser, extension and its children have the loopback and no other interface.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setUpWorkbench } from './setup.mjs';

const root = path.join(import.meta.dirname, '../..');
const vitest = [
  process.execPath,
  path.join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--project',
  'workbench',
  ...process.argv.slice(2),
];

/** Runs what follows it without any network but the loopback. */
const ISOLATED = ['unshare', '-rn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

function isolation() {
  const { status, error, stderr } = spawnSync(ISOLATED[0], [...ISOLATED.slice(1), 'true'], { encoding: 'utf8' });
  if (status === 0) return ISOLATED;
  console.error(
    `VS Code is tested with this machine's network: without one it needs Linux, util-linux, iproute2 and user namespaces (${error?.message ?? stderr.trim()}).`,
  );
  return [];
}

// What is not installed yet comes from the network.
setUpWorkbench();
const [command, ...args] = [...isolation(), ...vitest];
process.exit(
  spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(command === ISOLATED[0] && { GHOSTWRITER_WITHOUT_NETWORK: '1' }) },
  }).status ?? 1,
);

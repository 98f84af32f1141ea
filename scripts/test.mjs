// Everything that is checked, in one command:   npm test
// Installs what it needs, goes through all checks even when one fails, and ends with "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { requireChromium } from './chromium.mjs';
import { installPackages } from './install.mjs';
import { staticChecks } from './static-checks.mjs';

const root = path.join(import.meta.dirname, '..');
const results = path.join(root, 'build/test-results');

installPackages();
process.env.CHROMIUM = requireChromium();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

let passed = 0;
let failed = 0;
/** What failed, for the end of a long output. */
const failures = [];

/** Runs a program of the project with this Node; true when it ended well. */
function run(what, ...args) {
  console.log(`\n── ${what}`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function check(what, ...args) {
  if (run(what, ...args)) {
    passed++;
  } else {
    failed++;
    failures.push(what);
  }
}

/** Runs one project of the tests and counts each test; a run that gave no results is one failure. */
function suite(project, ...runner) {
  const file = path.join(results, `${project}.json`);
  const ended = run(`tests: ${project}`, ...runner, '--reporter=default', '--reporter=json', `--outputFile=${file}`);
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numFailedTestSuites = 0,
    testResults = [],
  } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  passed += numPassedTests;
  failed += numFailedTests;
  // A file that could not be loaded has no tests to fail.
  if (!ended && numFailedTests === 0) failed += Math.max(1, numFailedTestSuites);
  const before = failures.length;
  for (const { name, message, assertionResults } of testResults) {
    const inFile = path.relative(root, name);
    if (message) failures.push(`${inFile}: ${firstLine(message)}`);
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'failed') failures.push(`${inFile} › ${fullName}: ${firstLine(failureMessages[0])}`);
    }
  }
  if (!ended && failures.length === before) failures.push(`tests: ${project}`);
}

function firstLine(text = '') {
  return text.split('\n', 1)[0].slice(0, 300);
}

for (const [what, ...args] of staticChecks()) check(what, ...args);
check('build and VSIX', 'scripts/package.mjs');
// The direction alone: how much faster is said by npm run bench.
check('benchmarks: nothing beside is faster', 'bench/performance.mjs', '--check');
check('jobs that are killed', 'scripts/chaos.mjs', '--runs', '50', '--seconds', '45');
for (const project of ['unit', 'elements', 'pages'])
  suite(project, 'node_modules/vitest/vitest.mjs', 'run', '--project', project);
// With Redis it takes minutes: npm run test:server.
suite(
  'server',
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'server',
  '--exclude',
  'test/server/redis*.test.ts',
);
suite('workbench', 'test/vscode/run.mjs');

if (failures.length > 0) console.log(['\nFailed:', ...failures].join('\n  '));
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

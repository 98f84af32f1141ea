// Exports in the programs that people read them with: pandas, DuckDB, LibreOffice, Firefox, and what pandoc and LibreOffice write.   npm run test:readers
// Installs what it needs: packages of Debian, and from npm into build/readers/, apart from the project's own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aptInstall, requireChromium } from './chromium.mjs';
import { installPackages } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'build/readers');
const works = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

installPackages();
process.env.CHROMIUM = requireChromium();
const missing = [
  ...(works('firefox-esr', '--version') ? [] : ['firefox-esr']),
  ...(works('/usr/bin/python3', '-c', 'import pandas') ? [] : ['python3-pandas']),
  ...(works('soffice', '--version') ? [] : ['libreoffice-calc-nogui', 'libreoffice-writer-nogui']),
  ...(works('pandoc', '--version') ? [] : ['pandoc']),
];
if (missing.length > 0) {
  console.error(`Installing ${missing.join(', ')} …`);
  aptInstall(missing);
}
mkdirSync(folder, { recursive: true });
if (!existsSync(path.join(folder, 'package.json')))
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
spawnSync(
  'npm',
  ['install', '--no-audit', '--no-fund', '--loglevel=error', '@duckdb/node-api@1.5.6-r.1', 'puppeteer-core@24.43.1'],
  { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
);
const run = (...args) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
process.exit(
  run('esbuild.mjs') ||
    run('scripts/package-npm.mjs') ||
    run('node_modules/vitest/vitest.mjs', 'run', '--project', 'readers'),
);

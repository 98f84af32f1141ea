// Packs the VSIX of one platform into build/, and checks it.   npm run package [-- --target linux-x64 | -- --all]
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { vsixProblems } from './check-vsix.mjs';
import { TARGETS } from './native-files.mjs';
import { vsixPath } from './vsix.mjs';

const HERE = `${process.platform}-${process.arch}`;
const { values } = parseArgs({ options: { target: { type: 'string', default: HERE }, all: { type: 'boolean', default: false } } });
const root = path.join(import.meta.dirname, '..');
const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });

async function packaged(target) {
  const vsix = vsixPath(target);
  run('esbuild.mjs', '--target', target);
  mkdirSync(path.dirname(vsix), { recursive: true });
  run('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--no-update-package-json', '--allow-missing-repository', '--no-rewrite-relative-links', '--target', target, '--out', vsix);
  const problems = await vsixProblems(vsix, target);
  console.log(`${path.relative(root, vsix)} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

// This machine's last: dist/ then is what runs here.
const targets = values.all ? [...TARGETS.filter((t) => t !== HERE), ...TARGETS.filter((t) => t === HERE)] : [values.target];
for (const target of targets) await packaged(target);

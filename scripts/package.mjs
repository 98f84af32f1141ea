// Packs the VSIX of one platform into build/, and checks it.   npm run package [-- --target linux-x64 | -- --all]
// Or builds the last commit in two clones, and fails where the bytes differ (check-reproducible.mjs):   npm run package -- --check-reproducible
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeCanonical } from './canonical-zip.mjs';
import { checkReproducible } from './check-reproducible.mjs';
import { vsixProblems } from './check-vsix.mjs';
import { TARGETS } from './native-files.mjs';
import { vsixPath } from './vsix.mjs';

const HERE = `${process.platform}-${process.arch}`;
const { values } = parseArgs({
  options: {
    target: { type: 'string', default: HERE },
    all: { type: 'boolean', default: false },
    'check-reproducible': { type: 'boolean', default: false },
    packages: { type: 'string' },
  },
});
const root = path.join(import.meta.dirname, '..');
const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });

async function packaged(target) {
  const vsix = vsixPath(target);
  run('esbuild.mjs', '--target', target);
  mkdirSync(path.dirname(vsix), { recursive: true });
  run(
    'node_modules/@vscode/vsce/vsce',
    'package',
    '--no-dependencies',
    '--no-update-package-json',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--target',
    target,
    '--out',
    vsix,
  );
  await makeCanonical(vsix);
  const problems = await vsixProblems(vsix, target);
  console.log(`${path.relative(root, vsix)} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

if (values['check-reproducible']) {
  await checkReproducible(values.target, values.packages && path.resolve(values.packages)).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  console.log('Two builds, the same bytes.');
  process.exit(0);
}

// This machine's last: dist/ then is what runs here.
const targets = values.all
  ? [...TARGETS.filter((t) => t !== HERE), ...TARGETS.filter((t) => t === HERE)]
  : [values.target];
for (const target of targets) await packaged(target);

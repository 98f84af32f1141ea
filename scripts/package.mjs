// Packs the VSIX of one platform into build/.   npm run package [-- --target linux-x64]
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { vsixPath } from './vsix.mjs';

const { values } = parseArgs({ options: { target: { type: 'string', default: `${process.platform}-${process.arch}` } } });
const root = path.join(import.meta.dirname, '..');
const vsix = vsixPath(values.target);
const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });

run('esbuild.mjs', '--target', values.target);
mkdirSync(path.dirname(vsix), { recursive: true });
run('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--no-update-package-json', '--allow-missing-repository', '--no-rewrite-relative-links', '--target', values.target, '--out', vsix);
console.log(`${path.relative(root, vsix)} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);

// From a fresh clone to a result:   npm start [-- folder|zip [options of analyze]]
// Installs, builds, packs the extension, analyses the source (the samples where none is named), and opens VS Code where there is one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from './install.mjs';
import { vsixPath } from './vsix.mjs';

const root = path.join(import.meta.dirname, '..');
const calledFrom = process.env.INIT_CWD ?? process.cwd();
const named = process.argv[2]?.startsWith('-') ? undefined : process.argv[2];
const options = process.argv.slice(named === undefined ? 2 : 3);
const source = path.resolve(calledFrom, named ?? path.join(root, 'samples'));
// The samples by machines and those by people; what else lies there is no text of theirs.
const samples = named === undefined ? ['--include', 'texts/**', '--include', 'people/**'] : [];
if (!existsSync(source)) {
  console.error(`${source} does not exist. Name a folder or a ZIP: npm start -- path/to/folder`);
  process.exit(2);
}

installPackages();
const step = (cwd, ...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
};
console.error('Building and packing the extension …');
step(root, 'scripts/package.mjs');
step(calledFrom, path.join(root, 'dist/cli.js'), 'analyze', source, ...samples, ...options);

const vsix = vsixPath();
const shell = process.platform === 'win32';
const code = shell ? 'code.cmd' : 'code';
const isThere = spawnSync(code, ['--version'], { stdio: 'ignore', shell }).status === 0;
if (isThere && !process.env.CI) {
  const installed =
    spawnSync(code, ['--install-extension', vsix, '--force'], { stdio: ['ignore', 'ignore', 'inherit'], shell })
      .status === 0;
  const folder = named === undefined ? source : path.dirname(source);
  if (installed) spawnSync(code, [folder], { stdio: 'ignore', shell });
  console.log(
    installed
      ? `VS Code opens on ${folder}: right-click ${named === undefined ? 'texts or people' : path.basename(source)} → Analyze Batch.`
      : `Install the extension by hand: code --install-extension ${vsix}`,
  );
} else {
  console.log(
    `In VS Code: Extensions → … → Install from VSIX → ${vsix}, then right-click a folder or a ZIP → Analyze Batch.`,
  );
  console.log('No VS Code here? npm run workbench opens the extension in one in the browser.');
}

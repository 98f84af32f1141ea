// Opens the extension in a real VS Code in the browser:   npm run workbench [-- folder]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from './install.mjs';
import { vsixPath } from './vsix.mjs';

const root = path.join(import.meta.dirname, '..');
const workspace = path.resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? path.join(root, 'samples'));
if (!existsSync(workspace) || !statSync(workspace).isDirectory()) {
  console.error(`${workspace} is not a folder. Name the folder to open: npm run workbench -- path/to/folder`);
  process.exit(2);
}
installPackages();
console.error('Building and packing the extension …');
const { status } = spawnSync(process.execPath, ['scripts/package.mjs'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (status !== 0) process.exit(status ?? 1);

// Only now: it needs the packages.
const { startServer } = await import('../test/vscode/server.mjs');
const server = await startServer({
  workspace,
  vsix: [vsixPath()],
  testDriver: false,
  settings: { 'workbench.startupEditor': 'readme' },
});
console.log(`VS Code with the extension: ${server.url}\nRight-click a folder → Analyze Batch. Ctrl+C ends it.`);
const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
if (process.env.DISPLAY || process.platform !== 'linux')
  spawn(opener, [server.url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await server.stop();
    server.remove();
    process.exit(0);
  });
}

// A real VS Code as a server on a free local port. Also what `npm run workbench` starts.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SERVER, setUpWorkbench } from './setup.mjs';

/** Nothing calls home, nothing moves by itself, nothing stands in front of what is looked at. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(port));
      })
      .on('error', reject);
  });

const environment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_') && name !== 'ELECTRON_RUN_AS_NODE'),
  );

/**
 * Starts VS Code.
 *
 * @param options `workspace`: folder to open; `vsix`: files to install first; `settings`: user settings;
 *   `home`: state of an earlier server, to go on with; `testDriver`: lets tests run inside the extension host;
 *   `proposedApis`: lets extensions use what of VS Code's API is no part of it yet
 */
export async function startServer({
  workspace,
  vsix = [],
  settings = {},
  home = mkdtempSync(path.join(tmpdir(), 'ghostwriter-vscode-')),
  testDriver = true,
  proposedApis = false,
}) {
  const node = setUpWorkbench();
  const folders = {
    extensions: path.join(home, 'extensions'),
    user: path.join(home, 'user'),
    server: path.join(home, 'server'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  for (const at of [
    path.join(folders.server, 'data/Machine'),
    path.join(folders.user, 'Machine'),
    path.join(folders.user, 'User'),
    path.join(folders.server, 'data/User'),
  ]) {
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }, null, 2));
  }
  const folderSwitches = [
    '--server-data-dir',
    folders.server,
    '--user-data-dir',
    folders.user,
    '--extensions-dir',
    folders.extensions,
  ];
  for (const file of vsix) {
    const { status, stdout, stderr } = spawnSync(
      node,
      [SERVER, '--install-extension', file, '--force', '--accept-server-license-terms', ...folderSwitches],
      { encoding: 'utf8', env: environment() },
    );
    if (status !== 0) throw new Error(`${file} could not be installed: ${stdout}${stderr}`);
  }
  const port = await freePort();
  const driver = testDriver ? ['--enable-smoke-test-driver', '--reconnection-grace-time', '5'] : [];
  const child = spawn(
    node,
    [
      SERVER,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--accept-server-license-terms',
      ...folderSwitches,
      ...driver,
      '--telemetry-level',
      'off',
      '--disable-telemetry',
      '--disable-workspace-trust',
    ],
    { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`VS Code did not start: ${log}`)), 60_000);
    const see = (chunk) => {
      log += chunk;
      if (!/Extension host agent listening|Server bound to/.test(log)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', see);
    child.stderr.on('data', see);
    child.once('exit', (code) => reject(new Error(`VS Code ended (${code}): ${log}`)));
  });
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (workspace) url.searchParams.set('folder', workspace);
  if (proposedApis) url.searchParams.set('payload', JSON.stringify([['enableProposedApi', '']]));
  return {
    port,
    home,
    url: url.href,
    pid: child.pid,
    /** `globalStorage` of the extension. */
    storage: path.join(folders.user, 'User/globalStorage/ghostwriter.ghostwriter-batch'),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
      }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

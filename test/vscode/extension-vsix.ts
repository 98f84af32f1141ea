// Packs small extensions that are installed beside the product's.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

/** @returns the absolute path of the VSIX */
export function packed(folder: string): string {
  const vsix = path.join(mkdtempSync(path.join(tmpdir(), 'ghostwriter-vsix-')), 'extension.vsix');
  execFileSync(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/@vscode/vsce/vsce'),
      'package',
      '--no-dependencies',
      '--skip-license',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      vsix,
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return vsix;
}

/** An extension of one command, whose body may use `vscode`. */
export function extensionOf(name: string, title: string, body: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `ghostwriter-${name}-`));
  const manifest = {
    name,
    version: '0.0.1',
    publisher: 'ghostwriter-tests',
    engines: { vscode: '^1.100.0' },
    main: './extension.js',
    extensionKind: ['workspace'],
    contributes: { commands: [{ command: `${name}.run`, title }] },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, '.vscodeignore'), '');
  writeFileSync(path.join(folder, 'README.md'), `${title}\n`);
  writeFileSync(
    path.join(folder, 'extension.js'),
    `const vscode = require('vscode');\nexports.activate = (context) => context.subscriptions.push(vscode.commands.registerCommand('${name}.run', async () => {\n${body}\n}));\n`,
  );
  return packed(folder);
}

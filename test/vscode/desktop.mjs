// The tests inside the extension host of a desktop VS Code, which is downloaded:   npm run test:desktop
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { buildHostTests } from './host/build.mjs';

const root = path.join(import.meta.dirname, '../..');
const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const batches = path.join(root, 'build/host-tests/batches.mjs');
await build({
  entryPoints: [path.join(import.meta.dirname, 'batches.ts')],
  outfile: batches,
  bundle: true,
  platform: 'node',
  format: 'esm',
  define: { 'import.meta.dirname': JSON.stringify(import.meta.dirname) },
});
const { sampleWorkspace } = await import(batches);
try {
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: await buildHostTests(),
    launchArgs: [sampleWorkspace(), '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  console.error(
    `The desktop tests did not pass: ${error.message}\nThey download VS Code and need a display (on Linux: xvfb-run npm run test:desktop). npm run test:workbench runs the same suite in a VS Code in the browser.`,
  );
  process.exit(1);
}

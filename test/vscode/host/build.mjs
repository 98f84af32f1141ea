// Bundles the tests that run inside the extension host: an extension host loads plain CommonJS.
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '../../..');

/** @returns the absolute path of the module to name as the tests' path */
export async function buildHostTests() {
  const outdir = path.join(root, 'build/host-tests');
  await build({
    entryPoints: ['index', 'suite', 'api', 'assistants'].map((name) => path.join(import.meta.dirname, `${name}.ts`)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}

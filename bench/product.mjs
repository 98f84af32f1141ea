// The product's own code for benchmarks, bundled on the fly, and the labelled data, found through GHOSTWRITER_DATA.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');

/** The folder of the built models: `npm run build` makes them. */
export const modelsFolder = path.join(root, 'models');

/** Where this benchmark's modules are bundled to, for its threads to import too. */
export const bundle = () => path.join(root, 'build', 'bench', `${path.basename(process.argv[1], '.mjs')}.mjs`);

let loads = 0;

/** Imports modules of `src/` as one; their names must differ. What is loaded later in the same process gets a bundle of its own. */
export async function load(...modules) {
  const outfile = ++loads === 1 ? bundle() : bundle().replace(/\.mjs$/, `-${loads}.mjs`);
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    stdin: {
      contents: modules.map((m) => `export * from './src/${m}.ts';`).join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    packages: 'external',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

/** A file or folder of the data; says so and ends where it is missing. */
export function dataPath(name) {
  const at = path.resolve(root, process.env.GHOSTWRITER_DATA ?? '../shared/data', name);
  if (existsSync(at)) return at;
  console.error(`${at} is missing. This benchmark needs it: set GHOSTWRITER_DATA to the folder that holds ${name}.`);
  process.exit(1);
}

/** The rows of a `.jsonl.gz`. */
export const rows = (name) =>
  gunzipSync(readFileSync(dataPath(name)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

// Parsers of document formats and tables of old encodings, each a bundle of its own in dist/formats/: a thread loads one when the first file that needs
// it comes.
import { readdirSync, readFileSync, cpSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const sources = 'src/analysis/sources';

/** esbuild plugin: what is imported dynamically is not bundled with the importer, but asked for beside it. */
export const lazyFormats = {
  name: 'lazy-formats',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path: file, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = path.basename(file, '.ts');
      const target = path.relative(root, path.join(resolveDir, file)).replaceAll('\\', '/');
      if (!Object.values(lazyEntryPoints()).includes(target)) throw new Error(`${target} is imported dynamically, and is no bundle of its own: add it to scripts/lazy-formats.mjs.`);
      return { path: `./formats/${name}.js`, external: true };
    });
  },
};

/** esbuild's entry points: each module of formats/ that is imported dynamically. */
export function lazyEntryPoints() {
  const extractor = readFileSync(path.join(root, sources, 'extract-text.ts'), 'utf8') + readFileSync(path.join(root, sources, 'decode.ts'), 'utf8');
  const files = [...extractor.matchAll(/import\('\.\/([\w/-]+\.ts)'\)/g)].map(([, file]) => `${sources}/${file}`);
  return Object.fromEntries(files.map((file) => [`formats/${path.basename(file, '.ts')}`, file]));
}

/** esbuild plugin: PDF.js looks for a library to draw with when it loads, and complains that there is none. Nothing is drawn here. */
export const pdfWithoutCanvas = {
  name: 'pdf-without-canvas',
  setup(build) {
    build.onLoad({ filter: /pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf\.mjs$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const complaint = /warn\(`Cannot (?:load "@napi-rs\/canvas" package|access the \\`require\\` function)[^\n]*\n/g;
      if (source.match(complaint)?.length !== 2) throw new Error(`${file} no longer looks for a canvas the way this plugin expects.`);
      return { contents: source.replace(complaint, '\n') };
    });
  },
};

/** Copies the character maps of fonts that PDFs do not embed, beside the bundle that reads them. */
export function copyCharacterMaps(dist) {
  const from = path.join(root, 'node_modules/pdfjs-dist/cmaps');
  for (const file of readdirSync(from)) if (file.endsWith('.bcmap') || file === 'LICENSE') cpSync(path.join(from, file), path.join(dist, 'formats/cmaps', file));
}

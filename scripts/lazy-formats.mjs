// Parsers of document formats and tables of old encodings, each a bundle of its own in dist/formats/: a thread loads one when the first file that needs
// it comes. Likewise a part of the command line that one command needs, and other parts that most runs do without.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const sources = 'src/analysis/sources';

/** esbuild plugin: a parser that is imported dynamically is not bundled with the importer, but asked for beside it. */
export const lazyFormats = {
  name: 'lazy-formats',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path: file, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const target = path.relative(root, path.join(resolveDir, file)).replaceAll('\\', '/');
      const [bundle] =
        Object.entries({ ...lazyEntryPoints(), ...lazyCommands, ...lazyParts, ...lazyExtensionParts }).find(
          ([, entry]) => entry === target,
        ) ?? [];
      if (bundle) return { path: `./${bundle}.js`, external: true };
      if (target.startsWith(`${sources}/`))
        throw new Error(
          `${target} is imported dynamically, and is no bundle of its own: add it to scripts/lazy-formats.mjs.`,
        );
      // Anything else stays in the bundle, and is run when it is first asked for.
      return undefined;
    });
  },
};

/** esbuild plugin for those bundles: one of them that imports another statically asks for it beside itself, instead of holding it once more. */
export const sharedFormats = {
  name: 'shared-formats',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path: file, kind, resolveDir }) => {
      const target = path.relative(root, path.join(resolveDir, file)).replaceAll('\\', '/');
      return kind === 'import-statement' && Object.values(lazyEntryPoints()).includes(target)
        ? { path: `./${path.basename(file, '.ts')}.js`, external: true }
        : undefined;
    });
  },
};

/** esbuild's entry points of the command line that are loaded by one command alone. No VSIX has them. */
export const lazyCommands = { mcp: 'src/cli/mcp/serve.ts' };

/** esbuild's entry points of parts that several bundles ask for, and most runs never do. */
export const lazyParts = {
  'report-schema': 'src/exports/report-schema.ts',
  'language-tables': 'src/analysis/document/language-tables.ts',
};

/** esbuild's entry points of parts of the extension that most windows never need. */
export const lazyExtensionParts = {
  'folder-watch': 'src/extension/watch/folder-watch.ts',
  'upload-files': 'src/process/host/upload-files.ts',
};

/** esbuild's entry points: each module that the table of readers, or the decoder, imports dynamically. */
export function lazyEntryPoints() {
  entryPoints ??= Object.fromEntries(
    dynamicImports([`${sources}/format-readers.ts`, `${sources}/decode.ts`]).map((file) => [
      `formats/${path.basename(file, '.ts')}`,
      file,
    ]),
  );
  return entryPoints;
}

let entryPoints;

/** What some files import dynamically, as esbuild reads them. */
function dynamicImports(files) {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: files,
    bundle: true,
    write: false,
    outdir: 'build',
    metafile: true,
    external: ['./*', '../*'],
  });
  return Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
    imports
      .filter(({ kind }) => kind === 'dynamic-import')
      .map(({ path: imported }) => path.posix.join(path.posix.dirname(file), imported)),
  );
}

/** esbuild plugin: PDF.js looks for a library to draw with when it loads, and complains that there is none. Nothing is drawn here. */
export const pdfWithoutCanvas = {
  name: 'pdf-without-canvas',
  setup(build) {
    build.onLoad({ filter: /pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf\.mjs$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const complaint = /warn\(`Cannot (?:load "@napi-rs\/canvas" package|access the \\`require\\` function)[^\n]*\n/g;
      if (source.match(complaint)?.length !== 2)
        throw new Error(`${file} no longer looks for a canvas the way this plugin expects.`);
      return { contents: source.replace(complaint, '\n') };
    });
  },
};

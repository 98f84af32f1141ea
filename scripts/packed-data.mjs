// Tables of libraries, packed better than they come. A VSIX is deflated, and what is deflated already, or stands in base64, hardly gets smaller by it; Node reads Brotli by itself.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const root = path.join(import.meta.dirname, '..');

/** Brotli with its largest window: similar tables lie megabytes apart. Quality 9 takes a second for 20 MB, 11 half a minute for a tenth less. */
function packed(data) {
  return brotliCompressSync(data, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
    },
  });
}

/** esbuild plugin: jschardet's models of languages, which its authors pack for a decoder that knows no codes but the fixed ones of deflate. */
export const packedLanguageModels = {
  name: 'packed-language-models',
  setup(build) {
    build.onLoad({ filter: /jschardet[\\/]build[\\/]models[\\/](?:models|idf)\.bin\.js$/ }, async ({ path: file }) => {
      const { readBytes } = await import(pathToFileURL(file).href);
      const contents = `
        import { brotliDecompressSync } from 'node:zlib';
        let bytes;
        export function readBytes() {
          if (bytes) return bytes;
          const { buffer, byteOffset, byteLength } = brotliDecompressSync(Buffer.from('${packed(readBytes()).toString('base64')}', 'base64'));
          return (bytes = new Uint8Array(buffer, byteOffset, byteLength));
        }`;
      return { contents };
    });
  },
};

/** Puts the character maps of fonts that PDFs do not embed into one file, in the form that `character-maps.ts` reads. */
export function packCharacterMaps(dist) {
  const from = path.join(root, 'node_modules/pdfjs-dist/cmaps');
  const to = path.join(dist, 'formats/cmaps');
  const names = readdirSync(from)
    .filter((file) => file.endsWith('.bcmap'))
    .sort();
  const maps = names.map((file) => readFileSync(path.join(from, file)));
  const places = {};
  let at = 0;
  for (const [i, file] of names.entries()) {
    places[path.basename(file, '.bcmap')] = [at, maps[i].length];
    at += maps[i].length;
  }
  const table = Buffer.from(JSON.stringify(places));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(table.length);
  mkdirSync(to, { recursive: true });
  writeFileSync(path.join(to, 'cmaps.br'), packed(Buffer.concat([length, table, ...maps])));
  cpSync(path.join(from, 'LICENSE'), path.join(to, 'LICENSE'));
}

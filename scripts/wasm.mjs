// Assembles src/analysis/corpus/dot-products.wat into the module beside it:   npm run wasm
// A unit test looks whether the two belong together.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import wabt from 'wabt';

const folder = path.join(import.meta.dirname, '../src/analysis/corpus');

/** Where the assembled module stands, as text. */
export const MODULE_FILE = path.join(folder, 'dot-products-module.ts');

/** What stands there. */
export async function moduleText() {
  const { parseWat } = await wabt();
  const source = 'dot-products.wat';
  const module = parseWat(source, readFileSync(path.join(folder, source), 'utf8'), { simd: true });
  module.validate();
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  return `/** Made of dot-products.wat by \`npm run wasm\`: WebAssembly in Base64. */\nexport const DOT_PRODUCTS = '${base64}';\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(MODULE_FILE, await moduleText());

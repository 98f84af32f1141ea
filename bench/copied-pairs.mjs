// Search for copied pairs against @dodona/dolos-core, winnowing over the same words, on the same texts:   npm run bench -- --only copied-pairs
import { File, FingerprintIndex, Region, TokenizedFile } from '@dodona/dolos-core';
import { alternating } from './alternating.mjs';
import { load } from './product.mjs';

const { COPY_LIMITS, CopySearch, seededRandom, wordPlaces, wordSequence } = await load(
  'analysis/corpus/copied-pairs',
  'analysis/corpus/copying',
  'analysis/corpus/random',
  'analysis/document/word-sequence',
  'analysis/document/words',
);
const WORDS = 250;
/** Words of a shingle, and shingles of a window, for both. */
const SHINGLE = 4,
  WINDOW = 4;

/** One document in ten is made from the one before it, in one of four ways. */
const WAYS = {
  whole: (from) => from,
  edited: (from, { word, random }) => from.map((w) => (random() < 0.1 ? word() : w)),
  half: (from, { fresh }) => [...fresh(WORDS / 2), ...from.slice(0, WORDS / 2)],
  passage: (from, { fresh }) => [...fresh(WORDS - 40), ...from.slice(100, 140)],
};
const VOCABULARY = 20_000;

/** Texts, and the pairs among them that are copies, by the way in which they are. */
function plantedTexts(documents) {
  const random = seededRandom(7);
  const below = (n) => Math.floor(random() * n);
  /** Zipf's law: the n-th word is met about 1/n as often as the first. */
  const word = () => `w${Math.floor(VOCABULARY ** random()) - 1}x`;
  /** What people say alike without copying. */
  const phrases = Array.from({ length: 500 }, () => Array.from({ length: 3 + below(4) }, word));
  const fresh = (length) => {
    const words = [];
    while (words.length < length) words.push(...(random() < 0.02 ? phrases[below(phrases.length)] : [word()]));
    return words.slice(0, length);
  };
  const texts = Array.from({ length: documents }, () => fresh(WORDS));
  const planted = new Map();
  for (let i = 1; i < documents; i += 10) {
    const way = Object.keys(WAYS)[((i - 1) / 10) % 4];
    texts[i] = WAYS[way](texts[i - 1], { word, random, fresh });
    planted.set(`${i - 1} ${i}`, way);
  }
  return { written: texts.map((words) => words.join(' ')), planted };
}

function ours(written) {
  const { pairs: found } = new CopySearch(written.map((t) => wordSequence(t))).find();
  return found.map(({ a, b }) => `${a} ${b}`);
}
/** What it offers for this: all pairs, each with the share of fingerprints that it has in common. */
function dolos(written) {
  const files = written.map((text, i) => {
    const { starts, ends } = wordPlaces(text),
      words = Array.from(starts, (start, w) => ({ start, end: ends[w] }));
    return new TokenizedFile(
      new File(String(i), text),
      words.map(({ start, end }) => text.slice(start, end)),
      words.map(({ start, end }) => new Region(0, start, 0, end)),
    );
  });
  const index = new FingerprintIndex(SHINGLE, WINDOW, false);
  index.addFiles(files);
  return index
    .allPairs()
    .filter((p) => Math.max(p.leftCovered / p.leftTotal, p.rightCovered / p.rightTotal) >= COPY_LIMITS.partly)
    .map((p) => `${p.leftFile.path} ${p.rightFile.path}`);
}

/** Both in turns, with the share of the planted pairs that each finds. */
export async function besideDolos(documents, rounds) {
  const { written, planted } = plantedTexts(documents),
    found = {};
  const timed = (name, run) => () => {
    const start = performance.now();
    found[name] = new Set(run(written));
    return performance.now() - start;
  };
  const result = await alternating(
    `copied pairs of ${documents.toLocaleString('en')} texts of ${WORDS} words`,
    { ours: timed('ours', ours), '@dodona/dolos-core': timed('@dodona/dolos-core', dolos) },
    { rounds, target: { '@dodona/dolos-core': 3 } },
  );
  const recall = {};
  for (const [name, pairs] of Object.entries(found)) {
    const hits = [...planted.keys()].filter((p) => pairs.has(p));
    recall[name] = hits.length / planted.size;
    const perWay = Object.keys(WAYS).map(
      (way) =>
        `${way} ${hits.filter((p) => planted.get(p) === way).length} of ${[...planted.values()].filter((w) => w === way).length}`,
    );
    console.log(
      `${name}: recall ${recall[name].toFixed(3)} (${perWay.join(', ')}), other pairs ${pairs.size - hits.length}`,
    );
  }
  return {
    ...result,
    what: `${result.what}; recall ${recall.ours.toFixed(3)} against ${recall['@dodona/dolos-core'].toFixed(3)}`,
    recall,
  };
}

// Search for copied pairs against @dodona/dolos-core, winnowing over the same words, on the same texts.   node bench/copied-pairs.mjs [documents]
import { File, FingerprintIndex, Region, TokenizedFile } from '@dodona/dolos-core';
import { load } from './product.mjs';

const { COPY_LIMITS, CopySearch, seededRandom, wordMatches, wordSequence } = await load('analysis/corpus/copied-pairs', 'analysis/corpus/copying', 'analysis/corpus/random', 'analysis/document/word-sequence', 'analysis/document/words');
const DOCUMENTS = Number(process.argv[2] ?? 2000), WORDS = 250, ROUNDS = 5;
/** Words of a shingle, and shingles of a window, for both. */
const SHINGLE = 4, WINDOW = 4;

const random = seededRandom(7);
const below = (n) => Math.floor(random() * n);
const VOCABULARY = 20_000;
/** Zipf's law: the n-th word is met about 1/n as often as the first. */
const word = () => `w${Math.floor(VOCABULARY ** random()) - 1}x`;
/** What people say alike without copying. */
const phrases = Array.from({ length: 500 }, () => Array.from({ length: 3 + below(4) }, word));
const fresh = (length) => { const words = []; while (words.length < length) words.push(...(random() < 0.02 ? phrases[below(phrases.length)] : [word()])); return words.slice(0, length); };
const texts = Array.from({ length: DOCUMENTS }, () => fresh(WORDS));
/** One document in ten is made from the one before it, in one of four ways. */
const WAYS = {
  whole: (from) => from,
  edited: (from) => from.map((w) => (random() < 0.1 ? word() : w)),
  half: (from) => [...fresh(WORDS / 2), ...from.slice(0, WORDS / 2)],
  passage: (from) => [...fresh(WORDS - 40), ...from.slice(100, 140)],
};
const planted = new Map();
for (let i = 1; i < DOCUMENTS; i += 10) {
  const way = Object.keys(WAYS)[((i - 1) / 10) % 4];
  texts[i] = WAYS[way](texts[i - 1]);
  planted.set(`${i - 1} ${i}`, way);
}
const written = texts.map((words) => words.join(' '));

function ours() {
  const found = new CopySearch(written.map((t) => wordSequence(t))).find();
  return found.map(({ a, b }) => `${a} ${b}`);
}
/** What it offers for this: all pairs, each with the share of fingerprints that it has in common. */
function dolos() {
  const files = written.map((text, i) => {
    const matches = wordMatches(text);
    return new TokenizedFile(new File(String(i), text), matches.map((m) => m[0]), matches.map((m) => new Region(0, m.index, 0, m.index + m[0].length)));
  });
  const index = new FingerprintIndex(SHINGLE, WINDOW, false);
  index.addFiles(files);
  return index.allPairs().filter((p) => Math.max(p.leftCovered / p.leftTotal, p.rightCovered / p.rightTotal) >= COPY_LIMITS.partly).map((p) => `${p.leftFile.path} ${p.rightFile.path}`);
}

const ways = { 'copied pairs': ours, '@dodona/dolos-core': dolos };
const times = { 'copied pairs': [], '@dodona/dolos-core': [] };
const found = {};
for (let round = 0; round < ROUNDS; round++) for (const [name, run] of round % 2 === 0 ? Object.entries(ways) : Object.entries(ways).toReversed()) {
  const start = performance.now();
  found[name] = new Set(run());
  times[name].push(performance.now() - start);
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
console.log(`${DOCUMENTS} texts of ${WORDS} words, ${planted.size} planted pairs; medians of ${ROUNDS} runs in turns`);
for (const name of Object.keys(ways)) {
  const hits = [...planted.keys()].filter((p) => found[name].has(p));
  const perWay = Object.keys(WAYS).map((way) => `${way} ${hits.filter((p) => planted.get(p) === way).length} of ${[...planted.values()].filter((w) => w === way).length}`);
  console.log(`${name.padEnd(20)} ${median(times[name]).toFixed(0).padStart(6)} ms   recall ${(hits.length / planted.size).toFixed(3)} (${perWay.join(', ')})   other pairs ${found[name].size - hits.length}`);
}
console.log(`ratio of the medians over the rounds: ${median(times['@dodona/dolos-core'].map((t, i) => t / times['copied pairs'][i])).toFixed(1)}×`);

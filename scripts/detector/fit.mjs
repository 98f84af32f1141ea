// Fits the detector: vocabulary, features, logistic regression, calibration. The features are the product's own TypeScript.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'detector-'));
const bundle = path.join(scratch, 'detector.mjs');
await build({
  stdin: {
    contents: ['detector-tokens', 'detector-features', 'detector', 'words', 'segments'].map((f) => `export * from './src/analysis/document/${f}.ts';`).join('\n') + `\nexport { seededRandom } from './src/analysis/corpus/random.ts';\nexport { hash32 } from './src/analysis/hash.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true, platform: 'node', format: 'esm', outfile: bundle, logLevel: 'error',
});
export const product = await import(pathToFileURL(bundle).href);
rmSync(scratch, { recursive: true, force: true });
const { BUCKETS, gramVector, seededRandom, tokenStream } = product;

const SEED = 20230601;
const VOCABULARY = 2500;
const LEAST_WORDS = 50, MOST_WORDS = 400;
const EPOCHS = 2, RATE = 0.5, DECAY = 2e-6;
/** Words from which a calibration band begins. */
const BANDS = [50, 100, 200];

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu;

/** The words that most documents of every group share: weighed by group, so that no domain's topics get in. */
export function generalVocabulary(texts) {
  const groups = [...new Set(texts.map((t) => t.group))];
  const frequency = new Map();
  for (const group of groups) {
    const own = texts.filter((t) => t.group === group);
    const df = new Map();
    for (const { text } of own) for (const w of new Set((text.match(WORD) ?? []).map((x) => x.toLowerCase().replaceAll('’', "'")))) df.set(w, (df.get(w) ?? 0) + 1);
    for (const [w, n] of df) frequency.set(w, [...(frequency.get(w) ?? []), n / own.length]);
  }
  const common = [...frequency].filter(([, shares]) => shares.length >= Math.ceil(groups.length * 0.7));
  const score = (shares) => shares.reduce((a, s) => a + Math.sqrt(s), 0);
  return common.sort((a, b) => score(b[1]) - score(a[1]) || (a[0] < b[0] ? -1 : 1)).slice(0, VOCABULARY).map(([w]) => w).sort();
}

/** A text's windows as features: the whole of it (cut at 400 words) and random stretches, so that length is no cue. */
function windowsOf(text, vocabulary, random, count) {
  const stream = tokenStream(text, vocabulary);
  const positions = Array.from(stream.isWord.keys()).filter((i) => stream.isWord[i]);
  if (positions.length < LEAST_WORDS) return [];
  const most = Math.min(positions.length, MOST_WORDS);
  return Array.from({ length: count }, (_, k) => {
    const words = k === 0 ? most : Math.round(LEAST_WORDS * Math.pow(most / LEAST_WORDS, random()));
    const first = k === 0 ? 0 : Math.floor(random() * (positions.length - words + 1));
    return { words, whole: k === 0, ...gramVector(stream, positions[first], positions[first + words] ?? stream.tokens.length) };
  });
}

/**
 * All windows of all texts, each knowing its text.
 *
 * @param {{ has(word: string): boolean }} vocabulary the general words
 */
export function examples(texts, vocabulary, count) {
  const random = seededRandom(SEED);
  return texts.flatMap((t, index) => windowsOf(t.text, vocabulary, random, count).map((w) => ({ ...w, index, ai: t.ai, group: t.group })));
}

/**
 * Logistic regression by AdaGrad (Duchi et al. 2011). Every group has an intercept of its own, so that the weights learn what tells machine
 * from human within a group and not which groups hold more of either; the model's one intercept is their mean. In each class a group weighs
 * as the root of its size, and the classes weigh the same.
 *
 * @param groupOf what counts as a group
 */
export function fit(training, groupOf = (e) => e.group) {
  const counts = new Map();
  const key = (e) => `${groupOf(e)} ${e.ai}`;
  for (const e of training) counts.set(key(e), (counts.get(key(e)) ?? 0) + 1);
  const classTotal = [0, 1].map((ai) => [...counts].filter(([k]) => k.endsWith(` ${ai}`)).reduce((sum, [, n]) => sum + Math.sqrt(n), 0));
  const weightOf = (e) => (Math.sqrt(counts.get(key(e))) / counts.get(key(e)) / classTotal[e.ai]) * (training.length / 2);

  const w = new Float64Array(BUCKETS), squares = new Float64Array(BUCKETS).fill(1e-6);
  const intercepts = new Map(training.map((e) => [groupOf(e), { value: 0, squares: 1e-6 }]));
  const order = Array.from(training.keys());
  const random = seededRandom(SEED);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) { const j = Math.floor(random() * (i + 1)); [order[i], order[j]] = [order[j], order[i]]; }
    for (const at of order) {
      const e = training[at];
      const intercept = intercepts.get(groupOf(e));
      let score = intercept.value;
      for (let i = 0; i < e.buckets.length; i++) score += e.weights[i] * w[e.buckets[i]];
      const d = (1 / (1 + Math.exp(-score)) - e.ai) * weightOf(e);
      for (let i = 0; i < e.buckets.length; i++) {
        const b = e.buckets[i], gradient = d * e.weights[i] + DECAY * w[b];
        squares[b] += gradient * gradient;
        w[b] -= (RATE / Math.sqrt(squares[b])) * gradient;
      }
      intercept.squares += d * d;
      intercept.value -= (RATE / Math.sqrt(intercept.squares)) * d;
    }
  }
  const bias = [...intercepts.values()].reduce((sum, { value }) => sum + value, 0) / intercepts.size;
  return quantized(w, bias);
}

/** Weights in 8 bits; the few largest are cut so that the many small ones keep their precision. */
function quantized(w, bias) {
  const sizes = w.map(Math.abs).filter((v) => v > 0).sort();
  const scale = sizes[Math.floor((sizes.length - 1) * 0.9995)] / 127;
  return { weights: Int8Array.from(w, (v) => Math.max(-127, Math.min(127, Math.round(v / scale)))), scale, bias };
}

/** The linear score of one window. */
export function scoreOf({ weights, scale, bias }, e) {
  let sum = 0;
  for (let i = 0; i < e.buckets.length; i++) sum += e.weights[i] * weights[e.buckets[i]];
  return bias + sum * scale;
}

/**
 * Platt scaling (Platt 1999) in each band of length, on scores of windows whose whole group was left out of training, so that it knows how wrong
 * the model is on writing it never saw. Every group weighs the same in each class, and the classes weigh the same.
 */
export function calibrate(scored) {
  return BANDS.map((fromWords, b) => {
    const toWords = BANDS[b + 1] ?? Infinity;
    const own = scored.filter((e) => e.words >= fromWords && e.words < toWords);
    const counts = new Map();
    for (const e of own) counts.set(`${e.group} ${e.ai}`, (counts.get(`${e.group} ${e.ai}`) ?? 0) + 1);
    const groups = [0, 1].map((ai) => [...counts.keys()].filter((k) => k.endsWith(` ${ai}`)).length);
    const weighted = own.map((e) => ({ ...e, weight: 1 / counts.get(`${e.group} ${e.ai}`) / groups[e.ai] }));
    // A weak pull towards slope 1 and intercept 0 keeps a band that is nearly separable finite.
    const PULL = 1e-3;
    const loss = (slope, intercept) => weighted.reduce((sum, e) => sum + e.weight * softplus((e.ai ? -1 : 1) * (slope * e.score + intercept)), (PULL / 2) * ((slope - 1) ** 2 + intercept ** 2));
    let slope = 1, intercept = 0;
    for (let step = 0; step < 50; step++) {
      let g0 = PULL * intercept, g1 = PULL * (slope - 1), h00 = PULL, h01 = 0, h11 = PULL;
      for (const e of weighted) {
        const p = 1 / (1 + Math.exp(-(slope * e.score + intercept)));
        const d = (p - e.ai) * e.weight, h = p * (1 - p) * e.weight;
        g0 += d; g1 += d * e.score; h00 += h; h01 += h * e.score; h11 += h * e.score * e.score;
      }
      const det = h00 * h11 - h01 * h01;
      const toIntercept = (h11 * g0 - h01 * g1) / det, toSlope = (h00 * g1 - h01 * g0) / det;
      // Newton's step, halved while it overshoots.
      const before = loss(slope, intercept);
      let size = 1;
      while (size > 1e-6 && loss(slope - size * toSlope, intercept - size * toIntercept) > before) size /= 2;
      if (size <= 1e-6) break;
      slope -= size * toSlope;
      intercept -= size * toIntercept;
    }
    return { fromWords, slope, intercept };
  });
}

const softplus = (x) => (x > 30 ? x : Math.log1p(Math.exp(x)));

/** The probability that a calibration gives a score of so many words. */
export function probabilityOf(calibration, score, words) {
  const band = calibration.findLast((b) => words >= b.fromWords) ?? calibration[0];
  return 1 / (1 + Math.exp(-(band.slope * score + band.intercept)));
}

/** Scores of every group's windows by a model that never saw the group. */
export function leaveGroupsOut(all) {
  return [...new Set(all.map((e) => e.group))].flatMap((group) => {
    const model = fit(all.filter((e) => e.group !== group));
    return all.filter((e) => e.group === group).map((e) => ({ words: e.words, ai: e.ai, group, score: scoreOf(model, e) }));
  });
}

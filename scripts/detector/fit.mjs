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
    contents: ['detector-tokens', 'detector-features', 'detector', 'words', 'segments'].map((f) => `export * from './src/analysis/document/${f}.ts';`).join('\n') + `\nexport { seededRandom } from './src/analysis/corpus/random.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true, platform: 'node', format: 'esm', outfile: bundle, logLevel: 'error',
});
export const product = await import(pathToFileURL(bundle).href);
rmSync(scratch, { recursive: true, force: true });
const { BUCKETS, STYLE_FEATURES, countWords, gramVector, seededRandom, standardized, styleVector, tokenStream } = product;

const SEED = 20230601;
const VOCABULARY = 2500;
const LEAST_WORDS = 50, MOST_WORDS = 400;
const EPOCHS = 6, RATE = 0.5, DECAY = 2e-6;
const STYLE_RATE = 0.02, STYLE_DECAY = 1e-4;
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
export function windowsOf(text, vocabulary, random, count) {
  const stream = tokenStream(text, vocabulary);
  const positions = Array.from(stream.lengths.keys()).filter((i) => stream.lengths[i] > 0);
  if (positions.length < LEAST_WORDS) return [];
  const windows = [];
  for (let k = 0; k < count; k++) {
    const words = k === 0 ? Math.min(positions.length, MOST_WORDS) : Math.round(LEAST_WORDS * Math.pow(Math.min(positions.length, MOST_WORDS) / LEAST_WORDS, random()));
    const first = Math.floor(random() * (positions.length - words + 1));
    const from = positions[first], to = (positions[first + words] ?? stream.tokens.length);
    windows.push({ words, whole: k === 0, ...gramVector(stream, from, to), style: styleVector(stream, from, to) });
  }
  return windows;
}

/** All windows of all texts, each knowing its text. */
export function examples(texts, vocabulary, count) {
  const random = seededRandom(SEED);
  const known = new Set(vocabulary);
  return texts.flatMap((t, index) => windowsOf(t.text, known, random, count).map((w) => ({ ...w, index, ai: t.ai, group: t.group })));
}

/** Logistic regression by AdaGrad (Duchi et al. 2011); every group weighs the same in each class it has, and the classes weigh the same. */
export function fit(training) {
  const counts = new Map();
  const key = (e) => `${e.group} ${e.ai}`;
  for (const e of training) counts.set(key(e), (counts.get(key(e)) ?? 0) + 1);
  const classTotal = [0, 1].map((ai) => [...counts].filter(([k]) => k.endsWith(` ${ai}`)).reduce((sum, [, n]) => sum + Math.sqrt(n), 0));
  const weightOf = (e) => (Math.sqrt(counts.get(key(e))) / counts.get(key(e)) / classTotal[e.ai]) * (training.length / 2);

  const n = STYLE_FEATURES.length;
  const mean = new Float64Array(n), deviation = new Float64Array(n);
  for (const e of training) for (let i = 0; i < n; i++) mean[i] += e.style[i] / training.length;
  for (const e of training) for (let i = 0; i < n; i++) deviation[i] += (e.style[i] - mean[i]) ** 2 / training.length;
  for (let i = 0; i < n; i++) deviation[i] = Math.sqrt(deviation[i]) || 1;

  const w = new Float64Array(BUCKETS), g = new Float64Array(BUCKETS).fill(1e-6);
  const s = new Float64Array(n), gs = new Float64Array(n).fill(1e-6);
  let bias = 0, gb = 1e-6;
  const order = Array.from(training.keys());
  const random = seededRandom(SEED);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) { const j = Math.floor(random() * (i + 1)); [order[i], order[j]] = [order[j], order[i]]; }
    for (const at of order) {
      const e = training[at];
      const style = Array.from(e.style, (v, i) => standardized(v, mean[i], deviation[i]));
      let score = bias;
      for (let i = 0; i < e.buckets.length; i++) score += e.weights[i] * w[e.buckets[i]];
      for (let i = 0; i < n; i++) score += s[i] * style[i];
      const d = (1 / (1 + Math.exp(-score)) - e.ai) * weightOf(e);
      for (let i = 0; i < e.buckets.length; i++) {
        const b = e.buckets[i], grad = d * e.weights[i] + DECAY * w[b];
        g[b] += grad * grad;
        w[b] -= (RATE / Math.sqrt(g[b])) * grad;
      }
      for (let i = 0; i < n; i++) {
        const grad = d * style[i] + STYLE_DECAY * s[i];
        gs[i] += grad * grad;
        s[i] -= (STYLE_RATE / Math.sqrt(gs[i])) * grad;
      }
      gb += d * d;
      bias -= (RATE / Math.sqrt(gb)) * d;
    }
  }
  return quantized({ w, bias, style: { mean: [...mean], deviation: [...deviation], weights: [...s] } });
}

/** Weights in 8 bits; the few largest are cut so that the many small ones keep their precision. */
function quantized({ w, bias, style }) {
  const sizes = w.map(Math.abs).filter((v) => v > 0).sort();
  const scale = sizes[Math.floor((sizes.length - 1) * 0.9995)] / 127;
  return { weights: Int8Array.from(w, (v) => Math.max(-127, Math.min(127, Math.round(v / scale)))), scale, bias, style };
}

/** The linear score of one window. */
export function scoreOf({ weights, scale, bias, style }, e) {
  let sum = 0;
  for (let i = 0; i < e.buckets.length; i++) sum += e.weights[i] * weights[e.buckets[i]];
  let score = bias + sum * scale;
  for (let i = 0; i < style.weights.length; i++) score += style.weights[i] * standardized(e.style[i], style.mean[i], style.deviation[i]);
  return score;
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
    let slope = 1, intercept = 0;
    for (let step = 0; step < 100; step++) {
      // A weak pull towards slope 1 keeps a band that is nearly separable finite.
      let g0 = 1e-3 * intercept, g1 = 1e-3 * (slope - 1), h00 = 1e-3, h01 = 0, h11 = 1e-3;
      for (const e of own) {
        const weight = 1 / counts.get(`${e.group} ${e.ai}`) / groups[e.ai];
        const p = 1 / (1 + Math.exp(-(slope * e.score + intercept)));
        const d = (p - e.ai) * weight, h = p * (1 - p) * weight;
        g0 += d; g1 += d * e.score; h00 += h; h01 += h * e.score; h11 += h * e.score * e.score;
      }
      const det = h00 * h11 - h01 * h01;
      intercept -= (h11 * g0 - h01 * g1) / det;
      slope -= (h00 * g1 - h01 * g0) / det;
    }
    return { fromWords, slope, intercept };
  });
}

/** Scores of every group's windows by a model that never saw the group. */
export function leaveGroupsOut(all) {
  const groups = [...new Set(all.map((e) => e.group))].filter((g) => g !== 'detectrl/any');
  return groups.flatMap((group) => {
    const model = fit(all.filter((e) => e.group !== group));
    return all.filter((e) => e.group === group).map((e) => ({ index: e.index, whole: e.whole, words: e.words, ai: e.ai, group, score: scoreOf(model, e) }));
  });
}

// Fits the detector: windows, linear models, calibration. Features and calibration are the product's own TypeScript.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { logisticRegression } from './logistic-regression.mjs';

const root = path.join(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'detector-'));
const bundle = path.join(scratch, 'detector.mjs');
await build({
  stdin: {
    contents: ['detector-tokens', 'detector-features', 'detector-model', 'detector-calibration', 'detector', 'hands', 'log-odds', 'words', 'segments'].map((f) => `export * from './src/analysis/document/${f}.ts';`).join('\n') + `\nexport { seededRandom } from './src/analysis/corpus/random.ts';\nexport { hash32 } from './src/analysis/hash.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true, platform: 'node', format: 'esm', outfile: bundle, logLevel: 'error',
});
export const product = await import(pathToFileURL(bundle).href);
rmSync(scratch, { recursive: true, force: true });
const { BUCKETS, calibrated, consensus, gramVector, hash32, idfOfStep, LinearModels, seededRandom, stepOfWeight, tokenStream, wordLengthSpread } = product;

const SEED = 20230601;
const LEAST_WORDS = 50, MOST_WORDS = 400;
const WINDOWS = 3;
/** An n-gram that fewer windows hold is not learned: telling machine from human, telling the kinds apart. */
const LEAST_WINDOWS = { machine: 8, kind: 64 };
/** Strength of the data against the penalty on the weights: telling machine from human, telling the kinds apart. */
const COST = { machine: 2, kind: 1 };
const FOLDS = 5;
/** Words from which a calibration band begins. */
const BANDS = [50, 100, 200];
/** Share of a group's human texts whose words may vary more in length than is judged. */
const TOO_SPREAD = 0.03;
/** Share of the texts of one class that may be rated as the other with certainty: of kinds that are known half of a hundredth, for writers differ within a kind too. */
const BEYOND = { known: 0.005, unfamiliar: 0.01 };

/** What people call the groups. */
const KIND_NAMES = { 'detectrl/arxiv': 'abstract', 'detectrl/writing_prompt': 'story', 'detectrl/xsum': 'news', 'detectrl/yelp': 'review', outfox: 'essay' };

/** Stretches of a text: the whole of it (cut at 400 words) and random ones, so that length is no cue. */
function stretchesOf(text, random) {
  const stream = tokenStream(text);
  const positions = Array.from(stream.lengths.keys()).filter((i) => stream.lengths[i]);
  if (positions.length < LEAST_WORDS) return [];
  const most = Math.min(positions.length, MOST_WORDS);
  return Array.from({ length: WINDOWS }, (_, k) => {
    const words = k === 0 ? most : Math.round(LEAST_WORDS * Math.pow(most / LEAST_WORDS, random()));
    const first = k === 0 ? 0 : Math.floor(random() * (positions.length - words + 1));
    return { words, whole: k === 0, spread: wordLengthSpread(stream), stream, from: positions[first], to: positions[first + words] ?? stream.tokens.length };
  });
}

/**
 * All windows of all texts as features, each with what is known of its text. N-grams that few of them hold are left out, and the others numbered from
 * the most common on, so that the weights that are needed most lie together.
 *
 * @returns `bucketOf`: the bucket of each number; `common`: how many of them are common enough to tell the kinds apart; `idf` in 8 bits, by number
 */
function windowsOfAll(texts) {
  const random = seededRandom(SEED);
  const all = texts.flatMap((t) => stretchesOf(t.text, random).map((w) => ({ ...w, ai: t.ai, group: t.group, model: t.model, fold: hash32(`fold ${t.family}`) % FOLDS })));
  const everyGram = new Uint8Array(BUCKETS).fill(1);
  const holders = new Uint32Array(BUCKETS);
  for (const { stream, from, to } of all) for (const b of gramVector(stream, from, to, everyGram).buckets) holders[b]++;
  const bucketOf = Uint32Array.from(holders.keys()).filter((b) => holders[b] >= LEAST_WINDOWS.machine).sort((a, b) => holders[b] - holders[a] || a - b);
  const exactIdf = Array.from(bucketOf, (b) => 1 + Math.log((1 + all.length) / (1 + holders[b])));
  const mostIdf = exactIdf.reduce((a, b) => Math.max(a, b), 0);
  const idf = Uint8Array.from(exactIdf, (v) => Math.round((255 * v) / mostIdf));
  const idfByBucket = new Float32Array(BUCKETS), numberOf = new Int32Array(BUCKETS);
  bucketOf.forEach((b, i) => { idfByBucket[b] = idfOfStep(idf[i], mostIdf); numberOf[b] = i; });
  const windows = all.map(({ stream, from, to, ...w }) => {
    const { buckets, weights } = gramVector(stream, from, to, idfByBucket);
    return { ...w, features: buckets.map((b) => numberOf[b]), weights };
  });
  return { windows, bucketOf, idf, mostIdf, common: bucketOf.findIndex((b) => holders[b] < LEAST_WINDOWS.kind) };
}

const sparse = (window, entries) => ({ ...window, features: Uint32Array.from(entries, ([f]) => f), weights: Float32Array.from(entries, ([, v]) => v) });

/** The window with the features below `end` alone. */
const firstFeatures = (window, end) => sparse(window, Array.from(window.features, (f, k) => [f, window.weights[k]]).filter(([f]) => f < end));

/** A linear model that tells the windows of one class from those of the other; both classes weigh the same. */
function linearModel(windows, isPositive, cost) {
  const positives = windows.filter(isPositive).length;
  const share = (w) => windows.length / 2 / (isPositive(w) ? positives : windows.length - positives);
  const { w, bias } = logisticRegression(windows, (i) => isPositive(windows[i]), (i) => cost * share(windows[i]), seededRandom(SEED));
  return { w, bias, score: ({ features, weights }) => { let sum = bias; for (let k = 0; k < features.length; k++) sum += weights[k] * (w[features[k]] ?? 0); return sum; } };
}

/**
 * Trains a detector on texts of several groups.
 *
 * For each group one model tells machine from human and one tells the group from the others. The first is calibrated twice: on other texts of its
 * own group (folds by family), and on the other groups, which it never saw. The mean over the models that never saw a text's group is calibrated for
 * texts of no group.
 *
 * @param {{ text: string, ai: 0 | 1, group: string, model: string, family: unknown }[]} texts
 * @returns {{ parameters: import('../../src/analysis/document/detector-model.ts').DetectorParameters, packed: Uint8Array }} without `sha256`
 */
export function trainDetector(texts, log = () => {}) {
  const { windows, bucketOf, idf, mostIdf, common } = windowsOfAll(texts);
  const groups = [...new Set(texts.map((t) => t.group))].sort();
  log(`${texts.length} texts, ${windows.length} windows, ${bucketOf.length} n-grams`);

  const isMachine = (w) => w.ai === 1;
  const experts = groups.map((group) => linearModel(windows.filter((w) => w.group === group), isMachine, COST.machine));
  /** Scores of each window by a model for each group; the one for its own group did not see its fold. */
  const scores = windows.map((w) => experts.map((e) => e.score(w)));
  groups.forEach((group, k) => {
    for (let fold = 0; fold < FOLDS; fold++) {
      const unseen = linearModel(windows.filter((w) => w.group === group && w.fold !== fold), isMachine, COST.machine);
      windows.forEach((w, i) => { if (w.group === group && w.fold === fold) scores[i][k] = unseen.score(w); });
    }
  });
  log('models of machine against human');

  const plain = windows.map((w) => firstFeatures(w, common));
  const recognizers = groups.map((group) => linearModel(plain.filter((w) => w.whole), (w) => w.group === group, COST.kind));
  const familiarity = fitFamiliarity(plain, groups);
  log('models of the kinds');

  // FLAN's short, repetitive texts are like no other machine's: they would move every calibration, and are reported apart instead.
  const counted = windows.map((w, i) => ({ words: w.words, ai: w.ai, group: w.group, at: i, judged: w.model !== 'flan-t5-xxl' })).filter((w) => w.judged);
  const kinds = groups.map((group, k) => {
    const elsewhere = calibrate(counted.filter((w) => w.group !== group).map((w) => ({ ...w, score: scores[w.at][k] })));
    const within = counted.filter((w) => w.group === group).map((w) => ({ ...w, score: scores[w.at][k] }));
    const own = calibrate(within);
    return { name: KIND_NAMES[group] ?? group, elsewhere, own: withMargins(own, [within], BEYOND.known) };
  });
  pool(kinds.map(({ own }) => own));
  const mostSpread = Math.max(...groups.map((g) => spreadOf(windows, g)));
  const unseen = counted.map((w) => {
    const others = groups.map((g, k) => ({ g, k })).filter(({ g }) => g !== w.group).map(({ k }) => k);
    return { ...w, score: consensus(others.map((k) => scores[w.at][k]), w.words, others.map((k) => kinds[k])) };
  });
  const calibration = calibrate(unseen);
  // A group that would be declined for the most part if it had not been seen says nothing of those that are not.
  const judged = groups.filter((g) => quantile(windows.filter((w) => w.group === g && w.whole && !w.ai).map((w) => w.spread), 0.5) <= Math.max(...groups.filter((h) => h !== g).map((h) => spreadOf(windows, h))));
  const unfamiliar = withMargins(calibration, judged.map((g) => unseen.filter((w) => w.group === g)), BEYOND.unfamiliar);

  const { packed, columns } = pack([...experts, ...recognizers], bucketOf, idf);
  return { parameters: rounded({ kinds, unfamiliar, familiarity, mostSpread, mostIdf, columns }), packed };
}

/** Spread of word lengths that only few human texts of a group exceed. */
const spreadOf = (windows, group) => quantile(windows.filter((w) => w.group === group && w.whole && !w.ai).map((w) => w.spread), 1 - TOO_SPREAD);

/** Folds that the models of {@link fitFamiliarity} learn from: enough for them, and they are many. */
const LEARNED = [1, 2];

/** Logistic regression on the greatest score of the kinds: other texts of known kinds against texts of a kind that was left out. */
function fitFamiliarity(windows, groups) {
  const learned = windows.filter((w) => w.whole && LEARNED.includes(w.fold));
  const judged = windows.filter((w) => !LEARNED.includes(w.fold));
  const greatest = (known, rows) => {
    const models = known.map((group) => linearModel(learned.filter((w) => known.includes(w.group)), (w) => w.group === group, COST.kind));
    return rows.map((w) => ({ words: w.words, group: w.group, score: Math.max(...models.map((m) => m.score(w))) }));
  };
  const familiar = greatest(groups, judged).map((w) => ({ ...w, ai: 1 }));
  const unfamiliar = groups.flatMap((group) => greatest(groups.filter((g) => g !== group), judged.filter((w) => w.group === group)).map((w) => ({ ...w, ai: 0 })));
  const [{ slope, intercept }] = calibrate([...familiar, ...unfamiliar], [0]);
  return { slope, intercept };
}

const HIGH = Math.log(0.7 / 0.3);

/**
 * A calibration whose bands say how far below a human text's log-odds its interval must begin for it to stay under HIGH, and how far above a machine
 * text's it must end. One group: a quantile of its texts. Several: the bound that a new group keeps with 95 % confidence, if groups differ as these
 * do (a one-sided prediction bound of Student's t).
 */
function withMargins(bands, groups, beyond) {
  return bands.map((band, b) => {
    const values = (own, ai) => own.filter((w) => w.ai === ai && w.words >= band.fromWords && w.words < (bands[b + 1]?.fromWords ?? Infinity)).map((w) => calibrated(bands, w.score, w.words));
    const below = groups.map((own) => quantile(values(own, 0), 1 - beyond) - HIGH);
    const above = groups.map((own) => -HIGH - quantile(values(own, 1), beyond));
    return { ...band, below: Math.max(0, predictionBound(below)), above: Math.max(0, predictionBound(above)) };
  });
}

/** Raises every kind's margins to the mean over the kinds: a group whose people happen to write alike says little of others who write that kind. */
function pool(calibrations) {
  for (const b of BANDS.keys())
    for (const side of ['below', 'above']) {
      const mean = calibrations.reduce((sum, bands) => sum + bands[b][side], 0) / calibrations.length;
      for (const bands of calibrations) bands[b][side] = Math.max(bands[b][side], mean);
    }
}

/** 95th percentiles of Student's t with 1, 2 … degrees of freedom. */
const STUDENT = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86];

function predictionBound(values) {
  const n = values.length, mean = values.reduce((a, b) => a + b, 0) / n;
  if (n === 1) return mean;
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
  return mean + STUDENT[n - 2] * deviation * Math.sqrt(1 + 1 / n);
}

function quantile(values, q) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

/** Which n-grams are known, their inverse document frequencies and the weights of all models in 8 bits, as `LinearModels` reads them. Column by column they pack better than row by row. */
function pack(models, bucketOf, idf) {
  const columns = models.map(({ w, bias }) => ({ largest: w.reduce((most, v) => Math.max(most, Math.abs(v)), 0), bias }));
  const rows = Array.from(bucketOf.keys()).sort((a, b) => bucketOf[a] - bucketOf[b]);
  const known = Buffer.alloc(BUCKETS / 8);
  for (const bucket of bucketOf) known[bucket >> 3] |= 1 << (bucket & 7);
  const weights = models.flatMap(({ w }, c) => rows.map((i) => stepOfWeight(w[i] ?? 0, columns[c].largest)));
  return { packed: Buffer.concat([known, Uint8Array.from(rows, (i) => idf[i]), Uint8Array.from(weights)]), columns };
}

/** Seven digits: more than the figures are good for, and the same text on every machine. */
function rounded(value) {
  if (typeof value === 'number') return Number(value.toPrecision(7));
  if (Array.isArray(value)) return value.map(rounded);
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, rounded(v)])) : value;
}

/** A trained detector, ready to judge. */
export const detectorOf = ({ parameters, packed }) => new product.Detector(parameters, new LinearModels(parameters, packed));

/**
 * Platt scaling (Platt 1999) in each band of length. In each class every group weighs the same, and the classes weigh the same.
 *
 * @param {{ score: number, words: number, ai: 0 | 1, group: string }[]} scored
 * @param bands words from which each band begins
 */
function calibrate(scored, bands = BANDS) {
  return bands.map((fromWords, b) => {
    const toWords = bands[b + 1] ?? Infinity;
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

/**
 * The usual baseline, trained on the same texts: TF-IDF of words and pairs of words (1 + ln tf, smoothed idf, Euclidean length 1), logistic regression.
 *
 * @returns a score for a text, higher for machines
 */
export function trainBaseline(texts) {
  const everyGram = new Uint8Array(BUCKETS).fill(1);
  const cut = (text) => { const stream = tokenStream(text); return [stream, 0, Math.min(stream.tokens.length, MOST_WORDS)]; };
  const holders = new Uint32Array(BUCKETS);
  for (const { text } of texts) for (const b of gramVector(...cut(text), everyGram).buckets) holders[b]++;
  const idf = Float32Array.from(holders, (n) => 1 + Math.log((1 + texts.length) / (1 + n)));
  const vector = (text) => { const { buckets, weights } = gramVector(...cut(text), idf); return { features: buckets, weights }; };
  const { score } = linearModel(texts.map(({ text, ai }) => ({ ...vector(text), ai })), (w) => w.ai === 1, COST.machine);
  return (text) => score(vector(text));
}

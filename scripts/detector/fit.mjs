// Fits the detector: windows, linear models, calibration. Features and calibration are the product's own TypeScript.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { calibrate, quantile, withMargins } from './calibration.mjs';
import { FOLD_COUNT, foldOf } from './folds.mjs';
import { logisticRegression } from './logistic-regression.mjs';
import { isTried } from './sample-tasks.mjs';
import { fitTrees } from './style.mjs';

const root = path.join(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'detector-'));
const bundle = path.join(scratch, 'detector.mjs');
await build({
  stdin: {
    contents:
      [
        'detector-tokens',
        'detector-features',
        'style-features',
        'boosted-trees',
        'detector-model',
        'detector-calibration',
        'detector',
        'running-prose',
        'hands',
        'log-odds',
        'words',
        'segments',
      ]
        .map((f) => `export * from './src/analysis/document/${f}.ts';`)
        .join('\n') +
      `\nexport { seededRandom } from './src/analysis/corpus/random.ts';\nexport { hash32 } from './src/analysis/hash.ts';\nexport { sha256 } from './src/analysis/models.ts';\nexport { authorshipOf, baselineOf } from './src/analysis/authorship.ts';\nexport * from './src/analysis/samples/machine-samples.ts';\nexport * from './src/analysis/samples/wording.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: bundle,
  logLevel: 'error',
});
export const product = await import(pathToFileURL(bundle).href);
rmSync(scratch, { recursive: true, force: true });
const {
  BUCKETS,
  gramVector,
  hash32,
  idfOfStep,
  joinedScore,
  LinearModels,
  proseMeasures,
  seededRandom,
  stepOfWeight,
  styleFeatures,
  styleStretches,
  tokenStream,
} = product;

const SEED = 20230601;
const LEAST_WORDS = 50;
/** Most words of each sort of stretch: the whole of a text; one of random length, so that length is no cue; one that is judged and not learned, for machine samples to be tried on. */
const MOST_WORDS = { whole: 1000, random: 400, tried: 260 };
/** An n-gram that fewer windows hold is not learned: telling machine from human, telling the kinds apart. */
const LEAST_WINDOWS = { machine: 8, kind: 64 };
/** Strength of the data against the penalty on the weights: telling machine from human, telling the kinds apart. */
const COST = { machine: 6, kind: 1 };
/** How much more a text by a model of 2026 counts than others where all are learned together. */
const NEWEST = 2;
/**
 * The generations of models, each with a linear model and trees of its own against people: all of them, those of 2024 and 2025, and those of 2026, whose writing is unlike that of the earlier ones.
 * `offset` is added to its score before they are joined.
 */
const GENERATIONS = [
  { name: 'all', offset: 0, learns: () => true },
  { name: '2024', offset: 0.5, learns: (w) => !w.ai || w.year === 2024 || w.year === 2025 },
  { name: '2026', offset: 1.5, learns: (w) => !w.ai || w.group === 'frontier' },
];
/** What the trees' scores on style add to the scores on words. */
const STYLE_SHARE = 0.4;
/** The score that the generations' scores on words and on style make together. */
export const scoreOfParts = ({ words, style }) =>
  joinedScore(
    words,
    GENERATIONS,
    style.map((own) => STYLE_SHARE * own),
  );

/** What `detector.json` holds of how they are joined. */
export const JOINING = { styleShare: STYLE_SHARE, offsets: GENERATIONS.map(({ offset }) => offset) };

/** Shares of people's texts that are further from running prose than is judged. */
const BEYOND_LIMIT = { spread: 0.001, marks: 0.002, oneLetter: 0.002 };

/** What each register is called in a report. */
const KIND_NAMES = { academic: 'abstract' };

/** What was never machines' or people's everyday writing: it is learned from and calibrates nothing. */
const OUTDATED = /^(?:flan|gpt2|bloomz|text-(?:babbage|curie))/;

function stretchesOf(text, random, sorts) {
  const stream = tokenStream(text);
  const positions = Array.from(stream.lengths.keys()).filter((i) => stream.lengths[i]);
  if (positions.length < LEAST_WORDS) return [];
  return sorts.map((sort) => {
    const most = Math.min(positions.length, MOST_WORDS[sort]);
    const words = sort === 'random' ? Math.round(LEAST_WORDS * Math.pow(most / LEAST_WORDS, random())) : most;
    const first = sort === 'whole' ? 0 : Math.floor(random() * (positions.length - words + 1));
    return { words, sort, stream, from: positions[first], to: positions[first + words] ?? stream.tokens.length };
  });
}

const everyGram = new Uint8Array(BUCKETS).fill(1);

/** All stretches of all texts, each with its n-grams and what is known of its text. */
function windowsOf(texts) {
  const random = seededRandom(SEED);
  const sortsOf = (t) => (isTried(t) ? ['whole', 'random', 'tried'] : ['whole', 'random']);
  return texts.flatMap((t) =>
    stretchesOf(t.text, random, sortsOf(t)).map((w) => ({
      ...w,
      grams: gramVector(w.stream, w.from, w.to, everyGram),
      of: t,
      ai: t.ai,
      year: t.year,
      group: t.group,
      register: t.register,
      fold: t.use === 'train' ? foldOf(t, hash32) : -1,
    })),
  );
}

/**
 * The n-grams of some windows: those that few of them hold are left out, and the others numbered from the most common on, so that the weights that are needed
 * most lie together.
 *
 * @returns `bucketOf`: the bucket of each number; `common`: how many of them are common enough to tell the kinds apart; `idf` in 8 bits, by number
 */
function vocabularyOf(windows) {
  const holders = new Uint32Array(BUCKETS);
  for (const { grams } of windows) for (const b of grams.buckets) holders[b]++;
  const bucketOf = Uint32Array.from(holders.keys())
    .filter((b) => holders[b] >= LEAST_WINDOWS.machine)
    .sort((a, b) => holders[b] - holders[a] || a - b);
  const exactIdf = Array.from(bucketOf, (b) => 1 + Math.log((1 + windows.length) / (1 + holders[b])));
  const mostIdf = exactIdf.reduce((a, b) => Math.max(a, b), 0);
  const idf = Uint8Array.from(exactIdf, (v) => Math.round((255 * v) / mostIdf));
  const idfByBucket = new Float32Array(BUCKETS),
    numberOf = new Int32Array(BUCKETS);
  bucketOf.forEach((b, i) => {
    idfByBucket[b] = idfOfStep(idf[i], mostIdf);
    numberOf[b] = i;
  });
  /** As `gramVector` with these frequencies, the n-grams numbered. */
  const vectorOf = ({ grams }) => {
    const features = new Uint32Array(grams.buckets.length),
      weights = new Float32Array(features.length);
    let n = 0,
      squares = 0;
    for (let i = 0; i < features.length; i++) {
      const weight = grams.weights[i] * idfByBucket[grams.buckets[i]];
      if (weight === 0) continue;
      features[n] = numberOf[grams.buckets[i]];
      weights[n++] = weight;
      squares += weight * weight;
    }
    for (let i = 0, scale = 1 / Math.sqrt(squares); i < n; i++) weights[i] *= scale;
    return { features: features.slice(0, n), weights: weights.slice(0, n) };
  };
  return { bucketOf, idf, mostIdf, vectorOf, common: bucketOf.findIndex((b) => holders[b] < LEAST_WINDOWS.kind) };
}

/**
 * How much each window counts. A source's weight grows with the root of its size; within a register people and machines weigh the same, as far as a factor of three goes,
 * so that the register says little of the writer; over all, both weigh the same.
 */
export function windowWeights(windows) {
  const sizes = new Map();
  const cell = (w) => `${w.group} ${w.ai}`;
  for (const w of windows) sizes.set(cell(w), (sizes.get(cell(w)) ?? 0) + 1);
  const weights = Float64Array.from(
    windows,
    (w) => (w.group === 'frontier' ? NEWEST : 1) / Math.sqrt(sizes.get(cell(w))),
  );
  const total = (matches) => windows.reduce((sum, w, i) => sum + (matches(w) ? weights[i] : 0), 0);
  for (const register of new Set(windows.map((w) => w.register))) {
    const totals = [0, 1].map((ai) => total((w) => w.register === register && w.ai === ai));
    if (totals.some((t) => t === 0)) continue;
    const factor = totals.map((t) => Math.min(3, Math.max(1 / 3, Math.sqrt(totals[0] * totals[1]) / t)));
    windows.forEach((w, i) => {
      if (w.register === register) weights[i] *= factor[w.ai];
    });
  }
  const totals = [0, 1].map((ai) => total((w) => w.ai === ai));
  windows.forEach((w, i) => {
    weights[i] *= windows.length / 2 / totals[w.ai];
  });
  return weights;
}

/** A linear model that tells the machines of a generation from people. */
function machineModel(vectors, isMachine, weights) {
  return logisticRegression(vectors, isMachine, (i) => COST.machine * weights[i], seededRandom(SEED));
}

const scorer =
  ({ w, bias }) =>
  ({ features, weights }) => {
    let sum = bias;
    for (let k = 0; k < features.length; k++) sum += weights[k] * (w[features[k]] ?? 0);
    return sum;
  };

/** A model that tells one register from the others, on whole texts and common n-grams; both sides weigh the same. */
function kindModel(windows, vectors, register) {
  const own = windows.filter((w) => w.register === register).length;
  return logisticRegression(
    vectors,
    (i) => windows[i].register === register,
    (i) => (COST.kind * windows.length) / 2 / (windows[i].register === register ? own : windows.length - own),
    seededRandom(SEED),
  );
}

/** The vector with the features below `end` alone. */
function commonPart({ features, weights }, end) {
  const kept = Array.from(features.keys()).filter((k) => features[k] < end);
  return { features: Uint32Array.from(kept, (k) => features[k]), weights: Float32Array.from(kept, (k) => weights[k]) };
}

/**
 * The fits that judge every window by models that saw nothing of its source: ten folds, and the model of all for sources that only calibrate. The last is what is shipped.
 * `parts`: what each generation learns from, and how much it counts.
 */
function fitsOf(windows) {
  const indices = (matches) => Array.from(windows.keys()).filter((i) => matches(windows[i]));
  const learns = (w) => w.fold >= 0 && w.sort !== 'tried';
  const folds = Array.from({ length: FOLD_COUNT }, (_, fold) => ({
    name: `without fold ${fold + 1} of ${FOLD_COUNT}`,
    learn: indices((w) => learns(w) && w.fold !== fold),
    judge: indices((w) => w.fold === fold),
  }));
  const all = { name: 'of all', learn: indices(learns), judge: indices((w) => w.fold < 0) };
  const part = (own) => ({ learn: own, weights: windowWeights(own.map((i) => windows[i])) });
  return [...folds, all].map((fit) => ({
    ...fit,
    parts: GENERATIONS.map(({ learns }) => part(fit.learn.filter((i) => learns(windows[i])))),
  }));
}

/**
 * Trains a detector: for each generation of machines a linear model on words and boosted trees on style, which together tell machine from person over all registers, and a linear model for each register that tells it from the others.
 * Calibration and margins rest on scores of sources that the models did not see.
 *
 * @param {ReturnType<import('./data.mjs').labelledTexts>} texts those of use `train` shape the weights, those of use `calibrate` calibration and margins alone
 * @returns `parameters` without `sha256`, `packed` weights, and what models that saw nothing of its source made of each window: `unseen`, as {@link unseenRow} gives it,
 *   and `tried`, { of, parts, words, start, end }, of the stretches that machine samples are tried on
 */
export function trainDetector(texts, log = () => {}) {
  const windows = windowsOf(texts.filter((t) => t.use === 'train' || t.use === 'calibrate'));
  const fits = fitsOf(windows);
  const scores = GENERATIONS.map(() => new Float64Array(windows.length));
  let models, vocabulary, learned, vectors;
  for (const { name, learn, judge, parts } of fits) {
    learned = learn.map((i) => windows[i]);
    vocabulary = vocabularyOf(learned);
    vectors = learned.map(vocabulary.vectorOf);
    const placeOf = new Map(learn.map((i, place) => [i, place]));
    models = parts.map((part) =>
      machineModel(
        part.learn.map((i) => vectors[placeOf.get(i)]),
        (i) => windows[part.learn[i]].ai === 1,
        part.weights,
      ),
    );
    const scorers = models.map(scorer);
    for (const i of judge) {
      const vector = vocabulary.vectorOf(windows[i]);
      scorers.forEach((score, g) => {
        scores[g][i] = score(vector);
      });
    }
    log(`words: ${name}`);
  }
  log(`${learned.length} windows, ${vocabulary.bucketOf.length} n-grams`);

  const registers = [...new Set(learned.map((w) => w.register))].sort();
  const whole = learned
    .map((w, i) => ({ w, vector: commonPart(vectors[i], vocabulary.common) }))
    .filter(({ w }) => w.sort === 'whole');
  const kindWindows = whole.map(({ w }) => w),
    kindVectors = whole.map(({ vector }) => vector);
  const recognizers = registers.map((register) => kindModel(kindWindows, kindVectors, register));
  const familiarity = fitFamiliarity(kindWindows, kindVectors, registers);
  log('kinds of writing');

  const { packed, columns } = pack([...models, ...recognizers], vocabulary.bucketOf, vocabulary.idf);
  const rarity = new LinearModels({ columns, mostIdf: vocabulary.mostIdf }, packed);
  const style = styleScores(windows, fits, rarity);

  const scored = windows.map((w, i) => ({
    ...w,
    parts: { words: scores.map((own) => fiveDigits(own[i])), style: style.map((own) => fiveDigits(own.scores[i])) },
  }));
  const unseen = scored
    .filter((w) => w.sort !== 'tried')
    .map(({ of, parts, words, sort }) => unseenRow({ of, parts, words, whole: sort === 'whole' }));
  const tried = scored
    .filter((w) => w.sort === 'tried')
    .map(({ of, parts, words, stream, from, to }) => ({
      of,
      parts,
      words,
      start: stream.starts[from],
      end: stream.starts[to] ?? of.text.length,
    }));
  const measures = windows.filter((w) => w.sort === 'whole' && !w.ai).map(({ stream }) => proseMeasures(stream));
  const limits = Object.fromEntries(
    Object.entries(BEYOND_LIMIT).map(([name, share]) => [
      name,
      quantile(
        measures.map((m) => m[name]),
        1 - share,
      ),
    ]),
  );
  return {
    parameters: {
      ...calibrationOf(unseen, registers),
      ...rounded({ familiarity, limits, mostIdf: vocabulary.mostIdf, columns, styleShare: STYLE_SHARE }),
      generations: GENERATIONS.map(({ name, offset }, g) => ({ name, offset, trees: style[g].trees })),
    },
    packed,
    unseen,
    tried,
  };
}

/** A stretch of a text with what models that saw nothing of its source made of it: { of, parts, score, words, whole, ai, group, register, counts }. */
export function unseenRow(row) {
  const { ai, group, register, model, doubtful } = row.of;
  return { ...row, score: scoreOfParts(row.parts), ai, group, register, counts: !OUTDATED.test(model) && !doubtful };
}

/** Calibration and margins from what models made of texts whose sources they did not see, for the registers in the order of their columns. */
export function calibrationOf(unseen, registers) {
  const counted = unseen.filter((r) => r.counts);
  const { bands, unfamiliar, kinds } = withMargins(calibrate(counted), counted, registers);
  return rounded({
    bands,
    unfamiliar,
    kinds: kinds.map(({ register, ...margins }) => ({ name: KIND_NAMES[register] ?? register, ...margins })),
  });
}

/** The register that a kind of writing is called in the data. */
export const registerOfKind = (name) => Object.entries(KIND_NAMES).find(([, kind]) => kind === name)?.[0] ?? name;

/** For each generation the trees, and scores of each window by trees that saw nothing of its source: they learn from the first stretch of each, and judge all of them. */
function styleScores(windows, fits, rarity) {
  const stretches = windows.map(({ stream, from, to }) => styleStretches(stream, from, to));
  const first = [];
  let rows = 0;
  for (const own of stretches) {
    first.push(rows);
    rows += own.length;
  }
  const features = windows.flatMap(({ stream }, i) =>
    stretches[i].map(({ from, to }) => styleFeatures(stream, from, to, rarity)),
  );
  const labels = windows.flatMap((w, i) => stretches[i].map(() => w.ai));
  const judged = fits.map(({ judge }) => judge.flatMap((i) => stretches[i].map((_, k) => first[i] + k)));
  const tasks = GENERATIONS.map((generation, g) =>
    fits.map(({ name, parts }, at) => ({
      name: `${generation.name}, ${name}`,
      weights: parts[g].weights,
      learn: parts[g].learn.map((i) => first[i]),
      judge: judged[at],
    })),
  );
  return fitTrees(features, labels, tasks).map(({ scores, trees }) => ({
    trees,
    scores: stretches.map(
      (own, i) =>
        own.reduce((sum, { words }, k) => sum + words * scores[first[i] + k], 0) /
        own.reduce((sum, { words }) => sum + words, 0),
    ),
  }));
}

/** Folds that the models of {@link fitFamiliarity} learn from: enough for them, and they are many. */
const LEARNED = [0, 1, 2, 3, 5];

/** Logistic regression on the greatest score of the registers: texts of other sources, of registers that were learned against one that was not. */
function fitFamiliarity(windows, vectors, registers) {
  const indices = (matches) => Array.from(windows.keys()).filter((i) => matches(windows[i]));
  const learned = indices((w) => LEARNED.includes(w.fold)),
    judged = indices((w) => !LEARNED.includes(w.fold));
  const models = registers.map((register) =>
    scorer(
      kindModel(
        learned.map((i) => windows[i]),
        learned.map((i) => vectors[i]),
        register,
      ),
    ),
  );
  const greatest = (i, except) => Math.max(...models.map((m, k) => (k === except ? -Infinity : m(vectors[i]))));
  const rows = judged.flatMap((i) => [
    { words: 200, ai: 1, group: windows[i].register, score: greatest(i) },
    { words: 200, ai: 0, group: windows[i].register, score: greatest(i, registers.indexOf(windows[i].register)) },
  ]);
  const [{ slope, intercept }] = calibrate(rows, [0]);
  return { slope, intercept };
}

/** Which n-grams are known, their inverse document frequencies and the weights of all models in 8 bits, as `LinearModels` reads them. Column by column they pack better than row by row. */
function pack(models, bucketOf, idf) {
  const columns = models.map(({ w, bias }) => ({
    largest: w.reduce((most, v) => Math.max(most, Math.abs(v)), 0),
    bias,
  }));
  const rows = Array.from(bucketOf.keys()).sort((a, b) => bucketOf[a] - bucketOf[b]);
  const known = Buffer.alloc(BUCKETS / 8);
  for (const bucket of bucketOf) known[bucket >> 3] |= 1 << (bucket & 7);
  const weights = models.flatMap(({ w }, c) => rows.map((i) => stepOfWeight(w[i] ?? 0, columns[c].largest)));
  return { packed: Buffer.concat([known, Uint8Array.from(rows, (i) => idf[i]), Uint8Array.from(weights)]), columns };
}

/** As scores are kept for calibrating again: the same calibration, then and now. */
const fiveDigits = (value) => Number(value.toFixed(5));

/** Seven digits: more than the figures are good for, and the same text on every machine. */
function rounded(value) {
  if (typeof value === 'number') return Number(value.toPrecision(7));
  if (Array.isArray(value)) return value.map(rounded);
  return value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, rounded(v)]))
    : value;
}

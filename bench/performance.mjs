// The engine beside what people would otherwise use, in turns on one machine; writes docs/performance.md.
//   npm run bench [-- --quick] [-- --only k-means,neighbours,…]      --quick: small sizes, two rounds, no page
//   node bench/performance.mjs --check      small sizes, three rounds: fails where an npm package beside is faster, whatever it should be, or finds more copies
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { alternating, median, milliseconds } from './alternating.mjs';
import { besideDolos } from './copied-pairs.mjs';
import { writeCorpus } from './corpus.mjs';
import { originalEncoder } from './original-encoder.mjs';
import { load, modelsFolder, rows as dataRows } from './product.mjs';
import { matrixFile, runScikitLearn, scikitLearn } from './scikit-learn.mjs';
import { analyzed } from './whole-job.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const quick = options.quick || options.check;
const rounds = options.check ? 3 : quick ? 2 : 5;
const THREADS = 2;

const {
  Encoder,
  RowProducts,
  startAnalyzer,
  SimilarityModel,
  VectorIndex,
  encodeVectors,
  findNeighbours,
  gaussian,
  lloydTiled,
  plusPlus,
  seededRandom,
  silhouettes,
} = await load(
  'analysis/document/encoder',
  'analysis/corpus/k-means',
  'analysis/corpus/random',
  'analysis/corpus/row-products',
  'analysis/corpus/silhouette',
  'analysis/corpus/similarity',
  'analysis/corpus/neighbours',
  'analysis/corpus/vector-index',
  'report/vectors-file',
  'process/host/client',
);
const products = await RowProducts.load(modelsFolder, THREADS);

/** Rows around 20 centres, of length 1. */
function blobs(rows, width, centres = 20) {
  const normal = gaussian(seededRandom(rows));
  const middle = Float32Array.from({ length: centres * width }, normal),
    data = new Float32Array(rows * width),
    labels = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    labels[i] = i % centres;
    for (let j = 0; j < width; j++)
      squares += (data[i * width + j] = middle[labels[i] * width + j] + 2 * normal()) ** 2;
    for (let j = 0; j < width; j++) data[i * width + j] /= Math.sqrt(squares);
  }
  return { matrix: { rows, width, data }, labels };
}

const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
/** Not for `--check`: it may be missing, and of small sizes noise decides which of both is faster. */
const beside = (name, run) => (scikitLearn && !options.check ? { [name]: run } : {});

const sections = {
  async 'k-means'() {
    const { kmeans } = await import('ml-kmeans');
    const n = quick ? 2000 : 10_000,
      k = 20,
      { matrix } = blobs(n, 256),
      file = matrixFile(matrix);
    const nested = Array.from({ length: n }, (_, i) => Array.from(matrix.data.subarray(i * 256, (i + 1) * 256)));
    const ours = async () => lloydTiled(matrix, await plusPlus(matrix, k, seededRandom(1), products), products);
    // Warm, as scikit-learn is: the first calls compile. ml-kmeans does so within a call.
    for (let i = 0; i < 5; i++) await ours();
    return [
      await alternating(
        `k-means, ${n.toLocaleString('en')} × 256, k = ${k}, one start, seeding counted`,
        {
          ours: () => timed(ours),
          ...beside('scikit-learn', () => runScikitLearn('k-means', n, 256, k, file).ms),
          'ml-kmeans': () => timed(() => kmeans(nested, k, { seed: 1 })),
        },
        { rounds, target: { 'scikit-learn': 3, 'ml-kmeans': 50 } },
      ),
    ];
  },
  async neighbours() {
    const n = quick ? 3000 : 50_000,
      { matrix } = blobs(n, 256),
      file = matrixFile(matrix);
    const silent = {
      vocabulary: [],
      counts: new Uint32Array(0),
      documentFrequency: new Uint32Array(0),
      matrix: {
        rows: n,
        columnCount: 0,
        starts: new Uint32Array(n + 1),
        columns: new Uint32Array(0),
        values: new Float32Array(0),
      },
    };
    // No pair is a copy: the pairs of a group are another question.
    return [
      await alternating(
        `ten nearest of each, exact, ${n.toLocaleString('en')} × 256`,
        {
          ours: () =>
            timed(() =>
              findNeighbours(
                {
                  model: new SimilarityModel(matrix, silent),
                  threshold: 1.1,
                  order: Array.from({ length: n }, (_, d) => d),
                  blocks: 1,
                },
                products,
              ),
            ),
          ...beside('scikit-learn, brute force', () => runScikitLearn('neighbours', n, 256, file).ms),
        },
        { rounds: quick && !options.check ? 2 : 3, target: { 'scikit-learn, brute force': 2 } },
      ),
    ];
  },
  async silhouette() {
    const n = quick ? 2000 : 10_000,
      k = 20,
      { matrix, labels } = blobs(n, 256),
      file = matrixFile(matrix, labels);
    return [
      await alternating(
        `exact silhouette, ${n.toLocaleString('en')} × 256, k = ${k}`,
        {
          ours: () => timed(() => silhouettes(matrix, [labels], products)),
          ...beside('scikit-learn', () => runScikitLearn('silhouette', n, 256, k, file).ms),
        },
        { rounds, target: { 'scikit-learn': 100 } },
      ),
    ];
  },
  async search() {
    const n = quick ? 10_000 : 100_000,
      measured = [];
    for (const [tier, width] of [
      ['fast', 256],
      ['full', 512],
    ]) {
      const { matrix } = blobs(n, width);
      const index = new VectorIndex(
        encodeVectors(
          tier,
          Array.from({ length: n }, (_, place) => ({
            place,
            vector: matrix.data.subarray(place * width, (place + 1) * width),
          })),
        ),
      );
      measured.push(
        await alternating(
          `search over ${n.toLocaleString('en')} vectors of the ${tier} encoder`,
          { ours: () => timed(() => index.search(matrix.data.slice(0, width), 50)) },
          { rounds: 9 },
        ),
      );
    }
    return measured;
  },
  async 'copied-pairs'() {
    return [await besideDolos(quick ? 600 : 2000, rounds)];
  },
  async encoder() {
    // The samples will do where there are no labelled data.
    const texts = options.check
      ? sampleTexts().slice(0, 8)
      : dataRows('clustering/bbc.jsonl.gz')
          .slice(0, quick ? 20 : 60)
          .map((r) => r.text.slice(0, 350));
    const original = await originalEncoder();
    const own = await Encoder.load(modelsFolder);
    const [text] = texts,
      [theirs] = await original([text]);
    console.log(
      `the same vector for a text: cosine ${(await own.embed(text, [{ start: 0, end: text.length }])).reduce((sum, v, i) => sum + v * theirs[i], 0).toFixed(4)}`,
    );
    const ways = {};
    for (const tier of ['full', 'fast']) {
      const threads = await Promise.all(Array.from({ length: THREADS }, () => encoderThread(tier)));
      ways[tier] = () =>
        timed(() => Promise.all(threads.map((run, t) => run(texts.filter((_, i) => i % THREADS === t)))));
    }
    return [
      await alternating(
        `encoder, ${texts.length} ${options.check ? 'sample' : 'news'} texts of up to 350 characters (one chunk), ${THREADS} threads`,
        {
          ours: ways.full,
          'npm package': () => timed(() => original(texts)),
          ...(!options.check && { 'ours, fast': ways.fast }),
        },
        { rounds: quick && !options.check ? 1 : 3, target: { 'npm package': 20 } },
      ),
    ];
  },
  async whole() {
    const n = quick ? 500 : 10_000;
    const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'ghostwriter-bench-')), 'batch');
    await writeCorpus(folder, { documents: n, characters: 1500 });
    const result = await alternating(
      `${n.toLocaleString('en')} documents of ~1,500 characters, folder to report, fast encoder`,
      {
        ours: async () => (await analyzed(folder)).ms,
        ...beside('scikit-learn script', () => runScikitLearn('whole', folder).ms),
      },
      { rounds: quick ? 1 : 3, target: { 'scikit-learn script': 3 } },
    );
    rmSync(path.dirname(folder), { recursive: true });
    return [result];
  },
  async first() {
    const n = quick ? 500 : 10_000;
    const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'ghostwriter-bench-')), 'batch');
    await writeCorpus(folder, { documents: n, characters: 1500 });
    const times = [];
    for (let round = 0; round < rounds; round++) times.push(await firstDocuments(folder));
    rmSync(path.dirname(folder), { recursive: true });
    const what = `${n.toLocaleString('en')} documents of ~1,500 characters: until the panel has the first 100 of them, fast encoder (target 5 s)`;
    console.log(`${what}: ${milliseconds(median(times))}`);
    return [{ what, rounds, medians: { ours: median(times) }, ratios: {} }];
  },
  async large() {
    const measured = [];
    for (const n of quick ? [300] : [1000, 100_000]) {
      const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'ghostwriter-bench-')), 'batch');
      await writeCorpus(folder, { documents: n, characters: 600 });
      const { ms, peakMegabytes, mapMs, reportBytes } = await analyzed(folder);
      rmSync(path.dirname(folder), { recursive: true });
      const what = `${n.toLocaleString('en')} documents of ~600 characters, complete report: peak ${peakMegabytes} MB in all processes, map stage ${milliseconds(mapMs / n)} a document, report ${Math.round(reportBytes / n)} bytes a document`;
      console.log(`${what}: ${milliseconds(ms)}`);
      measured.push({ what, rounds: 1, medians: { ours: ms }, ratios: {} });
    }
    return measured;
  },
};

/** Milliseconds until so many documents of a folder have come from the analysis. */
async function firstDocuments(folder, wanted = 100) {
  const jobFolder = mkdtempSync(path.join(os.tmpdir(), 'ghostwriter-bench-'));
  const start = performance.now();
  const analyzer = startAnalyzer(path.join(import.meta.dirname, '../dist/worker.js'));
  const analysis = { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1, prior: 0.5, encoder: 'fast' };
  const request = {
    jobId: 'bench',
    jobFolder,
    source: { kind: 'folder', name: 'bench', paths: [folder] },
    options: analysis,
    createdAt: new Date().toISOString(),
    threads: THREADS,
  };
  let seen = 0;
  const took = await new Promise((resolve, reject) => {
    analyzer
      .analyze(request, {
        onDocuments: (documents) => (seen += documents.length) >= wanted && resolve(performance.now() - start),
      })
      .catch(reject);
  });
  analyzer.dispose();
  rmSync(jobFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return took;
}

/** The project's own samples, each its first chunk. */
function sampleTexts() {
  const folder = path.join(import.meta.dirname, '../samples/texts');
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8').slice(0, 350));
}

/** A thread with an encoder of its own; gives a function that embeds texts in it. */
function encoderThread(tier) {
  const worker = new Worker(new URL('./encoder-thread.mjs', import.meta.url), { workerData: { tier } });
  const next = () => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  worker.unref();
  return next().then(() => (texts) => {
    const done = next();
    worker.postMessage(texts);
    return done;
  });
}

/** What needs neither labelled data nor a minute, and wins by so much that a busy machine does not turn it round. */
const CHECKED = ['k-means', 'copied-pairs', 'encoder'];

const wanted = options.only?.split(',') ?? (options.check ? CHECKED : Object.keys(sections));
const results = [];
for (const name of wanted) results.push(...(await sections[name]()));
await products.release();
if (!quick && !options.only) writeFileSync(path.join(import.meta.dirname, '../docs/performance.md'), page(results));
if (options.check) {
  const slower = results.flatMap(({ what, ratios }) =>
    Object.entries(ratios).flatMap(([name, ratio]) =>
      ratio < 1 ? [`${what}: ${name} is faster, ${ratio.toFixed(2)}×`] : [],
    ),
  );
  const missed = results.flatMap(({ what, recall }) =>
    recall && recall.ours < Math.max(...Object.values(recall)) ? [what] : [],
  );
  for (const line of [...slower, ...missed]) console.error(line);
  process.exit(slower.length + missed.length > 0 ? 1 : 0);
}
process.exit(0);

function page(measured) {
  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const lines = measured.map(
    ({ what, rounds: count, medians, ratios, target }) =>
      `| ${what} | ${milliseconds(medians.ours)} | ${
        Object.entries(ratios)
          .map(
            ([name, ratio]) =>
              `${name} ${milliseconds(medians[name])}: **${ratio.toFixed(1)}×**${target?.[name] ? ` (target ${target[name]}×)` : ''}`,
          )
          .join('<br>') || '–'
      } | ${count} |`,
  );
  return `# Performance

Written by \`npm run bench\` (\`bench/performance.mjs\`), version ${version} at ${commit}. All ways of a line ran in turns on one machine; times are medians, and the ratios are medians over the rounds of other / ours.

Machine: ${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} threads, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)} at the end${scikitLearn ? `, ${scikitLearn}` : ', without scikit-learn'}.

| work | ours | beside | rounds |
| --- | ---: | --- | ---: |
${lines.join('\n')}

Where a target is missed, [decision 0047](decisions/0047-each-thing-once-a-text.md) has the profile, what was tried and what stands in the way; [0049](decisions/0049-memory-before-the-start.md) has how far the time left and the memory told before the start are from the truth.
`;
}

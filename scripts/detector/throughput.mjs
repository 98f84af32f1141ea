// How many documents of 300 words get a score for every sentence in a second, on one thread and on two.   node scripts/detector/throughput.mjs        (data: GHOSTWRITER_DATA)
import path from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { product } from './fit.mjs';

const RUNS = 5;

async function scoreAll({ texts, models }) {
  const detector = product.Detector.load(models);
  // The first hundred warm up.
  for (const text of texts.slice(0, 100)) detector.score(text, product.sentencesOf(text));
  parentPort.postMessage('ready');
  await new Promise((resolve) => parentPort.once('message', resolve));
  for (const text of texts) detector.score(text, product.sentencesOf(text));
  parentPort.postMessage('done');
}

async function measured(texts, threads) {
  const models = path.join(import.meta.dirname, '../../models');
  const workers = Array.from({ length: threads }, (_, i) => new Worker(import.meta.filename, { workerData: { texts: texts.filter((_, k) => k % threads === i), models } }));
  const each = (message) => Promise.all(workers.map((worker) => new Promise((resolve, reject) => worker.once('error', reject).on('message', (said) => said === message && resolve()))));
  await each('ready');
  const done = each('done');
  const start = performance.now();
  for (const worker of workers) worker.postMessage('go');
  await done;
  const seconds = (performance.now() - start) / 1000;
  for (const worker of workers) await worker.terminate();
  return texts.reduce((sum, text) => sum + product.countWords(text), 0) / 300 / seconds;
}

/** Documents of 300 words a second, the median of five runs: { one, two }. */
export async function throughput(texts) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push({ one: await measured(texts, 1), two: await measured(texts, 2) });
  const median = (name) => runs.map((r) => r[name]).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  return { one: median('one'), two: median('two') };
}

if (!isMainThread && workerData?.models) await scoreAll(workerData);
else if (process.argv[1] === import.meta.filename) {
  const { labelledTexts } = await import('./data.mjs');
  console.log(await throughput(labelledTexts().slice(0, 3000).map((t) => t.text)));
}

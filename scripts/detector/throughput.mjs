// How many documents of 300 words get a score for every sentence in a second of processor time, by one process and by two at once: whatever else the machine does takes no part.
//   node scripts/detector/throughput.mjs        (data: GHOSTWRITER_DATA)
import { fork } from 'node:child_process';
import path from 'node:path';
import { product } from './fit.mjs';

const RUNS = 3;
const SCORER = '--score';

/** Scores texts in a process of its own, and says how many seconds of processor time it took. */
function scoreAll(texts) {
  const detector = product.Detector.load(path.join(import.meta.dirname, '../../models'));
  const score = (text) => detector.score(text, product.sentencesOf(text));
  // The first hundred warm up.
  texts.slice(0, 100).forEach(score);
  const began = process.cpuUsage();
  texts.forEach(score);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

function scored(texts) {
  const child = fork(import.meta.filename, [SCORER]);
  return new Promise((resolve, reject) => {
    child
      .once('error', reject)
      .once('exit', (code) => reject(new Error(`scoring ended with ${code}`)))
      .once('message', (seconds) => {
        child.kill();
        resolve(seconds);
      });
    child.send(texts);
  });
}

async function measured(texts, processes) {
  const parts = Array.from({ length: processes }, (_, i) => texts.filter((_, k) => k % processes === i));
  const seconds = await Promise.all(parts.map(scored));
  return parts.reduce(
    (sum, own, i) => sum + own.reduce((words, text) => words + product.countWords(text), 0) / 300 / seconds[i],
    0,
  );
}

/** Documents of 300 words a second of processor time, the median of some runs: { one, two }. */
export async function throughput(texts) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push({ one: await measured(texts, 1), two: await measured(texts, 2) });
  const median = (name) => runs.map((r) => r[name]).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  return { one: median('one'), two: median('two') };
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes(SCORER)) process.once('message', (texts) => process.send(scoreAll(texts)));
  else {
    const { labelledTexts } = await import('./data.mjs');
    console.log(
      await throughput(
        labelledTexts()
          .slice(0, 3000)
          .map((t) => t.text),
      ),
    );
  }
}

// What a large job costs the editor, what running again costs, and how fast a job can be stopped:   node bench/reliability.mjs [documents] [cancellations] [fast|full]
// Calls the built background process (npm run build) through the client that the extension uses. docs/reliability.md holds what it said.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [documents = 2000, cancellations = 50] = process.argv.slice(2, 4).map(Number);
const encoder = process.argv[4] ?? 'full';
const root = path.join(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'ghostwriter-reliability-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

await build({
  entryPoints: [path.join(root, 'src/process/host/client.ts')],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile: path.join(scratch, 'client.cjs'),
});
const { startAnalyzer } = (await import(pathToFileURL(path.join(scratch, 'client.cjs')).href)).default;

const samples = path.join(root, 'samples/texts');
const sentences = [
  'cycling/amara.txt',
  'bees/jonas.txt',
  'sleep/rosa.txt',
  'cycling/ben.txt',
  'bees/katya.txt',
].flatMap((name) => readFileSync(path.join(samples, name), 'utf8').split(/(?<=\.)\s+/));
const folder = path.join(scratch, 'texts');
mkdirSync(folder);
const fileOf = (i) => path.join(folder, `text-${String(i).padStart(5, '0')}.txt`);
for (let i = 0; i < documents; i++)
  writeFileSync(
    fileOf(i),
    `${Array.from({ length: 24 }, (_, k) => sentences[(i * 7 + k * (1 + (i % 5))) % sentences.length]).join(' ')} This is text ${i}.\n`,
  );

const jobs = path.join(scratch, 'jobs');
let count = 0;
function request() {
  const jobFolder = path.join(jobs, String(++count));
  mkdirSync(jobFolder, { recursive: true });
  return {
    jobId: String(count),
    jobFolder,
    cacheFolder: jobs,
    source: { kind: 'folder', name: 'texts', paths: [folder] },
    options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1, encoder },
    createdAt: new Date().toISOString(),
  };
}

/** Runs a job; gives what its map stage took, by the clock and of the processor, and the whole. */
async function timed() {
  const analyzer = startAnalyzer(path.join(root, 'dist/worker.js'));
  const start = performance.now();
  try {
    const { reused, times } = await analyzer.analyze(request());
    const { seconds, processorSeconds } = times.find(({ stage }) => stage === 'documents');
    return { map: seconds, processor: processorSeconds, whole: (performance.now() - start) / 1000, reused };
  } finally {
    analyzer.dispose();
  }
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

global.gc?.();
const idle = process.memoryUsage().rss;
let most = idle;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const first = await timed();
delay.disable();
clearInterval(watch);
console.log(
  `${documents} documents, ${encoder} encoder: map stage ${first.map.toFixed(1)} s (${first.processor.toFixed(1)} s of processor time) of ${first.whole.toFixed(1)} s. Calling process: ${megabytes(most - idle)} MB above idle, event loop delay p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms (sampled every 1 ms).`,
);

for (let i = 0; i < documents; i += 100) appendFileSync(fileOf(i), 'One more sentence stands at the end of it.\n');
const again = await timed();
console.log(
  `One in a hundred changed: ${documents - again.reused} analysed, map stage ${again.map.toFixed(2)} s: ${((100 * again.map) / first.map).toFixed(1)} % of the first, by processor time ${((100 * again.processor) / first.processor).toFixed(1)} %; whole ${again.whole.toFixed(1)} s.`,
);
const same = await timed();
console.log(
  `None changed: map stage ${same.map.toFixed(2)} s: ${((100 * same.map) / first.map).toFixed(1)} % of the first, by processor time ${((100 * same.processor) / first.processor).toFixed(1)} %.`,
);

rmSync(jobs, { recursive: true });
const latencies = [];
let orphans = 0;
for (let i = 0; i < cancellations; i++) {
  const analyzer = startAnalyzer(path.join(root, 'dist/worker.js'));
  const controller = new AbortController();
  let aborted = 0;
  const timer = setTimeout(
    () => {
      aborted = performance.now();
      controller.abort();
    },
    300 + ((i * 997) % 3000),
  );
  await analyzer.analyze(request(), { signal: controller.signal }).catch(() => undefined);
  clearTimeout(timer);
  // What others have left in the cache may have let it end before.
  if (aborted > 0) latencies.push(performance.now() - aborted);
  analyzer.dispose();
  await wait(600);
  const status = `/proc/${analyzer.pid}/status`;
  if (existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'))) orphans++;
}
if (cancellations > 0) {
  const kept = readdirSync(jobs).filter((job) => existsSync(path.join(jobs, job, 'analyses.log'))).length;
  console.log(
    `${latencies.length} cancellations: p50 ${quantile(latencies, 0.5).toFixed(0)} ms, p99 ${quantile(latencies, 0.99).toFixed(0)} ms, most ${Math.max(...latencies).toFixed(0)} ms; ${orphans} processes left after 600 ms; ${kept} of the jobs had kept something to go on from.`,
  );
}
process.exit(0);

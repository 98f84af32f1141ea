// Kills workers, the server and Redis at random moments while batches run, and looks whether anything was lost:   node scripts/chaos-service.mjs --runs 200 --seed 1
//   --runs N      batches (default 10), with one to three kills each
//   --at-once N   so many of them run beside each other (default 4)
//   --seed S      of the victims and the moments
//   --seconds N   ends earlier, after so many seconds
//   --workers N   worker processes (default 4)
// One server, workers and a Redis with its append-only file. After each batch: it is completed, each document is in it once, the digest of its results is that of a local analysis, and nothing
// unfinished is left in its folder. Needs dist/ (npm run build) and redis-server.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { load } from '../bench/product.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '86400' },
    workers: { type: 'string', default: '4' },
    'at-once': { type: 'string', default: '4' },
  },
});
const [runs, seed, seconds, workerCount, atOnce] = [
  values.runs,
  values.seed,
  values.seconds,
  values.workers,
  values['at-once'],
].map(Number);
const support = ['essays', 'http-client', 'programs'].map((name) => `../test/server/support/${name}`);
const {
  addToken,
  dataFolder,
  endAll,
  hasRedis,
  HttpClient,
  manyTexts,
  resultsSha256,
  seededRandom,
  start,
  startRedis,
  startServer,
} = await load('analysis/corpus/random', 'exports/json', ...support);
if (!hasRedis) {
  console.error('There is no redis-server. Install it, as npm run test:server does.');
  process.exit(1);
}
const random = seededRandom(seed);
const below = (n) => Math.floor(random() * n);

const DOCUMENTS = 24;
// A document's deadline is long: with all of these on a few cores it would pass, and a timeout is a result of its own.
const DEADLINE = 'seconds=300';
const OPTIONS = { encoder: 'fast' };
const TEXTS = { ...manyTexts(DOCUMENTS, 40), 'many/broken.docx': 'this is no archive' };
const LEFT = ['analyses.log', 'job.json', 'overview.json', 'report.json', 'source', 'vectors.bin'];

const data = dataFolder();
const redisFolder = path.join(data, '../redis');
const token = addToken(data, 'one');
let redis = await startRedis(redisFolder);
let server;
let client;
const workers = [];
const environment = { GHOSTWRITER_REDIS: redis.url };
const startWorker = () => start(['worker', '--data', data, '--jobs', '1', '--lock-seconds', '3'], environment);
async function serve() {
  server = await startServer({
    data,
    options: ['--part', '24', '--requests', '100000', '--unfinished', '1000', '--limit', DEADLINE],
    environment,
  });
  client = new HttpClient(server.url, token);
}

/** What can be killed: each comes back after up to a second, as a supervisor would bring it. */
const VICTIMS = {
  async worker() {
    const i = below(workers.length);
    const [away] = [random() * 1000];
    await workers[i].end('SIGKILL');
    await wait(away);
    workers[i] = await startWorker();
  },
  async server() {
    const away = random() * 1000;
    await server.end('SIGKILL');
    await wait(away);
    await serve();
  },
  async redis() {
    const away = random() * 1000;
    const { child, url } = redis;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await wait(away);
    redis = await startRedis(redisFolder, Number(new URL(url).port));
  },
};

/** The batch once it has ended; the client is asked for anew each time, since the server may be another one by now. */
async function ended(id, limit = 1800) {
  for (const until = performance.now() + limit * 1000; performance.now() < until; await wait(100)) {
    const batch = await client.status(id).catch(() => undefined);
    if (batch && batch.status !== 'pending' && batch.status !== 'processing') return batch;
  }
  return client.status(id);
}

async function fail(complaint) {
  console.error(`FAILED: ${complaint}`);
  for (const program of [server, ...workers]) console.error(program.log().split('\n').slice(-15).join('\n'));
  await stop();
  process.exit(1);
}

/** The first part of the results that is another one than in the local report. */
function firstDifference(report) {
  for (const part of ['documents', 'clusters', 'duplicateGroups'])
    for (const [i, found] of report[part].entries())
      if (JSON.stringify(found) !== JSON.stringify(wanted[part][i]))
        return `${JSON.stringify(found)}\n  and not ${JSON.stringify(wanted[part][i])}`;
  return `${JSON.stringify(report.summary)}\n  and ${JSON.stringify(wanted.summary)}`;
}

/** What a batch came to; it is deleted then. */
async function check(id) {
  const batch = await ended(id);
  if (batch.status !== 'completed')
    await fail(`batch ${id} is ${batch.status}: ${batch.error ?? JSON.stringify(batch.progress)}`);
  const report = await client.json(`/api/batch/${id}/results`);
  const found = report.documents.map((d) => `${d.id} ${d.path} ${d.status}`);
  if (found.join('\n') !== ids.join('\n') || batch.summary.documents !== DOCUMENTS + 1)
    await fail(`batch ${id} has ${new Set(found).size} of ${ids.length} documents, ${found.length} counted`);
  if (resultsSha256(report) !== digest)
    await fail(`batch ${id}: the results are not those of a local analysis: ${firstDifference(report)}`);
  const left = readdirSync(path.join(data, 'batches/one', id))
    .filter((name) => !name.startsWith('lock-'))
    .sort();
  if (left.join() !== LEFT.join()) await fail(`batch ${id} has left ${left.join(', ')}`);
  const response = await client.fetch(`/api/batch/${id}`, { method: 'DELETE' });
  if (response.status !== 204) await fail(`batch ${id} could not be deleted: ${response.status}`);
}

async function stop() {
  redis.child.kill('SIGKILL');
  await endAll();
}

const local = path.join(data, '../local/many');
mkdirSync(local, { recursive: true });
for (const [name, text] of Object.entries(TEXTS)) writeFileSync(path.join(local, path.basename(name)), text);
execFileSync(
  process.execPath,
  [
    'dist/cli.js',
    'analyze',
    local,
    '--format',
    'json',
    '--out',
    path.dirname(local),
    '--encoder',
    OPTIONS.encoder,
    '--limit',
    DEADLINE,
    '--jobs',
    '1',
    '--quiet',
  ],
  { cwd: path.join(import.meta.dirname, '..'), stdio: ['ignore', 'ignore', 'inherit'] },
);
const wanted = JSON.parse(readFileSync(path.join(path.dirname(local), 'many.analysis.json'), 'utf8'));
const [digest, ids] = [resultsSha256(wanted), wanted.documents.map((d) => `${d.id} ${d.path} ${d.status}`)];

await serve();
for (let i = 0; i < workerCount; i++) workers.push(await startWorker());
const upload = (count) =>
  Promise.all(Array.from({ length: count }, async () => (await client.upload(TEXTS, OPTIONS)).id));
const undisturbed = performance.now();
for (const id of await upload(atOnce)) await ended(id);
const usual = performance.now() - undisturbed;
console.log(`Seed ${seed}, ${workerCount} workers; undisturbed ${atOnce} batches take ${(usual / 1000).toFixed(1)} s.`);

const kills = { worker: 0, server: 0, redis: 0 };
let done = 0;
const deadline = performance.now() + seconds * 1000;
while (done < runs && performance.now() < deadline) {
  const batches = await upload(Math.min(atOnce, runs - done));
  const strikes = batches.reduce((count) => count + 1 + below(3), 0);
  for (let left = strikes; left > 0; left--) {
    await wait((random() * 2 * usual) / strikes);
    // Workers are most of what there is.
    const victim = ['worker', 'worker', 'server', 'redis'][below(4)];
    await VICTIMS[victim]();
    kills[victim]++;
  }
  for (const id of batches) await check(id);
  done += batches.length;
  console.log(`${done} batches`);
}
await stop();
console.log(
  `${done} batches of ${DOCUMENTS + 1} documents; killed: workers ${kills.worker} times, the server ${kills.server}, Redis ${kills.redis}. Each report is the local one; no document was lost or counted twice, nothing unfinished was left.`,
);
process.exit(0);

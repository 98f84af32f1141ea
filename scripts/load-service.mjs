// The service under load: clients ask how far batches are while others upload:   node scripts/load-service.mjs --seconds 300
//   --seconds S     how long (default 60); a soak is --seconds 1800
//   --clients N     clients that ask for the status of a batch (default 200)
//   --every MS      … each so often (default 1000)
//   --uploaders M   clients that upload a batch, wait for its end and delete it, again and again (default 20)
//   --documents D   documents of a batch (default 12), of about 2 KB each, none like another
//   --redis         with a queue in Redis, and --workers N processes (default 2), instead of the embedded one
//   --hostile       with one tenant beside them who does all that nobody should (scripts/hostile-tenant.mjs), at the limits that a server has of itself; --hostile-nice N is its priority (default 0)
//   --target MS     what the 99th percentile of the time to a status must stay below (default 50; 100 with --hostile)
//   --nice N, --server-nice N   priority of the clients and of the server (default 0): niced clients take nothing from others; with --nice=-10 (as root), other programs of the machine count for
//                   less. The analyses themselves have the priority that the product gives them
// Fails on any error, on a 99th percentile beyond the target, and where the server's memory grows: what it holds after a collection, which is asked for after a tenth of the time and at the end; what is
// resident breathes with the collector, and is reported. That is read from /proc (Linux). Needs dist/ (npm run build), and redis-server for --redis.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { load } from '../bench/product.mjs';

const text = (value) => ({ type: 'string', default: value });
const { values } = parseArgs({
  options: {
    seconds: text('60'),
    clients: text('200'),
    every: text('1000'),
    uploaders: text('20'),
    documents: text('12'),
    workers: text('2'),
    target: { type: 'string' },
    hostile: { type: 'boolean', default: false },
    'hostile-nice': text('0'),
    nice: text('0'),
    'server-nice': text('0'),
    redis: { type: 'boolean', default: false },
  },
});
const [seconds, clients, every, uploaders, documents, workerCount, nice, serverNice, hostileNice] = [
  'seconds',
  'clients',
  'every',
  'uploaders',
  'documents',
  'workers',
  'nice',
  'server-nice',
  'hostile-nice',
].map((name) => Number(values[name]));
const target = Number(values.target ?? (values.hostile ? 100 : 50));
const { addToken, dataFolder, endAll, HttpClient, manyTexts, residentBytes, start, startRedis, startServer } =
  await load(...['essays', 'http-client', 'programs', 'raw-client'].map((name) => `../test/server/support/${name}`));

/** Megabytes by which what the server holds may be more at the end than after a tenth of the time: requests and batches that are under way. */
const UNDER_WAY = 5;
/** The same with a hostile tenant: what its connections and uploads hold at any moment. */
const UNDER_ATTACK = 40;
const TENANTS = 4;

const texts = Object.entries(manyTexts(documents, 18));
/** Texts that were never uploaded before, so that nothing of them is in the cache. */
const batchOf = (serial) =>
  Object.fromEntries(texts.map(([name, content]) => [name, `This is batch ${serial}. ${content}`]));

/** The clients that upload are in a thread of their own: making a body of many files takes a while, and those that ask must not wait for that. */
async function uploadAll({ url, tokens }) {
  let serial = 0,
    going = true;
  os.setPriority(nice);
  parentPort.once('message', () => (going = false));
  const tell = (kind, fields) => parentPort.postMessage({ kind, ...fields });
  const failed = (what) => tell('failed', { what });
  const one = async (k) => {
    const tenant = k % TENANTS;
    const client = new HttpClient(url, tokens[tenant]);
    await wait(Math.random() * 5000);
    while (going) {
      try {
        const batch = batchOf(++serial);
        const from = performance.now();
        const { id } = await client.upload(batch, { encoder: 'fast' });
        tell('uploaded', { tenant, id, ms: performance.now() - from });
        const end = await ended(client, id);
        if (end && end.status !== 'completed') failed(`batch ${end.status}: ${end.error}`);
        tell('leaving', { tenant, id });
        // Whoever asked for it just now still gets an answer.
        await wait(1000);
        const response = await client.fetch(`/api/batch/${id}`, { method: 'DELETE' });
        if (response.status !== 204) failed(`delete: status ${response.status}`);
        if (end) tell('done', { bytes: Object.values(batch).join('').length });
      } catch (error) {
        failed(`upload: ${error.cause?.code ?? error.message}`);
        await wait(1000);
      }
    }
  };
  /** The batch once it has ended; nothing where the time is over before. */
  const ended = async (client, id) => {
    for (; going; await wait(500)) {
      const batch = await client.status(id);
      if (batch.status !== 'pending' && batch.status !== 'processing') return batch;
    }
    return undefined;
  };
  await Promise.all(Array.from({ length: uploaders }, (_, k) => one(k)));
}

if (!isMainThread) {
  await uploadAll(workerData);
  process.exit(0);
}

const data = dataFolder();
const tokens = Array.from({ length: TENANTS }, (_, i) => addToken(data, `tenant-${i}`));
const hostileToken = values.hostile ? addToken(data, 'hostile') : undefined;
const metricsToken = addToken(data, 'operator', 'metrics');
const redis = values.redis ? await startRedis(path.join(data, '../redis')) : undefined;
const environment = redis ? { GHOSTWRITER_REDIS: redis.url } : {};
const memoryFile = path.join(data, '../memory.jsonl');
const remembering = {
  NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, 'memory-of-server.mjs'))}`,
  GHOSTWRITER_MEMORY_FILE: memoryFile,
};
os.setPriority(serverNice);
const server = await startServer({
  data,
  options: [
    '--jobs',
    '1',
    ...(values.hostile
      ? ['--requests', String(Math.ceil((clients / TENANTS) * (60_000 / every) * 2))]
      : ['--requests', '1000000', '--unfinished', '1000']),
    '--uploads',
    String(uploaders * 2),
    '--log',
    'error',
  ],
  environment: { ...environment, ...remembering },
});
if (redis)
  for (let i = 0; i < workerCount; i++)
    await start(['worker', '--data', data, '--jobs', '1', '--log', 'error'], environment);
const { pid } = server.child;
os.setPriority(nice);

const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
const errors = new Map();
const errorCount = () => [...errors.values()].reduce((sum, n) => sum + n, 0);
const failed = (what) => errors.set(what, (errors.get(what) ?? 0) + 1);

/** Milliseconds from the request to the last byte of its answer. */
function timed(at, token) {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.get(
      `${server.url}${at}`,
      { agent, headers: { authorization: `Bearer ${token}` } },
      (response) => {
        response
          .resume()
          .once('end', () =>
            response.statusCode === 200
              ? resolve(performance.now() - from)
              : reject(new Error(`status ${response.statusCode}`)),
          )
          .once('error', reject);
      },
    );
    // A connection that was kept may be ended by the server just when it is used again: whoever keeps connections asks once more (RFC 9110, 9.2.2). It is counted beside.
    request.once('error', (error) => {
      if (!request.reusedSocket || error.code !== 'ECONNRESET') return reject(error);
      again++;
      timed(at, token).then(resolve, reject);
    });
  });
}

/** Batches that may be asked for, by the tenant they belong to. */
const known = tokens.map(() => []);
const anyOf = (list) => list[Math.floor(Math.random() * list.length)];
const waits = [];
let again = 0;
/** What the hostile tenant has got. */
let hostile;
let uploads = 0,
  uploadedBytes = 0,
  measuring = true;
const uploadTimes = [];

async function poll(k) {
  const tenant = k % TENANTS;
  await wait(Math.random() * every);
  while (measuring) {
    const from = performance.now();
    const id = anyOf(known[tenant]);
    if (id)
      await timed(`/api/batch/${id}/status`, tokens[tenant]).then(
        (ms) => waits.push(ms),
        (error) => failed(`status: ${error.code ?? error.message}`),
      );
    await wait(Math.max(0, every - (performance.now() - from)));
  }
}

/** What the thread of the uploads tells. */
const heard = {
  uploaded: ({ tenant, id, ms }) => uploadTimes.push(ms) && known[tenant].push(id),
  leaving: ({ tenant, id }) => known[tenant].splice(known[tenant].indexOf(id), 1),
  done({ bytes }) {
    uploads++;
    uploadedBytes += bytes;
  },
  failed: ({ what }) => failed(what),
  hostile: (done) => (hostile = done),
};

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? NaN;
const quantile = (list, q) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] ?? NaN;
/** What the server holds before and after a collection. */
async function collected() {
  const lines = () => (existsSync(memoryFile) ? readFileSync(memoryFile, 'utf8').split('\n').slice(0, -1) : []);
  const had = lines().length;
  server.child.kill('SIGUSR2');
  while (lines().length === had) await wait(20);
  return JSON.parse(lines().at(-1));
}

/** Megabytes in use: of the heap, and of what lies beside it. */
const held = ({ heapUsed, external }) => (heapUsed + external) / 1e6;
const described = ({ rss, heapTotal, heapUsed, external }) =>
  [heapUsed, external, heapTotal, rss].map((bytes) => (bytes / 1e6).toFixed(1)).join(', ');
const descriptors = () => readdirSync(`/proc/${pid}/fd`).length;

// One batch of each tenant is there for the whole time.
for (const [tenant, token] of tokens.entries()) {
  const client = new HttpClient(server.url, token);
  const { id } = await client.upload(batchOf(`${tenant} of those that stay`), { encoder: 'fast' });
  await client.until(id);
  known[tenant].push(id);
}

const began = performance.now();
const memory = [];
const sample = () => memory.push([(performance.now() - began) / 1000, residentBytes(pid) / 1e6]);
sample();
const sampler = setInterval(sample, 1000);
const own = monitorEventLoopDelay({ resolution: 5 });
own.enable();
const [atFirst, load0] = [descriptors(), os.loadavg()[0]];
const uploading = new Worker(import.meta.filename, {
  argv: process.argv.slice(2),
  workerData: { url: server.url, tokens },
});
uploading.on('message', ({ kind, ...fields }) => heard[kind](fields));
const attacking = values.hostile
  ? new Worker(path.join(import.meta.dirname, 'hostile-tenant.mjs'), {
      workerData: { url: server.url, token: hostileToken, others: known.flat(), nice: hostileNice, data },
    })
  : undefined;
attacking?.on('message', ({ kind, ...fields }) => heard[kind](fields));
const ended = (worker) => new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
const working = [
  ...Array.from({ length: clients }, (_, k) => poll(k)),
  ended(uploading),
  ...(attacking ? [ended(attacking)] : []),
];
const reports = setInterval(
  () =>
    console.log(
      `${Math.round((performance.now() - began) / 1000)} s: ${waits.length} status, p99 ${quantile(waits, 0.99).toFixed(1)} ms, ${uploads} batches, ${errorCount()} errors, ${memory.at(-1)[1].toFixed(0)} MB, load ${os.loadavg()[0].toFixed(1)}`,
    ),
  Math.max(10_000, (seconds * 1000) / 10),
);
await wait(seconds * 100);
const early = await collected();
await wait(seconds * 900);
const late = await collected();
measuring = false;
uploading.postMessage('enough');
attacking?.postMessage('enough');
clearInterval(reports);
clearInterval(sampler);
own.disable();
await Promise.all(working);
agent.destroy();
await wait(1000);

const figures = await (await new HttpClient(server.url, metricsToken).fetch('/metrics')).text();
const figure = (name) => Number(new RegExp(`^${name.replace(/[{}"+.]/g, '\\$&')} (\\S+)$`, 'm').exec(figures)?.[1]);
const route = 'method="GET",route="/api/batch/:id/status",status="200"';
const within =
  figure(`ghostwriter_http_request_seconds_bucket{le="0.05",${route}}`) /
  figure(`ghostwriter_http_request_seconds_count{${route}}`);

const between = (from, to) =>
  memory.filter(([at]) => at >= from * seconds && at <= to * seconds).map(([, megabytes]) => megabytes);
/** Megabytes an hour, by least squares over what comes after the first tenth. */
const later = memory.filter(([at]) => at >= seconds / 10);
const [meanAt, meanOf] = [0, 1].map((i) => later.reduce((sum, point) => sum + point[i], 0) / later.length);
const slope =
  (3600 * later.reduce((sum, [at, megabytes]) => sum + (at - meanAt) * (megabytes - meanOf), 0)) /
  later.reduce((sum, [at]) => sum + (at - meanAt) ** 2, 0);
const [residentEarly, residentLate] = [median(between(0.1, 0.2)), median(between(0.9, 1))];
const [heldEarly, heldLate] = [held(early.after), held(late.after)];
const [p50, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)];
const count = errorCount();

console.log(`
${clients} clients, each every ${every} ms, and ${uploaders} that upload ${documents} documents at a time, for ${seconds} s; ${redis ? `Redis and ${workerCount} workers` : 'the embedded queue'}; load of the machine ${load0.toFixed(1)} before, ${os.loadavg()[0].toFixed(1)} after, ${os.availableParallelism()} cores
status: ${waits.length} answers, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, most ${quantile(waits, 1).toFixed(0)} ms; event loop of the clients late by ${(own.percentile(99) / 1e6).toFixed(1)} ms (p99, sampled every 5 ms), of the server by ${(1000 * figure('nodejs_eventloop_lag_p99_seconds')).toFixed(1)} ms; ${(100 * within).toFixed(2)} % were 50 ms or less in the server; ${again} asked again on a new connection
uploads: ${uploadTimes.length}, of which ${uploads} were analysed and deleted (${(uploadedBytes / 1e6).toFixed(1)} MB, ${((uploads * documents) / seconds).toFixed(1)} documents a second); p50 ${quantile(uploadTimes, 0.5).toFixed(0)} ms, p99 ${quantile(uploadTimes, 0.99).toFixed(0)} ms
errors: ${count}${[...errors].map(([what, n]) => `\n  ${n}× ${what}`).join('')}
memory that the server holds after a collection: ${heldEarly.toFixed(1)} MB after a tenth, ${heldLate.toFixed(1)} at the end (heap in use, beside the heap, heap taken, resident: before the first collection ${described(early.before)}, after it ${described(early.after)}; before the last ${described(late.before)}, after it ${described(late.after)})
resident: ${memory[0][1].toFixed(0)} MB at the start, ${residentEarly.toFixed(0)} after a tenth, ${residentLate.toFixed(0)} at the end, most ${Math.max(...memory.map(([, megabytes]) => megabytes)).toFixed(0)}; slope ${slope.toFixed(1)} MB an hour; open files ${atFirst} at the start, ${descriptors()} at the end`);
if (hostile)
  console.log(
    `the hostile tenant, with ${Object.entries(hostile.connections)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')} at the end:\n${hostile.counts.map(([what, n]) => `  ${n}× ${what}`).join('\n')}`,
  );
redis?.child.kill('SIGKILL');
await endAll();
const complaints = [
  count > 0 && 'there were errors',
  !(p99 < target) && `the 99th percentile is not below ${target} ms`,
  !(heldLate - heldEarly <= (values.hostile ? UNDER_ATTACK : UNDER_WAY)) &&
    `memory grew by more than ${values.hostile ? UNDER_ATTACK : UNDER_WAY} MB`,
].filter(Boolean);
if (complaints.length > 0) console.error(`FAILED: ${complaints.join(', ')}.`);
process.exit(complaints.length > 0 ? 1 : 0);

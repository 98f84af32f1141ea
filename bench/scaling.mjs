// The service on one to four workers that have the same share of a core each, beside the command line; writes docs/scaling.md:   node bench/scaling.mjs
//   --share S     of a core that each worker gets (default 0.25: four of them are one core)
//   --rounds N    how often each is measured (default 1); medians count
//   --quick       small batches, and no page
// Needs dist/ (npm run build), redis-server, and control groups that may be written to (Linux, root): without them a worker more would take from the others.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { median } from './alternating.mjs';
import { corpus } from './corpus.mjs';
import { cpuShare } from './cpu-share.mjs';
import { load } from './product.mjs';
import { scalingPage } from './scaling-page.mjs';

const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '0.25' },
    rounds: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
  },
});
const [share, rounds] = [Number(values.share), Number(values.rounds)];
const CHARACTERS = 1500;
const IDLE_SECONDS = 5;

/** Batches by documents and parts; parts are a multiple of the workers, so that none of them waits for another's last one. Sizes are far apart: else what a batch takes at all and what a document takes are not told apart. */
const BATCHES = values.quick
  ? [[60, 4]]
  : [
      [200, 4],
      [400, 4],
      [400, 8],
      [800, 8],
    ];
/** As one part, for one worker: what the service adds to the command line. */
const WHOLE = values.quick ? [60] : [200, 400, 800];
const WORKERS = values.quick ? [1, 2] : [1, 2, 4];

const root = path.join(import.meta.dirname, '..');
const support = ['http-client', 'programs'].map((name) => `../test/server/support/${name}`);
const product = await load(
  'report/reading-options',
  'process/child/estimate/memory-need',
  'process/child/estimate/reduce-cost',
  ...support,
);
const { addToken, dataFolder, endAll, HttpClient, start, startRedis, startServer } = product;

const texts = [
  ...(await corpus({ documents: Math.max(...BATCHES.map(([n]) => n), ...WHOLE), characters: CHARACTERS })),
].map(({ text }, i) => [`texts/text-${String(i).padStart(5, '0')}.txt`, text]);
const bytesOf = (n) => texts.slice(0, n).reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);

const data = dataFolder();
const token = addToken(data, 'one');
const redis = await startRedis(path.join(data, '../redis'));
const asked = new Redis(redis.url);
const environment = { GHOSTWRITER_REDIS: redis.url };

/** What has gone through Redis so far. */
async function traffic() {
  const said = await asked.info('stats');
  const figure = (name) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(said)?.[1]);
  return {
    commands: figure('total_commands_processed'),
    bytes: figure('total_net_input_bytes') + figure('total_net_output_bytes'),
  };
}
const since = async (before) => {
  const now = await traffic();
  return { commands: now.commands - before.commands, bytes: now.bytes - before.bytes };
};

const workers = [];
/** So many workers, each with its share. */
async function workersAre(count) {
  while (workers.length > count) {
    const { program, group } = workers.pop();
    await program.end('SIGTERM');
    await group.remove();
  }
  while (workers.length < count) {
    const program = await start(['worker', '--data', data, '--jobs', '1', '--log', 'error'], environment);
    const group = cpuShare(`worker-${workers.length}`, share);
    group.add(program.child.pid);
    workers.push({ program, group });
  }
  await wait(1000);
}

const sizes = (folder) => {
  const found = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const at = path.join(entry.parentPath, entry.name);
    const [top] = path.relative(folder, at).split(path.sep);
    found[top] = (found[top] ?? 0) + (statSync(at, { throwIfNoEntry: false })?.size ?? 0);
  }
  return found;
};
const sum = (list) => list.reduce((all, value) => all + value, 0);

/** A batch through the service: seconds from its upload, which counts, to its end. */
async function served(client, documents) {
  const before = await traffic();
  const from = performance.now();
  const { id } = await client.upload(Object.fromEntries(texts.slice(0, documents)), { encoder: 'fast' });
  const uploadSeconds = (performance.now() - from) / 1000;
  const folder = path.join(data, 'batches/one', id);
  let peak = 0,
    batch;
  do {
    await wait(200);
    peak = Math.max(
      peak,
      await Promise.resolve()
        .then(() => sum(Object.values(sizes(folder))))
        .catch(() => 0),
    );
    batch = await client.status(id);
  } while (batch.status === 'pending' || batch.status === 'processing');
  if (batch.status !== 'completed') throw new Error(`The batch of ${documents} is ${batch.status}: ${batch.error}`);
  const seconds = (Date.parse(batch.finishedAt) - Date.parse(batch.createdAt)) / 1000 + uploadSeconds;
  const used = await since(before);
  const stored = sizes(folder);
  await client.fetch(`/api/batch/${id}`, { method: 'DELETE' });
  return { seconds, uploadSeconds, ...used, stored, peak };
}

/** The command line on the same texts, with the share of one worker. */
async function local(folder) {
  const group = cpuShare('local', share);
  const out = `${folder}-out`;
  const from = performance.now();
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'dist/cli.js'),
      'analyze',
      folder,
      '--out',
      out,
      '--format',
      'json',
      '--encoder',
      'fast',
      '--jobs',
      '1',
      '--quiet',
    ],
    { stdio: 'ignore' },
  );
  group.add(child.pid);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const seconds = (performance.now() - from) / 1000;
  await group.remove();
  if (code !== 0) throw new Error(`The analysis of ${folder} ended with ${code}.`);
  return seconds;
}

const load0 = os.loadavg()[0];
const idle = [],
  runs = [],
  beside = [];
let kind;

async function measured(documents, parts, counts, round) {
  const part = Math.max(1, Math.ceil(bytesOf(documents) / parts / 1024));
  const server = await startServer({
    data,
    options: ['--part', String(part), '--requests', '1000000', '--limit', 'seconds=300', '--log', 'error'],
    environment,
  });
  const client = new HttpClient(server.url, token);
  for (const count of round % 2 === 0 ? counts : counts.toReversed()) {
    await workersAre(count);
    kind = workers[0].group.kind;
    if (!idle.some(({ workers: known }) => known === count)) {
      const before = await traffic();
      await wait(IDLE_SECONDS * 1000);
      const { commands, bytes } = await since(before);
      idle.push({ workers: count, commands: commands / IDLE_SECONDS, bytes: bytes / IDLE_SECONDS });
    }
    const run = {
      documents,
      parts: Math.ceil(bytesOf(documents) / (part * 1024)),
      workers: count,
      ...(await served(client, documents)),
    };
    runs.push(run);
    console.log(
      `${documents} documents in ${run.parts} parts, ${count} workers: ${run.seconds.toFixed(1)} s, ${run.commands} commands; load ${os.loadavg()[0].toFixed(1)}`,
    );
  }
  await server.end('SIGTERM');
}

try {
  for (let round = 0; round < rounds; round++) {
    for (const documents of WHOLE) {
      const folder = path.join(data, `../local-${round}-${documents}/texts`);
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of texts.slice(0, documents)) writeFileSync(path.join(folder, path.basename(name)), text);
      const seconds = await local(folder);
      beside.push({ documents, seconds });
      console.log(`${documents} documents on the command line: ${seconds.toFixed(1)} s`);
      await measured(documents, 1, [1], round);
    }
    for (const [documents, parts] of BATCHES) await measured(documents, parts, WORKERS, round);
  }
} finally {
  await workersAre(0);
  asked.disconnect();
  redis.child.kill('SIGKILL');
  await endAll();
}

/** Each combination once, with the medians of its rounds. */
function combined(list, keys) {
  const groups = new Map();
  for (const item of list) {
    const key = keys.map((name) => item[name]).join();
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const figures = ['seconds', 'uploadSeconds', 'commands', 'bytes', 'peak'];
  return [...groups.values()].map((group) => ({
    ...group[0],
    ...Object.fromEntries(
      figures.filter((name) => name in group[0]).map((name) => [name, median(group.map((item) => item[name]))]),
    ),
  }));
}

const page = scalingPage({
  runs: combined(runs, ['documents', 'parts', 'workers']),
  beside: combined(beside, ['documents']),
  idle,
  share,
  rounds,
  kind,
  characters: CHARACTERS,
  load: [load0, os.loadavg()[0]],
  product,
});
if (values.quick) console.log(page);
else writeFileSync(path.join(root, 'docs/scaling.md'), page);
process.exit(0);

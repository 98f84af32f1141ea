// One tenant of the service who does all that nobody should, for as long as it is let: a thread of scripts/load-service.mjs --hostile. What it must never get (a failure of the server, something of
// another tenant, a word of where things lie) is told as an error; refusals are what it deserves, and are counted.
import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { load } from '../bench/product.mjs';

const { url, token, others, nice, data } = workerData;
const { HttpClient, RawClient, zip } = await load(
  '../test/server/support/http-client',
  '../test/server/support/raw-client',
  '../test/unit/support/zip-writer',
);
os.setPriority(nice);

let going = true;
parentPort.once('message', () => (going = false));
const client = new HttpClient(url, token);
const authorized = `Authorization: Bearer ${token}`;
const random = (list) => list[Math.floor(Math.random() * list.length)];
const oddText = (length) =>
  Array.from({ length }, () => String.fromCodePoint(1 + Math.floor(Math.random() * 0x2fff))).join('');
/** Statuses by attack. */
const counts = new Map();
const tell = (attack, what) => counts.set(`${attack} ${what}`, (counts.get(`${attack} ${what}`) ?? 0) + 1);
const failed = (what) => parentPort.postMessage({ kind: 'failed', what: `hostile: ${what}` });

/** Refusals that are meant: there are too many of something. */
const FULL = new Set(['too-many-uploads', 'too-many-streams']);

/** Looks at an answer as an attacker would; the batch that it may hold. */
async function judged(attack, asked) {
  let response;
  try {
    response = await asked;
  } catch (error) {
    // A connection that the server ends is a refusal too.
    return tell(attack, error.cause?.code ?? error.name);
  }
  tell(attack, response.status);
  const text = await response.text().catch(() => '');
  if (response.status >= 500 && !FULL.has(codeOf(text))) failed(`${attack}: ${response.status} ${text.slice(0, 200)}`);
  if (response.status >= 400 && text.includes(data))
    failed(`${attack}: the answer says where things lie: ${text.slice(0, 200)}`);
  return response.status === 202 ? JSON.parse(text).id : undefined;
}

function codeOf(text) {
  try {
    return JSON.parse(text).code;
  } catch {
    return undefined;
  }
}

const few = (serial) => ({
  'a/b.txt': `Some words that were written for the ${serial}th time. `.repeat(30),
  [`${'a'.repeat(60)}.txt`]: 'The same name again and again, and nothing else in it. '.repeat(20),
});
let serial = 0;
/** Uploads, and lets nothing of it be when it was taken. */
async function uploads(attack, files, options) {
  const id = await judged(attack, client.uploading(files, options));
  if (id === undefined) return undefined;
  await wait(Math.random() * 1000);
  return id;
}
const deleted = (attack, id) => id && judged(attack, client.fetch(`/api/batch/${id}`, { method: 'DELETE' }));

const GLOBS = [
  '{a,aa}'.repeat(40),
  '**/a'.repeat(11),
  `${'*a'.repeat(200)}b`,
  '?(a|aa)'.repeat(30),
  `${'{a,{b,'.repeat(50)}c${'}}'.repeat(50)}`,
  '[a-z]'.repeat(190),
  '+(a|aa)+(a|aa)+(a|aa)*'.repeat(20),
];
const LEADING_OUT = [
  './/etc/passwd',
  '/etc/passwd',
  '../../tokens.json',
  'a/../../../tokens.json',
  '.\\..\\tokens.json',
  'C:\\Windows\\win.ini',
  './/proc/self/environ',
  '\\\\server\\share',
  'file:///etc/passwd',
];
const bomb = zip([{ name: 'zeros.txt', data: Buffer.alloc(30e6), deflated: true }]);
const whole = zip([
  { name: 'a.txt', data: 'Words in an archive. '.repeat(2000), deflated: true },
  { name: '../../b.txt', data: 'Words that want out. '.repeat(50) },
  { name: 'l', data: '/etc/passwd', unixMode: 0o120777 },
]);
const lying = zip([
  { name: 'a.txt', data: 'x'.repeat(5000), declared: { uncompressedSize: 1, crc32: 1, headerOffset: 7 } },
]);
const broken = () =>
  random([
    bomb,
    lying,
    whole.subarray(0, Math.floor(Math.random() * whole.length)),
    Buffer.from(whole).fill(0xff, 40, 200),
    Buffer.from(oddText(500)),
  ]);
const streams = [];
const trickling = [];
const silent = [];
/** Keeps a number of connections, whatever becomes of them. */
function keep(list, most, open) {
  for (const [i, { socket }] of [...list.entries()].reverse()) if (socket.destroyed) list.splice(i, 1);
  if (list.length < most) list.push(open());
}

/** What would keep the others from coming through at all (it fills the tenant's own places and counts) is done for ten seconds of forty each. */
const TURNS = { 'upload places': 0, 'as many requests as go': 20 };
const isOn = (name) => !(name in TURNS) || Math.floor((performance.now() / 1000 - TURNS[name]) / 10) % 4 === 0;

/** Attacks by name: each is done again and again, by so many at once, with so many milliseconds between. */
const ATTACKS = {
  globs: [
    2,
    200,
    async () =>
      deleted(
        'globs',
        await uploads('globs', few(++serial), {
          encoder: 'fast',
          reading: { [random(['include', 'exclude', 'ignore'])]: [random(GLOBS)] },
        }),
      ),
  ],
  'paths in options': [
    1,
    100,
    async () =>
      deleted(
        'paths in options',
        await uploads('paths in options', few(++serial), { reading: { ignore: [random(LEADING_OUT)] } }),
      ),
  ],
  'broken archives': [
    2,
    200,
    async () =>
      deleted(
        'broken archives',
        await uploads('broken archives', { [`a${++serial}.zip`]: broken() }, { encoder: 'fast' }),
      ),
  ],
  names: [
    1,
    500,
    async () =>
      deleted(
        'names',
        await uploads(
          'names',
          random([
            { ['x'.repeat(5000)]: 'a' },
            { [`${'é'.repeat(125)}.txt`]: 'a', [`${'y'.repeat(251)}.txt`]: 'a' },
            { ['a/'.repeat(500) + 'b']: 'a' },
            { [oddText(50)]: 'a' },
            { __proto__: 'a', constructor: 'b', 'CON.txt': 'c' },
          ]),
          {},
        ),
      ),
  ],
  'thousands of one name': [
    1,
    3000,
    async () => {
      const parts = Array.from(
        { length: 2000 },
        () => '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nw\r\n',
      ).join('');
      const asked = fetch(`${url}/api/batch/upload`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' },
        body: `${parts}--b--\r\n`,
      });
      await deleted('thousands of one name', await judged('thousands of one name', asked));
    },
  ],
  'deletion and retry at once': [
    2,
    100,
    async () => {
      const id = await uploads('deletion and retry at once', few(++serial), { encoder: 'fast' });
      if (id === undefined) return;
      const verbs = ['retry', 'cancel', 'retry', 'pause', 'retry'].map((verb) =>
        judged('deletion and retry at once', client.fetch(`/api/batch/${id}/${verb}`, { method: 'POST' })),
      );
      await Promise.all([
        ...verbs,
        deleted('deletion and retry at once', id),
        deleted('deletion and retry at once', id),
      ]);
      const after = await client.fetch(`/api/batch/${id}/status`).catch(() => undefined);
      await after?.body?.cancel();
      if (after?.status === 200) await deleted('deletion and retry at once', id);
    },
  ],
  streams: [
    1,
    50,
    async () => {
      const [id] = held;
      if (id) keep(streams, 300, () => new RawClient(url).head(`GET /api/batch/${id}/events`, authorized));
    },
  ],
  'upload places': [
    1,
    50,
    async () => {
      keep(trickling, 60, () =>
        new RawClient(url)
          .upload(1e6, authorized)
          .send('--b\r\nContent-Disposition: form-data; name="files"; filename="slow.txt"\r\n\r\n'),
      );
      random(trickling)?.send('w');
    },
  ],
  'clients that take nothing': [
    1,
    50,
    async () => {
      const [id] = held;
      keep(silent, 60, () => {
        const raw = new RawClient(url);
        raw.socket.pause();
        return (
          random([
            () => id && raw.head(`GET /api/batch/${id}/export?format=html`, authorized),
            () => id && raw.head(`GET /api/batch/${id}/results`, authorized),
            () => raw.send('GET /health HTTP/1.1\r\nHost: localhost\r\nX: '),
          ])() ?? raw
        );
      });
    },
  ],
  'paths at random': [
    3,
    20,
    () =>
      judged(
        'paths at random',
        fetch(
          `${url}/${random(['', 'api/batch/', 'assets/', 'api/', '..%2f'])}${encodeURIComponent(oddText(1 + Math.floor(Math.random() * 300)))}`,
          Math.random() < 0.5 ? {} : { headers: { authorization: `Bearer ${token}` } },
        ),
      ),
  ],
  'what belongs to others': [
    2,
    50,
    async () => {
      const id = random(others);
      const [method, rest] = random([
        ['GET', '/status'],
        ['GET', '/results'],
        ['GET', '/export?format=json'],
        ['GET', '/documents/d1?text=true'],
        ['GET', '/events'],
        ['GET', '/excerpts'],
        ['POST', '/cancel'],
        ['POST', '/retry'],
        ['DELETE', ''],
      ]);
      const response = await client.fetch(`/api/batch/${id}${rest}`, { method }).catch(() => undefined);
      if (!response) return;
      tell('what belongs to others', response.status);
      await response.body?.cancel();
      if (response.status !== 404 && response.status !== 429)
        failed(`${method} …${rest} of another tenant's batch: ${response.status}`);
    },
  ],
  'as many requests as go': [
    4,
    0,
    () =>
      judged(
        'as many requests as go',
        client.fetch(
          random([
            '/api/batch/jobs?limit=50',
            '/api/batch/jobs?limit=1000000',
            '/api/openapi.json',
            '/ready',
            '/metrics',
          ]),
        ),
      ),
  ],
};

/** Batches that it keeps, to follow and to export. */
const held = [];
for (let tries = 0; tries < 10 && held.length === 0; tries++) {
  const id = await judged('first', client.uploading(few(0), { encoder: 'fast' }));
  if (id) held.push(id);
  else await wait(500);
}
await Promise.all(
  Object.entries(ATTACKS).flatMap(([name, [atOnce, pause, attack]]) =>
    Array.from({ length: atOnce }, async () => {
      while (going) {
        if (!isOn(name)) {
          if (name === 'upload places') for (const { socket } of trickling.splice(0)) socket.destroy();
          await wait(500);
          continue;
        }
        await Promise.resolve(attack()).catch((error) => tell(name, error.cause?.code ?? error.message));
        await wait(pause * (0.5 + Math.random()));
      }
    }),
  ),
);
for (const { socket } of [...streams, ...trickling, ...silent]) socket.destroy();
parentPort.postMessage({
  kind: 'hostile',
  counts: [...counts].sort(),
  connections: { streams: streams.length, trickling: trickling.length, silent: silent.length },
});
process.exit(0);

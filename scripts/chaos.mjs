// Kills jobs at random moments, lets them go on, and looks whether anything was lost:   npm run test:chaos -- --runs 1000 --seed 1
//   --runs N      jobs (default 50), each killed up to three times: its child process, or the whole command line
//   --seed S      of the moments
//   --seconds N   ends earlier, after so many seconds
// After each job: the exports are whole and what an undisturbed run exports, byte for byte but for the times; whatever was kept is not done again;
// and no unfinished file is left where people see it. Needs dist/ (npm run build).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../bench/product.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '86400' },
  },
});
const [runs, seed, seconds] = [values.runs, values.seed, values.seconds].map(Number);
const cli = path.join(import.meta.dirname, '../dist/cli.js');
const DOCUMENTS = 40;
// Long: a document that misses its deadline on a busy machine is a result of its own.
const DEADLINE = 'seconds=300';
const { ANALYSES_FILE, LogReader, seededRandom } = await load(
  'analysis/corpus/random',
  'storage/analysis-logs',
  'storage/record-log',
);
const random = seededRandom(seed);

const root = mkdtempSync(path.join(tmpdir(), 'ghostwriter-chaos-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
const source = path.join(root, 'texts');
mkdirSync(source);
const WORDS =
  'the river stone garden market window teacher winter bridge music letter forest engine harbour candle mountain kitchen painter island orchard compass and of in with under is was makes finds'.split(
    ' ',
  );
for (let i = 0; i < DOCUMENTS; i++) {
  const sentence = () =>
    `${Array.from({ length: 8 + Math.floor(random() * 8) }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')}.`;
  writeFileSync(path.join(source, `text-${i}.txt`), Array.from({ length: 6 }, sentence).join(' '));
}
// One that is skipped with a reason.
writeFileSync(path.join(source, 'broken.docx'), 'this is no archive');

/** Child processes of a process, from /proc where there is one, else by ps. */
async function childrenOf(pid) {
  if (existsSync(`/proc/${pid}/task`)) {
    try {
      return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
        readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
      );
    } catch {
      return [];
    }
  }
  const ps = spawn('ps', ['-A', '-o', 'pid=,ppid=']);
  let said = '';
  for await (const chunk of ps.stdout) said += chunk;
  return said
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child);
}

/** Runs the command line. `kill`: whom, and so many milliseconds after a stage was entered (or after the start). */
function run(out, cache, kill) {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [cli, 'analyze', source, '--out', out, '--cache', cache, '--jobs', '1', '--limit', DEADLINE],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr, timer, killed] = ['', '', undefined, false];
  const strike = async () => {
    if (child.exitCode !== null) return;
    const targets = kill.whom === 'child' ? await childrenOf(child.pid) : [child.pid];
    for (const pid of targets) {
      try {
        process.kill(pid, 'SIGKILL');
        killed = true;
      } catch {
        // It has just ended.
      }
    }
  };
  const arm = () => (timer ??= setTimeout(() => void strike(), kill.after));
  if (kill && kill.stage === undefined) arm();
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    if (kill?.stage !== undefined && stderr.includes(kill.stage)) arm();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, killed, took: performance.now() - startedAt });
    });
  });
}

/** An export with whatever may differ between two runs blanked. */
const withoutTimes = (text) =>
  text.replace(
    /"(id|createdAt|startedAt|finishedAt)":"(?:[\da-f]{8}-[\da-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z)"/g,
    '"$1":""',
  );

/** Documents with a whole record in the logs of a cache. */
function recordsIn(cache) {
  const keys = new Set();
  for (const job of existsSync(cache) ? readdirSync(cache) : []) {
    const file = path.join(cache, job, ANALYSES_FILE);
    const log = existsSync(file) ? LogReader.open(file) : undefined;
    for (const key of log?.index().records.keys() ?? []) keys.add(key);
    log?.close();
  }
  return keys.size;
}

/** The first line that is another one, or the part of a long line around the first other character. */
function firstDifference(text, wanted) {
  const [lines, others] = [text, wanted].map((t) => t.split('\n'));
  const at = lines.findIndex((line, i) => line !== others[i]);
  const [found, other] = [lines[at] ?? '', others[at] ?? ''];
  const from = Math.max(0, [...found].findIndex((c, i) => c !== other[i]) - 200);
  return `line ${at + 1}: ${found.slice(from, from + 500)}\n  and not ${other.slice(from, from + 500)}`;
}

function check(holds, complaint) {
  if (holds) return;
  console.error(`FAILED: ${complaint}`);
  process.exit(1);
}

const reference = await run(path.join(root, 'reference'), path.join(root, 'reference-cache'));
check(reference.code === 0, `the undisturbed run failed: ${reference.stderr}`);
const [referenceJson, referenceCsv] = reference.stdout
  .trim()
  .split('\n')
  .map((file) => withoutTimes(readFileSync(file, 'utf8')));

const STAGES = [
  'Listing documents',
  'Analysing documents',
  'Comparing documents',
  'Writing the report',
  ': 41 documents',
];
const counted = {
  jobs: 0,
  kills: { child: 0, host: 0 },
  after: Object.fromEntries(STAGES.map((stage) => [stage, 0])),
  resumed: 0,
  records: 0,
};
const deadline = performance.now() + seconds * 1000;
for (let i = 0; i < runs && performance.now() < deadline; i++) {
  const [out, cache] = [path.join(root, `out-${i}`), path.join(root, `cache-${i}`)];
  let last;
  for (let kills = 1 + Math.floor(random() * 3); ; kills--) {
    const stage = random() < 0.6 ? STAGES[Math.floor(random() * STAGES.length)] : undefined;
    const kill =
      kills > 0
        ? {
            whom: random() < 0.5 ? 'child' : 'host',
            stage,
            after: stage === undefined ? random() * reference.took : random() * random() * reference.took * 0.4,
          }
        : undefined;
    const before = recordsIn(cache);
    last = await run(out, cache, kill);
    if (last.killed) {
      counted.kills[kill.whom]++;
      const reached = STAGES.findLast((name) => last.stderr.includes(name));
      if (reached) counted.after[reached]++;
    }
    check(recordsIn(cache) >= before, `job ${i}: records were lost`);
    if (last.code === 0) {
      const reused = /(\d+) of \d+ analysed, the rest/.exec(last.stderr);
      // The broken document is kept too, and tried again.
      check(
        before <= 1 || (reused && DOCUMENTS - Number(reused[1]) >= before - 1),
        `job ${i}: ${before} records were kept, but: ${last.stderr}`,
      );
      if (before > 0) counted.resumed++;
      counted.records += before;
      break;
    }
    check(last.killed, `job ${i} ended with ${last.code}: ${last.stderr}`);
  }
  for (const name of readdirSync(out).filter((file) => !file.startsWith('.'))) {
    check(/^texts\.analysis(-\d+)?\.(json|csv)$/.test(name), `job ${i}: ${name} was left behind`);
    const text = withoutTimes(readFileSync(path.join(out, name), 'utf8'));
    const wanted = name.endsWith('.json') ? referenceJson : referenceCsv;
    check(
      text === wanted,
      `job ${i}: ${name} is not what an undisturbed run exports: ${firstDifference(text, wanted)}\n${last.stderr}`,
    );
  }
  check(
    readdirSync(out).every((file) => !file.startsWith('.')),
    `job ${i}: ${readdirSync(out).join(', ')} was left behind`,
  );
  for (const folder of [out, cache]) rmSync(folder, { recursive: true, force: true });
  counted.jobs++;
}
console.log(
  `${counted.jobs} jobs, killed ${counted.kills.child} times by their child and ${counted.kills.host} times as a whole (${Object.entries(
    counted.after,
  )
    .map(([stage, n]) => `after “${stage}” ${n}`)
    .join(
      ', ',
    )}); ${counted.resumed} went on from ${counted.records} records. Nothing was lost, nothing done twice, nothing half-written seen.`,
);
process.exit(0);

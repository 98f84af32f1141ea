// What is promised before and while a job runs, against what comes: the time left, and the memory.
//   node bench/budgets.mjs [--documents 2000,10000] [--characters 1500] [--encoder full|fast] [--rounds 1] [--threads 2] [--folder DIR] [--record FILE]
// Of the time left: the whole time that it came to when so much of it had passed, against the true one. Twice: by the clock, and by what the job took of the processors (Linux), as if nothing else ran on the
// machine: all threads' time divided by their number while documents are analysed, and afterwards the main thread's time with that share of the others'. Memory: Linux.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './alternating.mjs';
import { writeCorpus } from './corpus.mjs';
import { load } from './product.mjs';
import { residentOf } from './whole-job.mjs';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '2000' },
    characters: { type: 'string', default: '1500' },
    encoder: { type: 'string', default: 'full' },
    rounds: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(os.availableParallelism()) },
    folder: { type: 'string' },
    record: { type: 'string' },
  },
});
const SAMPLE_EVERY_MS = 200;

/** Shares of a job's time at which the time left is looked at. */
const LOOKED_AT = [0.1, 0.25, 0.5, 0.75];

const { startAnalyzer, ProgressEstimate, MapCost, listDocuments, memoryNeed, DEFAULT_READING } = await load(
  'process/host/client',
  'process/child/estimate/estimate',
  'process/child/estimate/map-cost',
  'process/child/estimate/memory-need',
  'analysis/sources/list-documents',
  'report/reading-options',
);
const dist = path.join(import.meta.dirname, '../dist');

/** Runs a job, with everything that it tells on the way. */
async function observed(folder) {
  const jobFolder = mkdtempSync(path.join(os.tmpdir(), 'ghostwriter-bench-'));
  const analyzer = startAnalyzer(path.join(dist, 'worker.js'));
  const told = [],
    start = performance.now(),
    load = os.loadavg()[0];
  let peak = 0,
    peakIn;
  const watch = setInterval(() => {
    const now = residentOf(analyzer.pid);
    if (now > peak) [peak, peakIn] = [now, told.at(-1)?.stage];
  }, SAMPLE_EVERY_MS);
  try {
    const options = {
      granularity: 'sentence',
      clusters: 'auto',
      threshold: 0.85,
      seed: 1,
      prior: 0.5,
      encoder: values.encoder,
    };
    const request = {
      jobId: 'bench',
      jobFolder,
      source: { kind: 'folder', name: 'bench', paths: [folder] },
      options,
      createdAt: new Date().toISOString(),
      threads: Number(values.threads),
    };
    const { times } = await analyzer.analyze(request, {
      onProgress: (progress) =>
        told.push({ at: performance.now() - start, processor: processorOf(analyzer.pid), ...progress }),
    });
    return {
      ms: performance.now() - start,
      told,
      times,
      peak: Math.round(peak / 1024),
      peakIn,
      load,
      reportBytes: statSync(path.join(jobFolder, 'report.json')).size,
    };
  } finally {
    clearInterval(watch);
    analyzer.dispose();
    rmSync(jobFolder, { recursive: true });
  }
}

/** Milliseconds of processors that a process's main thread and all its threads took; `undefined` where the system does not say. */
function processorOf(pid) {
  const taken = (file) => {
    const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  };
  try {
    return { main: taken(`/proc/${pid}/task/${pid}/stat`), all: taken(`/proc/${pid}/stat`) };
  } catch {
    return undefined;
  }
}

/** What would have been told when, had the job had the machine for itself: its progress once more, by a clock of what it took of the processors. */
async function byProcessors({ told }, folder, threads) {
  if (!told[0]?.processor) return undefined;
  let at = 0,
    before = { main: 0, all: 0 },
    documents = 0,
    stage;
  const estimate = new ProgressEstimate(() => at),
    again = [];
  const { documents: listed } = await listDocuments(
    { kind: 'folder', name: 'bench', paths: [folder] },
    DEFAULT_READING,
    () => Promise.reject(new Error('Texts alone.')),
  );
  const cost = new MapCost(listed, DEFAULT_READING, values.encoder);
  for (const { processor, ...progress } of told) {
    const now = processor ?? before,
      main = now.main - before.main,
      all = now.all - before.all;
    at += progress.stage === 'documents' ? all / threads : main + Math.max(0, all - main) / threads;
    before = now;
    if (progress.stage !== stage && progress.stage === 'documents')
      estimate.planned({
        documents: listed.length,
        threads,
        length: cost.characters / listed.length,
        costOf: (i) => cost.of(i),
      });
    let said = progress.stage === stage ? undefined : estimate.enter((stage = progress.stage));
    if (progress.step && progress.step !== again.at(-1)?.step) said = estimate.enterStep(progress.step);
    while (documents < progress.done) said = estimate.finished(documents++);
    again.push({ at, step: progress.step, ...(said ?? estimate.current()) });
  }
  return { ms: at, told: again };
}

/** What the time left comes to, as a share of the true time too much (+) or too little (−): the last that was told up to then, with the time since taken off it. */
function errorAt(share, { ms, told }) {
  const last = told.findLast(({ at }) => at <= share * ms);
  return last?.secondsLeft == null ? undefined : (last.at + last.secondsLeft * 1000) / ms - 1;
}

const percent = (value) =>
  value === undefined ? 'none' : `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(0)} %`;

for (const documents of values.documents.split(',').map(Number)) {
  const own = values.folder === undefined ? mkdtempSync(path.join(os.tmpdir(), 'ghostwriter-bench-')) : undefined;
  const folder = values.folder ?? path.join(own, 'batch');
  if (own) await writeCorpus(folder, { documents, characters: Number(values.characters) });
  const runs = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const run = await observed(folder);
    const { total } = run.told.at(-1),
      threads = Number(values.threads);
    const quiet = await byProcessors(run, folder, threads);
    runs.push({ clock: run, ...(quiet && { processors: quiet }) });
    const errors = (of) => LOOKED_AT.map((share) => `${share * 100} % ${percent(errorAt(share, of))}`).join(', ');
    console.log(
      `${total} documents, ${values.encoder}, ${threads} threads: ${(run.ms / 1000).toFixed(1)} s (${run.times.map(({ stage, seconds, processorSeconds }) => `${stage} ${seconds.toFixed(1)}, ${processorSeconds.toFixed(1)} of processors`).join('; ')}), load ${run.load.toFixed(1)} before`,
    );
    console.log(
      `  error of the time left by the clock: ${errors(run)}${quiet ? `; by processors: ${errors(quiet)}` : ''}`,
    );
    const need =
      memoryNeed({ documents: total, characters: total * Number(values.characters), tier: values.encoder, threads }) /
      2 ** 20;
    console.log(
      `  memory: ${run.peak} MB at most, in ${run.peakIn}; estimated before ${Math.round(need)} MB, with the process that asks`,
    );
    if (values.record)
      appendFileSync(
        values.record,
        `${JSON.stringify({ folder, encoder: values.encoder, threads: Number(values.threads), ...run })}\n`,
      );
  }
  if (runs.length > 1)
    for (const clock of Object.keys(runs[0]))
      console.log(
        `  medians of ${runs.length} either way, by the ${clock}: ${LOOKED_AT.map((share) => `${share * 100} % ${percent(median(runs.map((run) => Math.abs(errorAt(share, run[clock]) ?? 1))))}`).join(', ')}`,
      );
  if (own) rmSync(own, { recursive: true });
}

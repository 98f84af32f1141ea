// docs/scaling.md, made of what bench/scaling.mjs measured. No figure in it is typed by hand.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { fit } from './least-squares.mjs';

/** Documents of the extrapolation. */
const MANY = 10_000_000;
/** Memory of a machine that the page asks what fits into, and hours that one stage may take before somebody loses patience. */
const GIGABYTES = 64,
  HOURS = 24;
const MOST_PARTS = 64;
/** Bytes of the heap that a document takes while the report is built and written, of 100,000: docs/decisions/0051. */
const HEAP_A_DOCUMENT = 6_600;

const count = (n) => Math.round(n).toLocaleString('en');
const size = (bytes) =>
  bytes >= 1e12
    ? `${(bytes / 1e12).toPrecision(3)} TB`
    : bytes >= 1e9
      ? `${(bytes / 1e9).toPrecision(3)} GB`
      : bytes >= 1e6
        ? `${(bytes / 1e6).toPrecision(3)} MB`
        : bytes >= 1e4
          ? `${(bytes / 1e3).toPrecision(3)} KB`
          : `${Math.round(bytes)} bytes`;
const ms = (seconds) => `${(seconds * 1000).toPrecision(3)} ms`;
const digits = (x) => (Math.abs(x) >= 1000 ? count(x) : Number(x.toPrecision(3)).toString());
const total = (stored) => Object.values(stored).reduce((sum, bytes) => sum + bytes, 0);

/** The largest number of documents that something is still true of. */
function largest(holds) {
  let low = 1,
    high = 1e9;
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** @returns {string} the page as Markdown */
export function scalingPage({
  runs,
  beside,
  idle,
  share,
  rounds,
  kind,
  characters,
  load,
  product: { corpusCost, CORPUS_STEPS, DEFAULT_READING, memoryNeed, reportCost },
}) {
  const time = fit(
    runs.map(({ documents: n, workers: w, parts: p }) => [1, n / w, p / w, n]),
    runs.map(({ seconds }) => seconds),
  );
  const [fixed, perMapped, perPart, perReduced] = time.factors;
  const resting = (w) => idle.find(({ workers }) => workers === w);
  const traffic = (of) =>
    fit(
      runs.map(({ parts, workers, seconds }) => [1, parts, workers * seconds]),
      runs.map((run) => Math.max(0, run[of] - resting(run.workers)[of] * run.seconds)),
    );
  const [commands, bytes] = [traffic('commands'), traffic('bytes')];
  const stored = fit(
    runs.map(({ documents }) => [1, documents]),
    runs.map((run) => total(run.stored)),
  );
  const peak = fit(
    runs.map(({ documents }) => [1, documents]),
    runs.map((run) => run.peak),
  );
  const report = fit(
    runs.map(({ documents }) => [1, documents]),
    runs.map((run) => run.stored['report.json']),
  );

  const [least, most] = [
    Math.min(...runs.map(({ documents }) => documents)),
    Math.max(...runs.map(({ documents }) => documents)),
  ];
  const largestRun = runs.find(({ documents }) => documents === most);
  const counts = [...new Set(runs.map(({ workers }) => workers))].sort((a, b) => a - b);
  const batches = [
    ...new Set(runs.filter(({ parts }) => parts > 1).map(({ documents, parts }) => `${documents},${parts}`)),
  ].map((key) => key.split(',').map(Number));
  const at = (n, p, w) => runs.find(({ documents, parts, workers }) => documents === n && parts === p && workers === w);

  const { entries, totalBytes } = DEFAULT_READING.limits;
  const textBytes = largestRun.stored.source / most;
  const reduceHours = (n) =>
    (CORPUS_STEPS.reduce((sum, step) => sum + corpusCost(step, n, 1), 0) + reportCost(n)) / 3600;
  const memory = (n) => memoryNeed({ documents: n, characters: n * characters, tier: 'fast', threads: 1 });
  const pieces = Math.ceil(MANY / entries);
  const partsOf = (n) => Math.min(MOST_PARTS, Math.ceil((n * textBytes) / (512 * 1024)));
  const hours = {
    documents: (MANY * perMapped) / 3600,
    parts: (pieces * partsOf(entries) * perPart) / 3600,
    reduce: (MANY * perReduced) / 3600,
    fixed: (pieces * fixed) / 3600,
  };
  const all = Object.values(hours).reduce((sum, h) => sum + h, 0);
  const trafficOf = (model, of) =>
    pieces * (model.factors[0] + model.factors[1] * partsOf(entries)) +
    (model.factors[2] + resting(counts[0])[of]) * all * 3600;

  const heap = getHeapStatistics().heap_size_limit;
  const bounds = [
    [largest((n) => n <= entries), `files of one upload (\`entries\`, the standard; \`--limit\` raises it)`],
    [
      largest((n) => n * HEAP_A_DOCUMENT <= heap),
      `Node's heap of ${size(heap)}, its standard on such a machine, for the report as objects: a document takes ${size(HEAP_A_DOCUMENT)} of it ([0051](decisions/0051-what-a-large-batch-holds.md))`,
    ],
    [largest((n) => n * textBytes <= totalBytes), 'bytes of one upload (`totalSize`, the standard)'],
    [
      largest((n) => memory(n) <= GIGABYTES * 2 ** 30),
      `memory of the last step on a machine with ${GIGABYTES} GB, as the product estimates it before the start`,
    ],
    [
      largest((n) => reduceHours(n) <= HOURS),
      `${HOURS} hours of one core for the last step, as the product estimates it: comparing each document with each grows with the square; that part is divided among up to 16 workers`,
    ],
  ].sort(([a], [b]) => a - b);

  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const percent = (x) => `${x >= 0 ? '+' : '−'}${Math.abs(100 * x).toFixed(0)} %`;

  return `# Scaling

Written by \`node bench/scaling.mjs\` (\`bench/scaling-page.mjs\`), version ${version} at ${commit}; every figure is computed by it. The service with its queue in Redis, fast encoder, made-up texts of about ${count(characters)} characters, ${rounds === 1 ? 'each measured once' : `medians of ${rounds}`}.
**Each worker has ${share} of a core** (${kind}) and one thread, so that ${counts.at(-1)} of them are ${digits(counts.at(-1) * share)} of ${os.availableParallelism()} cores: a worker more has a share of its own, and takes nothing from the others. Server and Redis have what they need beside.

Machine: ${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.version}, load ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after: other programs ran, with less priority than the workers.

## Throughput

Seconds from the begin of the upload to the end of the batch:

| documents | parts | ${counts.map((w) => `${w} ${w === 1 ? 'worker' : 'workers'}`).join(' | ')} | documents a second with ${counts.at(-1)} | ${counts.at(-1)} workers against 1 |
| ---: | ---: | ${counts.map(() => '---:').join(' | ')} | ---: | ---: |
${batches.map(([n, p]) => `| ${count(n)} | ${p} | ${counts.map((w) => at(n, p, w).seconds.toFixed(1)).join(' | ')} | ${digits(n / at(n, p, counts.at(-1)).seconds)} | ${(at(n, p, 1).seconds / at(n, p, counts.at(-1)).seconds).toFixed(2)}× |`).join('\n')}

What is not divided among workers is the last step: it puts the parts together, finds topics and compares the documents, on one of them. From 4,097 documents on, which none of these batches has, the comparing of pairs is divided among the workers as well ([0045](decisions/0045-queue-embedded-and-bullmq.md)).

## Beside the command line

The same texts in the same share of a core, on one worker and as one part, against \`ghostwriter-batch analyze --jobs 1\`:

| documents | command line | service | more | of it the upload |
| ---: | ---: | ---: | ---: | ---: |
${beside
  .map(({ documents, seconds }) => ({ documents, seconds, run: at(documents, 1, 1) }))
  .map(
    ({ documents, seconds, run }) =>
      `| ${count(documents)} | ${seconds.toFixed(1)} s | ${run.seconds.toFixed(1)} s | ${percent(run.seconds / seconds - 1)} | ${run.uploadSeconds.toFixed(2)} s |`,
  )
  .join('\n')}

The service starts two processes for a batch that the command line analyses in one, and each loads the models and compiles its code anew.

## Queue and storage

| documents | parts | workers | commands | bytes | commands a document | stored | most while it ran | stored a document |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${runs.map((run) => `| ${count(run.documents)} | ${run.parts} | ${run.workers} | ${count(run.commands)} | ${size(run.bytes)} | ${digits(run.commands / run.documents)} | ${size(total(run.stored))} | ${size(run.peak)} | ${size(total(run.stored) / run.documents)} |`).join('\n')}

Commands and bytes are Redis' own (\`INFO stats\`, both directions), with the commands that scripts call. While nothing is to be done they are ${idle.map(({ workers, commands: c, bytes: b }) => `${digits(c)} commands and ${size(b)} a second with ${workers} ${workers === 1 ? 'worker' : 'workers'}`).join(', ')}.
Of the largest batch, a document takes ${Object.entries(largestRun.stored)
    .sort(([, a], [, b]) => b - a)
    .map(([name, b]) => `${size(b / most)} (\`${name}\`)`)
    .join(', ')}.

## Model

Factors by least squares, none below 0, over the ${runs.length} batches above; W workers of ${share} core, D documents, P parts:

- seconds = ${digits(fixed)} + ${ms(perMapped)} · D/W + ${digits(perPart)} · P/W + ${ms(perReduced)} · D (R² ${time.r2.toFixed(3)}, residuals ${digits(time.rootMeanSquare)} s)
- commands = ${digits(commands.factors[0])} + ${digits(commands.factors[1])} · P + ${digits(commands.factors[2])} · W · seconds, beside those of idle workers (R² ${commands.r2.toFixed(3)}, residuals ${digits(commands.rootMeanSquare)})
- bytes through Redis = ${size(bytes.factors[0])} + ${size(bytes.factors[1])} · P + ${size(bytes.factors[2])} · W · seconds, likewise (R² ${bytes.r2.toFixed(3)}, residuals ${size(bytes.rootMeanSquare)})
- bytes stored = ${size(stored.factors[0])} + ${size(stored.factors[1])} · D (R² ${stored.r2.toFixed(3)}); at most while it runs ${size(peak.factors[0])} + ${size(peak.factors[1])} · D

| documents | parts | workers | measured | modelled | residual |
| ---: | ---: | ---: | ---: | ---: | ---: |
${runs.map(({ documents, parts, workers, seconds }, i) => `| ${count(documents)} | ${parts} | ${workers} | ${seconds.toFixed(1)} s | ${(seconds - time.residuals[i]).toFixed(1)} s | ${time.residuals[i] >= 0 ? '+' : '−'}${Math.abs(time.residuals[i]).toFixed(1)} s (${percent(time.residuals[i] / seconds)}) |`).join('\n')}

Queue traffic does not depend on the number of documents but on parts and time: no text and no result goes through Redis.

## ${count(MANY)} documents

**Extrapolated from ${count(least)} to ${count(most)} documents, ${count(MANY / most)} times as far: a line drawn through small batches.** It holds for what is done document by document, and only as far as texts are like these.

As ${count(pieces)} batches of ${count(entries)} (the most files that one upload has by default), each compared within itself, in hours of one worker of ${share} core; a whole core takes ${share} times as many:

| | worker-hours | core-hours |
| --- | ---: | ---: |
| documents | ${digits(hours.documents)} | ${digits(hours.documents * share)} |
| parts: processes that start, ${partsOf(entries)} a batch | ${digits(hours.parts)} | ${digits(hours.parts * share)} |
| last step, by the line above | ${digits(hours.reduce)} | ${digits(hours.reduce * share)} |
| what each batch takes whatever its size | ${digits(hours.fixed)} | ${digits(hours.fixed * share)} |
| **together** | **${digits(all)}** | **${digits(all * share)}** |
| last step by the product's own estimate, with its square ([0049](decisions/0049-memory-before-the-start.md)), instead of the line | | ${digits(pieces * reduceHours(entries))} |

- Queue: ${count(trafficOf(commands, 'commands'))} commands and ${size(trafficOf(bytes, 'bytes'))} in all that time, most of it workers that say that they are alive and how far they are.
- Storage: ${size(pieces * stored.factors[0] + stored.factors[1] * MANY)}, of which ${size(textBytes * MANY)} are the texts; each batch needs ${size(peak.factors[0] + peak.factors[1] * entries)} while it runs.

As **one** batch, each document compared with every other, it does not run. What gives way, and at how many documents in one batch:

| documents | what |
| ---: | --- |
${bounds.map(([n, what]) => `| ${count(Number(n.toPrecision(2)))} | ${what} |`).join('\n')}
| ${count(MANY)} | would take ${size(memory(MANY))} of memory and ${count(reduceHours(MANY))} core-hours in the last step, and a report of ${size(report.factors[0] + report.factors[1] * MANY)} |

So it breaks in the last step and in what it writes, not in the queue: the map stage is divided among at most ${MOST_PARTS} workers a batch, any number of batches run beside each other, and the server itself only takes uploads and tells how far they are. The memory's estimate is measured up to 100,000 documents, and the report's length up to ${count(most)};
beyond that both are extended.

Not measured: several machines, and a data folder over a network.
`;
}

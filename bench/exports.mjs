// Saving a large report in every format: seconds by the clock and of processors, and the most memory that it took beyond the report itself.
//   node --expose-gc bench/exports.mjs [documents] [format,…]
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from './product.mjs';

const count = Number(process.argv[2] ?? 100_000);
const { saveBeside, ALL_EXPORT_FORMATS, readPageParts } = await load(
  'exports/save',
  'exports/html',
  'report/export-formats',
);
const formats = process.argv[3]?.split(',') ?? ALL_EXPORT_FORMATS;

const random = (
  (state) => () =>
    (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
)(1);
const hex = (i) => createHash('sha256').update(String(i)).digest('hex');
const figure = () => Math.round(random() * 1e4) / 1e4;
const id = (i) => `d${String(i + 1).padStart(6, '0')}`;

/** What an analysis of essays of some 20 sentences gives, without the analysis. */
function invented() {
  const documents = Array.from({ length: count }, (_, i) => ({
    id: id(i),
    path: `course-${i % 40}/group-${i % 7}/Ünal, "student" ${i}.txt`,
    words: 400,
    characters: 2_400,
    aiProbability: figure(),
    aiInterval: [figure() / 2, 0.5 + figure() / 2],
    confidence: 'low',
    writing: 'essay',
    status: 'analyzed',
    format: 'text',
    encoding: 'utf-8',
    sha256: hex(i),
    cluster: i % 20,
    duplicateGroup: null,
    segments: Array.from({ length: 20 }, (__, k) => ({ start: k * 120, end: k * 120 + 118, aiProbability: figure() })),
    nearest: Array.from({ length: 10 }, () => ({ id: id(Math.floor(random() * count)), similarity: figure() })),
  }));
  const members = (c) => documents.filter((d) => d.cluster === c).map((d) => d.id);
  const time = '2030-01-02T03:04:05.678Z';
  return {
    schemaVersion: 1,
    job: {
      id: 'bench',
      source: { kind: 'folder', name: 'bench', paths: ['/bench'] },
      status: 'completed',
      createdAt: time,
      startedAt: time,
      finishedAt: time,
      options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
      engine: { version: '0', models: [] },
    },
    summary: {
      documents: count,
      analyzed: count,
      skipped: 0,
      clusters: 20,
      duplicateGroups: 0,
      meanAiProbability: 0.5,
      highConfidence: 0,
      confidence: { high: 0, medium: 0, low: count, unknown: 0 },
    },
    documents,
    clusters: Array.from({ length: 20 }, (_, c) => ({
      id: c,
      label: `term${c} · other`,
      terms: [`term${c}`, 'other'],
      size: count / 20,
      meanAiProbability: 0.5,
      cohesion: 0.4,
      representative: id(c),
      members: members(c),
    })),
    duplicateGroups: [],
    similarity: {
      order: documents.map((d) => d.id),
      overview: {
        starts: Array.from({ length: 200 }, (_, i) => i * (count / 200)),
        mean: Array.from({ length: 200 }, () => Array.from({ length: 200 }, figure)),
        max: Array.from({ length: 200 }, () => Array.from({ length: 200 }, figure)),
      },
      pairs: Array.from({ length: 5_000 }, () => ({
        a: id(Math.floor(random() * count)),
        b: id(Math.floor(random() * count)),
        similarity: figure(),
        meaning: figure(),
        wording: figure(),
        containment: figure(),
      })),
    },
    warnings: [],
  };
}

const report = invented();
const page = () => readPageParts(path.join(import.meta.dirname, '../dist'));
const folder = mkdtempSync(path.join(tmpdir(), 'ghostwriter-bench-'));
const sizeOf = (at) =>
  statSync(at).isDirectory()
    ? readdirSync(at).reduce((sum, file) => sum + statSync(path.join(at, file)).size, 0)
    : statSync(at).size;
console.log(`${count} documents, ${count * 20} segments`);
for (const anonymise of [false, true])
  for (const format of formats) {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const look = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
    const begun = performance.now(),
      processor = process.cpuUsage();
    const saved = await saveBeside(report.job.source, format, report, { page, anonymise }, folder);
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(processor);
    clearInterval(look);
    most = Math.max(most, process.memoryUsage().rss);
    console.log(
      `${(format + (anonymise ? ', anonymised' : '')).padEnd(20)} ${seconds.toFixed(2).padStart(6)} s, ${((user + system) / 1e6).toFixed(2).padStart(6)} s of processors   ${((most - before) / 2 ** 20).toFixed(0).padStart(4)} MB more   ${(sizeOf(saved) / 1e6).toFixed(1).padStart(7)} MB`,
    );
    rmSync(saved, { recursive: true });
  }
rmSync(folder, { recursive: true });

// Says whether two builds give the same reports, but for ids, times and fields that were added on purpose: for changes that are to change no result.
//   node scripts/same-reports.mjs --base FOLDER [--without notice] SOURCE…     FOLDER is the dist/ of the other build; sources are folders, archives or files
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals: sources } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string' }, without: { type: 'string', multiple: true, default: [] } },
});
if (values.base === undefined || sources.length === 0) {
  console.error('usage: node scripts/same-reports.mjs --base FOLDER [--without FIELD] SOURCE…');
  process.exit(2);
}
const added = new Set(values.without);
const PASSING = new Set(['id', 'createdAt', 'startedAt', 'finishedAt']);

/** A report as JSON, on a line for each part, without what differs between any two runs. */
function reportOf(dist, source) {
  const to = mkdtempSync(path.join(tmpdir(), 'same-reports-'));
  try {
    execFileSync(
      process.execPath,
      [path.join(dist, 'cli.js'), 'analyze', source, '--format', 'json', '--out', to, '--quiet'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const { job, manifest, ...report } = JSON.parse(readFileSync(path.join(to, readdirSync(to)[0]), 'utf8'));
    const lasting = (object) => Object.fromEntries(Object.entries(object ?? {}).filter(([name]) => !PASSING.has(name)));
    return JSON.stringify(
      { job: lasting(job), manifest: { ...manifest, run: undefined }, ...report },
      (name, value) => (added.has(name) ? undefined : value),
      1,
    ).split('\n');
  } finally {
    rmSync(to, { recursive: true, force: true });
  }
}

let different = 0;
for (const source of sources) {
  const [before, after] = [
    reportOf(path.resolve(values.base), source),
    reportOf(path.join(import.meta.dirname, '../dist'), source),
  ];
  const at = before.findIndex((line, i) => line !== after[i]);
  const same = at < 0 && before.length === after.length;
  if (!same) different++;
  console.log(
    `${same ? 'same' : 'DIFFERENT'}  ${source} (${before.length} lines)${same ? '' : `\n  before: ${before[at]}\n  after:  ${after[at]}`}`,
  );
}
process.exit(different === 0 ? 0 : 1);

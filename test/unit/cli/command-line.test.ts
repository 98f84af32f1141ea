import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { LEFT_OUT_KINDS } from '../../../src/report/left-out.ts';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';
import { folderOfTexts, readReport, withoutTimes } from '../support/analysis.ts';
import { readCsv } from '../support/csv-reader.ts';
import { DIST, SAMPLES } from '../support/paths.ts';
import { runCli } from '../support/run-cli.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';
import { zip } from '../support/zip-writer.ts';

const text = 'The river was wide and slow, and the mill beside it had been quiet for years.';

describe('exit 0', () => {
  test('writes both exports beside the folder, and on stdout their paths alone', async () => {
    const parent = folderWith({ 'essays/a.txt': text, 'essays/b.md': '# Notes' });
    const { code, paths, stderr } = await runCli(['analyze', path.join(parent, 'essays')]);
    expect(code).toBe(0);
    expect(paths).toEqual([path.join(parent, 'essays.analysis.json'), path.join(parent, 'essays.analysis.csv')]);
    expect(readdirSync(parent).sort()).toEqual(['essays', 'essays.analysis.csv', 'essays.analysis.json']);
    expect(stderr).toMatch(/Analysing documents \(2\)[\s\S]*essays: 2 documents, 2 analysed, 0 skipped/);
  });

  test('finds the planted near-copies of the samples, in JSON and CSV alike', async () => {
    const { paths } = await runCli(['analyze', SAMPLES, '--out', temporaryFolder()]);
    const report = readReport(paths[0]!);
    const [header, ...records] = readCsv(readFileSync(paths[1]!, 'utf8'));
    expect(report.duplicateGroups).toHaveLength(2);
    expect(header?.slice(0, 7)).toEqual([
      'Document ID',
      'Filename',
      'Word Count',
      'AI Probability',
      'Confidence Level',
      'Cluster ID',
      'Status',
    ]);
    expect(records.map((r) => r.slice(0, 7))).toEqual(
      report.documents.map((d) =>
        [d.id, d.path, d.words, d.aiProbability ?? '', d.confidence, d.cluster ?? '', d.status].map(String),
      ),
    );
  });

  test('--quiet says nothing on stderr', async () => {
    const { code, stderr } = await runCli(['analyze', folderOfTexts(2), '--out', temporaryFolder(), '--quiet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('--out is created, with the folders above it; --format picks what is written', async () => {
    const out = path.join(temporaryFolder(), 'new/er');
    const { paths } = await runCli(['analyze', folderOfTexts(2), '--out', out, '--format', 'csv', '--quiet']);
    expect(paths).toHaveLength(1);
    expect(readdirSync(out).sort()).toEqual([path.basename(paths[0]!), `${path.basename(paths[0]!)}-metadata.json`]);
  });

  test('relative paths count from the working folder, and so does --out', async () => {
    const cwd = folderWith({ 'a.txt': text, 'b.txt': 'Something else entirely.' });
    const { paths } = await runCli(['analyze', 'a.txt', 'b.txt', '--out', 'results', '--format', 'json', '--quiet'], {
      cwd,
    });
    expect(path.dirname(paths[0]!)).toBe(path.join(cwd, 'results'));
    expect(readReport(paths[0]!).documents.map((d) => d.path)).toEqual(['a.txt', 'b.txt']);
  });

  test('--cache keeps analyses from run to run, and nothing else', async () => {
    const folder = folderOfTexts(5);
    const [out, cache] = [temporaryFolder(), path.join(temporaryFolder(), 'new')];
    const args = ['analyze', folder, '--out', out, '--cache', cache, '--format', 'csv'];
    const first = await runCli(args);
    writeFileSync(path.join(folder, 'text-3.txt'), text);
    const second = await runCli(args);
    expect(first.stderr).not.toContain('cache');
    expect(second.stderr).toContain('1 of 5 analysed, the rest from the cache');
    expect(
      readdirSync(cache, { recursive: true })
        .map((name) => path.basename(String(name)))
        .filter((name) => !/^[\da-f]{32}$/.test(name)),
    ).toEqual(['analyses.log']);
  });

  test('never overwrites: a second run writes -2', async () => {
    const folder = folderOfTexts(2);
    const out = temporaryFolder();
    const [first, second] = [
      await runCli(['analyze', folder, '--out', out, '--format', 'json', '--quiet']),
      await runCli(['analyze', folder, '--out', out, '--format', 'json', '--quiet']),
    ];
    expect(second.paths[0]).toBe(first.paths[0]!.replace('.json', '-2.json'));
  });

  test('the options reach the analysis', async () => {
    const folder = folderWith({
      'a.txt': `${text}\n\n${text.repeat(2)}`,
      'b.txt': `${text} And more.`,
      'c.txt': 'Bread needs flour.',
      'd.txt': 'Cats sleep all day.',
    });
    const { paths } = await runCli([
      'analyze',
      folder,
      '--out',
      temporaryFolder(),
      '--format',
      'json',
      '--quiet',
      '--granularity',
      'paragraph',
      '--clusters',
      '2',
      '--threshold',
      '0.99',
      '--seed',
      '5',
      '--jobs',
      '64',
      '--encoder',
      'full',
    ]);
    const report = readReport(paths[0]!);
    expect(report.job.options).toEqual({
      granularity: 'paragraph',
      clusters: 2,
      threshold: 0.99,
      seed: 5,
      prior: 0.5,
      encoder: 'full',
      leaveOut: [...LEFT_OUT_KINDS],
      reading: DEFAULT_READING,
    });
    expect(report.documents[0]?.segments).toHaveLength(2);
    expect(report.clusters).toHaveLength(2);
    expect(report.duplicateGroups).toEqual([]);
  });

  test('an archive gives the report of its folder', async () => {
    const files = { 'one.txt': text, 'in/two.txt': `${text} Or so.`, 'three.txt': 'Cats sleep.', 'four.txt': '' };
    const folder = folderWith(files);
    const archive = path.join(temporaryFolder(), 'batch.ZIP');
    writeFileSync(archive, zip(Object.entries(files).map(([name, data]) => ({ name, data, deflated: true }))));
    const [ofFolder, ofArchive] = await Promise.all(
      [folder, archive].map((source) =>
        runCli(['analyze', source, '--out', temporaryFolder(), '--format', 'json', '--quiet']),
      ),
    );
    const plain = ({ paths }: { paths: readonly string[] }) => {
      const { job, ...rest } = withoutTimes(readReport(paths[0]!));
      return { ...rest, options: job.options };
    };
    expect(plain(ofArchive!)).toEqual(plain(ofFolder!));
    expect(path.basename(ofArchive!.paths[0]!)).toBe('batch.analysis.json');
  });
});

test('--help and --version answer on stdout', async () => {
  expect(await runCli(['--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Usage: .*[\s\S]*Exit status/) as string,
    stderr: '',
  });
  expect(await runCli(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    stderr: '',
  });
});

describe('exit 1', () => {
  test.each([
    ['an empty folder', () => temporaryFolder(), /holds no file of a format that is read/],
    ['a path that does not exist', () => '/nowhere/at/all', /\/nowhere\/at\/all does not exist/],
    [
      'an archive that is none',
      () => path.join(folderWith({ 'x.zip': 'not a zip' }), 'x.zip'),
      /x\.zip is not a ZIP archive, or it is damaged/,
    ],
  ])('%s: one line says why', async (_, source, message) => {
    const { code, stdout, stderr } = await runCli(['analyze', source(), '--out', temporaryFolder(), '--quiet']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a place that cannot be written to: the message names it', async () => {
    const folder = folderWith({ 'a.txt': text });
    const { code, stderr } = await runCli(['analyze', folder, '--out', path.join(folder, 'a.txt/out'), '--quiet']);
    expect(code).toBe(1);
    expect(stderr).toContain('a.txt/out is not a folder');
  });
});

test('exit 2: wrong usage names the option and points to --help', async () => {
  const { code, stdout, stderr } = await runCli(['analyze', SAMPLES, '--format', 'docx']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/--format takes csv, xlsx, json.*\n.*--help/);
});

test.each(['SIGINT', 'SIGTERM'] as const)('exit 130: %s cancels, and nothing is left', async (signal) => {
  const parent = temporaryFolder();
  const temporary = path.join(parent, 'temporary');
  for (const folder of ['out', 'temporary']) mkdirSync(path.join(parent, folder));
  let sent = false;
  const { code, stdout, stderr } = await runCli(['analyze', folderOfTexts(400), '--out', path.join(parent, 'out')], {
    temporary,
    onStderr: (soFar, kill) => {
      if (sent || !soFar.includes('Analysing documents')) return;
      sent = true;
      kill(signal);
    },
  });
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(stderr).toContain('cancelled');
  expect(readdirSync(path.join(parent, 'out'))).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

/** About how long a start takes; more or less of it is tried anyhow. */
const START_MS = 150;

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s at any moment of the start leaves no folder behind',
  async (signal) => {
    const source = folderOfTexts(4);
    // As soon as there is a folder, and before and after that by some milliseconds.
    for (const after of [0, 1, 5, 20, -40, -10]) {
      const temporary = temporaryFolder();
      const child = spawn(
        process.execPath,
        [path.join(DIST, 'cli.js'), 'analyze', source, '--out', temporaryFolder(), '--quiet'],
        { env: { ...process.env, TMPDIR: temporary, TEMP: temporary }, stdio: 'ignore' },
      );
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const from = performance.now();
      const begun = () => readdirSync(temporary).length > 0 || child.exitCode !== null;
      while (after < 0 ? performance.now() - from < START_MS + after : !begun()) await delay(1);
      if (after > 0) await delay(after);
      child.kill(signal);
      // Before it listens the signal ends it; an analysis this small may be done.
      expect([130, null, 0]).toContain(await ended);
      expect(readdirSync(temporary)).toEqual([]);
    }
  },
);

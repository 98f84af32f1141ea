// Reports that were exported: repeated, checked, and written again in other formats.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { readReport } from '../support/analysis.ts';
import { SAMPLES, SAMPLES_BY_PEOPLE } from '../support/paths.ts';
import { runCli } from '../support/run-cli.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';

/** As long as this file's tests run. */
const SOURCE = mkdtempSync(path.join(tmpdir(), 'ghostwriter-reports-'));
afterAll(() => rmSync(SOURCE, { recursive: true, force: true }));
let saved: string;
let report: Report;
/** A report of its own for each test, in a folder of its own. */
const copyOf = () => {
  const copy = path.join(temporaryFolder(), 'texts.analysis.json');
  copyFileSync(saved, copy);
  return copy;
};
beforeAll(async () => {
  cpSync(SAMPLES, path.join(SOURCE, 'texts'), { recursive: true });
  const { paths } = await runCli(['analyze', path.join(SOURCE, 'texts'), '--format', 'json', '--quiet']);
  saved = paths[0]!;
  report = readReport(saved);
});

test('two runs on the same texts give the same bytes, apart from the run', async () => {
  const out = [temporaryFolder(), temporaryFolder()] as const;
  const formats = 'json,csv,jsonl,html,sarif,parquet';
  for (const folder of out)
    await runCli(['analyze', path.join(SOURCE, 'texts'), '--format', formats, '--out', folder, '--quiet']);
  const [first, second] = out.map((folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .sort();
    // Times have a length of their own, and so do the job's ids: what is not the run stays where it is.
    return files.map((name) => [
      name,
      readFileSync(path.join(folder, name), 'latin1').replaceAll(
        /\d{4}-\d\d-\d\dT[\d:.]+Z|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g,
        '',
      ),
    ]);
  });
  expect(first!.length).toBe(15);
  for (const [i, [name, bytes]] of first!.entries()) expect([name, second![i]![1] === bytes]).toEqual([name, true]);
});

describe('verify', () => {
  test('says that the same source gives the same result', async () => {
    for (const source of [[], [path.join(SOURCE, 'texts')]])
      expect(await runCli(['verify', copyOf(), ...source, '--quiet'])).toMatchObject({
        code: 0,
        stdout: 'The same result: 24 documents, every figure as it was.\n',
      });
  });

  test('says so too of one whose clusters have the numbers of an earlier report', async () => {
    const folder = temporaryFolder();
    const earlier = path.join(folder, 'earlier.json');
    const moved = report.documents.map((d) => ({ ...d, cluster: d.cluster === null ? null : d.cluster + 4 }));
    writeFileSync(earlier, JSON.stringify({ ...report, documents: moved }));
    const { paths } = await runCli([
      'analyze',
      path.join(SOURCE, 'texts'),
      '--like',
      earlier,
      '--format',
      'json',
      '--out',
      folder,
      '--quiet',
    ]);
    expect(readReport(paths[0]!).clusters.map((c) => c.id)).toEqual(report.clusters.map((c) => c.id + 4));
    expect(await runCli(['verify', paths[0]!, '--quiet'])).toMatchObject({
      code: 0,
      stdout: 'The same result: 24 documents, every figure as it was.\n',
    });
  });

  test('names the documents that differ', async () => {
    const other = path.join(temporaryFolder(), 'texts');
    cpSync(path.join(SOURCE, 'texts'), other, { recursive: true });
    writeFileSync(
      path.join(other, 'bees/ines.txt'),
      `${readFileSync(path.join(other, 'bees/ines.txt'), 'utf8')} And one more sentence.`,
    );
    rmSync(path.join(other, 'sleep/uma.txt'));
    writeFileSync(path.join(other, 'new.txt'), 'A text that was not there.');
    const { code, stdout } = await runCli(['verify', copyOf(), other, '--quiet']);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^Another result\.\nin the report, not in the source: 1\n {2}sleep\/uma\.txt\nin the source, not in the report: 1\n {2}new\.txt\nanother text: 1\n {2}bees\/ines\.txt\n/,
    );
  });

  test('sees that a report was changed since', async () => {
    const file = copyOf();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"words":133', '"words":134'));
    const { code, stdout } = await runCli(['verify', file, path.join(SOURCE, 'texts'), '--quiet']);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /Another result[\s\S]*changed since it was exported[\s\S]*the same text, other figures: 1\n {2}bees\/ines\.txt/,
    );
  });

  test('works on an anonymised report, with its key or with the source', async () => {
    const folder = temporaryFolder();
    const key = path.join(folder, 'key.json');
    const { paths } = await runCli([
      'analyze',
      path.join(SOURCE, 'texts'),
      '--exclude',
      '**/wanda.txt',
      '--format',
      'json',
      '--anonymise',
      '--key',
      key,
      '--out',
      folder,
      '--quiet',
    ]);
    expect(paths).toEqual([key, path.join(folder, 'anonymised.analysis.json')]);
    expect(statSync(key).mode & 0o077).toBe(0);
    expect(await runCli(['verify', paths[1]!, '--quiet'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Give its key: --key FILE') as string,
    });
    expect(await runCli(['verify', paths[1]!, '--key', key, '--quiet'])).toMatchObject({
      code: 0,
      stdout: 'The same result: 23 documents, every figure as it was.\n',
    });
  });

  test.each([
    ['no JSON', 'hello', /is not JSON/],
    ['JSON of something else', '{"name":"x"}', /is no report of Ghost-Writer/],
    ['a report of a later version', '{"schemaVersion":2,"job":{},"documents":[]}', /made by a newer version/],
    ['a damaged report', '{"schemaVersion":1,"job":{},"documents":[{}]}', /is damaged, or a newer version/],
  ])('%s: one line says so', async (_, content, message) => {
    const { code, stderr } = await runCli(['verify', path.join(folderWith({ 'r.json': content }), 'r.json')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('export', () => {
  test('writes a report in other formats, beside it', async () => {
    const file = copyOf();
    const { code, paths } = await runCli(['export', file, '--format', 'html,csv,jsonl,sarif,parquet']);
    expect(code).toBe(0);
    expect(paths.map((p) => path.basename(p))).toEqual([
      'texts.analysis.html',
      'texts.analysis.csv',
      'texts.analysis.jsonl',
      'texts.analysis.sarif',
      'texts.analysis.tables',
    ]);
    const records = readFileSync(paths[2]!, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { record: string });
    const { record: _, ...manifest } = records.at(-1)!;
    expect(manifest).toEqual(report.manifest);
    expect(records.filter(({ record }) => record === 'document').map(({ record: __, ...d }) => d)).toEqual(
      report.documents,
    );
    const sarif = JSON.parse(readFileSync(paths[3]!, 'utf8')) as {
      runs: [
        {
          results: { ruleId: string; locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }[];
          properties: object;
        },
      ];
    };
    expect(
      sarif.runs[0].results
        .filter((r) => r.ruleId === 'near-copy')
        .map((r) => r.locations[0].physicalLocation.artifactLocation.uri),
    ).toEqual(['bees/liam.txt', 'bees/mei.txt', 'cycling/daniel.txt', 'cycling/elif.txt']);
    expect(sarif.runs[0].properties).toEqual({ manifest: report.manifest });
  });

  test('gives tables that another reader reads', async () => {
    const { paths } = await runCli(['export', copyOf(), '--format', 'parquet']);
    const rows = async (table: string): Promise<Record<string, unknown>[]> =>
      parquetReadObjects({ file: new Uint8Array(readFileSync(path.join(paths[0]!, `${table}.parquet`))).buffer });
    expect(
      (await rows('documents')).map((d) => [d['id'], d['path'], d['words'], d['aiProbability'], d['sha256']]),
    ).toEqual(report.documents.map((d) => [d.id, d.path, d.words, d.aiProbability, d.sha256 ?? null]));
    expect(await rows('segments')).toEqual(
      report.documents.flatMap((d) => d.segments.map((s) => ({ document: d.id, ...s }))),
    );
    expect((await rows('pairs')).map((p) => [p['a'], p['b'], p['similarity']])).toEqual(
      report.similarity.pairs.map((p) => [p.a, p.b, p.similarity]),
    );
  });

  test('of excerpts takes those of texts that are still there', async () => {
    const file = copyOf();
    const changed = { ...report, documents: report.documents.map((d) => ({ ...d, confidence: 'high' })) };
    writeFileSync(file, JSON.stringify(changed));
    const { paths } = await runCli(['export', file, '--excerpts']);
    const [, data = ''] =
      /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(readFileSync(paths[0]!, 'utf8')) ?? [];
    const { excerpts } = JSON.parse(data) as {
      excerpts: Record<string, { text: string; start: number; end: number }[]>;
    };
    const ines = report.documents.find((d) => d.path === 'bees/ines.txt')!;
    const text = readFileSync(path.join(SAMPLES, 'bees/ines.txt'), 'utf8');
    expect(excerpts[ines.sha256!]).toHaveLength(3);
    for (const e of excerpts[ines.sha256!]!) expect(text).toContain(e.text);
  });
});

describe('--fail-on', () => {
  test('exits with 3 where there is such a finding, after everything is written', async () => {
    const out = temporaryFolder();
    const { code, stderr } = await runCli([
      'analyze',
      path.join(SOURCE, 'texts'),
      '--format',
      'sarif',
      '--out',
      out,
      '--quiet',
      '--fail-on',
      'high,duplicates',
    ]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^found: \d+ texts are rated HIGH\nfound: 2 groups of near-copies\n$/);
    expect(readdirSync(out)).toEqual(['texts.analysis.sarif']);
  });

  test('exits with 0 where there is none', async () => {
    expect(
      await runCli([
        'analyze',
        SAMPLES_BY_PEOPLE,
        '--format',
        'sarif',
        '--out',
        temporaryFolder(),
        '--quiet',
        '--fail-on',
        'high,duplicates',
      ]),
    ).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('completion', () => {
  /** What bash would offer behind these words. */
  const offered = async (...words: string[]) => {
    const { stdout } = await runCli(['completion', 'bash']);
    const script = `${stdout}\nCOMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length - 1}; compopt() { :; }; _ghostwriter_batch; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
  };

  test.skipIf(process.platform === 'win32')('offers commands, options and values', async () => {
    expect(await offered('ghostwriter-batch', 've')).toEqual(['verify']);
    expect(await offered('ghostwriter-batch', 'verify', '--k')).toEqual(['--key']);
    expect(await offered('ghostwriter-batch', 'analyze', '--granularity', '')).toEqual(['sentence', 'paragraph']);
    expect(await offered('ghostwriter-batch', 'analyze', '--format', 'csv,js')).toEqual(['csv,json', 'csv,jsonl']);
    expect(await offered('ghostwriter-batch', 'completion', 'f')).toEqual(['fish']);
  });
});

test('Parquet of an analysis has the documents’ vectors, each of length 1; an anonymised one has none', async () => {
  const tables = async (...more: string[]) =>
    (await runCli(['analyze', SAMPLES, '--format', 'parquet', '--out', temporaryFolder(), '--quiet', ...more]))
      .paths[0]!;
  const plain = await tables();
  const rows = async (table: string): Promise<Record<string, unknown>[]> =>
    parquetReadObjects({ file: new Uint8Array(readFileSync(path.join(plain, `${table}.parquet`))).buffer });
  const analysed = (await rows('documents')).filter((d) => d['status'] === 'analyzed');
  const vectors = await rows('vectors');
  expect(vectors.map((v) => v['document'])).toEqual(analysed.map((d) => d['id']));
  for (const { document: _, ...numbers } of vectors)
    expect(Math.hypot(...(Object.values(numbers) as number[]))).toBeCloseTo(1, 1);
  expect(existsSync(path.join(await tables('--anonymise'), 'vectors.parquet'))).toBe(false);
});

test.each(['analyze', 'export', 'verify', 'completion'])(
  '%s --help says how it is used, within 110 columns',
  async (command) => {
    const { code, stdout } = await runCli([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^Usage: ghostwriter-batch ${command} [\\s\\S]*\\nOptions\\n[\\s\\S]*\\nExamples\\n[\\s\\S]*\\nExit status\\n`,
      ),
    );
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(110);
  },
);

describe('pages of single documents', () => {
  test('are a folder beside the report: one for each text, with the text, and a list', async () => {
    const file = copyOf();
    const { paths } = await runCli(['export', file, '--format', 'pages']);
    expect(paths).toEqual([path.join(path.dirname(file), 'texts.analysis.pages')]);
    const names = readdirSync(paths[0]!);
    expect(names).toHaveLength(24);
    expect(names).toContain('index.html');
    expect(readFileSync(path.join(paths[0]!, 'bees - mei.txt.html'), 'utf8')).toContain('How do bees tell each other');
  });

  test('are the same archive each time, where one ZIP is asked for', async () => {
    const [first, second] = await Promise.all(
      [copyOf(), copyOf()].map(async (file) => {
        const { paths } = await runCli(['export', file, '--format', 'pages', '--zip']);
        expect(path.basename(paths[0]!)).toBe('texts.analysis.pages.zip');
        return readFileSync(paths[0]!);
      }),
    );
    expect(first!.toString('latin1')).toContain('index.html');
    expect(first!.equals(second!)).toBe(true);
  });

  test('name others only where that is asked for', async () => {
    const file = copyOf();
    const [{ paths: plain }, { paths: named }] = [
      await runCli(['export', file, '--format', 'pages', '--out', temporaryFolder()]),
      await runCli(['export', file, '--format', 'pages', '--show-names', '--out', temporaryFolder()]),
    ];
    const page = (folder: string | undefined) => readFileSync(path.join(folder!, 'bees - mei.txt.html'), 'utf8');
    expect(page(plain[0])).not.toContain('liam');
    expect(page(named[0])).toContain('also appears in bees/liam.txt');
  });

  test('say so where the texts are gone', async () => {
    const at = temporaryFolder();
    cpSync(SAMPLES, path.join(at, 'texts'), { recursive: true });
    const { paths } = await runCli(['analyze', path.join(at, 'texts'), '--format', 'json', '--quiet']);
    rmSync(path.join(at, 'texts'), { recursive: true });
    const { paths: pages } = await runCli(['export', paths[0]!, '--format', 'pages']);
    expect(readFileSync(path.join(pages[0]!, 'bees - mei.txt.html'), 'utf8')).toContain('could not be read again');
  });

  test('options of theirs go with them alone', async () => {
    const { code, stderr } = await runCli(['export', saved, '--zip']);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--zip goes with --format pages') as string,
    });
  });
});

test('a list is written beside the pages that it leads to, and its notes come back', async () => {
  const file = copyOf();
  const { paths } = await runCli(['export', file, '--format', 'xlsx,pages']);
  expect(paths.map((p) => path.basename(p))).toEqual(['texts.analysis.xlsx', 'texts.analysis.pages']);
  const { code, stderr } = await runCli(['export', file, '--notes', paths[0]!, '--format', 'csv']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'note: tags and notes of 0 documents taken from the list\n' });
  const wrong = await runCli(['export', file, '--notes', file]);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('no Excel workbook') as string });
});

// Exports in the programs that people read them with. Run by `npm run test:readers`, which installs these programs.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { readCsv } from '../unit/support/csv-reader.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const installed = createRequire(path.join(ROOT, 'build/readers/package.json'));
const out = mkdtempSync(path.join(tmpdir(), 'ghostwriter-readers-'));
/** Names that a reader may stumble over. */
const AWKWARD = '=1+2, "José" 中文; a\u00e9.txt';

let report: Report;
beforeAll(() => {
  cpSync(path.join(ROOT, 'samples/texts'), path.join(out, 'texts'), { recursive: true });
  renameSync(path.join(out, 'texts/bees/ines.txt'), path.join(out, 'texts/bees', AWKWARD));
  mkdirSync(path.join(out, 'bom'));
  const analyze = (...args: string[]) =>
    execFileSync(process.execPath, [
      path.join(ROOT, 'dist/cli.js'),
      'analyze',
      path.join(out, 'texts'),
      '--quiet',
      ...args,
    ]);
  analyze('--format', 'csv,json,jsonl,html,parquet', '--out', out);
  analyze('--format', 'csv', '--bom', '--out', path.join(out, 'bom'));
  report = JSON.parse(readFileSync(path.join(out, 'texts.analysis.json'), 'utf8')) as Report;
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

const at = (...parts: string[]) => path.join(out, ...parts);
const pathsOf = () => report.documents.map((d) => d.path);
const probabilities = () => report.documents.map((d) => d.aiProbability);

describe.each(['', 'bom'])('the CSV %s', (folder) => {
  const file = () => at(folder, 'texts.analysis.csv');

  test('in pandas', () => {
    const script =
      'import pandas, sys, json; t = pandas.read_csv(sys.argv[1]); print(json.dumps([list(t.columns)[:2], t["Filename"].tolist(), [None if x != x else x for x in t["AI Probability"].tolist()]]))';
    const [columns, names, figures] = JSON.parse(
      execFileSync('/usr/bin/python3', ['-c', script, file()], { encoding: 'utf8' }),
    ) as [string[], string[], (number | null)[]];
    expect(columns).toEqual(['Document ID', 'Filename']);
    expect(names).toEqual(pathsOf());
    expect(figures).toEqual(probabilities());
  });

  test('in DuckDB', async () => {
    const rows = await duckdb(
      `select "Document ID" as id, Filename as path, "AI Probability" as p from read_csv('${file()}')`,
    );
    expect(rows).toEqual(report.documents.map((d) => ({ id: d.id, path: d.path, p: d.aiProbability })));
  });

  test('in LibreOffice', () => {
    // Text in UTF-8 with commas and quotes, written again in the same way: what the spreadsheet holds.
    const target = at(`office-${folder}`);
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${at('office-profile')}`,
        '--headless',
        '--infilter=CSV:44,34,76,1',
        '--convert-to',
        filter,
        '--outdir',
        target,
        file(),
      ],
      { stdio: 'ignore', timeout: 120_000 },
    );
    const [name = ''] = readdirSync(target);
    const [header, ...records] = readCsv(
      readFileSync(path.join(target, name), 'utf8')
        .replace(/^\uFEFF/, '')
        .replaceAll(/\r?\n/g, '\r\n'),
    );
    expect(header?.[0]).toBe('Document ID');
    expect(records.map((r) => r[1])).toEqual(pathsOf());
    expect(records.map((r) => (r[3] === '' ? null : Number(r[3])))).toEqual(probabilities());
  });
});

describe('the tables', () => {
  const table = (name: string) => `read_parquet('${at('texts.analysis.tables', `${name}.parquet`)}')`;

  test('in DuckDB: all rows and figures, joined by id', async () => {
    expect(await duckdb(`select id, path, words, aiProbability, cluster, sha256 from ${table('documents')}`)).toEqual(
      report.documents.map((d) => ({
        id: d.id,
        path: d.path,
        words: d.words,
        aiProbability: d.aiProbability,
        cluster: d.cluster,
        sha256: d.sha256 ?? null,
      })),
    );
    const [joined] = await duckdb(
      `select count(*)::int as n, max(s."end")::int as last from ${table('segments')} s join ${table('documents')} d on s.document = d.id`,
    );
    expect(joined).toEqual({
      n: report.documents.flatMap((d) => d.segments).length,
      last: Math.max(...report.documents.flatMap((d) => d.segments.map((s) => s.end))),
    });
    expect(await duckdb(`select a, b, similarity from ${table('pairs')}`)).toEqual(
      report.similarity.pairs.map(({ a, b, similarity }) => ({ a, b, similarity })),
    );
  });

  test('in DuckDB: the manifest among the metadata', async () => {
    const [row] = await duckdb(
      `select decode(value) as manifest from parquet_kv_metadata('${at('texts.analysis.tables', 'documents.parquet')}') where decode(key) = 'ghostwriter'`,
    );
    const { run: _, ...manifest } = JSON.parse(String(row?.['manifest'])) as NonNullable<Report['manifest']>;
    const { run: __, ...expected } = report.manifest!;
    expect(manifest).toEqual(expected);
  });
});

test('JSON Lines in DuckDB', async () => {
  const rows = await duckdb(
    `select json_extract_string(id, '$') as id, path from read_ndjson('${at('texts.analysis.jsonl')}', union_by_name = true, maximum_object_size = 100000000) where record = 'document'`,
  );
  expect(rows).toEqual(report.documents.map(({ id, path: p }) => ({ id, path: p })));
});

test('the page in Firefox, from disk: all views, no complaint, axe finds nothing', async () => {
  const puppeteer = (
    (await import(installed.resolve('puppeteer-core'))) as {
      default: { launch: (options: object) => Promise<FirefoxBrowser> };
    }
  ).default;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: execFileSync('which', ['firefox-esr'], { encoding: 'utf8' }).trim(),
    headless: true,
  });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setViewport({ width: 1400, height: 1000 });
    await page.goto(`file://${at('texts.analysis.html')}`);
    await page.waitForSelector('gw-panel');
    await expect
      .poll(() =>
        page.evaluate(
          `document.querySelector('gw-panel').shadowRoot.querySelector('gw-document-table').shadowRoot.querySelectorAll('[role=row]').length`,
        ),
      )
      .toBeGreaterThan(3);
    expect(complaints).toEqual([]);
    await page.evaluate(readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8'));
    expect(await page.evaluate(`axe.run(document).then(({ violations }) => violations.map(({ id }) => id))`)).toEqual(
      [],
    );
    mkdirSync(path.join(ROOT, 'build/screenshots/pages'), { recursive: true });
    await page.screenshot({ path: path.join(ROOT, 'build/screenshots/pages/firefox.png') });
  } finally {
    await browser.close();
  }
}, 120_000);

test('the packed npm package runs after it was installed', () => {
  const folder = at('installed');
  mkdirSync(folder);
  const [tarball = ''] = readdirSync(path.join(ROOT, 'build')).filter((name) => name.endsWith('.tgz'));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, path.join(ROOT, 'build', tarball)], {
    stdio: 'ignore',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  const bin = path.join(folder, 'node_modules/.bin/ghostwriter-batch');
  const written = execFileSync(bin, ['analyze', at('texts'), '--out', folder, '--format', 'json', '--quiet'], {
    encoding: 'utf8',
  }).trim();
  const again = JSON.parse(readFileSync(written, 'utf8')) as Report;
  expect(again.manifest?.resultsSha256).toBe(report.manifest?.resultsSha256);
}, 300_000);

interface FirefoxBrowser {
  newPage(): Promise<FirefoxPage>;
  close(): Promise<void>;
}

interface FirefoxPage {
  on(event: 'console', listener: (message: { text(): string }) => void): void;
  on(event: 'pageerror', listener: (error: unknown) => void): void;
  setViewport(size: { width: number; height: number }): Promise<void>;
  goto(url: string): Promise<unknown>;
  waitForSelector(selector: string): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
  screenshot(options: { path: string }): Promise<unknown>;
}

async function duckdb(sql: string): Promise<Record<string, unknown>[]> {
  const { DuckDBInstance } = installed('@duckdb/node-api') as {
    DuckDBInstance: {
      create(at: string): Promise<{
        connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRowObjectsJS(): Record<string, unknown>[] }> }>;
      }>;
    };
  };
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

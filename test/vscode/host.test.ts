// The tests inside the extension host, run in a workbench in the browser; each of their results is a result here.
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { expect, test } from 'vitest';
import { sampleWorkspace } from './batches.ts';
import { launchBrowser } from './driver.ts';
import { buildHostTests } from './host/build.mjs';
import { startServer } from './server.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const PATIENCE_MS = 300_000;

interface MochaResults {
  readonly tests: readonly {
    readonly fullTitle: string;
    readonly err: { readonly message?: string; readonly stack?: string };
  }[];
}

/** Runs the suite in a fresh window and gives what Mocha wrote. */
async function runInHost(): Promise<MochaResults> {
  const results = path.join(tmpdir(), `ghostwriter-host-${process.pid}.json`);
  const testsPath = await buildHostTests();
  const server = await startServer({ workspace: sampleWorkspace() });
  const browser = await launchBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    const log: string[] = [];
    const ended = new Promise<unknown>((resolve) => {
      void page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => log.push(format(...args)));
      void page.exposeFunction('codeAutomationExit', resolve);
      setTimeout(resolve, PATIENCE_MS, 'timeout').unref();
    });
    const url = new URL(server.url);
    const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${file}`;
    url.searchParams.set(
      'payload',
      JSON.stringify([
        ['extensionDevelopmentPath', remote(ROOT)],
        ['extensionTestsPath', remote(testsPath)],
        ['extensionEnvironment', JSON.stringify({ GHOSTWRITER_HOST_RESULTS: results })],
        ['skipWelcome', 'true'],
      ]),
    );
    await page.goto(url.href);
    const code = await ended;
    try {
      return JSON.parse(readFileSync(results, 'utf8')) as MochaResults;
    } catch {
      throw new Error(
        `The tests inside the extension host gave no results (${String(code)}): ${log.slice(-30).join('\n')}`,
      );
    }
  } finally {
    await browser.close();
    await server.stop();
    server.remove();
    rmSync(results, { force: true });
  }
}

const { tests } = await runInHost();
test.each(tests.map((t) => [t.fullTitle, t.err] as const))('in the extension host: %s', (_title, err) => {
  expect(err.stack ?? err.message).toBeUndefined();
});
test('in the extension host: the whole suite ran', () => {
  expect(tests.length).toBeGreaterThan(10);
});

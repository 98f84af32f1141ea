// The service's pages in Chromium: signing in, uploading, and the dashboard of a batch, with nothing from anywhere else.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_SWITCHES } from '../../scripts/chromium.mjs';
import { ROOT } from '../unit/support/paths.ts';
import { manyTexts } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { addToken, dataFolder, endAll, type RunningServer, startServer } from './support/programs.ts';

const SCREENSHOTS = path.join(ROOT, 'build/screenshots/server');
let server: RunningServer;
let token: string;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const data = dataFolder();
  token = addToken(data, 'school');
  server = await startServer({ data });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...CHROMIUM_SWITCHES],
  });
});
afterAll(async () => {
  await browser.close();
  await endAll();
});

async function opened(): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on(
    'console',
    (message) => message.type() === 'error' && !message.text().includes('401') && complaints.push(message.text()),
  );
  page.on(
    'request',
    (request) =>
      !/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url) && complaints.push(request.url()),
  );
  return { page, complaints };
}

const findings = async (page: Page) => {
  await page.evaluate(readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  return page.evaluate<string[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  );
};

test('a token, a folder, the dashboard, an export', async () => {
  const { page, complaints } = await opened();
  await page.goto(server.url);
  await page.getByLabel('Token').fill(token);
  expect(await findings(page)).toEqual([]);
  await page.getByLabel('Token').press('Enter');
  await page.getByText('There is no batch yet.').waitFor();
  await page.locator('input[webkitdirectory]').setInputFiles(path.join(ROOT, 'samples/texts'));
  await page.getByText('Completed').waitFor({ timeout: 60_000 });
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'list.png') });
  await page.getByRole('link', { name: 'texts' }).click();
  await page.locator('gw-document-table [role=row]').nth(3).waitFor({ timeout: 30_000 });
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'batch.png') });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /^CSV/ }).click();
  expect((await download).suggestedFilename()).toBe('texts.analysis.csv');
  expect(complaints).toEqual([]);
});

test('the page of a batch that runs shows its documents, offers nothing that nobody answers, and follows it through a restart of the server', async () => {
  const data = dataFolder();
  const first = await startServer({ data, options: ['--drain', '0'] });
  const { id } = await new HttpClient(first.url).upload(manyTexts(90, 30));
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
  const page = await context.newPage();
  await page.goto(`${first.url}/batch/${id}`);
  const rows = page.locator('gw-document-table [role=row]');
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThan(5);
  await page
    .getByText(/text-\d+\.txt/)
    .first()
    .click();
  await page.locator('gw-evidence').waitFor();
  expect(await page.getByText('Open', { exact: true }).count()).toBe(0);
  expect(await page.locator('.file').count()).toBe(0);
  await first.end('SIGKILL');
  const again = await startServer({ data, options: ['--port', new URL(first.url).port] });
  expect(again.url).toBe(first.url);
  await new HttpClient(again.url).until(id);
  // The results, without anybody loading the page again.
  await page.getByRole('button', { name: 'Export' }).waitFor({ timeout: 60_000 });
  await page.screenshot({ path: path.join(SCREENSHOTS, 'followed.png') });
});

test('without a token, a batch’s address leads to where one is asked for', async () => {
  const { page } = await opened();
  await page.goto(`${server.url}/batch/00000000-0000-4000-8000-000000000000`);
  await page.getByLabel('Token').waitFor();
});

test('the page to try the interface needs nothing from anywhere else', async () => {
  const { page, complaints } = await opened();
  await page.goto(`${server.url}/api/docs`);
  await page.getByText('Upload texts and have them analysed').waitFor();
  await page.screenshot({ path: path.join(SCREENSHOTS, 'docs.png') });
  expect(complaints).toEqual([]);
});

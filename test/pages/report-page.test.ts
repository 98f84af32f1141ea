// The exported page in Chromium, from disk and without a network: what is seen, what its policy lets in, and what is printed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_SWITCHES } from '../../scripts/chromium.mjs';
import type { Report } from '../../src/report/report.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const SCREENSHOTS = path.join(ROOT, 'build/screenshots/pages');
const out = mkdtempSync(path.join(tmpdir(), 'ghostwriter-page-'));
const file = path.join(out, 'texts.analysis.html');
let report: Report;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  execFileSync(process.execPath, [
    path.join(ROOT, 'dist/cli.js'),
    'analyze',
    path.join(ROOT, 'samples/texts'),
    '--format',
    'html,json',
    '--out',
    out,
    '--quiet',
  ]);
  report = JSON.parse(readFileSync(path.join(out, 'texts.analysis.json'), 'utf8')) as Report;
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...CHROMIUM_SWITCHES],
  });
});
afterAll(async () => {
  await browser.close();
  rmSync(out, { recursive: true, force: true });
});

const shadowText = (locator: Locator) => locator.evaluate((element) => element.shadowRoot?.textContent ?? '');

async function opened(
  options: { colorScheme?: 'light' | 'dark'; bypassCSP?: boolean } = {},
): Promise<{ page: Page; complaints: string[]; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, offline: true, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`file://${file}`);
  await page.locator('gw-document-table [role=row]').nth(3).waitFor();
  return { page, complaints, asked };
}

test('is smaller than 3 MB, and asks for nothing but itself', async () => {
  expect(statSync(file).size).toBeLessThan(3e6);
  const { complaints, asked } = await opened();
  expect({ complaints, asked }).toEqual({ complaints: [], asked: [`file://${file}`] });
});

test('its policy runs no script but its own', async () => {
  const { page } = await opened();
  expect(readFileSync(file, 'utf8')).toContain("default-src 'none'");
  await page.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="document.title = 1">'),
  );
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = 2';
    document.body.append(script);
    return document.title;
  });
  expect(ran).toBe('texts – Ghost-Writer');
});

test('shows the figures of the report; evidence says that the texts are not there', async () => {
  const { page } = await opened();
  expect(await shadowText(page.locator('gw-cards'))).toContain(String(report.summary.documents));
  await page.locator('gw-document-table [role=row].analyzed .confidence').first().click();
  await page.locator('gw-evidence', { hasText: 'The texts are not part of this page.' }).waitFor();
  for (const name of ['Run again', 'Open', 'Export'])
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
});

describe.each(['light', 'dark'] as const)('in a %s system', (colorScheme) => {
  test('it has the colours of it, and axe finds nothing', async () => {
    const { page } = await opened({ colorScheme, bypassCSP: true });
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(31, 31, 31)');
    await page.screenshot({ path: path.join(SCREENSHOTS, `page-${colorScheme}.png`) });
    await page.evaluate(readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate<string[]>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations.map(({ id }) => id))`,
    );
    expect(found).toEqual([]);
  });
});

test('paper gets every document, in black on white, and the way it was made', async () => {
  const { page } = await opened({ colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  const printout = page.locator('gw-printout');
  await printout.waitFor();
  const text = await shadowText(printout);
  for (const { path: name } of report.documents) expect(text).toContain(name);
  expect(await shadowText(printout.locator('gw-provenance'))).toContain(report.manifest?.resultsSha256);
  expect(await page.locator('gw-panel').isVisible()).toBe(false);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'print.png'), fullPage: true });
});

test.each(['A4', 'Letter'] as const)('is printed on %s without anything cut off at the side', async (format) => {
  const { page } = await opened();
  const pdf = await page.pdf({ format });
  // One row of the table a document: they take more than one page, and fewer than ten.
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThanOrEqual(2);
  expect(pages).toBeLessThan(10);
  await page.setViewportSize({ width: format === 'A4' ? 688 : 710, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await page.locator('gw-printout').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

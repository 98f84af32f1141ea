// The pages of single documents in Chromium, from disk and without a network: what they ask for, what is read aloud, and what is printed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_SWITCHES } from '../../scripts/chromium.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const SCREENSHOTS = path.join(ROOT, 'build/screenshots/pages');
const out = mkdtempSync(path.join(tmpdir(), 'ghostwriter-document-pages-'));
const pages = path.join(out, 'texts.analysis.pages');
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  execFileSync(process.execPath, [
    path.join(ROOT, 'dist/cli.js'),
    'analyze',
    path.join(ROOT, 'samples/texts'),
    '--format',
    'pages',
    '--out',
    out,
    '--quiet',
  ]);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...CHROMIUM_SWITCHES],
  });
});
afterAll(async () => {
  await browser.close();
  rmSync(out, { recursive: true, force: true });
});

async function opened(name: string, javaScriptEnabled: boolean) {
  const context = await browser.newContext({
    viewport: { width: 900, height: 1000 },
    offline: true,
    javaScriptEnabled,
    // Only for axe, which the page's own policy would not let run.
    bypassCSP: javaScriptEnabled,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => asked.push(request.url()));
  const address = pathToFileURL(path.join(pages, name)).href;
  await page.goto(address);
  return { page, complaints, asked, address };
}

test('a page needs no script, and asks for nothing but itself', async () => {
  const { page, complaints, asked, address } = await opened('bees - mei.txt.html', false);
  expect(await page.locator('h1').textContent()).toBe('mei.txt');
  expect(await page.locator('mark').count()).toBeGreaterThan(0);
  expect({ complaints, asked }).toEqual({ complaints: [], asked: [address] });
  await page.screenshot({ path: path.join(SCREENSHOTS, 'document.png'), fullPage: true });
});

test('the number of a match leads to the text that it also stands in', async () => {
  const { page } = await opened('bees - mei.txt.html', false);
  await page.locator('sup a').first().click();
  expect(page.url()).toMatch(/#source-1$/);
  expect(await page.locator('#source-1').textContent()).toMatch(/also appears in another text \(A\)/);
});

test('no page names another student', () => {
  const names = readdirSync(pages).filter((name) => name !== 'index.html');
  const students = names.map((name) => / - (.*)\.txt\.html$/.exec(name)![1]!);
  for (const name of names) {
    const page = readFileSync(path.join(pages, name), 'utf8');
    // The text itself may say "grace" or "may": names of files are looked for.
    for (const student of students) if (!name.includes(student)) expect(page).not.toContain(`${student}.txt`);
  }
});

test('nothing on the pages is out of reach for anybody (axe)', async () => {
  for (const name of ['bees - mei.txt.html', 'index.html']) {
    const { page } = await opened(name, true);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run(),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});

test('prints in black on white, marks and all', async () => {
  const { page } = await opened('bees - mei.txt.html', false);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const colours = await page.locator('body').evaluate((body) => {
    const { color, backgroundColor } = getComputedStyle(body);
    return { color, backgroundColor };
  });
  expect(colours).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
  expect(
    await page
      .locator('mark')
      .first()
      .evaluate((mark) => getComputedStyle(mark).textDecorationLine),
  ).toBe('underline');
  expect((await page.pdf()).byteLength).toBeGreaterThan(10_000);
});

test('the list leads to each page', async () => {
  const { page } = await opened('index.html', false);
  expect(await page.locator('tbody tr').count()).toBe(24);
  await page.locator('a', { hasText: 'bees/mei.txt' }).click();
  expect(await page.locator('h1').textContent()).toBe('mei.txt');
});

// From a copied pair in the results to the passages that both documents hold, in a real VS Code.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report, SimilarPair } from '../../src/report/report.ts';
import { sampleWorkspace } from './batches.ts';
import { notification, openTab, rightClick, runCommand, until, webviewFrame } from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;
let report: Report;
let pair: SimilarPair;
let mixed: string;

beforeAll(async () => {
  const workspace = sampleWorkspace();
  const sentences = (name: string) =>
    readFileSync(path.join(workspace, 'texts', name), 'utf8')
      .trim()
      .split(/(?<=\.)\s+/);
  const [copied, own] = [sentences('bees/jonas.txt'), sentences('cycling/ben.txt')];
  // Two passages of one text, the later one first, among sentences of another.
  mixed = path.join(workspace, 'texts/sleep/mixed.txt');
  const references = [
    'References',
    'Holm, K. (2011) The quay as a machine. Uppsala: North Press.',
    'Delacroix, M. (1998) A short history of waiting. Lyon: Editions du Quai.',
  ];
  writeFileSync(
    mixed,
    [
      [...own.slice(0, 2), ...copied.slice(4, 6), ...own.slice(2, 4), ...copied.slice(0, 1), ...own.slice(4)].join(' '),
      '',
      ...references,
      '',
    ].join('\n'),
  );
  session = await Session.start(workspace);
  ({ page } = session);
  await page.setViewportSize({ width: 1600, height: 900 });
  await rightClick(page, 'texts', 'Analyze Batch');
  report = await session.exportedReport('texts.analysis.json');
  const id = (name: string) => report.documents.find((d) => d.path === name)!.id;
  const ids = [id('bees/jonas.txt'), id('sleep/mixed.txt')];
  pair = report.similarity.pairs.find((p) => ids.includes(p.a) && ids.includes(p.b))!;
});

afterAll(() => session.end());

const panel = () => webviewFrame(page, /Run again.*Total Documents/);
const pathOf = (id: string) => report.documents.find((d) => d.id === id)!.path;
const fileName = (id: string) => path.posix.basename(pathOf(id));
const fileOf = (id: string) => path.join(session.workspace, 'texts', pathOf(id));
const textOf = (id: string) => readFileSync(fileOf(id), 'utf8');
/** Those that the samples hold. */
const nearDuplicates = () =>
  report.similarity.pairs.filter(
    (p) => p.kind === 'near-duplicate' && ![p.a, p.b].some((id) => fileName(id) === 'mixed.txt'),
  );

/** Selects a pair of a kind in the list. */
async function choosePair(kind: string, name: string): Promise<Frame> {
  const frame = await panel();
  await openTab(frame, 'Matches');
  await frame.locator('gw-pairs vscode-dropdown').click();
  await frame.locator('gw-pairs vscode-option', { hasText: kind }).click();
  await frame.locator('gw-pairs [role=row]', { hasText: name }).first().click();
  return frame;
}

/** How many characters the status bar says are selected in the active editor. */
const selected = (characters: number) =>
  until(
    async () =>
      (
        await page
          .locator('.statusbar-item', { hasText: 'selected' })
          .first()
          .textContent({ timeout: 5000 })
          .catch(() => '')
      )?.includes(`(${characters} selected)`)
        ? true
        : undefined,
    () => `not ${characters} characters are selected`,
  );

test('the report knows both passages of a text that was made of two, and their places in both', () => {
  expect(pair).toMatchObject({ kind: 'partly-copied', direction: null });
  expect(pair.passages).toHaveLength(2);
  for (const { a, b } of pair.passages!)
    expect(textOf(pair.a).slice(a.start, a.end)).toBe(textOf(pair.b).slice(b.start, b.end));
  expect(report.summary.copiedPairs?.['partly-copied']).toBeGreaterThan(0);
});

test('the list of pairs can be kept to partly copied ones, and a pair shows its passages', async () => {
  const frame = await choosePair('Partly copied', 'mixed.txt');
  await expect.poll(() => frame.locator('gw-evidence .passages li').count()).toBe(2);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'copied-pair.png') });
});

test('a passage opens both documents side by side and is selected in both', async () => {
  const frame = await panel();
  await frame.locator('gw-evidence .passages button').first().click();
  for (const name of ['jonas.txt', 'mixed.txt']) await page.locator('.tab', { hasText: name }).first().waitFor();
  await selected(pair.passages![0]!.b.end - pair.passages![0]!.b.start);
  await expect.poll(() => page.locator('.editor-instance .selected-text').count()).toBeGreaterThan(1);
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'copied-passage.png') });
});

test('what counts for no copy is grey in both', async () => {
  expect(report.documents.find((d) => d.path === 'sleep/mixed.txt')!.leftOut).toMatchObject([{ kind: 'references' }]);
  const greyed = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.editor-instance .view-line span')]
        .filter((span) => getComputedStyle(span).opacity === '0.55')
        .map((span) => span.textContent)
        .join(' ')
        .replace(/\s+/g, ' '),
    );
  await expect.poll(greyed).toContain('The quay as a machine');
  await page.screenshot({ path: path.join(SCREENSHOTS, 'copied-left-out.png') });
});

test('the next passage is one command away', async () => {
  await runCommand(page, 'Ghost-Writer: Next Shared Passage');
  await selected(pair.passages![1]!.b.end - pair.passages![1]!.b.start);
  await runCommand(page, 'Ghost-Writer: Next Shared Passage');
  await selected(pair.passages![0]!.b.end - pair.passages![0]!.b.start);
});

test('two texts that are mostly the same are compared, with the same passages marked', async () => {
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Ghost-Writer: Show Results');
  const frame = await choosePair('Near-duplicate', fileName(nearDuplicates()[0]!.a));
  await frame.locator('gw-evidence vscode-button', { hasText: 'Open side by side' }).click();
  await page.locator('.tab', { hasText: '↔' }).first().waitFor();
  await page.waitForTimeout(1000);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'copied-pair-compared.png') });
  await runCommand(page, 'Ghost-Writer: Next Shared Passage');
  await until(
    async () => ((await page.locator('.statusbar-item', { hasText: 'selected' }).count()) > 0 ? true : undefined),
    () => 'nothing is selected in the comparison',
  );
});

test('a link to a pair opens both texts side by side', async () => {
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Ghost-Writer: Show Results');
  const frame = await choosePair('Near-duplicate', fileName(nearDuplicates()[0]!.a));
  await frame.locator('gw-evidence vscode-button', { hasText: 'Copy link to pair' }).click();
  let link = '';
  await expect
    .poll(async () => (link = await page.evaluate(() => navigator.clipboard.readText())))
    .toMatch(/^[a-z-]+:\/\/ghostwriter\.ghostwriter-batch\/pair\?[\w-]+$/);
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Open URL', link);
  // VS Code asks before it lets a link into an extension.
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Open' }).first().click();
  await page.locator('.tab', { hasText: '↔' }).first().waitFor();
});

test('a text that has changed since says so instead of marking something else', async () => {
  await runCommand(page, 'View: Close All Editors');
  const { a } = nearDuplicates()[1]!;
  writeFileSync(fileOf(a), `New beginning. ${readFileSync(fileOf(a), 'utf8')}`);
  await runCommand(page, 'Ghost-Writer: Show Results');
  const frame = await choosePair('Near-duplicate', fileName(a));
  await frame.locator('gw-evidence .passages button').first().click();
  // The text is read again, which takes a moment; the palette would lose the focus to what comes then.
  await page.waitForTimeout(3000);
  await (await notification(page, /has changed since it was analysed\. Run the analysis again\./)).waitFor();
});

// One whole journey without a mouse: from the command palette through all views to the evidence and an export, in a real VS Code.
import path from 'node:path';
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { sampleWorkspace } from './batches.ts';
import { deepText, webviewFrame } from './driver.ts';
import { focusIn, seenAndFree, tabTo, typeAnswer, typeCommand } from './keyboard.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;
let report: Report;

beforeAll(async () => {
  session = await Session.start(path.join(sampleWorkspace(), 'texts'));
  ({ page } = session);
  // A press of the mouse anywhere would be noticed.
  await page.evaluate(() => {
    const counter = globalThis as unknown as { presses: number };
    counter.presses = 0;
    addEventListener('pointerdown', () => counter.presses++, { capture: true });
  });
});

afterAll(() => session.end());

const panel = () => webviewFrame(page, /Run again.*Total Documents/);
const evidence = (frame: Frame) => frame.locator('gw-evidence h2').first().textContent();
const shot = (name: string) => page.screenshot({ path: path.join(SCREENSHOTS, `keyboard-${name}.png`) });

/** The panel with the keyboard in it. */
async function enter(): Promise<Frame> {
  await typeCommand(page, 'Ghost-Writer: Show Results');
  const frame = await panel();
  await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('iframe');
  return frame;
}

async function expectSeen(frame: Frame): Promise<void> {
  expect(await seenAndFree(page, frame), JSON.stringify(await focusIn(frame))).toEqual({ visible: true, free: true });
}

test('a folder is analysed from the palette', async () => {
  await typeCommand(page, 'Ghost-Writer: Analyze Batch…');
  await typeAnswer(page, 'texts');
  report = await session.exportedReport('../texts.analysis.json');
  expect(report.documents).toHaveLength(24);
});

test('a figure filters', async () => {
  const frame = await enter();
  await tabTo(page, frame, (focus) => focus.within.includes('gw-figures') && focus.name.includes('Near-copies'));
  await expectSeen(frame);
  await page.keyboard.press('Enter');
  await expect.poll(() => frame.locator('gw-breadcrumb .count').textContent()).toBe('4 shown');
  await shot('figure');
  await tabTo(page, frame, (focus) => focus.within.includes('gw-breadcrumb') && focus.name === 'Clear');
  await expectSeen(frame);
  await page.keyboard.press('Enter');
  await expect.poll(() => frame.locator('gw-breadcrumb .count').textContent()).toBe('');
});

test('a cluster and one of its documents are chosen in the tree', async () => {
  const frame = await panel();
  await tabTo(page, frame, (focus) => focus.role === 'tab');
  await expectSeen(frame);
  // Review, Matches, Topics.
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
  await tabTo(page, frame, (focus) => focus.within.includes('gw-cluster-tree') && focus.role === 'tree');
  await expectSeen(frame);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => evidence(frame)).toBe('Selected document');
  await shot('tree');
});

test('a pair is chosen in the heatmap, which is looked at more closely', async () => {
  const frame = await panel();
  await tabTo(page, frame, (focus) => focus.within.includes('gw-heatmap') && focus.role === 'application');
  await expectSeen(frame);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('+');
  await page.keyboard.press('Enter');
  await expect.poll(() => evidence(frame)).toBe('Selected pair');
  await shot('heatmap');
});

test('a search by meaning ranks the table, and a row of it is selected', async () => {
  const frame = await panel();
  await page.keyboard.press('Control+F');
  await expect.poll(() => focusIn(frame).then(({ within }) => within)).toContain('gw-search');
  await tabTo(
    page,
    frame,
    (focus) => focus.within.includes('gw-search') && /combobox|dropdown/.test(focus.role),
    'Shift+Tab',
  );
  await expectSeen(frame);
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown');
  await tabTo(page, frame, (focus) => focus.within.includes('gw-search') && focus.name.includes('about'));
  await page.keyboard.type('bees making honey in a hive');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => frame.locator('gw-breadcrumb ol').textContent())
    .toContain('meaning “bees making honey in a hive”');
  await expectSeen(frame);
  await tabTo(page, frame, (focus) => focus.within.at(-1) === 'gw-document-table' && focus.role === 'grid');
  await expectSeen(frame);
  const first = frame.locator('gw-document-table .list [role=rowgroup]:not(.head) [role=row]').first();
  expect(await first.locator('.path').textContent()).toContain('bees/');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(() => evidence(frame)).toBe('Selected document');
  await shot('search');
});

test('words are found in the texts', async () => {
  const frame = await panel();
  await page.keyboard.press('Control+F');
  await expect.poll(() => focusIn(frame).then(({ within }) => within)).toContain('gw-search');
  await tabTo(
    page,
    frame,
    (focus) => focus.within.includes('gw-search') && /combobox|dropdown/.test(focus.role),
    'Shift+Tab',
  );
  await page.keyboard.press('ArrowUp');
  await tabTo(page, frame, (focus) => focus.within.includes('gw-search') && focus.name.startsWith('Words'));
  // What was asked before is looked for in the new way first.
  await expect.poll(() => frame.locator('gw-search [role=status]').textContent()).toContain('No text holds');
  // VS Code carries out Ctrl+A in a page a moment later, in the middle of what is typed here without a pause.
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('honey');
  await page.keyboard.press('Enter');
  await expect.poll(() => frame.locator('gw-breadcrumb ol').textContent()).toContain('words “honey”');
  expect(
    await frame
      .locator('gw-document-table .relevance')
      .allTextContents()
      .then((all) => all.join(' ')),
  ).toMatch(/\d time/);
  await shot('words');
  await page.keyboard.press('Escape');
  await expect.poll(() => frame.locator('gw-breadcrumb .count').textContent()).toBe('');
});

test('a copied pair opens side by side, and its next passage is a command away', async () => {
  const frame = await panel();
  await tabTo(page, frame, (focus) => focus.within.includes('gw-tabs') && focus.role === 'tab', 'Shift+Tab');
  await expectSeen(frame);
  await page.keyboard.press('ArrowRight');
  await tabTo(page, frame, (focus) => focus.within.includes('gw-pairs') && focus.role === 'grid');
  await expectSeen(frame);
  await page.keyboard.press('Enter');
  await expect.poll(() => evidence(frame)).toBe('Selected pair');
  await tabTo(page, frame, (focus) => focus.within.includes('gw-evidence') && focus.name === 'Open side by side');
  await expectSeen(frame);
  await shot('evidence');
  await page.keyboard.press('Enter');
  await page.locator('.tab', { hasText: '↔' }).first().waitFor();
  await typeCommand(page, 'Ghost-Writer: Next Shared Passage');
  await page.locator('.statusbar-item', { hasText: 'selected' }).first().waitFor();
  await shot('passage');
});

test('back in the panel, what was found is exported', async () => {
  const frame = await enter();
  expect(await evidence(frame)).toBe('Selected pair');
  await tabTo(page, frame, (focus) => focus.within.includes('gw-export-menu'));
  await expectSeen(frame);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => focusIn(frame).then(({ role }) => role)).toBe('menuitem');
  await page.keyboard.press('Escape');
  await expect.poll(() => focusIn(frame).then(({ role }) => role)).toBe('button');
  await page.keyboard.press('Enter');
  await expect.poll(() => focusIn(frame).then(({ role }) => role)).toBe('menuitem');
  for (let i = 0; i < 8 && !(await focusIn(frame)).name.startsWith('CSV'); i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await session.exported('../texts.analysis-2.csv')).toContain('Document ID,Filename');
  expect(await deepText(frame)).toContain('Total Documents');
});

test('no step took the mouse', async () => {
  expect(await page.evaluate(() => (globalThis as unknown as { presses: number }).presses)).toBe(0);
});

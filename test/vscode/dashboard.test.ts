// The dashboard in a real VS Code: map, several documents, tags, back and forward, and the evidence in the editor.
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import {
  axeViolations,
  openTab,
  reloadWindow,
  rightClick,
  runCommand,
  setTheme,
  shownProbability,
  THEMES,
  webviewFrame,
} from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;
let report: Report;

beforeAll(async () => {
  session = await Session.start();
  ({ page } = session);
  await rightClick(page, 'texts', 'Analyze Batch');
  report = await session.exportedReport('texts.analysis.json');
});

afterAll(() => session.end());

const panel = () => webviewFrame(page, /Run again.*Total Documents/);
/** The row of a document, scrolled into view by the filter: the table holds the rows that can be seen. */
async function row(name: string) {
  const frame = await panel();
  await openTab(frame, 'Review');
  await frame.locator('gw-document-table vscode-text-field input').fill(name);
  const found = frame.locator('gw-document-table .list [role=row]', { hasText: name }).first();
  await found.locator('.path').click({ trial: true });
  return found;
}
const shot = (name: string) => page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });

test('every analysed document has a place on the map, and a point is selected by the keyboard', async () => {
  for (const d of report.documents)
    expect(
      [d.x, d.y].every((v) => (d.status === 'analyzed' ? v! >= 0 && v! <= 1 : v === undefined)),
      d.path,
    ).toBe(true);
  const frame = await panel();
  await openTab(frame, 'Topics');
  await frame.locator('gw-tabs #tab-map').click();
  const plot = frame.locator('gw-map .plot');
  await plot.focus();
  await plot.press('ArrowDown');
  await plot.press('Enter');
  await frame.locator('gw-evidence h2', { hasText: 'Selected document' }).waitFor();
  const chosen = await frame.locator('gw-evidence h3').first().textContent();
  expect(report.documents.map((d) => d.path)).toContain(chosen?.trim());
  await shot('dashboard-map');
});

test('back and forward lead through what was chosen, by keys too', async () => {
  const frame = await panel();
  const heading = frame.locator('gw-evidence h2').first();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => heading.textContent()).toBe('Evidence');
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => heading.textContent()).toBe('Selected document');
});

test('several documents are tagged together, copied, and found by their tag after a reload', async () => {
  await (await row('amara.txt')).locator('.confidence').click();
  await (await row('ben.txt')).locator('.confidence').click({ modifiers: ['Control'] });
  await (await row('daniel.txt')).locator('.confidence').click({ modifiers: ['Control'] });
  const frame = await panel();
  await frame.locator('gw-evidence h3', { hasText: '3 documents' }).waitFor();
  await frame.locator('gw-annotation-editor input').fill('talk to');
  await frame.locator('gw-annotation-editor input').press('Enter');
  await frame.locator('gw-annotation-editor li', { hasText: 'talk to' }).waitFor();
  await frame.locator('gw-evidence vscode-button', { hasText: 'Copy' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^Filename\t.*Tags and note.*\n.*amara\.txt\t.*talk to/s);
  await shot('dashboard-selection');
  await reloadWindow(page);
  const again = await panel();
  await again.locator('gw-evidence h3', { hasText: '3 documents' }).waitFor();
  await again.locator('gw-document-table vscode-text-field input').fill('TALK');
  await expect
    .poll(() => again.locator('gw-document-table .list [role=rowgroup]:not(.head) [role=row]').count())
    .toBe(3);
  await again.locator('gw-document-table vscode-text-field input').fill('');
});

test('what was written is exported', async () => {
  await runCommand(page, 'Ghost-Writer: Export CSV');
  expect(
    (await session.exported('texts.analysis-2.csv')).split('\r\n').filter((line) => line.includes('talk to,')),
  ).toHaveLength(3);
});

const lens = () => page.locator('.codelens-decoration');
const marks = () => page.locator('.editor-instance [class*="ced-"]').count();
/** A document of which parts are marked. */
const markedDocument = () =>
  report.documents.find((d) => d.segments.some((s) => (s.aiProbability ?? 0) >= 0.4) && d.nearest.length > 0)!;

test('a document opens with its score above it and marks in it', async () => {
  const { path: at, aiProbability } = markedDocument();
  const name = path.posix.basename(at);
  await (await row(name)).locator('.file').click();
  await page.locator('.tab', { hasText: name }).first().waitFor();
  await expect
    .poll(() =>
      lens()
        .allTextContents()
        .then((all) => all.join(' ').replace(/\u00a0/g, ' ')),
    )
    .toContain(`AI probability ${shownProbability(aiProbability!)}`);
  await expect.poll(marks).toBeGreaterThan(0);
  for (const [kind, theme] of Object.entries(THEMES)) {
    await setTheme(page, theme);
    await shot(`dashboard-editor-${kind}`);
  }
  await setTheme(page, THEMES.dark);
});

test('a command takes the marks away and brings them back', async () => {
  await runCommand(page, 'Ghost-Writer: Show or Hide Marks');
  await expect.poll(marks).toBe(0);
  await runCommand(page, 'Ghost-Writer: Show or Hide Marks');
  await expect.poll(marks).toBeGreaterThan(0);
});

test('similar documents are one press away', async () => {
  const nearest = report.documents.find((d) => d.id === markedDocument().nearest[0]!.id)!;
  await lens().locator('a', { hasText: 'Similar documents' }).click();
  // The list holds the rows that can be seen.
  const choices = page.locator('.quick-input-list .monaco-list-row');
  await expect.poll(() => choices.first().textContent()).toContain(path.posix.basename(nearest.path));
  await shot('dashboard-similar');
  await choices.first().click();
  await page.locator('.tab', { hasText: '↔' }).first().waitFor();
});

test.each(Object.entries(THEMES))('map and selection have no accessibility violations in %s', async (_kind, theme) => {
  await setTheme(page, theme);
  expect(await axeViolations(await panel())).toEqual([]);
});

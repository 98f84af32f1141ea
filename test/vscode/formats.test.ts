// Word files, PDFs and rows of a table in a real VS Code: they open as the text that was analysed, and compare like any other.
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report, ReportDocument } from '../../src/report/report.ts';
import { ESSAY, mixedFolder } from '../unit/support/mixed-folder.ts';
import { openTab, rightClick, runCommand, until, webviewFrame } from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;
let report: Report;

beforeAll(async () => {
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), 'ghostwriter-formats-')));
  mkdirSync(path.join(workspace, 'mixed'));
  for (const [name, content] of Object.entries(mixedFolder()))
    writeFileSync(path.join(workspace, 'mixed', name), content);
  writeFileSync(path.join(workspace, 'alone.pdf'), mixedFolder()['essay.pdf'] ?? '');
  session = await Session.start(workspace);
  ({ page } = session);
  await rightClick(page, 'mixed', 'Analyze Batch');
  report = await session.exportedReport('mixed.analysis.json');
});

afterAll(() => session.end());

const completedPanel = () => webviewFrame(page, /Run again.*Total Documents/);
const documentAt = (name: string): ReportDocument =>
  report.documents.find((d) => d.path === name) ?? expect.fail(`${name} is not in the report`);

/** The results in a panel of their own: one that was just closed lingers as a hidden frame. */
async function freshPanel(): Promise<Frame> {
  await runCommand(page, 'View: Close All Editors');
  await expect.poll(() => page.locator('iframe.webview').count()).toBe(0);
  await runCommand(page, 'Ghost-Writer: Show Results');
  return completedPanel();
}

/** Selects one document in the table, which opens it. */
async function openFromTable(frame: Frame, name: string): Promise<void> {
  await openTab(frame, 'Review');
  await frame.locator('gw-document-table vscode-text-field input').fill(name);
  await frame.locator('gw-document-table .file', { hasText: name }).first().click();
  // Opened later, it would take the focus from what comes next.
  await page
    .locator('.tab', { hasText: path.basename(name) })
    .first()
    .waitFor();
}

/** Everything in the editor that is open, put together as one line. */
const editorText = () =>
  until(
    async () => {
      const text = await page.locator('.editor-instance .view-lines').first().textContent();
      return text ? text.replaceAll('\u00a0', ' ') : undefined;
    },
    () => 'the editor stays empty',
  );

const shotOf = (name: string) => page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });

describe('a document that is no text as it stands', () => {
  test.each([
    ['essay.docx', 'essay.docx.txt'],
    ['essay.pdf', 'essay.pdf.txt'],
    ['essays.csv/amara', 'amara.txt'],
  ])('%s opens as the text that was analysed, read-only', async (name, tab) => {
    await openFromTable(await freshPanel(), name);
    await page.locator('.tab', { hasText: tab }).first().waitFor();
    expect(ESSAY).toContain((await editorText()).slice(0, 30));
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.type('x');
    await page.getByText('Cannot edit in read-only editor').first().waitFor();
    await shotOf(`open-${tab}`);
  });

  test('Markdown opens as its file', async () => {
    await openFromTable(await freshPanel(), 'essay.md');
    await page.locator('.tab', { hasText: 'essay.md' }).first().waitFor();
    expect(await editorText()).toContain('title: Bees');
  });
});

test('the evidence of a document names what was noticed in it', async () => {
  const frame = await freshPanel();
  await openFromTable(frame, 'hidden.txt');
  await expect
    .poll(() => frame.locator('gw-evidence').evaluate((e) => e.shadowRoot?.textContent ?? ''))
    .toMatch(/characters that cannot be seen were left out.*letters that only look like those that belong there/s);
});

test('a Word file and a PDF are compared side by side', async () => {
  const frame = await freshPanel();
  await openFromTable(frame, 'essay.docx');
  const pdf = documentAt('essay.pdf');
  expect(documentAt('essay.docx').nearest.map((n) => n.id)).toContain(pdf.id);
  await runCommand(page, 'Ghost-Writer: Show Results');
  await frame.locator('gw-evidence button.link', { hasText: 'essay.pdf' }).first().click();
  await frame.locator('gw-evidence vscode-button', { hasText: 'Open side by side' }).click();
  const tab = page.locator('.tab', { hasText: '↔' }).first();
  await tab.waitFor();
  for (const name of ['essay.docx', 'essay.pdf']) expect(await tab.textContent()).toContain(name);
  const sides = page.locator('.diff-editor-instance .view-lines, .monaco-diff-editor .view-lines');
  await expect
    .poll(async () => (await sides.allTextContents()).filter((text) => text.trim() !== '').length)
    .toBeGreaterThanOrEqual(2);
  await shotOf('compare-docx-pdf');
});

test('a PDF can be analysed by itself from the Explorer', async () => {
  await rightClick(page, 'alone.pdf', 'Analyze Batch');
  // Files that were chosen one by one have no folder to be called after but the one that they are in.
  const alone = await session.exportedReport(`${path.basename(session.workspace)}.analysis.json`);
  expect(alone.documents).toMatchObject([{ path: 'alone.pdf', format: 'pdf', status: 'analyzed' }]);
});

// A report that was exported as JSON, opened in a real VS Code where its source is not.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deepText, notification, openTab, rightClick, webviewFrame } from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

const ROOT = path.join(import.meta.dirname, '../..');
let session: Session;
let page: Page;

beforeAll(async () => {
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), 'ghostwriter-report-')));
  execFileSync(process.execPath, [
    path.join(ROOT, 'dist/cli.js'),
    'analyze',
    path.join(ROOT, 'samples/texts'),
    '--out',
    workspace,
    '--format',
    'json',
    '--quiet',
  ]);
  renameSync(path.join(workspace, 'texts.analysis.json'), path.join(workspace, 'class.analysis.json'));
  writeFileSync(path.join(workspace, 'foreign.analysis.json'), '{"name":"something else"}');
  const newer = {
    ...(JSON.parse(readFileSync(path.join(workspace, 'class.analysis.json'), 'utf8')) as object),
    schemaVersion: 2,
  };
  writeFileSync(path.join(workspace, 'newer.analysis.json'), JSON.stringify(newer));
  session = await Session.start(workspace);
  ({ page } = session);
});
afterAll(() => session.end());

test('Open Report shows it in the panel, and evidence says that the texts are not there', async () => {
  await rightClick(page, 'class.analysis.json', 'Open Report');
  const frame = await webviewFrame(page, /Total Documents 24/);
  expect(await deepText(frame)).not.toContain('Run again');
  await openTab(frame, 'Review');
  await frame.locator('gw-document-table vscode-text-field input').fill('ines.txt');
  await frame.locator('gw-document-table [role=row].analyzed .confidence').first().click();
  await expect
    .poll(() => deepText(frame))
    .toContain('The texts are not part of this file. Analyse their source again to open them.');
  expect(await frame.locator('gw-evidence vscode-button', { hasText: 'Open' }).count()).toBe(0);
  expect(await deepText(frame)).toContain('How this report was made');
  await page.screenshot({ path: path.join(SCREENSHOTS, 'report-file.png') });
});

test('its menu exports it beside the file, as a page too', async () => {
  const frame = await webviewFrame(page, /Total Documents 24/);
  await frame.locator('gw-export-menu button.main').click();
  await frame.locator('gw-export-menu [role=menuitem]', { hasText: 'HTML' }).click();
  expect(await session.exported('class.analysis.html')).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
  await notification(page, /Saved class\.analysis\.html/);
});

test.each([
  ['foreign.analysis.json', /foreign\.analysis\.json is no report of Ghost-Writer/],
  ['newer.analysis.json', /made by a newer version of Ghost-Writer.*Update Ghost-Writer/],
])('%s is not shown, and a sentence says why', async (name, message) => {
  await rightClick(page, name, 'Open Report');
  expect(await deepText(await webviewFrame(page, message))).toMatch(message);
});

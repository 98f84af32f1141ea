// The packed extension in a VS Code whose display language is German. VS Code's own words are English here: its language pack is not installed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightClick, runCommand, sidebarRows, statusBarText, webviewFrame } from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;

beforeAll(async () => {
  session = await Session.start(undefined, undefined, { language: 'de' });
  ({ page } = session);
});

afterAll(() => session.end());

test('menus, status bar and panel are in German', async () => {
  await rightClick(page, 'texts', 'Stapel analysieren');
  await session.exported('texts.analysis.json');
  expect(await statusBarText(page, /Stapel fertig/)).toContain('24 Dokumente');
  const frame = await webviewFrame(page, /Erneut ausführen.*Dokumente insgesamt/);
  expect(await frame.locator('html').getAttribute('lang')).toBe('de');
  expect(await frame.locator('gw-summary .said').textContent()).toMatch(/24 Dokumente in\s+3 Clustern/);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'german.png') });
});

test('the sidebar is in German', async () => {
  await session.activityBarIcon('Ghost-Writer').click();
  await expect.poll(async () => (await sidebarRows(page, 'Analysen')).join('\n')).toMatch(/texts, abgeschlossen/);
});

test('commands are found by their German names, and an exported page stays in German', async () => {
  await runCommand(page, 'Ghost-Writer: Als HTML exportieren');
  const exported = await session.exported('texts.analysis.html');
  expect(exported).toContain('<html lang="de">');
  expect(exported).toContain('<script type="application/json" id="l10n">');
});

test('the walkthrough and its pictures are in German', async () => {
  await runCommand(page, 'Welcome: Open Walkthrough...', 'Ihren ersten Stapel analysieren');
  await webviewFrame(page, /Stapel analysieren.*Pfad kopieren/);
  await page.screenshot({ path: path.join(SCREENSHOTS, 'german-walkthrough.png') });
});

test('exports for programs are the same in every language', () => {
  const csv = readFileSync(path.join(session.workspace, 'texts.analysis.csv'), 'utf8');
  expect(csv).toMatch(/^Document ID,Filename,Word Count,AI Probability,Confidence Level,Cluster ID,Status/);
  expect(csv).toMatch(/,(high|medium|low),/);
});

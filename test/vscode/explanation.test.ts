// Why a document scores as it does, in a real VS Code: from its evidence to the place in its text.
import { renameSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import {
  axeViolations,
  openTab,
  rightClick,
  runCommand,
  setTheme,
  shownProbability,
  THEMES,
  until,
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

/** Selects a document in the table, without opening it, and opens all that its evidence holds. */
async function evidenceOf(frame: Frame, name: string): Promise<void> {
  await openTab(frame, 'Review');
  await frame.locator('gw-document-table vscode-text-field input').fill(name);
  await frame.locator('gw-document-table .file', { hasText: name }).waitFor();
  await frame.locator('gw-document-table .probability', { hasText: /\d/ }).first().click();
  await frame.locator('gw-evidence summary', { hasText: 'What the figure means' }).click();
  await frame.locator('gw-evidence gw-explanation summary').click();
}

test('the evidence of a document tells what its score means and what moved it', async () => {
  const frame = await panel();
  await evidenceOf(frame, 'grace.txt');
  await frame.locator('gw-explanation section').first().waitFor();
  const titles = await frame.locator('gw-explanation h4').allTextContents();
  expect(titles).toEqual(expect.arrayContaining(['Phrases that raised it', 'Phrases that lowered it']));
  const { aiInterval } = report.documents.find((d) => d.path === 'cycling/grace.txt')!;
  expect(await frame.locator('gw-evidence .verdict').textContent()).toContain(
    `between ${shownProbability(aiInterval?.[0] ?? NaN)} and ${shownProbability(aiInterval?.[1] ?? NaN)}`,
  );
});

test.each(Object.entries(THEMES))('an explanation has no accessibility violations in %s', async (kind, theme) => {
  await setTheme(page, theme);
  const frame = await panel();
  for (const [name, width] of Object.entries({ wide: 1400, medium: 980, narrow: 640 })) {
    await page.setViewportSize({ width, height: 1000 });
    await page.waitForTimeout(500);
    await frame.locator('gw-explanation').evaluate((e) => e.scrollIntoView());
    await page.screenshot({ path: path.join(SCREENSHOTS, `explanation-${kind}-${name}.png`) });
  }
  await page.setViewportSize({ width: 1400, height: 900 });
  expect(await axeViolations(frame)).toEqual([]);
});

test('a phrase opens the document and selects it there', async () => {
  const frame = await panel();
  const button = frame.locator('gw-explanation li button').first();
  const quote = /“(.*)”/s.exec((await button.getAttribute('title')) ?? '')?.[1] ?? '';
  await button.click();
  await page.locator('.tab', { hasText: 'grace.txt' }).first().waitFor();
  const selected = await until(
    async () => {
      await page.locator('.editor-instance .view-lines').first().waitFor();
      return page
        .locator('.statusbar-item', { hasText: 'selected' })
        .first()
        .textContent({ timeout: 5000 })
        .catch(() => undefined) as Promise<string | undefined>;
    },
    () => 'nothing is selected in the editor',
  );
  expect(selected).toContain(`(${quote.length} selected)`);
});

test('a document that is gone says so in its place, and what to do', async () => {
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Ghost-Writer: Show Results');
  renameSync(path.join(session.workspace, 'texts/bees/ines.txt'), path.join(session.workspace, 'ines.txt'));
  const frame = await panel();
  await evidenceOf(frame, 'ines.txt');
  const alert = frame.locator('gw-explanation [role=alert]');
  await expect
    .poll(() => alert.textContent())
    .toContain('texts holds no bees/ines.txt any more. Run the analysis again.');
  renameSync(path.join(session.workspace, 'ines.txt'), path.join(session.workspace, 'texts/bees/ines.txt'));
  await frame.locator('gw-explanation button', { hasText: 'Try again' }).click();
  await frame.locator('gw-explanation section').first().waitFor();
});

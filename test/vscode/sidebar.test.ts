// The sidebar before and after the first job: its button, and what is dropped onto it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explorerRow, runCommand, sidebarRows } from './driver.ts';
import { Session } from './session.ts';

let session: Session;
let page: Page;

beforeAll(async () => {
  session = await Session.start();
  ({ page } = session);
});

afterAll(() => session.end());

/** Drags an item of the Explorer over the sidebar's icon, which opens it, and drops it onto the list of analyses. */
async function dragToAnalyses(item: string): Promise<void> {
  await runCommand(page, 'View: Show Explorer');
  // The Explorer takes in what was exported meanwhile, and moves what is below: what is dragged must be what was found.
  for (const file of readdirSync(session.workspace)) await explorerRow(page, file).waitFor();
  const row = explorerRow(page, item);
  await row.hover();
  await page.mouse.down();
  const icon = await session.activityBarIcon('Ghost-Writer').boundingBox();
  await page.mouse.move((icon?.x ?? 0) + 12, (icon?.y ?? 0) + 12, { steps: 10 });
  const header = page.locator('.pane-header', { hasText: 'Analyses' }).first();
  for (let i = 0; !(await header.isVisible()) && i < 50; i++) {
    await page.mouse.move((icon?.x ?? 0) + 12 + (i % 2), (icon?.y ?? 0) + 12);
    await page.waitForTimeout(100);
  }
  const box = await header.boundingBox();
  for (let i = 0; i < 10; i++) {
    await page.mouse.move((box?.x ?? 0) + 80 + (i % 2), (box?.y ?? 0) + 120, { steps: 2 });
    await page.waitForTimeout(50);
  }
  await page.mouse.up();
}

describe('without any job', () => {
  test('the sidebar has a button that asks what to analyse', async () => {
    await session.activityBarIcon('Ghost-Writer').click();
    await page.locator('.welcome-view a.monaco-button', { hasText: 'Analyze Batch…' }).click();
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await expect
      .poll(() => rows.allTextContents())
      .toEqual([
        expect.stringContaining(path.basename(session.workspace)),
        expect.stringContaining('Folder…'),
        expect.stringContaining('ZIP archive…'),
        expect.stringContaining('Files…'),
      ]);
    await page.keyboard.press('Escape');
  });

  test('a folder dropped onto the empty list is analysed', async () => {
    await dragToAnalyses('texts');
    await session.exported('texts.analysis.json');
    await expect
      .poll(async () => (await sidebarRows(page, 'Analyses')).map((row) => row.split(', ').slice(0, 2)))
      .toEqual([['texts', 'completed']]);
  });
});

describe('with jobs', () => {
  test('a ZIP dropped onto the list is analysed', async () => {
    await dragToAnalyses('texts.zip');
    await session.exported('texts.analysis-2.json');
    await expect.poll(async () => (await sidebarRows(page, 'Analyses'))[0]).toMatch(/^texts\.zip, completed/);
  });

  test('the command of the palette offers recent sources first', async () => {
    await runCommand(page, 'Ghost-Writer: Analyze Batch…');
    await expect
      .poll(async () => (await page.locator('.quick-input-list .monaco-list-row').allTextContents()).slice(0, 2))
      .toEqual([expect.stringContaining('texts.zip'), expect.stringContaining('texts')]);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'texts.zip' }).first().click();
    await session.exported('texts.analysis-3.json');
  });
});

// Results that are kept up to date, and two analyses side by side.
import { appendFileSync, cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manyTexts, sampleWorkspace } from './batches.ts';
import {
  axeViolations,
  deepText,
  reloadWindow,
  rightClick,
  runCommand,
  sidebarRows,
  statusBarText,
  webviewFrame,
} from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;
const at = (...parts: string[]) => path.join(session.workspace, ...parts);

beforeAll(async () => {
  const workspace = sampleWorkspace();
  manyTexts(path.join(workspace, 'few'), 12);
  session = await Session.start(workspace);
  ({ page } = session);
});

afterAll(() => session.end());

describe('a watched folder', () => {
  test('is analysed again when a file changes, in its place; the panel says what changed', async () => {
    await rightClick(page, 'texts', 'Analyze Batch');
    await session.exported('texts.analysis.json');
    await webviewFrame(page, /24 documents in/);
    await runCommand(page, 'Ghost-Writer: Watch Folder');
    await session.activityBarIcon('Ghost-Writer').click();
    await expect.poll(async () => await sidebarRows(page, 'Analyses')).toMatchObject([/^texts, completed, watched/]);
    appendFileSync(at('texts/bees/ines.txt'), ' One more sentence stands here, and nothing else.\n');
    const frame = await webviewFrame(page, /Changed since .*: 1 document edited/);
    expect(await deepText(frame)).toMatch(/1 of 23 analysed, the rest from the cache/);
    expect(await sidebarRows(page, 'Analyses')).toHaveLength(1);
    expect(readdirSync(session.workspace).filter((name) => name.includes('analysis-2'))).toEqual([]);
  });

  test('what changes adds up until it was seen: a copy is a document and a copied pair more', async () => {
    cpSync(at('texts/cycling/amara.txt'), at('texts/cycling/zoe.txt'));
    const frame = await webviewFrame(page, /Changed since .*: 1 document added, 1 edited.*new copied pair/);
    await frame.locator('gw-changed-since summary').click();
    await expect.poll(() => deepText(frame)).toMatch(/Texts edited — 1 .*bees\/ ines\.txt/);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'watched.png') });
    expect(await axeViolations(frame)).toEqual([]);
    await frame.locator('gw-changed-since vscode-button', { hasText: 'Dismiss' }).click();
    await expect.poll(() => deepText(frame)).not.toContain('Changed since');
  });

  test('is left alone by what is no document of it, and by exports', async () => {
    writeFileSync(at('texts/picture.png'), 'no text');
    writeFileSync(at('texts/bees.analysis.csv'), 'Document ID,Filename\n');
    await page.waitForTimeout(6000);
    expect(await deepText(await webviewFrame(page, /25 documents in/))).not.toContain('Changed since');
    rmSync(at('texts/bees.analysis.csv'));
  });

  test('is watched again after the window was reloaded, and what changed meanwhile is seen', async () => {
    const reloaded = reloadWindow(page);
    await page.waitForEvent('load', { timeout: 60_000 });
    rmSync(at('texts/cycling/zoe.txt'));
    await reloaded;
    await webviewFrame(page, /Changed since .*: 1 document gone/);
    await runCommand(page, 'Ghost-Writer: Stop Watching');
    await expect.poll(async () => (await sidebarRows(page, 'Analyses'))[0]).toMatch(/^texts, completed, (?!watched)/);
    await session.activityBarIcon('Explorer').click();
  });
});

describe('two analyses', () => {
  test('stand side by side with what is different', async () => {
    await rightClick(page, 'few', 'Analyze Batch');
    await session.exported('few.analysis.json');
    appendFileSync(at('few/text-0003.txt'), ' One more sentence stands here, and nothing else.\n');
    rmSync(at('few/text-0007.txt'));
    await rightClick(page, 'few', 'Analyze Batch');
    await session.exported('few.analysis-2.json');
    await statusBarText(page, /Batch done/);
    await runCommand(page, 'Ghost-Writer: Compare with Another Analysis…', 'few', 'few');
    const frame = await webviewFrame(
      page,
      /At a glance .*Documents 12 11 .*Documents gone — 1 .*text-0007\.txt.*Texts edited — 1 .*text-0003\.txt/,
    );
    await page.screenshot({ path: path.join(SCREENSHOTS, 'compared.png') });
    expect(await axeViolations(frame)).toEqual([]);
  });

  test('are still there after the window was reloaded', async () => {
    await reloadWindow(page);
    const frame = await webviewFrame(page, /At a glance .*Documents gone — 1/);
    await frame.locator('gw-changes button', { hasText: 'text-0003.txt' }).first().click();
    await expect.poll(() => page.locator('.tab', { hasText: 'text-0003.txt' }).count()).toBeGreaterThan(0);
    expect(existsSync(at('few.analysis-3.json'))).toBe(false);
  });
});

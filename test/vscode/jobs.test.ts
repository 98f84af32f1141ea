// Jobs that do not end by themselves: cancelled, killed, left behind.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manyTexts, sampleWorkspace } from './batches.ts';
import { notification, rightClick, runCommand, sidebarRows, statusBarText, until, webviewFrame } from './driver.ts';
import { analysisProcesses, isRunning } from './processes.ts';
import { Session } from './session.ts';

let session: Session;
let page: Page;

beforeAll(async () => {
  const workspace = sampleWorkspace();
  manyTexts(path.join(workspace, 'many'), 3000);
  session = await Session.start(workspace);
  ({ page } = session);
});

afterAll(() => session.end());

/** Starts the long job and waits until documents are through. */
async function startLongJob(): Promise<number> {
  await rightClick(page, 'many', 'Analyze Batch');
  await statusBarText(page, /Batch \d+% · [1-9]\d*\/3,000/);
  return until(() => analysisProcesses(session.server.pid)[0], () => 'no analysis process is running');
}

describe('while a job runs', () => {
  test('documents appear in the panel before the end', async () => {
    await startLongJob();
    const frame = await webviewFrame(page, /Analysing documents/);
    await expect.poll(async () => Number(await frame.locator('gw-document-table [role=grid]').getAttribute('aria-rowcount'))).toBeGreaterThan(3);
    expect(await frame.locator('gw-progress progress').count()).toBe(1);
  });

  test('the sidebar row shows how far it is', async () => {
    await session.activityBarIcon('Ghost-Writer').click();
    await expect.poll(async () => (await sidebarRows(page, 'Analyses'))[0]).toMatch(/many, \d+%, analysing documents/);
    await expect.poll(() => page.locator('.pane .monaco-list-row', { hasText: 'many' }).first().textContent()).toMatch(/▰|▱/);
  });

  test('a click on the status bar offers to cancel, and cancelling ends the process', async () => {
    const pid = analysisProcesses(session.server.pid)[0] ?? 0;
    await page.locator('.statusbar-item', { hasText: /Batch \d+%/ }).first().click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Cancel' }).first().click();
    await statusBarText(page, /Batch cancelled/);
    await until(() => (isRunning(pid) ? undefined : true), () => 'the analysis process still runs', 2_000);
    await webviewFrame(page, /cancelled/i);
    expect(readdirSync(session.workspace).filter((name) => name.startsWith('many.analysis'))).toEqual([]);
    await session.activityBarIcon('Explorer').click();
  });
});

describe('a job whose process is killed', () => {
  test('fails with a clear message; the editor goes on, and so does the next job', async () => {
    const pid = await startLongJob();
    process.kill(pid, 'SIGKILL');
    const item = await notification(page, /many: The analysis process ended unexpectedly \(SIGKILL\)\. Run the analysis again\./);
    expect(await item.locator('a.monaco-button').allTextContents()).toEqual(['Run Again']);
    await webviewFrame(page, /ended unexpectedly \(SIGKILL\)/);
    await rightClick(page, 'texts', 'Analyze Batch');
    await session.exported('texts.analysis.json');
  });
});

describe('closing VS Code while a job runs', () => {
  test('leaves no process behind after two seconds, and the job has failed when it is opened again', async () => {
    await runCommand(page, 'Notifications: Clear All Notifications');
    const pid = await startLongJob();
    session = await session.restart(async () => {
      await until(() => (isRunning(pid) ? undefined : true), () => `process ${pid} still runs`, 2_000);
    });
    ({ page } = session);
    await session.activityBarIcon('Ghost-Writer').click();
    await expect.poll(async () => (await sidebarRows(page, 'Analyses'))[0], { timeout: 20_000 }).toMatch(/^many, failed/);
    const jobs = path.join(session.server.storage, 'jobs');
    const errors = readdirSync(jobs).map((id) => (JSON.parse(readFileSync(path.join(jobs, id, 'job.json'), 'utf8')) as { error?: string }).error);
    expect(errors).toContain('VS Code was closed while the analysis ran. Run the analysis again.');
  });
});

// Jobs that do not end by themselves: cancelled, killed, left behind.
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manyTexts, sampleWorkspace } from './batches.ts';
import {
  notification,
  panelTexts,
  reloadWindow,
  rightClick,
  runCommand,
  sidebarRows,
  statusBarText,
  until,
  webviewFrame,
} from './driver.ts';
import { analysisProcesses, isRunning } from './processes.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;

beforeAll(async () => {
  const workspace = sampleWorkspace();
  // So many that no job of the tests below comes to its end, on a fast machine either: what was done before is in the cache.
  manyTexts(path.join(workspace, 'many'), 20_000);
  manyTexts(path.join(workspace, 'hundreds'), 150, 30_000);
  session = await Session.start(workspace);
  ({ page } = session);
});

afterAll(() => session.end());

/** Starts the long job and waits until documents are through. */
async function startLongJob(): Promise<number> {
  await rightClick(page, 'many', 'Analyze Batch');
  await statusBarText(page, /Batch \d+% · [1-9][\d,]*\/20,000/).catch(async (error: unknown) => {
    await page.screenshot({ path: path.join(SCREENSHOTS, 'long-job-not-seen.png') });
    throw new Error(`${String(error)}\nThe panels say: ${(await panelTexts(page)).join('\n')}`);
  });
  return until(
    () => analysisProcesses(session.server.pid)[0],
    () => 'no analysis process is running',
  );
}

describe('while a job runs', () => {
  test('documents appear in the panel before the end', async () => {
    await startLongJob();
    const frame = await webviewFrame(page, /Analysing documents/);
    await expect
      .poll(async () => Number(await frame.locator('gw-document-table [role=grid]').getAttribute('aria-rowcount')))
      .toBeGreaterThan(3);
    expect(await frame.locator('gw-progress progress').count()).toBe(1);
  });

  test('the sidebar row shows how far it is', async () => {
    await session.activityBarIcon('Ghost-Writer').click();
    await expect.poll(async () => (await sidebarRows(page, 'Analyses'))[0]).toMatch(/many, \d+%, analysing documents/);
    await expect
      .poll(() => page.locator('.pane .monaco-list-row', { hasText: 'many' }).first().textContent())
      .toMatch(/▰|▱/);
  });

  test('a click on the status bar offers to cancel, and cancelling ends the process', async () => {
    const pid = analysisProcesses(session.server.pid)[0] ?? 0;
    await page
      .locator('.statusbar-item', { hasText: /Batch \d+%/ })
      .first()
      .click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Cancel' }).first().click();
    await statusBarText(page, /Batch cancelled/);
    await until(
      () => (isRunning(pid) ? undefined : true),
      () => 'the analysis process still runs',
      2_000,
    );
    await webviewFrame(page, /cancelled/i);
    expect(readdirSync(session.workspace).filter((name) => name.startsWith('many.analysis'))).toEqual([]);
    await session.activityBarIcon('Explorer').click();
  });
});

describe('a job whose process is killed', () => {
  test('fails with a clear message; the editor goes on, and so does the next job', async () => {
    const pid = await startLongJob();
    process.kill(pid, 'SIGKILL');
    const item = await notification(
      page,
      /many: The analysis process ended unexpectedly \(SIGKILL\)\. Run the analysis again\./,
    );
    expect(await item.locator('a.monaco-button').allTextContents()).toEqual(['Resume', 'Run Again']);
    await webviewFrame(page, /ended unexpectedly \(SIGKILL\)/);
    await rightClick(page, 'texts', 'Analyze Batch');
    await session.exported('texts.analysis.json');
  });

  test('goes on with Resume from what it has kept, to its end', async () => {
    await rightClick(page, 'hundreds', 'Analyze Batch');
    await statusBarText(page, /Batch \d+% · [1-9]\d*\/150/);
    const pid = await until(
      () => analysisProcesses(session.server.pid)[0],
      () => 'no analysis process is running',
    );
    process.kill(pid, 'SIGKILL');
    const frame = await webviewFrame(page, /hundreds.*ended unexpectedly \(SIGKILL\).*Resume/);
    await frame.locator('gw-notice vscode-button', { hasText: 'Resume' }).click();
    const report = await session.exportedReport('hundreds.analysis.json');
    expect(report.summary).toMatchObject({ documents: 150, analyzed: 150 });
    // Where the machine was quick, all of them had been kept.
    await webviewFrame(page, /\d+ of 150 analysed, the rest from the cache|All texts were known/);
  });
});

describe('a job that is paused', () => {
  test('ends its process, says how far it came, and goes on with Resume', async () => {
    await startLongJob();
    const frame = await webviewFrame(page, /Analysing documents/);
    await frame.locator('gw-progress vscode-button', { hasText: 'Pause' }).click();
    await webviewFrame(page, /The analysis is paused\. [\d,]+ of 20,?000 documents are done; that is kept\./);
    expect(analysisProcesses(session.server.pid)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'paused.png') });
    await session.activityBarIcon('Ghost-Writer').click();
    await expect.poll(async () => (await sidebarRows(page, 'Analyses'))[0]).toMatch(/^many, paused/);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'paused-sidebar.png') });
    await runCommand(page, 'Ghost-Writer: Resume Analysis', 'many');
    await statusBarText(page, /Batch \d+% · [1-9][\d,]*\/20,000/);
    await runCommand(page, 'Ghost-Writer: Cancel Analysis');
    await statusBarText(page, /Batch cancelled/);
    await session.activityBarIcon('Explorer').click();
  });
});

describe('running again', () => {
  test('after one file was edited analyses that file and takes the rest from the cache', async () => {
    await runCommand(page, 'Notifications: Clear All Notifications');
    appendFileSync(path.join(session.workspace, 'texts/bees/ines.txt'), ' One more sentence.\n');
    await rightClick(page, 'texts', 'Analyze Batch');
    await session.exported('texts.analysis-2.json');
    await webviewFrame(page, /1 of 23 analysed, the rest from the cache\./);
    await notification(page, /1 of 23 analysed, the rest from the cache/);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'one-of-many.png') });
  });
});

describe('reloading the window while a job runs', () => {
  test('ends its process; the job is offered to go on, and does', async () => {
    await runCommand(page, 'Notifications: Clear All Notifications');
    const pid = await startLongJob();
    await reloadWindow(page);
    await until(
      () => (isRunning(pid) ? undefined : true),
      () => `process ${pid} still runs`,
      10_000,
    );
    await session.activityBarIcon('Ghost-Writer').click();
    await expect
      .poll(async () => (await sidebarRows(page, 'Analyses'))[0], { timeout: 30_000 })
      .toMatch(/^many, interrupted/);
    const item = await notification(page, /The analysis of many was interrupted\. What was done is kept\./);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'interrupted.png') });
    await item.locator('a.monaco-button', { hasText: 'Resume' }).click();
    await statusBarText(page, /Batch \d+% · [1-9][\d,]*\/20,000/);
    await session.activityBarIcon('Explorer').click();
    await runCommand(page, 'Ghost-Writer: Cancel Analysis');
    await statusBarText(page, /Batch cancelled/);
  });
});

describe('closing VS Code while a job runs', () => {
  test('leaves no process behind after two seconds, and the job is interrupted when it is opened again', async () => {
    await runCommand(page, 'Notifications: Clear All Notifications');
    const pid = await startLongJob();
    session = await session.restart(async () => {
      await until(
        () => (isRunning(pid) ? undefined : true),
        () => `process ${pid} still runs`,
        2_000,
      );
    });
    ({ page } = session);
    await session.activityBarIcon('Ghost-Writer').click();
    await expect
      .poll(async () => (await sidebarRows(page, 'Analyses'))[0], { timeout: 20_000 })
      .toMatch(/^many, interrupted/);
    const jobs = path.join(session.server.storage, 'jobs');
    const interrupted = readdirSync(jobs).filter(
      (id) =>
        (JSON.parse(readFileSync(path.join(jobs, id, 'job.json'), 'utf8')) as { interrupted?: boolean }).interrupted,
    );
    expect(interrupted).toHaveLength(1);
    expect(readdirSync(path.join(jobs, interrupted[0] ?? '')).sort()).toEqual(['analyses.log', 'job.json']);
  });
});

// The extension as a client: a folder is analysed on a server of this machine, after a question.
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BatchPage } from '../../src/protocol/service.ts';
import { HttpClient } from '../server/support/http-client.ts';
import { addToken, dataFolder, endAll, type RunningServer, startServer } from '../server/support/programs.ts';
import { sampleWorkspace } from './batches.ts';
import { notification, rightClick, runCommand, until, webviewFrame } from './driver.ts';
import { analysisProcesses } from './processes.ts';
import { Session } from './session.ts';

let session: Session;
let page: Page;
let service: RunningServer;
let client: HttpClient;
let token: string;

beforeAll(async () => {
  const data = dataFolder();
  token = addToken(data, 'school');
  service = await startServer({ data });
  client = new HttpClient(service.url, token);
  session = await Session.start(sampleWorkspace(), undefined, { settings: { 'ghostwriter.server.url': service.url } });
  ({ page } = session);
});

afterAll(async () => {
  await session.end();
  await endAll();
});

const batches = () => client.json<BatchPage>('/api/batch/jobs');
const answer = async (label: string) => {
  await page.locator('.monaco-dialog-box a.monaco-button', { hasText: label }).click();
};

test('it asks before texts leave the machine, and without a yes nothing is connected to', async () => {
  await rightClick(page, 'texts', 'Analyze Batch');
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain(
    `The texts of texts leave this machine: they are uploaded to ${service.url}`,
  );
  await answer('Cancel');
  expect(service.log()).not.toContain('/api/batch');
});

test('without a token it says which command takes one', async () => {
  await rightClick(page, 'texts', 'Analyze Batch');
  await answer('Upload and Analyze');
  await notification(
    page,
    /asks for a token, or does not know the one that is kept here\. Run Ghost-Writer: Set Server Token…/,
  );
  expect((await batches()).total).toBe(0);
  await runCommand(page, 'Ghost-Writer: Set Server Token');
  const box = page.locator('.quick-input-widget', { hasText: 'Token for' });
  await box.waitFor();
  // What is typed before the box has its own empty beginning is gone: it is typed again while the box is there.
  await until(
    async () => {
      await box
        .locator('input[type="password"]')
        .fill(token, { timeout: 2000 })
        .catch(() => undefined);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(500);
      return (await box.isVisible()) ? undefined : true;
    },
    () => 'The token is not taken.',
  );
  await notification(page, /The token for .* is kept/);
});

test('the server analyses, and the same panel and exports are there; it does not ask again', async () => {
  await rightClick(page, 'texts', 'Analyze Batch');
  const report = await session.exportedReport('texts.analysis.json');
  expect(report.summary).toMatchObject({ documents: 24 });
  await webviewFrame(page, /24 documents in/);
  expect((await batches()).batches).toMatchObject([
    { status: 'completed', source: { name: 'texts' }, summary: report.summary },
  ]);
  expect(
    readdirSync(session.workspace)
      .filter((name) => name.startsWith('texts.analysis'))
      .sort(),
  ).toEqual(['texts.analysis.csv', 'texts.analysis.json']);
  expect(analysisProcesses(session.server.pid)).toEqual([]);
});

test('what is removed here is deleted there', async () => {
  expect((await batches()).total).toBe(1);
  // The newest of both comes first.
  await runCommand(page, 'Ghost-Writer: Remove Analysis', 'texts');
  await expect.poll(async () => (await batches()).total).toBe(0);
});

// How long VS Code waits for the extension to start, by the extension host's own record.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reloadWindow, runCommand } from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
beforeAll(async () => {
  session = await Session.start();
});
afterAll(() => session.end());

test('how long the extension takes to start is told by VS Code, and kept for npm run bench:ui', async () => {
  const { page } = session;
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    if (i > 0) await reloadWindow(page);
    // Its view stays open across reloads.
    if (i === 0) await session.activityBarIcon('Ghost-Writer').click();
    await runCommand(page, 'Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'Ghost-Writer' }).first();
    await row.waitFor();
    const time = row.locator('.activation-time');
    await expect.poll(() => time.textContent()).toMatch(/\d/);
    times.push(Number(/(\d+)\s*ms/.exec((await time.textContent()) ?? '')?.[1]));
  }
  await page.screenshot({ path: path.join(SCREENSHOTS, 'activation.png') });
  // For npm run bench:ui, which writes the figures down.
  const bench = path.join(import.meta.dirname, '../../build/bench');
  mkdirSync(bench, { recursive: true });
  writeFileSync(path.join(bench, 'activation.json'), JSON.stringify(times));
  for (const time of times) expect(time).toBeGreaterThan(0);
});

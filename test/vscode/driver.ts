// Drives a VS Code workbench in Chromium. Every function waits for what it names, and throws with the reason when it does not come.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Frame, type Locator, type Page } from 'playwright';
import { CHROMIUM_SWITCHES, requireChromium } from '../../scripts/chromium.mjs';
import type { Server } from './server.mjs';

/** The built-in themes of the four kinds: name in the picker, and in file names. */
export const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
} as const;

const WAIT_MS = 60_000;

/** How long the command palette is waited for before it is opened again. */
const PALETTE_MS = 5_000;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: requireChromium(), args: [...CHROMIUM_SWITCHES] });
}

/**
 * Opens the workbench of a server in a fresh browser profile.
 *
 * @param options `language`: what VS Code takes for its display language. Its own words stay English without a language pack, extensions are in that language
 */
export async function openWorkbench(
  browser: Browser,
  server: Server,
  { width = 1400, height = 900, language }: { width?: number; height?: number; language?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  // The palette's clipboard commands would ask for this.
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(server.url).origin });
  // A language pack's messages would set it, and need the network.
  if (language !== undefined)
    await context.addInitScript(
      (tag) => void Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => tag, set: () => undefined }),
      language,
    );
  const page = await context.newPage();
  await page.goto(server.url);
  await workbenchReady(page);
  return page;
}

/** Reloads the window as a user does, by the workbench's own command: it writes its state down first. */
export async function reloadWindow(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load', { timeout: 60_000 });
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
  await workbenchReady(page);
}

async function workbenchReady(page: Page): Promise<void> {
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  await page.waitForSelector('.statusbar-item', { timeout: 60_000 });
}

/**
 * Runs a command by its title through the command palette; further entries answer the quick inputs that follow. The palette closes when something
 * else takes the focus, as a panel does that is still loading: it is opened again until the command was chosen.
 */
export async function runCommand(page: Page, title: string, ...answers: readonly string[]): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  const choose = async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await input.fill(`>${title}`, { timeout: PALETTE_MS });
    await row.click({ timeout: PALETTE_MS });
  };
  for (const end = Date.now() + WAIT_MS; ;) {
    try {
      await choose();
      break;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
  for (const answer of answers) {
    await page.waitForTimeout(500);
    await input.fill(answer);
    await page.waitForTimeout(400);
    await page.keyboard.press('Enter');
  }
}

/** Changes the colour theme: one of {@link THEMES}. */
export async function setTheme(page: Page, theme: string): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme', theme);
  await page.waitForTimeout(800);
}

/** The row of the Explorer whose name is exactly this. */
export function explorerRow(page: Page, name: string): Locator {
  return page.locator('.explorer-folders-view .monaco-list-row', { has: page.getByText(name, { exact: true }) });
}

/**
 * Right-clicks an item of the Explorer and chooses a menu entry. Contributed entries come a moment after the workbench, so the menu is opened
 * again until the entry is there; an open menu takes some 400 ms before it accepts a click. Rows move while files appear (exports do), so the
 * menu is used only where the row that it belongs to, which the list marks as focused, is the one that was meant.
 */
export async function rightClick(page: Page, item: string, entryLabel: string): Promise<void> {
  const row = explorerRow(page, item);
  await row.waitFor({ timeout: WAIT_MS });
  const entry = page.locator('.monaco-menu .action-label', { hasText: entryLabel }).first();
  let other = '';
  for (const until = Date.now() + WAIT_MS; Date.now() < until;) {
    await row.click({ button: 'right' });
    await page.waitForTimeout(400);
    const focused = await page.locator('.explorer-folders-view .monaco-list-row.focused .label-name').allTextContents();
    other = focused[0] === item ? '' : ` The menu was that of ${focused[0] ?? 'no row'}.`;
    if (!other && (await entry.isVisible())) {
      await entry.click();
      // On a busy machine the menu is late to accept a click: it stays open then.
      if (
        await entry.waitFor({ state: 'hidden', timeout: 2_000 }).then(
          () => true,
          () => false,
        )
      )
        return;
    }
    await page.keyboard.press('Escape');
    await page.waitForTimeout(400);
  }
  throw new Error(`The menu of ${item} has no entry ${entryLabel}.${other}`);
}

/** All text in a document, shadow roots included. */
const DEEP_TEXT = `(() => { const all = (n) => [...n.childNodes].map((c) => c.nodeType === 3 ? c.textContent : c.nodeName === 'STYLE' ? '' : (c.shadowRoot ? all(c.shadowRoot) : '') + ' ' + all(c)).join(''); return all(document.body); })()`;

export async function deepText(frame: Frame): Promise<string> {
  return (await frame.evaluate<string>(DEEP_TEXT)).replace(/\s+/g, ' ').trim();
}

/** Looks again and again until there is something; throws the complaint when the time is over. */
export async function until<T>(
  look: () => Promise<T | undefined> | T | undefined,
  complaint: () => string,
  timeout = WAIT_MS,
  every = 50,
): Promise<T> {
  for (const end = Date.now() + timeout; ;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(complaint());
    await wait(every);
  }
}

/** The documents inside the webviews that are loaded, with their text. */
async function webviews(page: Page): Promise<{ frame: Frame; text: string }[]> {
  const found = [];
  for (const outer of await page.locator('iframe.webview.ready').elementHandles()) {
    const inner = await (await outer.contentFrame().catch(() => null))?.$('iframe#active-frame').catch(() => null);
    const frame = await inner?.contentFrame();
    if (!frame) continue;
    const text = await deepText(frame).catch(() => undefined);
    if (text !== undefined) found.push({ frame, text });
  }
  return found;
}

/** What the panels say: for complaints. */
export const panelTexts = async (page: Page): Promise<string[]> =>
  (await webviews(page)).map(({ text }) => text.slice(0, 300));

/** The document inside the webview whose text matches. A hidden webview is reloaded when it is shown: fetch the frame again then. */
export async function webviewFrame(page: Page, matching: RegExp, timeout = 60_000): Promise<Frame> {
  let seen: string[] = [];
  const look = async () => {
    const all = await webviews(page);
    seen = all.map(({ text }) => text.slice(0, 300));
    return all.find(({ text }) => matching.test(text))?.frame;
  };
  return until(look, () => `No webview matches ${String(matching)}; seen: ${JSON.stringify(seen)}`, timeout, 100);
}

/** What the first matching item of the status bar shows and says to a screen reader. */
export async function statusBarText(page: Page, matching: RegExp, timeout = WAIT_MS): Promise<string> {
  let items: string[] = [];
  const look = async () => {
    items = await page
      .locator('.statusbar-item')
      .evaluateAll((all) => all.map((e) => `${e.textContent} ${e.getAttribute('aria-label') ?? ''}`));
    return items.find((text) => matching.test(text));
  };
  return until(look, () => `No status bar item matches ${String(matching)}: ${items.join(' | ')}`, timeout, 30);
}

/** A probability as the panel shows it: never certain. */
export const shownProbability = (value: number): string =>
  value < 0.005 ? '<1%' : value >= 0.995 ? '>99%' : `${Math.round(value * 100)}%`;

/** Brings a part of the results to the front. */
export const openTab = (frame: Frame, name: 'Review' | 'Matches' | 'Topics' | 'Overview'): Promise<void> =>
  frame.getByRole('tab', { name, exact: true }).click();

/** Rows of a view in the sidebar, as they are read out. */
export async function sidebarRows(page: Page, view: string): Promise<string[]> {
  const pane = page.locator('.pane', { has: page.locator('.pane-header', { hasText: view }) }).first();
  return pane
    .locator('.monaco-list-row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent));
}

/** The notification whose text matches. Under the test driver none pops up by itself: the list of them is opened. */
export async function notification(page: Page, matching: RegExp): Promise<Locator> {
  const item = page.locator('.notification-list-item', { hasText: matching }).first();
  await until(
    async () => {
      if (await item.isVisible()) return true;
      await runCommand(page, 'Notifications: Show Notifications');
      await wait(500);
      return undefined;
    },
    () => `No notification matches ${String(matching)}.`,
  );
  return item;
}

const require = createRequire(import.meta.url);

/** WCAG 2.2 AA violations in a webview's document: none is an empty list. */
export async function axeViolations(frame: Frame): Promise<unknown[]> {
  await frame.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return frame.evaluate<unknown[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map((v) => ({ id: v.id, nodes: v.nodes.map((n) => n.target.join(' ') + ' – ' + n.failureSummary) })))`,
  );
}

// Drives the results panel by keys alone, and says where the focus is and whether it can be seen.
import type { Frame, Page } from 'playwright';
import { until } from './driver.ts';

/** Where the focus is in a webview: the element that has it, inside all shadow roots. */
export interface Focus {
  /** The panel's own elements on the way to it, outermost first. */
  readonly within: readonly string[];
  readonly role: string;
  readonly name: string;
}

const DEEPEST = `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; })()`;

export function focusIn(frame: Frame): Promise<Focus> {
  return frame.evaluate<Focus>(`(() => {
    const at = ${DEEPEST};
    const within = [];
    for (let node = at; node; node = node.parentNode ?? node.host) if (node.localName?.startsWith('gw-')) within.unshift(node.localName);
    const control = at?.localName === 'input' || at?.localName === 'button' ? (at.getRootNode().host?.localName?.startsWith('vscode-') ? at.getRootNode().host : at) : at;
    return { within, role: control?.getAttribute('role') ?? control?.localName ?? '', name: control?.getAttribute('aria-label') ?? at?.getAttribute('aria-label') ?? control?.textContent?.replace(/\\s+/g, ' ').trim() ?? '' };
  })()`);
}

/** Presses Tab, with Shift backwards, until the focus is where it is wanted. */
export async function tabTo(
  page: Page,
  frame: Frame,
  wanted: (focus: Focus) => boolean,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<Focus> {
  const seen: Focus[] = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press(key);
    const focus = await focusIn(frame);
    if (wanted(focus)) return focus;
    seen.push(focus);
  }
  throw new Error(
    `${key} does not lead there: ${seen.map(({ within, role, name }) => `${within.at(-1)} ${role} ${name.slice(0, 40)}`).join(' | ')}`,
  );
}

/** Whether what has the focus looks other than without it, and whether Tab leads away and Shift+Tab back: neither invisible nor a trap. */
export async function seenAndFree(
  page: Page,
  frame: Frame,
): Promise<{ readonly visible: boolean; readonly free: boolean }> {
  const box = await (await frame.evaluateHandle<Element | null>(DEEPEST)).asElement()?.boundingBox();
  const size = page.viewportSize();
  if (!box || !size) return { visible: false, free: false };
  const x = Math.max(0, box.x - 4);
  const y = Math.max(0, box.y - 4);
  const clip = {
    x,
    y,
    width: Math.min(size.width, box.x + box.width + 4) - x,
    height: Math.min(size.height, box.y + box.height + 4) - y,
  };
  const before = await focusIn(frame);
  const focused = await page.screenshot({ clip, caret: 'hide', animations: 'disabled' });
  await page.keyboard.press('Tab');
  const away = await focusIn(frame);
  const unfocused = await page.screenshot({ clip, caret: 'hide', animations: 'disabled' });
  await page.keyboard.press('Shift+Tab');
  const back = await focusIn(frame);
  return {
    visible: !focused.equals(unfocused),
    free: JSON.stringify(away) !== JSON.stringify(before) && JSON.stringify(back) === JSON.stringify(before),
  };
}

/** Runs a command by its title, without the mouse. */
export async function typeCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  const first = page.locator('.quick-input-list .monaco-list-row').first();
  // Contributed commands come a moment after the workbench, and the list does not follow: it is opened again until the command is there.
  await until(
    async () => {
      await page.keyboard.press('F1');
      await input.waitFor();
      await page.waitForTimeout(300);
      await page.keyboard.type(title);
      await page.waitForTimeout(700);
      if ((await first.textContent({ timeout: 1000 }).catch(() => ''))?.includes(title)) return true;
      await page.keyboard.press('Escape');
      return undefined;
    },
    () => `there is no command ${title}`,
    60_000,
  );
  await page.keyboard.press('Enter');
}

/** Answers a quick pick, without the mouse. */
export async function typeAnswer(page: Page, answer: string): Promise<void> {
  const first = page.locator('.quick-input-list .monaco-list-row').first();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: answer }).first().waitFor();
  await page.keyboard.type(answer);
  await until(
    async () => ((await first.textContent())?.includes(answer) ? true : undefined),
    () => `${answer} is not offered`,
  );
  await page.keyboard.press('Enter');
}

import type { LitElement } from 'lit';
import { ContextProvider } from '@lit/context';
import type { ExplanationAnswer } from '../../src/protocol/panel.ts';
import type { Capabilities, PanelState } from '../../src/protocol/panel-host.ts';
import { Batch } from '../../src/webview/batch.ts';
import { Formatter } from '../../src/webview/format.ts';
import { hostContext } from '../../src/webview/hosted-element.ts';
import { GwPanel } from '../../src/webview/panel/panel.ts';
import { SelectionStore } from '../../src/webview/selection-store.ts';
import type { Report } from '../../src/report/report.ts';
import type { ViewState } from '../../src/webview/view-state.ts';
import { fakeHost } from './fixtures/host.ts';
import { applyTheme } from './themes/apply-theme.ts';
import '../../src/webview/controls.ts';

// The toolkit follows the theme from the page's load on; a test's page is loaded before its modules.
window.dispatchEvent(new Event('load'));

/** Puts an element alone on the page, 900 × 600 px, and waits for its first rows. */
export async function mount<T extends LitElement>(element: T, host: Capabilities = fakeHost()): Promise<T> {
  if (!document.body.className) applyTheme('dark-modern');
  const box = document.createElement('div');
  box.style.cssText = 'width: 900px; height: 600px; display: flex; flex-direction: column';
  new ContextProvider(box, { context: hostContext, initialValue: host });
  element.style.flex = '1';
  box.append(element);
  document.body.replaceChildren(box);
  await settled(element);
  return element;
}

/** An element with a batch and a store, as the panel gives it. */
export async function mountWith<T extends LitElement & { batch: Batch; store: SelectionStore; format: Formatter }>(
  element: T,
  report: Report,
  view: Partial<ViewState> = {},
  host?: Capabilities,
): Promise<T> {
  element.batch = new Batch(report);
  element.store = new SelectionStore(view);
  element.format = new Formatter('en');
  return mount(element, host);
}

export async function mountPanel(
  state: PanelState,
  view: Partial<ViewState> = {},
  host: Capabilities = fakeHost(),
): Promise<GwPanel> {
  if (!document.body.className) applyTheme('dark-modern');
  const panel = new GwPanel();
  panel.store = new SelectionStore(view);
  panel.host = host;
  panel.state = state;
  document.body.replaceChildren(panel);
  await settled(panel);
  return panel;
}

/** The panel with its first document's evidence open in full; an explanation that was not answered is still on its way. */
export async function mountExplained(
  state: PanelState,
  answer: ExplanationAnswer | undefined,
  view: Partial<ViewState> = {},
): Promise<GwPanel> {
  const host = fakeHost();
  if (answer) host.explain.mockResolvedValue(answer);
  const panel = await mountPanel(state, { document: 'd01', ...view }, host);
  for (const summary of deep(deep(panel, 'gw-evidence')[0]!, 'summary')) summary.click();
  await settled(panel);
  return panel;
}

/** Waits until everything is drawn: virtual lists measure and fill themselves over a few frames. */
export async function settled(element: LitElement): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
  }
}

/** All elements that match, in an element's shadow tree and the shadow trees inside. */
export function deep<T extends Element = HTMLElement>(root: Element | ShadowRoot, selector: string): T[] {
  const scope = root instanceof Element ? (root.shadowRoot ?? root) : root;
  return [
    ...scope.querySelectorAll<T>(selector),
    ...[...scope.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? deep<T>(e.shadowRoot, selector) : [])),
  ];
}

/** Text as a reader sees it, without the line breaks of the templates. */
export function text(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

export function press(target: EventTarget, key: string, modifiers: KeyboardEventInit = {}): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...modifiers }),
  );
}

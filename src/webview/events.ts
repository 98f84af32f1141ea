/** What the elements ask of the page around them; `main.ts` passes it on to the extension. */
export interface PanelEvents {
  'open-document': { readonly id: string };
  'open-pair': { readonly a: string; readonly b: string };
  'export-report': { readonly format: 'csv' | 'json' };
  'cancel-job': null;
  'run-again': null;
}

/** Sends one of them up through all shadow roots. */
export function emit<K extends keyof PanelEvents>(from: EventTarget, name: K, detail: PanelEvents[K]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

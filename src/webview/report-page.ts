/**
 * An exported report's page, before the panel's own script: it stands in for the extension, and answers the one question that matters with the data that the page holds. So the page shows the very
 * same panel, by the very same script.
 */
import type { PanelState } from '../protocol/panel.ts';
import type { Excerpts } from '../report/excerpts.ts';
import type { Report } from '../report/report.ts';
import type { VsCodeApi } from './connection.ts';
import type { GwPrintout } from './printout/printout.ts';
import './report-page.css';

/** What stands in the page's `<script type="application/json">`. */
interface PageData {
  readonly report: Report;
  readonly excerpts: Excerpts;
}

const { report, excerpts } = JSON.parse(document.getElementById('report')?.textContent ?? '') as PageData;
const state: PanelState = {
  job: report.job,
  report,
  documents: [],
  locale: navigator.language,
  detached: { from: 'page', excerpts },
};

const host: VsCodeApi = {
  postMessage(message) {
    const { id, method, params } = message as {
      readonly id?: number;
      readonly method?: string;
      readonly params?: { readonly text?: string };
    };
    if (method === 'state') dispatchEvent(new MessageEvent('message', { data: { jsonrpc: '2.0', id, result: state } }));
    else if (method === 'copy') void navigator.clipboard.writeText(params?.text ?? '');
  },
  getState: () => undefined,
  setState: () => undefined,
};
Object.assign(globalThis, { acquireVsCodeApi: () => host });

// Lists in the panel hold the rows that are in view. Paper gets them all, drawn when it is asked for.
type Printout = HTMLElement & Pick<GwPrintout, 'report' | 'excerpts' | 'performUpdate'>;
let printout: Printout | undefined;
const prepare = () => {
  if (printout) return;
  printout = document.createElement('gw-printout') as Printout;
  printout.report = report;
  printout.excerpts = excerpts;
  document.body.append(printout);
  // Nothing waits for a later turn once a page is being printed.
  printout.performUpdate();
};
addEventListener('beforeprint', prepare);
matchMedia('print').addEventListener('change', ({ matches }) => matches && prepare());
addEventListener('afterprint', () => {
  printout?.remove();
  printout = undefined;
});

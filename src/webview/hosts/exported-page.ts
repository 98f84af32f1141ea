/**
 * An exported report's page, before the panel's own script: it is the host, and gives the data that the page holds. So the page shows the very same panel, by the very same script.
 */
import { capabilitiesOf, type PanelHost } from '../../protocol/panel-host.ts';
import type { Excerpts } from '../../report/excerpts.ts';
import type { Report } from '../../report/report.ts';
import type { GwPrintout } from '../printout/printout.ts';
import '../report-page.css';

/** What stands in the page's `<script type="application/json">`. */
interface PageData {
  readonly report: Report;
  readonly excerpts: Excerpts;
}

const { report, excerpts } = JSON.parse(document.getElementById('report')?.textContent ?? '') as PageData;

const host: PanelHost = {
  state: () =>
    Promise.resolve({
      job: report.job,
      report,
      documents: [],
      locale: navigator.language,
      can: capabilitiesOf(host),
      apart: { from: 'page', excerpts },
    }),
  copy: (text) => navigator.clipboard.writeText(text),
};

globalThis.ghostwriterHost = { connect: () => host, saved: () => undefined, save: () => undefined };

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

import type { Excerpts } from '../report/excerpts.ts';
import type { Report } from '../report/report.ts';
import { exportJson } from './json.ts';

/** Where the built page takes the name of the batch, and the data. */
const TITLE = '<!--title-->';
const DATA = '<!--data-->';

/**
 * A report as one page that needs nothing but a browser: the panel's own elements with the report inside, under a policy that lets nothing in from anywhere.
 *
 * @param template the built `report-page.html`
 * @param excerpts stretches of the texts; none of them is in the page otherwise
 * @returns the page's text in pieces, none larger than the template or one element of the report
 */
export function* exportHtml(report: Report, template: string, excerpts: Excerpts = {}): Generator<string> {
  const [head, body] = halves(template, TITLE);
  const [before, after] = halves(body, DATA);
  yield head;
  yield escaped(report.job.source.name);
  yield before;
  yield '{"report":';
  for (const piece of exportJson(report)) yield inScript(piece);
  yield `,"excerpts":${inScript(JSON.stringify(excerpts))}}`;
  yield after;
}

function halves(template: string, mark: string): [string, string] {
  const at = template.indexOf(mark);
  if (at < 0) throw new Error(`The report's page has no ${mark}. Install the extension again.`);
  return [template.slice(0, at), template.slice(at + mark.length)];
}

/** JSON as it may stand inside a `<script>`: nothing in it can end the element or begin a comment. */
const inScript = (json: string) => json.replaceAll('<', '\\u003c');

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

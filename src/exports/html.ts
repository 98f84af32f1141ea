import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Excerpts } from '../report/excerpts.ts';
import type { Outgoing, PageParts } from './export-options.ts';
import { escaped } from './html-text.ts';
import { exportJson } from './json.ts';

/** Reads them from the folder of the bundles. */
export async function readPageParts(dist: string): Promise<PageParts> {
  const read = (...files: readonly string[]) =>
    Promise.all(files.map((file) => readFile(path.join(dist, file), 'utf8')));
  const [scripts, styles] = await Promise.all([
    read('report-page.js', 'webview.js'),
    read('webview.css', 'report-page.css'),
  ]);
  return { scripts, style: styles.join('') };
}

/**
 * A report as one page that needs nothing but a browser: the panel's own elements with the report inside. Its policy (CSP) lets nothing in from anywhere and runs these scripts alone.
 *
 * @param excerpts stretches of the texts; none of them is in the page otherwise
 * @returns the page's text in pieces, none larger than the script or one element of the report
 */
export function* exportHtml(
  { report, manifest }: Outgoing,
  { scripts, style, language }: PageParts,
  excerpts: Excerpts = {},
): Generator<string> {
  if (scripts.some((script) => /<\/?script/i.test(script)) || /<\/style/i.test(style))
    throw new Error('A built script cannot stand inside a page: it would end there.');
  // The toolkit's elements make an empty style sheet, which they fill by script.
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'${hashOf(script)}'`).join(' ')}`,
    `style-src '${hashOf(style)}' '${hashOf('')}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  yield `<!DOCTYPE html>
<html lang="${language?.tag ?? 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Ghost-Writer Batch Analysis ${escaped(report.job.engine.version)}">
<title>${escaped(report.job.source.name)} – Ghost-Writer</title>
<style>`;
  yield style;
  yield `</style>\n</head>\n<body>\n<noscript>${escaped(language?.withoutScript ?? 'This report is drawn by the script inside it. Allow scripts for this file to see it.')}</noscript>\n`;
  if (language)
    yield `<script type="application/json" id="l10n">${inScript(JSON.stringify(language.words))}</script>\n`;
  yield '<script type="application/json" id="report">{"report":';
  for (const piece of exportJson(report, manifest)) yield inScript(piece);
  yield `,"excerpts":${inScript(JSON.stringify(excerpts))}}</script>\n`;
  for (const script of scripts) yield `<script type="module">${script}</script>\n`;
  yield '</body>\n</html>\n';
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** JSON as it may stand inside a `<script>`: nothing in it can end the element or begin a comment. */
const inScript = (json: string) => json.replaceAll('<', '\\u003c');

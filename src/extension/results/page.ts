import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { languageOfWords } from '../jobs/words.ts';

/**
 * A webview's page: one script and one style sheet from the extension, the words of the user's language, and nothing from anywhere else.
 *
 * @param name of both in `dist/`
 */
export function pageOf(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  title: string,
  name: 'webview' | 'changes' = 'webview',
): string {
  const nonce = randomBytes(16).toString('base64');
  const at = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${languageOfWords()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at(`${name}.css`)}">
<title>${escaped(title)}</title>
</head>
<body>
${wordsOfPage()}<script type="module" nonce="${nonce}" src="${at(`${name}.js`)}"></script>
</body>
</html>`;
}

/** What the page's elements say in the user's language; nothing in English. */
function wordsOfPage(): string {
  const { bundle } = vscode.l10n;
  return bundle
    ? `<script type="application/json" id="l10n">${JSON.stringify(bundle).replaceAll('<', '\\u003c')}</script>\n`
    : '';
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** A page that says what went wrong, and does nothing. */
export function failurePage(title: string, message: string): string {
  return `<!DOCTYPE html>
<html lang="${languageOfWords()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>${escaped(title)}</title>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p role="alert">${escaped(message)}</p>
</main>
</body>
</html>`;
}

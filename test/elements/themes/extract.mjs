// Saves what VS Code gives a webview in each of its four built-in themes: the classes of `body` and the colour variables on `html`.
// Needs the workbench that test/vscode drives; run again when VS Code's themes change:
//   node test/elements/themes/extract.mjs
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_SWITCHES, requireChromium } from '../../../scripts/chromium.mjs';
import { startServer } from '../../vscode/server.mjs';

const here = import.meta.dirname;
const root = path.join(here, '../../..');

/** File, name in the settings, kind that VS Code calls it. */
const THEMES = [
  ['dark-modern', 'Default Dark Modern', 'vscode-dark'],
  ['light-modern', 'Default Light Modern', 'vscode-light'],
  ['high-contrast', 'Default High Contrast', 'vscode-high-contrast'],
  ['high-contrast-light', 'Default High Contrast Light', 'vscode-high-contrast-light'],
];

/** The variables that the panel or the toolkit reads: of VS Code's eight hundred about a hundred. */
function usedVariables() {
  const own = readdirSync(path.join(root, 'src/webview'), { recursive: true }).filter((name) =>
    /\.(ts|css)$/.test(name),
  );
  const sources = [
    ...own.map((name) => path.join(root, 'src/webview', name)),
    path.join(root, 'node_modules/@vscode/webview-ui-toolkit/dist/toolkit.js'),
  ];
  return new Set(sources.flatMap((file) => readFileSync(file, 'utf8').match(/--vscode-[\w-]+/g) ?? []));
}

async function runCommand(title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input[type="text"]').fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click({ timeout: 5000 });
}

async function readPage() {
  const outer = await (await page.$('iframe.webview.ready')).contentFrame();
  const frame = await (await outer.$('iframe#active-frame')).contentFrame();
  return frame.evaluate(() => ({
    classes: document.body.className.split(' ').filter((c) => /^vscode-(dark|light|high-contrast)/.test(c)),
    kind: document.body.dataset.vscodeThemeKind,
    style: document.documentElement.getAttribute('style'),
  }));
}

/** What the webview's page has once it is of the expected kind. */
async function pageOf(expected) {
  for (let tries = 0; ; tries++) {
    await page.waitForTimeout(500);
    // The page is loaded anew now and then, so that a frame may be gone already.
    const found = await readPage().catch(() => undefined);
    if (found?.kind === expected) return found;
    if (tries === 40) throw new Error(`the page did not become ${expected}: it is ${found?.kind}`);
  }
}

// The preview of a Markdown file is a webview, so that no extension has to be installed.
const workspace = mkdtempSync(path.join(tmpdir(), 'themes-'));
writeFileSync(path.join(workspace, 'page.md'), '# page\n');
mkdirSync(path.join(workspace, '.vscode'));
const settings = path.join(workspace, '.vscode/settings.json');
writeFileSync(settings, '{}');
const server = await startServer({ workspace });
const browser = await chromium.launch({ executablePath: requireChromium(), args: CHROMIUM_SWITCHES });
const page = await browser.newPage();
await page.goto(server.url);
await page.waitForSelector('.statusbar-item', { timeout: 60_000 });
try {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'page.md' }).first().dblclick();
  // The command comes with the Markdown extension, some seconds after the file.
  for (let tries = 4; ; tries--) {
    await page.waitForTimeout(2000);
    const failed = await runCommand('Markdown: Open Preview').then(
      () => undefined,
      (error) => error,
    );
    if (!failed) break;
    if (tries === 0) throw failed;
  }
  const used = usedVariables();
  for (const [name, theme, expected] of THEMES) {
    writeFileSync(settings, JSON.stringify({ 'workbench.colorTheme': theme }));
    const { classes, kind, style } = await pageOf(expected);
    const variables = Object.fromEntries(
      style
        .split(/;\s*(?=--)/)
        .map((rule) => [
          rule.slice(0, rule.indexOf(':')).trim(),
          rule
            .slice(rule.indexOf(':') + 1)
            .replace(/;\s*$/, '')
            .trim(),
        ])
        .filter(([key]) => used.has(key))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    writeFileSync(path.join(here, `${name}.json`), `${JSON.stringify({ theme, kind, classes, variables }, null, 2)}\n`);
    console.log(`${name}.json: ${Object.keys(variables).length} variables, ${classes.join(' ')}`);
  }
} finally {
  await browser.close();
  await server.stop();
  server.remove();
  rmSync(workspace, { recursive: true });
}

// Nothing that users see is written into the code: it goes through l10n.t, and is asked for when it is shown.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from '../support/paths.ts';

/** Names and signs that are the same in every language. */
const SAME_EVERYWHERE = /Ghost-Writer( Batch Analysis)?|SHA-256|\b(?:CSV|JSON|HTML|ZIP|[AB])\b/g;

/** Attributes and properties whose text users see or hear. */
const SHOWN = new Set([
  'title',
  'label',
  'aria-label',
  'aria-roledescription',
  'placeholder',
  'placeHolder',
  'description',
  'detail',
  'tooltip',
  'openLabel',
  'saveLabel',
  'text',
  'failure',
  'note',
]);

const MESSAGES = /^vscode\.window\.show(Information|Warning|Error)Message$/;

const says = (text: string) =>
  /\p{L}{2}/u.test(
    text
      .replace(/&\w+;/g, '')
      .replace(SAME_EVERYWHERE, '')
      .replace(/\$\([\w~-]+\)/g, ''),
  );

/** The pieces of a string or template that stand in the code, with a sign for each value. */
function written(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((s) => s.literal.text)].join('\u0000');
  return undefined;
}

/** Text and spoken attributes of a Lit template. */
function inTemplate(template: string): string[] {
  const tags = [...template.matchAll(/<[^>]*>/g)].map((m) => m[0]).join('');
  const attributes = [...tags.matchAll(/([\w-]+)="([^"]*)"/g)].flatMap(([, name = '', value = '']) =>
    SHOWN.has(name) ? [value] : [],
  );
  return [template.replace(/<!--.*?-->|<[^>]*>/gs, '\u0000'), ...attributes].filter(says);
}

function bareTexts(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const note = (node: ts.Node | undefined) => {
    if (!node) return;
    if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(note);
    if (ts.isBinaryExpression(node)) [node.left, node.right].forEach(note);
    if (ts.isCallExpression(node) && node.expression.getText() === 'plainMessage') node.arguments.forEach(note);
    const text = written(node);
    if (text !== undefined && says(text)) found.push(text);
  };
  const look = (node: ts.Node) => {
    if (ts.isTaggedTemplateExpression(node) && /^(html|svg)$/.test(node.tag.getText()))
      found.push(...inTemplate(written(node.template) ?? ''));
    if (ts.isPropertyAssignment(node) && SHOWN.has(node.name.getText())) note(node.initializer);
    if (ts.isCallExpression(node) && MESSAGES.test(node.expression.getText())) node.arguments.forEach(note);
    if (
      ts.isNewExpression(node) &&
      /^(Error|vscode\.(TreeItem|FileDecoration|MarkdownString))$/.test(node.expression.getText())
    )
      node.arguments?.forEach(note);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** Calls of l10n.t that run as soon as the module is loaded, before a language is known. */
function tooEarly(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const look = (node: ts.Node) => {
    // What goes wrong while a page begins does so after its first import.
    if (ts.isFunctionLike(node) || ts.isCatchClause(node)) return;
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText())) found.push(node.getText());
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function each(folder: string, check: (source: ts.SourceFile) => string[]): Record<string, string[]> {
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.d.ts'),
  );
  const results = files.map(
    (name) =>
      [
        name.split(path.sep).join('/'),
        check(
          ts.createSourceFile(name, readFileSync(path.join(ROOT, folder, name), 'utf8'), ts.ScriptTarget.Latest, true),
        ),
      ] as const,
  );
  return Object.fromEntries(results.filter(([, found]) => found.length > 0));
}

test('a bare text is found', () => {
  const source = (text: string) => ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  expect(bareTexts(source('html`<p title="A tip" class="dim">${x} documents</p>`'))).toHaveLength(2);
  expect(
    bareTexts(source('void vscode.window.showErrorMessage(plainMessage(`${name} is gone`), l10n.t("Go on"))')),
  ).toEqual(['\u0000 is gone']);
  expect(bareTexts(source('const item = { label: on ? "Hide" : l10n.t("Show"), id: "show" }'))).toEqual(['Hide']);
  expect(tooEarly(source('const NAME = l10n.t("Name"); const name = () => l10n.t("Name");'))).toEqual([
    'l10n.t("Name")',
  ]);
});

// The service's own pages are in English, as its API is.
test('the panel has no bare text', () => {
  const { 'service/batch-list.ts': _, ...others } = each('src/webview', bareTexts);
  expect(others).toEqual({});
});

test('the extension has no bare text', () => {
  // The API for other extensions speaks to their authors, assistants to language models.
  const { 'api/public-api.ts': _, ...others } = each('src/extension', bareTexts);
  expect(others).toEqual({});
});

test('no text is asked for before its language is known', () => {
  expect(each('src', tooEarly)).toEqual({});
});

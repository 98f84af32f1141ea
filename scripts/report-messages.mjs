// What the analysis says in English into reports, warnings and failures, by the code that says it: pages know it again and say it in their language (src/webview/retold.ts).
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Where messages for people come from that are made without knowing a language. */
const FOLDERS = ['src/analysis', 'src/worker', 'src/remote'];

/** Calls whose argument stands inside of a message. */
const INNER = /^(damaged|crashed)$/;

/** What stands before a message that goes on with "is" or "has": the archive's name, or this. */
const SUBJECT = 'This archive';

/**
 * The messages of all code in {@link FOLDERS}: whole sentences, with `{0}` and so on in place of values.
 * One whose values bring words of their own, such as a plural, is left out: half of it would stay in English.
 *
 * @param root absolute path of the project
 */
export function reportMessages(root) {
  const files = FOLDERS.flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => path.join(root, folder, name)));
  return [...new Set([SUBJECT, ...files.flatMap((file) => messagesIn(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)))])];
}

function messagesIn(source) {
  const found = [];
  const look = (node) => {
    const text = textOf(node);
    const inner = ts.isCallExpression(node.parent ?? node) && INNER.test(node.parent.expression.getText());
    if (text !== undefined && !isPartOfTemplate(node)) {
      if (/^(is|has|was) .+\.$/s.test(text)) found.push(`{0} ${text.replace(/\{(\d)\}/g, (_, i) => `{${Number(i) + 1}}`)}`);
      else if (/^([A-Z]|\{0\} ).*[a-z]{2} [a-z].*\.$/s.test(text) || (inner && /[a-z]{2} [a-z]/.test(text))) found.push(text);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** A literal's text; `undefined` for what is none, or has words among its values. */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  if (node.templateSpans.some(({ expression }) => /['"`][^'"`]*[a-z]{3}[^'"`]*['"`]/.test(expression.getText()))) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }, i) => `{${i}}${literal.text}`).join('');
}

const isPartOfTemplate = (node) => ts.isTemplateSpan(node.parent ?? node) || (node.parent !== undefined && ts.isConditionalExpression(node.parent) && ts.isTemplateSpan(node.parent.parent));

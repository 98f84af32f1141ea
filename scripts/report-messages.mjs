// What the analysis says in English into reports, warnings and failures, by the code that says it: pages know it again and say it in their language (src/webview/retold.ts).
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Where messages for people come from that are made without knowing a language. */
const PLACES = ['src/analysis', 'src/process', 'src/remote', 'src/protocol/server-events.ts', 'src/exports/read-own-report.ts', 'src/exports/missing-passages.ts'];

/** Calls whose argument stands inside of a message. */
const INNER = /^(damaged|crashed|inMessage)$/;

/** What stands before a message that goes on with "is" or "has": the archive's name, or this. */
const SUBJECT = 'This archive';

/**
 * The messages of all code in {@link PLACES}: whole sentences, with `{0}` and so on in place of values.
 * Where a condition chooses between words, such as a plural, each way is a message of its own. Other expressions with words among their values are refused: half of the message would stay in English.
 *
 * @param root absolute path of the project
 */
export function reportMessages(root) {
  const files = PLACES.flatMap((place) => (place.endsWith('.ts') ? [place] : readdirSync(path.join(root, place), { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => path.join(place, name)))).map((file) => path.join(root, file));
  return [...new Set([SUBJECT, ...files.flatMap((file) => messagesIn(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)))])];
}

function messagesIn(source) {
  const found = [];
  const look = (node) => {
    const inner = ts.isCallExpression(node.parent ?? node) && INNER.test(node.parent.expression.getText());
    if (!isPartOfTemplate(node)) {
      for (const text of textsOf(node)) {
        if (/^(is|has|was) .+\.$/s.test(text)) found.push(`{0} ${text.replace(/\{(\d)\}/g, (_, i) => `{${Number(i) + 1}}`)}`);
        else if (/^([A-Z]|\{0\} |\d ).*[a-z]{2} [a-z].*\.$/s.test(text) || (inner && /[a-z]{2}[ -][a-z]/.test(text))) found.push(text);
      }
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** What a literal may say: one text, and for each condition that words among its values hang on, twice as many. None for what is no literal. */
function textsOf(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  const conditions = [...new Set(conditionsIn(node))];
  return Array.from({ length: 2 ** conditions.length }, (_, ways) => {
    let values = 0;
    const said = (part) => {
      if (ts.isStringLiteralLike(part)) return part.text;
      if (ts.isTemplateExpression(part)) return part.head.text + part.templateSpans.map(({ expression, literal }) => said(expression) + literal.text).join('');
      if (hasWords(part)) return said(ways & (1 << conditions.indexOf(part.condition.getText())) ? part.whenTrue : part.whenFalse);
      return `{${values++}}`;
    };
    return said(node);
  });
}

/** The conditions that words among the values of a template hang on. */
function conditionsIn(template) {
  return template.templateSpans.flatMap(({ expression }) => {
    if (!hasWords(expression)) return [];
    if (!ts.isConditionalExpression(expression)) throw new Error(`Words among the values of a message, other than by a condition: ${template.getText()}`);
    return [expression.condition.getText(), ...[expression.whenTrue, expression.whenFalse].flatMap((way) => (ts.isTemplateExpression(way) ? conditionsIn(way) : []))];
  });
}

/** Whether an expression may say words that stand in it. */
function hasWords(node) {
  if (ts.isConditionalExpression(node)) return hasWords(node.whenTrue) || hasWords(node.whenFalse);
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) return /[a-z]{3}/.test(node.text);
  // What is looked up or compared with is not said.
  if (ts.isElementAccessExpression(node)) return hasWords(node.expression);
  if (ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText())) return false;
  return ts.forEachChild(node, (child) => hasWords(child) || undefined) === true;
}

const isPartOfTemplate = (node) => ts.isTemplateSpan(node.parent ?? node) || (node.parent !== undefined && ts.isConditionalExpression(node.parent) && ts.isTemplateSpan(node.parent.parent));

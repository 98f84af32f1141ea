import type { Nodes, Parents, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import type { TextSpan } from '../../document/segments.ts';
import { allBut } from './spans.ts';

const KINDS = ['yaml', 'toml'] as const;
const OPTIONS = {
  extensions: [gfm(), frontmatter([...KINDS]), math()],
  mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown([...KINDS]), mathFromMarkdown()],
};

/** Escapes and character references: what they stand for is no word. */
const NOT_WORDS = /\\(?=[!-/:-@[-`{-~])|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]*);/gi;

/**
 * What is markup in Markdown (CommonMark with GitHub's tables, footnotes and links, front matter and formulas): all but the words of headings,
 * paragraphs, lists, quotations and footnotes. Code in a line belongs to its sentence; code blocks, tables, formulas, addresses and HTML tags are
 * markup.
 */
export function markdownMarkup(source: string): TextSpan[] {
  const words: TextSpan[] = [];
  const add = (start: number, end: number) => {
    let from = start;
    for (const { 0: match, index } of source.slice(start, end).matchAll(NOT_WORDS)) {
      words.push({ start: from, end: start + index });
      from = start + index + match.length;
    }
    words.push({ start: from, end });
  };
  const visit = (node: Nodes): void => {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    switch (node.type) {
      case 'text':
        if (!isAddress(node)) add(start, end);
        return;
      case 'inlineCode':
        return add(start + 1, end - 1);
      case 'html':
        for (const { start: a, end: b } of betweenTags(source.slice(start, end))) add(start + a, start + b);
        return;
      case 'table':
        return;
      case 'inlineMath':
        if (isPrice(source, start, end)) add(start + 1, end - 1);
        return;
      case 'math':
        // One that is not closed takes the rest of the text with it.
        if (!source.slice(start, end).trimEnd().endsWith('$$') && isProse(node.value)) add(start + 2, end);
        return;
      case 'code':
        if (/^\s*(?:```|~~~)/.test(source.slice(start, end))) return;
        // Indented paragraphs that follow each other are one block, of which some may be code.
        if (isProse(node.value)) add(start, end);
        else
          for (const { 0: part, index } of source.slice(start, end).matchAll(/[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g))
            if (isProse(part)) add(start + index, start + index + part.length);
        return;
      default:
        if ('children' in node) for (const child of (node as Parents).children) visit(child);
    }
  };
  visit(fromMarkdown(source, OPTIONS));
  return allBut(words, source.length);
}

/** Whether what stands between two dollars is no formula: a digit behind the second one, or prose. */
function isPrice(source: string, start: number, end: number): boolean {
  const formula = source.slice(start, end);
  if (!/^\$[^$]/.test(formula)) return false;
  return (
    /\d/.test(source.charAt(end)) ||
    /\s\$$/.test(formula) ||
    (/^\$\d/.test(formula) && /\p{L}{3,}[\s,]+\p{L}{2,}/u.test(formula)) ||
    isProse(formula.slice(1, -1))
  );
}

/** Words that prose has at least, and characters of code that it has at most for each of its letters. */
const LEAST_WORDS = 5;
const MOST_SIGNS = 0.04;

/** Whether a block that is indented like code, or a formula, is written in words. */
function isProse(text: string): boolean {
  const words = text.match(/(?<![\w\\])\p{L}[\p{L}’'-]*(?=[\s,.;:!?)”"]|$)/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const signs = text.match(/[{}<>=\\[\]|&_*+/^#@;$]|\(\)|\w\(/g)?.length ?? 0;
  const tokens = text.match(/\S+/g)?.length ?? 0;
  return words >= LEAST_WORDS && signs <= MOST_SIGNS * letters && words >= 0.75 * tokens;
}

/** A bare address is a link whose text is the address. */
const isAddress = ({ value }: Text) => /^(?:https?:\/\/|www\.)\S+$/i.test(value);

function betweenTags(html: string): TextSpan[] {
  const spans: TextSpan[] = [];
  let from = 0;
  for (const { 0: tag, index } of html.matchAll(
    /<!--[^]*?(?:-->|$)|<(script|style|pre)\b[^]*?(?:<\/\1\s*>|$)|<[^>]*(?:>|$)/gi,
  )) {
    spans.push({ start: from, end: index });
    from = index + tag.length;
  }
  spans.push({ start: from, end: html.length });
  return spans;
}

import type { TextSpan } from '../../document/segments.ts';
import { merged } from './spans.ts';

/** Underlines and overlines of headings, transitions, and the borders of tables. */
const RULE = /^\s*([=\-`:.'"~^_*+#<>])\1{2,}\s*$|^\s*(?:[=-]{2,}\s+)+[=-]{2,}\s*$|^\s*\+(?:[-=]+\+)+\s*$/;

/** What begins with two dots: directives, link targets, footnotes, substitutions and comments. */
const EXPLICIT = /^(\s*)\.\.(?:\s+|$)/;

/** Directives whose content is text like that around it. */
const TEXT_DIRECTIVES =
  /^\s*\.\.\s+(?:admonition|attention|caution|danger|error|hint|important|note|tip|warning|abstract|epigraph|pull-quote|topic|sidebar|container|compound|rst-class)::/;
/** The border of a table whose columns are apart by blanks. */
const SIMPLE_TABLE = /^\s*={2,}(?:\s+={2,})+\s*$/;
/** The number of an item: `1.`, `(a)`, `iv)`, `#.`, before text. A capital and a full stop are somebody's initial. */
const ENUMERATOR =
  /^\s*(?:\((?:\d{1,3}|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)\)|(?:\d{1,3}|[a-z]|[ivxlcdm]+|#)[.)]|[A-Z]\))(?=\s+\S)/;
const FOOTNOTE = /^(\s*)\.\.\s+\[[^\]]+\]\s/;

/** Roles, references and the marks of emphasis in a line; the group is what stays. */
const INLINE: readonly RegExp[] = [
  /:[\w:+.-]+:`(?:([^`<]*?) ?<[^>`]*>|([^`]*))`/g,
  /`([^`<]+?) ?<[^>`]*>`__?/g,
  /``([^`]+)``/g,
  /`([^`]+)`(?:__?)?/g,
  /\*\*([^*]+)\*\*/g,
  /(?<![\w*])\*([^*\s][^*]*)\*/g,
  /\|[^|\s][^|]*\|_?/g,
  /\[(?:#?\w*|\*)\]_/g,
  /https?:\/\/[^\s>`]+/g,
  /::\s*$/g,
];

/**
 * What is markup in reStructuredText: directives with their options, code blocks after `::`, tables, comments, targets, field lists, and the marks
 * of roles, links and emphasis. No library for it keeps positions, and few lines suffice for its line-wise syntax.
 */
export function restructuredTextMarkup(source: string): TextSpan[] {
  const spans: TextSpan[] = [];
  /** Indentation beyond which lines belong to a block that is markup; `undefined` outside. */
  let block: number | undefined;
  let inOptions = false;
  let inTable = false;
  let wasBlank = true;
  let inList = false;
  const lastBorder = lastBorderIn(source);
  let offset = 0;
  for (const line of source.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    const all = { start, end: start + line.length };
    const indent = line.length - line.trimStart().length;
    if (line.trim() === '') {
      inOptions = false;
      wasBlank = true;
      continue;
    }
    const beginsBlock = wasBlank;
    wasBlank = false;
    if (SIMPLE_TABLE.test(line)) {
      // It begins with one, may have one below its head, and ends with the one that a blank line follows.
      inTable = inTable ? !endsBlock(source, offset) : start < lastBorder;
      spans.push(all);
      continue;
    }
    if (inTable) {
      spans.push(all);
      continue;
    }
    if (block !== undefined && indent > block) {
      spans.push(all);
      continue;
    }
    block = undefined;
    const field = /^\s*:[^:`\s][^:`]*:(?=\s|$)/.exec(line);
    const footnote = FOOTNOTE.exec(line);
    const textDirective = TEXT_DIRECTIVES.exec(line);
    if (footnote) spans.push({ start, end: start + footnote[0].length });
    else if (textDirective) spans.push({ start, end: start + textDirective[0].length });
    else if (EXPLICIT.test(line)) {
      spans.push(all);
      block = indent;
      continue;
    } else if (RULE.test(line) || (field && (inOptions || indent === 0)) || /^\s*\|.*\|\s*$/.test(line)) {
      spans.push(all);
      continue;
    }
    inOptions = textDirective !== null;
    // A paragraph that ends in two colons announces a literal block.
    if (/::\s*$/.test(line)) block = indent;
    const enumerator = ENUMERATOR.exec(line);
    // The first of a list stands behind a blank line, its others behind each other.
    inList = enumerator !== null && (beginsBlock || inList);
    if (enumerator && inList) spans.push({ start, end: start + enumerator[0].length });
    for (const pattern of INLINE) for (const match of line.matchAll(pattern)) spans.push(...outside(match, start));
  }
  return merged(spans);
}

/** Where the last border of a table begins: one that comes after it has no end, and is none. */
function lastBorderIn(source: string): number {
  let last = -1;
  for (const { index } of source.matchAll(/^[ \t]*={2,}[ \t]+=[= \t]*$/gm)) last = index;
  return last;
}

/** Whether a blank line, or nothing, comes next. */
const endsBlock = (source: string, offset: number) => /^[ \t]*(?:\n|$)/.test(source.slice(offset, offset + 200));

/** What of a match is not its group. */
function outside(match: RegExpMatchArray, lineStart: number): TextSpan[] {
  const start = lineStart + (match.index ?? 0);
  const end = start + match[0].length;
  const kept = (match.slice(1) as (string | undefined)[]).find((group) => group !== undefined);
  if (kept === undefined || kept === '') return [{ start, end }];
  const from = start + match[0].indexOf(kept, match[0].startsWith(':') ? match[0].indexOf('`') : 0);
  return [
    { start, end: from },
    { start: from + kept.length, end },
  ];
}

import type { TextSpan } from './segments.ts';

/** Words that a quotation has at least: fewer are no passage anyway. */
const LEAST_WORDS = 4;

/** Words of one without its source that are left out at most, and their share of the text: what is longer, or more, counts. */
const UNCITED_WORDS = 100;
const UNCITED_SHARE = 0.25;

/** Share of a text that quotations may be: a text of little else counts as a whole. */
const QUOTED_SHARE = 0.5;

/** Longest quotation that is looked for, in code units. */
const LONGEST = 4000;

/** Closing marks by the opening one. Marks of one language open in another: what comes first closes. */
const CLOSING: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”"',
  '”': '”',
  '«': '»',
  '»': '«»',
  '「': '」',
  '『': '』',
  '〝': '〞〟',
  '｢': '｣',
  '＂': '＂',
  '"': '"',
  '‘': '’',
  '‚': '‘’',
  '‹': '›',
  '›': '‹',
  "'": "'",
  '`': "'",
};
const OPENING = /[“„”«»「『〝｢＂"‘‚‹›']|``/g;

/** What any quotation has. */
const MAY_QUOTE = /[“„”«»「『〝｢＂"‘‚‹›]|(?:^|[^\p{L}])'|``|\\begin|(?:^|\n)(?:\s{0,3}>| {3}|\t|\u3000)/u;

/** Marks that are apostrophes as well. */
const APOSTROPHES = "'’";

/** A source behind a quotation: `(2011, p. 41)`, `(Ahlberg 41)`, `[12]`, `[@ahlberg]`, a footnote's number, `— Ahlberg`. */
const SOURCE_AFTER =
  /^["'”’»“.,;!?。…~\s]*(?:[([（【][^()[\]（）【】]{0,120}(?:\d|@|\b(?:[Ii]bid|[Ee]bd|op\. ?cit)\b)[^()[\]（）【】]{0,80}[)\]）】]|[¹²³⁴-⁹⁰]|\[\^|\\(?:foot|auto|text|paren)?cite|[—–]{1,2}\s?\p{Lu})/u;
const FOOTNOTE_AFTER = /^["”’»“]?[.,;]?\d{1,3}(?=[\s.,;)]|$)/;

/** A source before it, in the same paragraph: `Ahlberg (2011, p. 41) writes:`. */
const SOURCE_BEFORE =
  /(?:[([（][^()[\]（）]{0,80}(?:(?:1[5-9]|20)\d\d|\bpp?\.\s*\d|\bS\.\s*\d)[^()[\]（）]{0,60}[)\]）]|\[\d+\])[^.!?。！？\n]{0,80}$/u;

/** Somebody by name says it: `as Holm puts it,`, `Ahlberg writes that`. */
const SAID_BEFORE =
  /(?<![\p{L}])(?!(?:I|He|She|It|We|They|You|This|That|The|Er|Sie|Es|Wir|Man|Il|Elle|On|Je|Ils|Elles|Ella|Él|Lui|Lei)(?![\p{L}]))\p{Lu}[\p{L}'’-]{2,40}(?:\s+\([^()\n]{1,40}\))?\s+(?:\p{L}{2,12}\s+){0,2}?(?:puts?|wr[io]tes?|sa(?:ys|id)|argue[sd]?|state[sd]?|note[sd]?|claim(?:s|ed)|observe[sd]?|explain(?:s|ed)|remark(?:s|ed)|describe[sd]?|define[sd]?|conclude[sd]?|declare[sd]?|add(?:s|ed)|schreib[et]|schrieb|sag[et]e?|meinte?|betonte?|erklärte?|formulierte?|écrit|écrivait|dit|affirme|explique|note|déclare|escribe|escribió|dice|afirma|explica|sostiene|scrive|afferma|sostiene|schrijft|zegt|skriver)(?![\p{L}])[^.!?。！？\n“”"«»„]{0,40}$/u;

/** A source at the end of a block, or below it. */
const SOURCE_WITHIN = /[([（][^()[\]（）]{0,120}\d[^()[\]（）]{0,80}[)\]）][\s.]{0,3}$|[—–]\s?\p{Lu}[^.\n]{0,80}$/u;

/** A sentence that ends inside of a quotation. */
const SENTENCE_END = /[.!?…؟]["'”’)]?(?=\s)|[。！？]/gu;

interface Quotation extends TextSpan {
  readonly words: number;
  readonly cited: boolean;
}

/**
 * The quotations in a text that are somebody else's words and said to be: between quotation marks of any language or as a block (indented, behind `>`, or in LaTeX's environments), with their source or longer than a sentence.
 * What is short and without a source counts, what is very long without one does too, and so does all of a text that is little else.
 *
 * @param text with its markup
 * @param words of the text
 * @param quotes stretches that the file's markup says are quotations: paragraphs of their own, as a rule
 * @returns ascending, not overlapping
 */
export function quotations(text: string, words: number, quotes: readonly TextSpan[] = []): TextSpan[] {
  if (quotes.length === 0 && !MAY_QUOTE.test(text)) return [];
  const found = [
    ...quotes.map((quote) => block(text, quote, text.slice(Math.max(0, quote.start - 200), quote.start).trimEnd())),
    ...blocks(text),
    ...marked(text),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Quotation[] = [];
  let uncited = 0;
  let all = 0;
  for (const quotation of found) {
    if (quotation.start < (kept.at(-1)?.end ?? 0) || quotation.words < LEAST_WORDS) continue;
    if (
      !quotation.cited &&
      (quotation.words > UNCITED_WORDS || !isLongerThanASentence(text.slice(quotation.start, quotation.end)))
    )
      continue;
    kept.push(quotation);
    all += quotation.words;
    if (!quotation.cited) uncited += quotation.words;
  }
  if (all > QUOTED_SHARE * words) return [];
  return uncited > UNCITED_SHARE * words ? kept.filter(({ cited }) => cited) : kept;
}

/** Lines of verse are as good as a sentence: so many of them, of so few characters. */
const LEAST_VERSES = 4;
const LONGEST_VERSE = 60;

const isLongerThanASentence = (quoted: string) => {
  const lines = quoted.trim().split(/\n|\s\/\s/);
  if (lines.length >= LEAST_VERSES && lines.every(({ length }) => length <= LONGEST_VERSE)) return true;
  const last = /[\s.!?。！？…"'”’»“」』]{1,40}$/u.exec(quoted.slice(-40))?.[0].length ?? 0;
  SENTENCE_END.lastIndex = 0;
  return SENTENCE_END.test(quoted.slice(0, quoted.length - last + 1)) && SENTENCE_END.lastIndex <= quoted.length - last;
};

const wordsIn = (text: string) =>
  (text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []).reduce(
    (sum, word) =>
      sum +
      (/[\p{sc=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(word)
        ? Math.ceil(word.length / 2)
        : 1),
    0,
  );

function quotationAt(text: string, start: number, end: number, cited: boolean): Quotation {
  return { start, end, words: wordsIn(text.slice(start, end)), cited };
}

const isCitedAt = (text: string, start: number, end: number) =>
  SOURCE_AFTER.test(text.slice(end, end + 240)) ||
  FOOTNOTE_AFTER.test(text.slice(end, end + 8)) ||
  isSourced(text.slice(Math.max(0, start - 160), start));

const isSourced = (before: string) => SOURCE_BEFORE.test(before) || SAID_BEFORE.test(before);

/** What stands between quotation marks, in one paragraph. */
function* marked(text: string): Generator<Quotation> {
  // How far each mark was looked for in vain.
  const inVain = new Map<string, number>();
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(OPENING)) {
    if (index < from || !opens(text, index, mark)) continue;
    const start = index + mark.length;
    const end = closingOf(text, Math.max(start, inVain.get(mark) ?? 0), start + LONGEST, mark);
    if (end.found) {
      yield quotationAt(text, start, end.at, isCitedAt(text, index, end.at + 1));
      from = end.at + 1;
    } else inVain.set(mark, end.at);
  }
}

function opens(text: string, at: number, mark: string): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + mark.length);
  if (/[「『〝｢“„«]/.test(mark)) return true;
  if (mark === '»' || mark === '”' || mark === '›' || mark === '＂')
    return (before === '' || /[\s([{（:：,，]/.test(before)) && /\S/.test(after);
  return (before === '' || /[\s([{（—–:：,，。-]/.test(before)) && /[\p{L}\p{N}\p{P}]/u.test(after);
}

/** Where a quotation ends, or as far as it was looked for in its paragraph. */
function closingOf(
  text: string,
  from: number,
  limit: number,
  mark: string,
): { readonly found: boolean; readonly at: number } {
  const closing = CLOSING[mark[0]!]!;
  const to = Math.min(text.length, limit);
  let at = from;
  for (; at < to; at++) {
    const unit = text.charAt(at);
    if (unit === '\n' && /^\n[^\S\n]{0,80}\n/.test(text.slice(at, at + 82))) break;
    if (
      !closing.includes(unit) ||
      (mark === '``' && text.charAt(at + 1) !== "'") ||
      (mark !== '``' && APOSTROPHES.includes(unit) && isApostrophe(text, at))
    )
      continue;
    return { found: true, at };
  }
  return { found: false, at };
}

/** Inside of a word, or behind the plural of an owner. */
function isApostrophe(text: string, at: number): boolean {
  const after = text.slice(at + 1, at + 3);
  if (/^\p{L}/u.test(after)) return true;
  return text.charAt(at - 1) === 's' && /^\s\p{Ll}/u.test(after);
}

/** Quotations that stand as paragraphs of their own. */
function* blocks(text: string): Generator<Quotation> {
  for (const { index, 0: begin, 1: name = '' } of text.matchAll(
    /\\begin\{(quote|quotation|displayquote|blockquote|quoting)\}/g,
  )) {
    const start = index + begin.length;
    const end = text.slice(start, start + LONGEST).indexOf(`\\end{${name}}`);
    if (end >= 0)
      yield quotationAt(
        text,
        start,
        start + end,
        isCitedAt(text, index, start + end + name.length + 6) || text.slice(start, start + end).includes('cite'),
      );
  }
  const paragraphs = paragraphsOf(text);
  const plain = paragraphs.filter(({ kind, start, end }) => kind === 'plain' && end - start > 120).length;
  const inset = paragraphs.filter(({ kind }) => kind === 'inset').length;
  for (const [i, { start, end, kind }] of paragraphs.entries()) {
    // Where most paragraphs are indented, or their first lines are, it is how the text is set.
    if (kind === 'plain' || (kind === 'inset' && plain < inset)) continue;
    const before = paragraphs[i - 1];
    yield block(
      text,
      { start, end },
      before === undefined ? '' : text.slice(Math.max(before.start, before.end - 200), before.end),
    );
  }
}

/** @param before what comes before it */
function block(text: string, { start, end }: TextSpan, before: string): Quotation {
  return quotationAt(
    text,
    start,
    end,
    SOURCE_WITHIN.test(text.slice(Math.max(start, end - 220), end)) ||
      SOURCE_AFTER.test(text.slice(end, end + 240)) ||
      isSourced(before),
  );
}

interface Paragraph extends TextSpan {
  /** Each line of it is behind `>`, or indented. */
  readonly kind: 'angled' | 'inset' | 'plain';
}

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lines: string[] = [];
  let first = 0;
  const close = (end: number) => {
    if (lines.length > 0)
      paragraphs.push({
        start: first,
        end,
        kind: /^\s{0,3}>/.test(lines[0]!)
          ? 'angled'
          : lines.every((line) => /^(?: {3}|\t|\u3000)/.test(line))
            ? 'inset'
            : 'plain',
      });
    lines = [];
  };
  let at = 0;
  let last = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') close(last);
    else {
      if (lines.length === 0) first = at;
      lines.push(line);
      last = at + line.trimEnd().length;
    }
    at += line.length + 1;
  }
  close(last);
  return paragraphs;
}

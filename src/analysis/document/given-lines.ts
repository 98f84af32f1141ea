import type { TextSpan } from './segments.ts';

/** Words of a line that asks, at most; what is longer says more than a question. */
const LONGEST_QUESTION = 60;
const LONGEST_TASK = 120;

/** Words of a line of a title page, at most. */
const LONGEST_HEAD = 16;

/** Share of a text that its head may be: one of short lines alone has none. */
const HEAD_SHARE = 0.4;

const ENDS_ASKING = /[?？؟;]["'”’»“」』)\]*_\s]{0,4}$/u;

/** `Question 3:`, `Aufgabe 2`, `题目：` */
const LABEL =
  /^[^\p{L}\p{N}]{0,4}(?:(?:question|task|prompt|assignment|exercise|problem|part|topic|instructions?|directions?|aufgabe|frage|aufgabenstellung|thema|sujet|consigne|exercice|pregunta|tarea|ejercicio|tema|domanda|compito|traccia|opdracht|vraag|fråga|uppgift|opgave|oppgave|pytanie|zadanie|вопрос|задание|тема)[^\S\n]*(?:\d{1,3}[a-z]?|[a-z])?[^\S\n*_]*[*_]{0,2}[:.)–—-]|(?:题目|問題|问题|课題|문제)[^\p{L}\n]{0,4}[:：])/iu;

/** … and where the answer begins in the same line. */
const ANSWER =
  /(?<![\p{L}])(?:answer|response|antwort|lösung|réponse|respuesta|risposta|resposta|antwoord|svar|odpowiedź|ответ)\s*[:：]/iu;
const LONGEST_INLINE = 800;

/** Behind a number: what somebody is told to do. */
const NUMBER = /^[^\p{L}\p{N}]{0,4}(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)][^\p{L}\n]{0,4}){0,2}/iu;
const TELLS =
  /^(?:read|write|explain|describe|discuss|compare|contrast|analy[sz]e|evaluate|assess|argue|consider|define|outline|summari[sz]e|give|state|name|list|identify|examine|illustrate|justify|reflect|choose|imagine|use|answer|think|show|calculate|find|comment|suggest|critically|briefly|in your own words|lies|lesen|schreib|schreiben|erkläre|erklären|erläutere|erläutern|beschreibe|beschreiben|nenne|nennen|vergleiche|vergleichen|diskutiere|diskutieren|begründe|begründen|analysiere|analysieren|lisez|écrivez|expliquez|décrivez|comparez|discutez|rédigez|analysez|commentez|lee|lea|escribe|escriba|explica|explique|describe|describa|compara|leggi|scrivi|spiega|descrivi|confronta|lees|schrijf|leg uit|beschrijf)(?![\p{L}])/iu;

/** Lines of a text that say what to write, and those that stand above it. */
export interface GivenLines {
  /** Lines that ask, or tell somebody to do something. */
  readonly asking: readonly TextSpan[];
  /** Short lines above the first sentence and below the last one: names, titles, dates. */
  readonly head: readonly TextSpan[];
}

/**
 * The lines of a text that may have been given to whoever wrote it: questions, tasks, and what a title page says. Whether they were, other documents tell.
 *
 * @returns spans of whole lines, ascending
 */
export function givenLines(text: string): GivenLines {
  const lines = filledLines(text);
  const asking = lines.filter(({ words, text: line }) => words <= LONGEST_TASK && isAsking(line, words));
  const asks = new Set(asking);
  const inline = lines.flatMap((line) => questionInline(line));
  const isHead = (line: FilledLine) =>
    asks.has(line) ||
    (line.words <= LONGEST_HEAD && !/[.!?。！？]["'”’)]?\s*$/u.test(line.text.replace(/\b\p{L}\.\s*$/u, ''))) ||
    line.text.includes('|');
  const headEnd = lines.findIndex((line) => !isHead(line));
  const tailStart = lines.findLastIndex((line) => !isHead(line)) + 1;
  const head = headEnd < 0 ? [] : [...lines.slice(0, headEnd), ...lines.slice(tailStart)];
  const wordsOf = (some: readonly FilledLine[]) => some.reduce((sum, { words }) => sum + words, 0);
  return {
    asking: [...asking.map(spanOf), ...inline].sort((a, b) => a.start - b.start),
    head: wordsOf(head) > HEAD_SHARE * wordsOf(lines) ? [] : head.map(spanOf),
  };
}

function isAsking(line: string, words: number): boolean {
  return (
    LABEL.test(line) ||
    TELLS.test(line.replace(NUMBER, '')) ||
    (words <= LONGEST_QUESTION && ENDS_ASKING.test(line.trimEnd()))
  );
}

/** The question at the begin of a line that goes on with its answer. */
function questionInline({ start, text, words }: FilledLine): TextSpan[] {
  if (words <= LONGEST_TASK || !LABEL.test(text)) return [];
  const end = ANSWER.exec(text.slice(0, LONGEST_INLINE))?.index;
  return end === undefined ? [] : [{ start, end: start + end }];
}

interface FilledLine {
  readonly start: number;
  readonly text: string;
  readonly words: number;
}

const spanOf = ({ start, text }: FilledLine): TextSpan => ({ start, end: start + text.length });

/** Lines with a word in them; of a long text those at both ends alone may be a head. */
function filledLines(text: string): FilledLine[] {
  const lines: FilledLine[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    // Longer lines are paragraphs, of which nothing is asked.
    const words = line.length > 2000 ? Infinity : wordsIn(line);
    if (words > 0) lines.push({ start, text: line, words });
    start += line.length + 1;
  }
  return lines;
}

const wordsIn = (line: string) =>
  (line.match(/[\p{sc=Han}\p{scx=Hira}\p{scx=Kana}]{1,2}|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []).length;

import type { Line } from './pdf-layout.ts';
import type { DrawnCharacter } from './pdf-visibility.ts';
import { inReadingOrder, isRightToLeft } from './visual-order.ts';

/** A glyph on a line, with the marks that stand on it. */
interface Unit {
  text: string;
  readonly left: number;
  readonly right: number;
  readonly size: number;
  /** Whether a space comes before it, in what is drawn. */
  readonly spaced: boolean;
}

/** Gap that is a space, in sizes of the letters. */
const SPACE = 0.17;
/** Gaps between letters that are set apart, in sizes of the letters, and how many of them come one after the other at least. */
const LEAST_TRACKING = 0.08;
const MOST_TRACKING = 1.2;
const LEAST_GAPS = 3;
/** The same of letters with a space behind each: single letters may stand in a list. */
const LEAST_SPACED = 8;
/** From so wide gaps on between letters, words must be told apart by wider ones: they may be words of one letter. */
const WIDE_TRACKING = 0.2;
/** By how much a gap between words is wider than those between their letters. */
const WIDER = 1.5;

/** Presentation forms, of which each stands for a letter, or for a few. */
const FORMS = /[\ufb1d-\ufdff\ufe70-\ufefc]/;
const MARK = /^\p{M}+$/u;

/** Puts the characters that a page draws, and a reader sees, together to lines, each in the order of reading: for what is written from right to left, which programs draw in any order. */
export function linesOfGlyphs(drawn: readonly DrawnCharacter[]): Line[] {
  const lines: Line[] = [];
  let row: DrawnCharacter[] = [];
  const end = () => {
    const line = lineOf(row);
    if (line) lines.push(line);
    row = [];
  };
  for (const character of drawn) {
    if (character.hidden) continue;
    const last = row.at(-1);
    if (last && Math.abs(character.baseline - last.baseline) > 0.6 * Math.max(character.size, last.size, 1)) end();
    row.push(character);
  }
  end();
  return lines;
}

/** @param isSetApart whether letters of words may stand apart */
function lineOf(row: readonly DrawnCharacter[], isSetApart = false): Line | undefined {
  const [first] = row;
  if (!first) return undefined;
  const units = unitsOf(row);
  const spaces = spacesIn(units);
  if (isSetApart && units.some(({ spaced }, i) => i > 0 && spaced)) joinSingleLetters(units, spaces);
  const text = inReadingOrder(units.flatMap(({ text }, i) => (spaces[i] ? [' ', text] : [text])))
    .replace(/\s+/g, ' ')
    .trim();
  const rightToLeft = isRightToLeft(text);
  return {
    text,
    x: Math.min(...units.map(({ left }) => left)),
    y: first.baseline,
    right: Math.max(...units.map(({ right }) => right)),
    height: Math.max(...units.map(({ size }) => size)),
    ...(rightToLeft && { rightToLeft: true as const }),
  };
}

/** Glyphs from left to right; marks go with the letter that they stand on. */
function unitsOf(row: readonly DrawnCharacter[]): Unit[] {
  const glyphs: Unit[] = [];
  let number = -1;
  for (const { character, glyph, left, right, size, spaced } of row) {
    // A glyph that stands for nothing is drawn as a zero.
    const text = FORMS.test(character)
      ? character.normalize('NFKC').replace(/^ (?=\p{M})/u, '')
      : character.replace(/[\0-\x08]/g, '');
    if (glyph === number) glyphs.at(-1)!.text += text;
    else glyphs.push({ text, left, right, size, spaced });
    number = glyph;
  }
  const letters = glyphs.filter(({ text }) => !MARK.test(text));
  // The space before a glyph stands on its left where it was drawn from the left, else on its right: where it is wide enough it is found by the gap.
  const isOrdered = letters.every(({ left }, i) => i === 0 || left >= letters[i - 1]!.left - 0.5 * letters[i]!.size);
  const units = isOrdered ? letters : letters.map((unit) => ({ ...unit, spaced: false }));
  if (letters.length < glyphs.length) addMarks(glyphs, letters, units, isOrdered);
  return isOrdered ? units : units.sort((a, b) => a.left + a.right - b.left - b.right);
}

/** Puts marks behind the letter that they stand on: what is drawn from the left has them before a letter that is read from the right, anything else behind it. */
function addMarks(glyphs: readonly Unit[], letters: readonly Unit[], units: readonly Unit[], isOrdered: boolean): void {
  let next = 0;
  let waiting = '';
  for (const glyph of glyphs) {
    const isMark = MARK.test(glyph.text);
    const bearer = units[isMark ? next - 1 : next];
    if (!isMark) {
      if (bearer) bearer.text += waiting;
      waiting = '';
      next++;
    } else if (isOrdered && isRightToLeft(units[next]?.text ?? '')) waiting = glyph.text + waiting;
    else if (bearer) bearer.text += glyph.text;
  }
  const last = units[letters.length - 1];
  if (last) last.text += waiting;
}

/** In sizes of the letters. */
const gapBefore = (units: readonly Unit[], i: number) =>
  i === 0 ? 0 : (units[i]!.left - units[i - 1]!.right) / Math.max(units[i]!.size, 1);

/** Whether a space stands before each unit. Letters that are set apart are one word where nothing wider lies between them. */
function spacesIn(units: readonly Unit[]): boolean[] {
  const gaps = units.map((_, i) => gapBefore(units, i));
  const spaces = units.map(({ spaced }, i) => i > 0 && (spaced || gaps[i]! > SPACE));
  for (let from = 1; from < units.length;) {
    let to = from;
    while (to < units.length && gaps[to]! > LEAST_TRACKING && gaps[to]! < MOST_TRACKING) to++;
    if (to - from >= LEAST_GAPS) joinSetApart(units, gaps, spaces, from, to);
    from = to + 1;
  }
  return spaces;
}

function joinSetApart(
  units: readonly Unit[],
  gaps: readonly number[],
  spaces: boolean[],
  from: number,
  to: number,
): void {
  const between = gaps
    .slice(from, to)
    .filter((_, i) => !units[from + i]!.spaced)
    .sort((a, b) => a - b);
  const tracking = between[Math.floor(between.length / 4)];
  if (tracking === undefined) return joinSpacedLetters(gaps, spaces, from, to);
  const least = Math.max(WIDER * tracking, tracking + 0.12);
  const hasWords =
    gaps.slice(from, to).some((gap, i) => gap >= least || units[from + i]!.spaced) ||
    (gaps[from - 1] ?? 0) >= least ||
    (gaps[to] ?? 0) >= least;
  if (tracking >= WIDE_TRACKING && !hasWords) return;
  for (let i = from; i < to; i++) spaces[i] = units[i]!.spaced || gaps[i]! >= least;
}

/** Letters with a space behind each are words where wider gaps lie between some of them: people type two spaces there. */
function joinSpacedLetters(gaps: readonly number[], spaces: boolean[], from: number, to: number): void {
  const run = gaps.slice(from, to);
  const space = run.toSorted((a, b) => a - b)[Math.floor(run.length / 4)]!;
  const least = WIDER * space;
  if (run.length < LEAST_SPACED || !run.some((gap) => gap >= least)) return;
  for (let i = from; i < to; i++) spaces[i] = gaps[i]! >= least;
}

/** Joins letters that stand alone side by side, where nothing but a gap is between them: the line has spaces that are drawn. */
function joinSingleLetters(units: readonly Unit[], spaces: boolean[]): void {
  const isAlone = units.map(
    ({ text }, i) =>
      /^\p{L}\p{M}*$/u.test(text) && (i === 0 || spaces[i]!) && (i === units.length - 1 || spaces[i + 1]!),
  );
  for (let i = 1; i < units.length; i++)
    if (isAlone[i] && isAlone[i - 1] && !units[i]!.spaced && gapBefore(units, i) < MOST_TRACKING) spaces[i] = false;
}

/** Whether a line may have words whose letters are set apart: some of its letters stand alone, or nearly so, side by side. */
export const mayBeSetApart = (text: string): boolean =>
  /(?:^|\s)(?:\p{L}\p{M}*\s[\p{L}\p{N}]|\p{N}\s\p{L})\p{M}*(?=[\s\p{P}]|$)/u.test(text) ||
  /(?:^|\s)\p{L}{1,2}(?:\s\p{L}{1,2}){3}(?=[\s\p{P}]|$)/u.test(text);

/** A line whose words are put together anew from where its letters stand; itself where these are not found. */
export function withWholeWords(line: Line, drawn: readonly DrawnCharacter[]): Line {
  const near = 0.3 * line.height;
  const row = drawn.filter(
    (character) =>
      !character.hidden &&
      Math.abs(character.baseline - line.y) <= near &&
      character.x >= line.x - near &&
      character.x <= line.right + near,
  );
  const text = lineOf(row, true)?.text ?? '';
  return bare(text) === bare(line.text) ? { ...line, text } : line;
}

const bare = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

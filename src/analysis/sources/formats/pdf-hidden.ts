import type { Box } from './pdf-geometry.ts';
import type { DrawnCharacter } from './pdf-visibility.ts';
import type { Run } from './pdf-layout.ts';

/** Characters ahead that are looked through for where a run goes on. */
const AHEAD = 4000;

/**
 * The runs of a page without the characters that a reader does not see, and these. Both are in the order in which the page draws.
 *
 * @param view the part of the page that is shown
 */
export function withoutHidden(
  runs: readonly Run[],
  drawn: readonly DrawnCharacter[],
  view: Box,
): { readonly runs: readonly Run[]; readonly hidden: readonly string[] } {
  if (!drawn.some((character) => character.hidden)) return { runs, hidden: [] };
  const seen: Run[] = [];
  const hidden: string[] = [];
  const taken = new Uint8Array(drawn.length);
  let unfound = '';
  let at = 0;
  for (const run of runs) {
    const characters = Array.from(run.text.replace(/\s+/g, ''));
    const flags = characters.length === 0 ? undefined : flagsOf(characters, drawn, at, isWithin(run, view));
    if (!flags) {
      unfound += characters.join('');
      seen.push(run);
      continue;
    }
    taken.fill(1, flags.start, flags.end);
    at = flags.end;
    if (!flags.hidden.includes(true)) seen.push(run);
    else if (!flags.hidden.includes(false)) {
      hidden.push(run.text);
      // The line ends all the same.
      if (run.endsLine) seen.push({ ...run, text: '' });
    } else {
      const parts = split(run.text, flags.hidden);
      hidden.push(parts.hidden);
      seen.push({ ...run, text: parts.seen });
    }
  }
  const beside = wordsOf(drawn.filter(({ outside }, i) => outside && taken[i] === 0))
    .split(' ')
    .filter((word) => word !== '' && !unfound.includes(word))
    .join(' ');
  return { runs: seen, hidden: beside === '' ? hidden : [...hidden, beside] };
}

/** Points by which a run may stand over the page's edge. */
const MARGIN = 2;

/** Whether a run lies on the page, by PDF.js, which knows better than what is computed of each character. */
const isWithin = ({ x, y, width }: Run, [left, bottom, right, top]: Box) =>
  x >= left - MARGIN && x + width <= right + MARGIN && y >= bottom - MARGIN && y <= top + MARGIN;

/** What is drawn, with spaces where it steps. */
export const wordsOf = (drawn: readonly DrawnCharacter[]) =>
  drawn
    .map(({ character, apart }) => (apart ? ` ${character}` : character))
    .join('')
    .trim();

/** For each character of a run whether it is hidden, and where what is drawn goes on; `undefined` where the run is not found in what is drawn. */
function flagsOf(
  characters: readonly string[],
  drawn: readonly DrawnCharacter[],
  from: number,
  isWithin: boolean,
): { hidden: boolean[]; start: number; end: number } | undefined {
  const wanted = characters.map(plain);
  const mirrored = [...wanted].reverse();
  for (let start = from; start <= Math.min(drawn.length - 1, from + AHEAD); start++) {
    for (const [order, backwards] of [
      [wanted, false],
      [mirrored, true],
    ] as const) {
      const found = matchAt(order, drawn, start, isWithin);
      if (found) return { hidden: backwards ? found.hidden.reverse() : found.hidden, start, end: found.end };
    }
  }
  return undefined;
}

/** Ligatures are one character where they are drawn, and two or three in the text. */
function matchAt(
  wanted: readonly string[],
  drawn: readonly DrawnCharacter[],
  start: number,
  isWithin: boolean,
): { hidden: boolean[]; end: number } | undefined {
  const hidden: boolean[] = [];
  let at = start;
  for (let i = 0; i < wanted.length; at++) {
    const glyph = drawn[at];
    if (!glyph) return undefined;
    const own = Array.from(plain(glyph.character));
    for (const character of own.length === 0 ? [] : own) {
      if (wanted[i] !== character) return undefined;
      hidden.push(glyph.hidden && !(glyph.outside && isWithin));
      i++;
    }
  }
  return { hidden, end: at };
}

/** As PDF.js writes letters of a page: without compatibility forms. */
const plain = (character: string) => character.normalize('NFKC');

function split(text: string, hidden: readonly boolean[]): { seen: string; hidden: string } {
  let seen = '';
  let unseen = '';
  let i = 0;
  for (const character of text) {
    if (/\s/.test(character)) {
      seen += character;
      unseen += character;
    } else if (hidden[i++]) {
      unseen += character;
      // It takes its room on the page, as a space does.
      seen += ' ';
    } else seen += character;
  }
  return { seen, hidden: unseen };
}

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;
const LETTERS = /\p{L}/gu;
const RIGHT_TO_LEFT_LETTERS =
  /(?=\p{L})[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;

/** Share of a text's letters that go from right to left, from which on it is such a text. */
const LEAST_SHARE = 0.1;

/** What goes between the digits of one number. */
const IN_NUMBERS = /^[.,:/\u066b\u066c-]$/;

const MIRRORED: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
};

type Direction = 'left' | 'right' | 'number' | 'none';

/** Whether so many letters of a text go from right to left that the order in which they are drawn matters. */
export function isRightToLeft(text: string): boolean {
  const found = text.match(RIGHT_TO_LEFT_LETTERS)?.length ?? 0;
  return found > 0 && found >= LEAST_SHARE * (text.match(LETTERS)?.length ?? 1);
}

/**
 * A line in the order of reading, from what stands on it from left to right: the reverse of Unicode's bidirectional algorithm (UAX #9), as far as lines of text need it.
 *
 * @param units characters, ligatures as one, letters with their marks behind them, and spaces
 */
export function inReadingOrder(units: readonly string[]): string {
  const directions = units.map(directionOf);
  const right = directions.filter((direction) => direction === 'right').length;
  if (right === 0) return units.join('');
  const isRight = right >= directions.filter((direction) => direction === 'left').length;
  return isRight ? rightToLeft(units, directions) : leftToRight(units, directions);
}

function directionOf(unit: string): Direction {
  if (RIGHT_TO_LEFT.test(unit) && LETTER.test(unit)) return 'right';
  if (DIGIT.test(unit)) return 'number';
  return LETTER.test(unit) ? 'left' : 'none';
}

/** From the right, but for words of other letters and numbers. */
function rightToLeft(units: readonly string[], directions: readonly Direction[]): string {
  let text = '';
  for (let at = units.length - 1; at >= 0;) {
    const direction = directions[at]!;
    if (direction !== 'left' && direction !== 'number') {
      text += MIRRORED[units[at]!] ?? units[at]!;
      at--;
      continue;
    }
    let first = at;
    for (let i = at - 1; i >= 0; i--) {
      if (directions[i] === 'right') break;
      if (directions[i] === 'none') continue;
      // Two numbers with more than a sign of numbers between them are two.
      if (
        directions[i] === 'number' &&
        directions.slice(first, at + 1).every((d) => d !== 'left') &&
        !isOneNumber(units, i, first)
      )
        break;
      first = i;
    }
    text += units.slice(first, at + 1).join('');
    at = first - 1;
  }
  return text;
}

const isOneNumber = (units: readonly string[], i: number, next: number) =>
  next === i + 1 || (next === i + 2 && IN_NUMBERS.test(units[i + 1]!));

/** From the left, but for stretches from right to left. */
function leftToRight(units: readonly string[], directions: readonly Direction[]): string {
  let text = '';
  for (let at = 0; at < units.length;) {
    if (directions[at] !== 'right') {
      text += units[at++]!;
      continue;
    }
    let last = at;
    for (let i = at + 1; i < units.length && directions[i] !== 'left'; i++) if (directions[i] === 'right') last = i;
    text += rightToLeft(units.slice(at, last + 1), directions.slice(at, last + 1));
    at = last + 1;
  }
  return text;
}

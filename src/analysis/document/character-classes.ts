/** What a character is, as bits. */
export const LETTER = 1;
export const NUMBER = 2;
export const MARK = 4;
/** It takes two code units. */
export const PAIR = 8;
/** ' or ’ */
export const APOSTROPHE = 16;
export const HYPHEN = 32;
/** White space as `\s` has it. */
export const SPACE = 64;
const KNOWN = 128;
/** Of a script that writes words without blanks between them. */
export const UNSPACED = 256;
/** … in which a line may end inside of a word: Chinese and Japanese. */
export const IDEOGRAPHIC = 512;

/** Bits of every code unit that was met; 0 for others, and for the first halves of pairs. */
const classes = new Uint16Array(1 << 16);

/** The bits of the character at a place in a text. Property classes of regular expressions are asked once a character: matching a text with them takes several times as long as a table does. */
export function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return classes[unit]! || learnt(text, at, unit);
}

function learnt(text: string, at: number, unit: number): number {
  const point = text.codePointAt(at)!;
  const bits = KNOWN | bitsOf(String.fromCodePoint(point));
  if (point > 0xffff) return bits | PAIR;
  // Another text may have the second half behind it.
  if (unit < 0xd800 || unit > 0xdbff) classes[unit] = bits;
  return bits;
}

function bitsOf(character: string): number {
  const is = (pattern: RegExp, bit: number) => (pattern.test(character) ? bit : 0);
  return (
    is(/\p{L}/u, LETTER) |
    is(/\p{N}/u, NUMBER) |
    is(/\p{M}/u, MARK) |
    is(/['’]/, APOSTROPHE) |
    is(/-/, HYPHEN) |
    is(/\s/, SPACE) |
    is(/[\p{sc=Han}\p{scx=Hira}\p{scx=Kana}]/u, UNSPACED | IDEOGRAPHIC) |
    is(/[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u, UNSPACED)
  );
}

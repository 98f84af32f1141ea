/** Text from outside (names, reports, answers of others), made fit to be shown: one place for people's screens and terminals, and for language models. */

/** Control characters, halves of characters, and what is not seen or reorders what is around it: Unicode's default ignorables, among them soft hyphens, fillers, variation selectors and tags. */
const DECEPTIVE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\ufff9-\ufffb]/gu;

/** A name that can be shown: characters that would hide or reorder it stand as `\u{…}`. */
export function printableName(name: string): string {
  return name.replace(DECEPTIVE, (c) => `\\u{${c.codePointAt(0)?.toString(16) ?? ''}}`);
}

/** A text without what would hide or reorder it. */
export const withoutUnseen = (text: string): string => text.replace(DECEPTIVE, '');

/** The beginning of a text, of so many UTF-16 code units at most, that does not end within a character; halves of characters are replaced. */
export function clipped(text: string, most: number): string {
  const cut = text.length > most && /[\ud800-\udbff]/.test(text[most - 1] ?? '') ? most - 1 : most;
  return wellFormed(text.slice(0, cut));
}

/** A text in which no character is half. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/** UTF-16 code units of one line, from outside, on a terminal. */
const LONGEST_LINE = 500;

/** A text from outside as one line for a terminal: it moves no cursor, forges no other line, and is not endless. */
export function terminalLine(text: string, most = LONGEST_LINE): string {
  const short = text.length > most ? `${clipped(text, most)}…` : text;
  return printableName(short);
}

/** Several lines for a terminal, as this program composes them: nothing in them moves a cursor but the colours that it sets itself. */
export function terminalText(text: string): string {
  return text
    .split(/(\x1b\[(?:0|1|31|32|33)m|\n)/)
    .map((part, i) => (i % 2 === 1 ? part : printableName(part)))
    .join('');
}

/** UTF-16 code units of one text from outside in an answer to a language model. */
const LONGEST_FOR_MODEL = 500;

/** What is not seen, for a model, which might read it all the same. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text in which nothing is that is not seen. */
export const seenByModel = (text: string): string => text.replace(UNSEEN, '\ufffd');

/** A text from outside in an answer to a language model: one line, nothing unseen, of bounded length. */
export function modelLine(text: string, most = LONGEST_FOR_MODEL): string {
  // Of a very long text the rest is not looked at.
  const clean = seenByModel(clipped(text, 4 * most));
  return text.length > 4 * most || clean.length > most ? `${clipped(clean, most - 1)}…` : clean;
}

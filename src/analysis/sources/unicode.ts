import { inMessage } from '../in-message.ts';
import type { Problem } from './document-location.ts';

/** Characters without a width or a look of their own, by what they do to a text. */
const HIDDEN = {
  /** Zero-width spaces, joiners and marks, invisible operators, fillers, tags, and variation selectors. */
  zeroWidth: /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/u,
  /** What changes the direction of writing. */
  direction: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
  softHyphen: /\u00ad/,
};
const ANY_HIDDEN = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu;

/** Joiners and selectors that are part of how an emoji or a word of these scripts is written. */
const NEEDED_AFTER = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\p{L}\p{M}]/u;
const WITHOUT_JOINERS = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const JOINER = /[\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Code units before a joiner that say whether it is needed: a letter, and the marks on it. */
const CONTEXT = 8;

export interface CleanText {
  readonly text: string;
  readonly warnings: readonly Problem[];
}

/**
 * A text as it is analysed and shown: line ends as line feeds, composed characters (NFC), and without characters that cannot be seen. Those are
 * counted, for they are a known way to keep copied or generated text from being recognised. So are words of Latin letters with look-alikes of
 * another script among them; these stay as they are.
 *
 * Cleaning a clean text changes nothing.
 */
export function cleanText(raw: string): CleanText {
  const lines = raw.replace(/\r\n?/g, '\n');
  // Nothing of what follows concerns ASCII.
  if (!/[^\x00-\x7f]/.test(lines)) return { text: lines, warnings: [] };
  const counts = { zeroWidth: 0, direction: 0, softHyphen: 0 };
  const isRightToLeft = RIGHT_TO_LEFT.test(lines);
  /** The last of what stays, and where in the lines it ends: what counts for a joiner is what will stand before it. */
  let before = '';
  let end = 0;
  const visible = lines.replace(ANY_HIDDEN, (character, offset: number) => {
    const after = offset + character.length;
    before = (before + lines.slice(Math.max(end, offset - CONTEXT), offset)).slice(-CONTEXT);
    end = after;
    if (JOINER.test(character) && isNeeded(before, lines.slice(after, after + 1))) {
      before += character;
      return character;
    }
    // Text from right to left with a name or a number in it cannot be written without marks of direction.
    if (HIDDEN.direction.test(character)) counts.direction += isRightToLeft ? 0 : 1;
    else if (HIDDEN.softHyphen.test(character)) counts.softHyphen++;
    else if (offset > 0) counts.zeroWidth++;
    return '';
  });
  const text = visible.normalize('NFC');
  return { text, warnings: [...hiddenWarning(counts), ...lookalikeWarning(text)] };
}

function isNeeded(textBefore: string, textAfter: string): boolean {
  const before = /([^])\p{M}*$/u.exec(textBefore)?.[1] ?? '';
  // The selector in a keycap stands behind a digit.
  return (/[\d#*]/.test(before) && textAfter.startsWith('\u20e3')) || (NEEDED_AFTER.test(before) && !WITHOUT_JOINERS.test(before));
}

function hiddenWarning({ zeroWidth, direction, softHyphen }: { zeroWidth: number; direction: number; softHyphen: number }): Problem[] {
  const counted = [
    ...(zeroWidth > 0 ? [inMessage(`${zeroWidth} zero-width`)] : []),
    ...(direction > 0 ? [inMessage(`${direction} that change the direction of writing`)] : []),
    ...(softHyphen > 0 ? [inMessage(`${softHyphen} soft ${softHyphen === 1 ? 'hyphen' : 'hyphens'}`)] : []),
  ];
  if (counted.length === 0) return [];
  const total = zeroWidth + direction + softHyphen;
  const what = `${total} ${total === 1 ? 'character that cannot be seen was' : 'characters that cannot be seen were'} left out (${counted.join(', ')}).`;
  const why = zeroWidth + direction > 0 ? ['Such characters come from copying web pages, and are put into texts to hide where they come from. Look at the original.'] : [];
  return [{ code: 'hidden-characters', message: [what, ...why].join(' ') }];
}

/** Cyrillic and Greek letters that look like a Latin one, and that one. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Array.from('аеорсухіјѕһԁԛԝАВЕЅІЈКМНОРСТХҮοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', (letter, i) => [letter, 'aeopcyxijshdqwABESIJKMHOPCTXYoABEZHIKMNOPTYX'.charAt(i)]),
);
const OTHER_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const LATIN = /\p{Script=Latin}/u;
const WORD = /\p{L}+/gu;

/**
 * Whether a word reads as one in Latin letters and is none: some of its letters are Latin and the others look it, or all of them only look it and it
 * stands between words in Latin letters.
 */
function isDisguised(word: string, text: string, start: number): boolean {
  if (!OTHER_SCRIPT.test(word) || !Array.from(word).every((letter) => LATIN.test(letter) || LOOKALIKES.has(letter))) return false;
  if (LATIN.test(word)) return true;
  const end = start + word.length;
  return /\p{Script=Latin}\P{L}{1,3}$/u.test(text.slice(Math.max(0, start - 4), start)) && /^\P{L}{1,3}\p{Script=Latin}/u.test(text.slice(end, end + 4));
}

function lookalikeWarning(text: string): Problem[] {
  // Most texts have none.
  if (!OTHER_SCRIPT.test(text)) return [];
  const words = Array.from(text.matchAll(WORD)).filter(({ 0: word, index }) => isDisguised(word, text, index));
  const first = words[0]?.[0];
  if (first === undefined) return [];
  const what = words.length === 1 ? `1 word has letters of another script that look Latin (“${first}”).` : `${words.length} words have letters of another script that look Latin, such as “${first}”.`;
  return [{ code: 'lookalike-letters', message: `${what} They were read as the letters that they look like. Such letters are put into texts to hide where they come from. Look at the original.` }];
}

/** The text with letters that look Latin in Latin words replaced by these, character by character: positions stay. */
export function withoutLookalikes(text: string): string {
  if (!OTHER_SCRIPT.test(text)) return text;
  return text.replace(WORD, (word, start: number) => (isDisguised(word, text, start) ? Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter).join('') : word));
}

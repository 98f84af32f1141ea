import { notice } from '../../report/notice.ts';
import { CONFUSABLES } from './confusables.ts';
import { type Problem, problem } from './problem.ts';

/** Characters without a width or a look of their own, by what they do to a text. */
const HIDDEN = {
  /** Zero-width spaces, joiners and marks, invisible operators, fillers, tags, and variation selectors. */
  zeroWidth:
    /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/u,
  /** What changes the direction of writing. */
  direction: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
  softHyphen: /\u00ad/,
};
const ANY_HIDDEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu;

/** Joiners and selectors that are part of how an emoji or a word of these scripts is written. */
const NEEDED_AFTER = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\p{L}\p{M}]/u;
const WITHOUT_JOINERS =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
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
  if (!/[^\x00-\x7f]/.test(lines)) return { text: lines, warnings: lookalikeWarning(lines) };
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
  // Printers put radicals for the ideographs that look the same (Kangxi radicals): symbols, and no letters of any word.
  const composed = visible.normalize('NFC').replace(/[\u2f00-\u2fd5]/g, (radical) => radical.normalize('NFKC'));
  const text = withoutStrangeMarks(composed);
  return {
    text,
    warnings: [
      ...hiddenWarning(counts),
      ...lookalikeWarning(text, composed.length - text.length),
      ...blanksWarning(text),
    ],
  };
}

function isNeeded(textBefore: string, textAfter: string): boolean {
  const before = /([^])\p{M}*$/u.exec(textBefore)?.[1] ?? '';
  // The selector in a keycap stands behind a digit.
  return (
    (/[\d#*]/.test(before) && textAfter.startsWith('\u20e3')) ||
    (NEEDED_AFTER.test(before) && !WITHOUT_JOINERS.test(before))
  );
}

function hiddenWarning({
  zeroWidth,
  direction,
  softHyphen,
}: {
  zeroWidth: number;
  direction: number;
  softHyphen: number;
}): Problem[] {
  const kinds = [
    ...(zeroWidth > 0 ? [notice('zero-width', { count: zeroWidth })] : []),
    ...(direction > 0 ? [notice('of-direction', { count: direction })] : []),
    ...(softHyphen > 0 ? [notice('soft-hyphens', { count: softHyphen })] : []),
  ];
  if (kinds.length === 0) return [];
  return [
    problem(
      'hidden-characters',
      notice(zeroWidth + direction > 0 ? 'hidden-characters' : 'soft-hyphens-left-out', {
        count: zeroWidth + direction + softHyphen,
        kinds,
      }),
    ),
  ];
}

/** Blank letters of other scripts, which stand for spaces. */
const STRANGE_BLANKS = /[\u1680\u2800]/g;
/** Thin spaces, and those at which no line ends, between two letters: some are usual, in most places they are not. */
const UNUSUAL_BLANKS = /(?<=\p{L})[\u00a0\u2000-\u200a\u202f\u205f](?=\p{L})/gu;
const LEAST_UNUSUAL = 10;
const UNUSUAL_SHARE = 0.25;

function blanksWarning(text: string): Problem[] {
  const strange = text.match(STRANGE_BLANKS)?.length ?? 0;
  const unusual = text.match(UNUSUAL_BLANKS)?.length ?? 0;
  const areMany =
    unusual >= LEAST_UNUSUAL &&
    unusual >= UNUSUAL_SHARE * (unusual + (text.match(/(?<=\p{L})[ \n](?=\p{L})/gu)?.length ?? 0));
  const blanks = strange + (areMany ? unusual : 0);
  return blanks === 0 ? [] : [problem('hidden-characters', notice('strange-blanks', { count: blanks }))];
}

/** Marks that the languages of western Europe write on letters; others hide a letter. */
const STRANGE_MARKS = /[\u0305\u0307\u0309\u030d-\u0326\u0329-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/g;
const STRANGE_MARK = new RegExp(STRANGE_MARKS.source);
const LATIN = /\p{Script=Latin}/u;
const WORD = /\p{L}+/gu;
/** Letters beyond ASCII, none of which a text without look-alikes has, but for accents. */
const SUSPECT = new RegExp(
  `[${[...CONFUSABLES.keys()].join('')}\u0180-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a\ud835]`,
);
/** A capital I in place of an l, inside of a word or at its end. */
const I_FOR_L = /(?<=\p{Ll}I{0,3})I(?=\p{Ll}|I|(?!\p{L}))/gu;
const NAMES_WITH_I = /^Ma?cI/;
/** Mathematical and wide letters, which have a plain form. */
const STYLED = /[\u{1d400}-\u{1d7ff}\uff21-\uff3a\uff41-\uff5a]/u;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** The most frequent words of languages that are written without look-alikes of their own. */
const FREQUENT = [
  'the of and to in is that it was for on with as his he be at by',
  'der die und das ist in den von zu mit nicht ein eine auf sich',
  'le la les et des de un une est que dans pour qui pas',
  'el la los las y de que en un una es por con no se',
  'il la che di e un una per non sono con del della',
  'de het een en van is dat niet op te zijn voor met',
  'o a os as e de que um uma para com não em do da',
].map((words) => new Set(words.split(' ')));
/** Share of a text's words that are among a language's most frequent ones, at least, and how many of them. */
const LEAST_SHARE = 0.12;
const LEAST_DIFFERENT = 4;
/** Words that are looked at for that. */
const LOOKED_AT = 3000;

/** What was found out last: each text is asked about more than once. */
let latest = { text: '', western: false };

/** Whether a text is in a language of western Europe that needs neither dots below nor other letters that look like its own. */
function isWestern(text: string): boolean {
  if (latest.text !== text) latest = { text, western: foundWestern(text) };
  return latest.western;
}

function foundWestern(text: string): boolean {
  const words = (text.slice(0, 12 * LOOKED_AT).match(/\p{L}[\p{L}\p{M}]*/gu) ?? [])
    .slice(0, LOOKED_AT)
    .map((word) => Array.from(word.replace(STRANGE_MARKS, ''), plainLetter).join('').toLowerCase());
  return FREQUENT.some((frequent) => {
    const found = words.filter((word) => frequent.has(word));
    return found.length >= LEAST_SHARE * words.length && new Set(found).size >= LEAST_DIFFERENT;
  });
}

/** The letter that one looks like; itself where it looks like none. */
function plainLetter(letter: string): string {
  const alike = CONFUSABLES.get(letter);
  if (alike !== undefined) return alike;
  if (letter < '\u0180') return letter;
  const [base = letter, ...marks] = letter.normalize('NFD');
  return /^[a-zA-Z]$/.test(base) && marks.length > 0 && marks.every((mark) => STRANGE_MARK.test(mark)) ? base : letter;
}

/** Marks on letters that cannot be composed with them are left out, where the language has none. */
function withoutStrangeMarks(text: string): string {
  return STRANGE_MARK.test(text) && isWestern(text)
    ? text.replace(/(?<=[a-zA-Z\p{M}])\p{M}/gu, (mark) => (STRANGE_MARK.test(mark) ? '' : mark))
    : text;
}

/**
 * Whether a word reads as one in Latin letters and is none: some of its letters are Latin and the others look it, or all of them only look it and it
 * stands between words in Latin letters. Letters of Latin script that look like others count where the language has none of them.
 */
function isDisguised(word: string, text: string, start: number): boolean {
  const letters = Array.from(word);
  if (!letters.every((letter) => LATIN.test(letter) || CONFUSABLES.has(letter))) return false;
  const others = letters.filter((letter) => plainLetter(letter) !== letter);
  if (others.length === 0) return false;
  if (others.every((letter) => LATIN.test(letter))) return isWestern(text);
  if (LATIN.test(word)) return true;
  // A single Greek letter is what it is called.
  if (letters.length === 1 && /\p{Script=Greek}/u.test(word)) return false;
  const end = start + word.length;
  return (
    /\p{Script=Latin}\P{L}{1,3}$/u.test(text.slice(Math.max(0, start - 4), start)) &&
    /^\P{L}{1,3}\p{Script=Latin}/u.test(text.slice(end, end + 4))
  );
}

/** Whether a word is written in mathematical or wide letters, which read as plain ones. */
const isStyled = (word: string, text: string) =>
  STYLED.test(word) && Array.from(word).length >= 3 && !EAST_ASIAN.test(text);

/** Words with a capital I in place of an l, of which there must be several: one is a slip, or a name. */
const hasIForL = (word: string) =>
  word.includes('I') && word.search(I_FOR_L) >= 0 && !NAMES_WITH_I.test(word) && /\p{Ll}{2}/u.test(word);
const LEAST_I_FOR_L = 5;

function replacesL(text: string): boolean {
  if (!/\p{Ll}I/u.test(text)) return false;
  let count = 0;
  for (const [word] of text.matchAll(WORD)) if (hasIForL(word) && ++count >= LEAST_I_FOR_L) return isWestern(text);
  return false;
}

function lookalikeWarning(text: string, marks = 0): Problem[] {
  const iForL = replacesL(text);
  // Most texts have none.
  if (!SUSPECT.test(text) && !iForL && marks === 0) return [];
  const words = Array.from(text.matchAll(WORD)).filter(
    ({ 0: word, index }) =>
      (SUSPECT.test(word) && (isStyled(word, text) || isDisguised(word, text, index))) || (iForL && hasIForL(word)),
  );
  const first = words[0]?.[0];
  if (first === undefined) return marks === 0 ? [] : [marksWarning(marks)];
  return [
    problem('lookalike-letters', notice('lookalike-letters', { count: words.length, example: first }), words.length),
    ...(marks > 0 ? [marksWarning(marks)] : []),
  ];
}

const marksWarning = (marks: number): Problem =>
  problem('lookalike-letters', notice('strange-marks', { count: marks }), marks);

/** The text with letters that look Latin in Latin words replaced by these, character by character: positions stay. */
export function withoutLookalikes(text: string): string {
  const iForL = replacesL(text);
  if (!SUSPECT.test(text) && !iForL) return text;
  return text.replace(WORD, (word, start: number) => {
    const plain = SUSPECT.test(word) && isDisguised(word, text, start) ? Array.from(word, plainLetter).join('') : word;
    return iForL && hasIForL(plain) ? plain.replace(I_FOR_L, 'l') : plain;
  });
}

// Takes out of the labelled texts what tells their class by the way they were collected, not by who wrote them: words and sentences joined
// where a line break was removed, contractions and quotation marks that a tokenizer split, headings' markers, page furniture of news.
// Both classes go through the same.

const WORD = /\p{L}+/gu;

/** A word in at most this many texts may be two words joined … */
const RARE = 3;
/** … if both of its halves are in at least this many. */
const COMMON = 40;
/** Short halves are ambiguous ("ing", "est"). */
const VERY_COMMON = 400;
const SHORT_HALVES = new Set([
  'a',
  'i',
  'an',
  'as',
  'at',
  'be',
  'by',
  'do',
  'he',
  'if',
  'in',
  'is',
  'it',
  'my',
  'no',
  'of',
  'on',
  'or',
  'so',
  'to',
  'up',
  'us',
  'we',
]);

const FURNITURE =
  /Media playback is (?:unsupported|not supported) on (?:your|this) device|Last updated at \d\d:\d\d \w+|Share this with \w+|Image (?:copyright|caption)|Read more:/gi;

/**
 * @param {string[]} texts all texts: what is a word is learned from them
 * @returns {(text: string) => string}
 */
export function artefactRemover(texts) {
  const frequency = new Map();
  for (const text of texts)
    for (const w of new Set(text.toLowerCase().match(WORD) ?? [])) frequency.set(w, (frequency.get(w) ?? 0) + 1);
  const times = (w) => frequency.get(w) ?? 0;
  const isHalf = (w) =>
    w.length > 3 ? times(w) >= COMMON : w.length === 3 ? times(w) >= VERY_COMMON : SHORT_HALVES.has(w);

  function parted(word) {
    const lower = word.toLowerCase();
    if (lower.length < 6 || times(lower) > RARE) return word;
    let best = 0,
      at = 0;
    for (let i = 1; i < lower.length; i++) {
      const left = lower.slice(0, i),
        right = lower.slice(i);
      if (!isHalf(left) || !isHalf(right)) continue;
      const likelihood = Math.log(times(left)) + Math.log(times(right));
      if (likelihood > best) [best, at] = [likelihood, i];
    }
    return at === 0 ? word : `${word.slice(0, at)} ${word.slice(at)}`;
  }

  return (text) =>
    text
      .replace(FURNITURE, ' ')
      .replace(/^\s*(?:title|headline|abstract|review|story)\s*:\s*/i, '')
      // Line breaks that became letters: "nnOverall".
      .replace(/(^|[\s.,;:!?)"])n{1,6}(?=\p{Lu})/gu, '$1 ')
      .replace(/``|''/g, '"')
      .replace(/(\p{L}) n ?['’] ?t\b/gu, "$1n't")
      .replace(/(\p{L}) ?['’] (s|t|m|re|ve|ll|d)\b/gu, "$1'$2")
      .replace(/(\p{L}) ['’](s|m|re|ve|ll|d)\b/gu, "$1'$2")
      // "PhysioIn", "2016.Norwich": an end and a beginning without the break between them.
      .replace(/(\p{Ll}{2})(\p{Lu}\p{Ll})/gu, (all, a, b, i, whole) =>
        times(wordAround(whole, i)) > RARE ? all : `${a} ${b}`,
      )
      .replace(/([\p{Ll}\d][.?!])(\p{Lu})/gu, '$1 $2')
      .replace(WORD, parted)
      .replace(/\s+/g, ' ')
      .trim();
}

/** The word that a position is in. */
function wordAround(text, at) {
  const before = /\p{L}*$/u.exec(text.slice(Math.max(0, at - 40), at))[0];
  return (before + /^\p{L}*/u.exec(text.slice(at, at + 40))[0]).toLowerCase();
}

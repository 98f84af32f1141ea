/** Finds words by dictionaries (ICU's: Chinese, Japanese, Thai, Lao, Khmer, Burmese). What it finds does not depend on the locale. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** A mark of repetition that stands alone is no word to the segmenter. */
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;

/** Radicals and compatibility ideographs, which printers put for the ideographs that they look like: the dictionary has them not. One code unit stands for one. */
const COMPATIBLE = /[\u2f00-\u2fd5\uf900-\ufa6d\ufa70-\ufad9]/g;

/** Code units that the segmenter gets at once: each of its steps takes time in proportion to all that it was given. */
const WINDOW = 512;

/**
 * Calls with each word of a stretch of a text whose words stand without blanks between them: what a dictionary finds (Unicode Standard Annex 29). White space in the stretch, where a line
 * ends, does not part words.
 *
 * @param take gets the place of a word in the text, UTF-16 code units, end exclusive
 */
export function eachUnspacedWord(
  text: string,
  start: number,
  end: number,
  take: (start: number, end: number) => void,
): void {
  const whole = text.slice(start, end).replace(COMPATIBLE, (character) => character.normalize('NFKC'));
  const { joined, placeOf } = /\s/.test(whole) ? withoutSpace(whole) : { joined: whole, placeOf: (at: number) => at };
  for (let from = 0, window = WINDOW; from < joined.length;) {
    const segments = Array.from(segmenter.segment(joined.slice(from, from + window)));
    // The last word may go on behind the window: it begins the next one.
    if (from + window < joined.length) segments.pop();
    for (const { index, segment, isWordLike } of segments)
      if (isWordLike === true || LETTER_OR_NUMBER.test(segment))
        take(start + placeOf(from + index), start + placeOf(from + index + segment.length - 1) + 1);
    const last = segments.at(-1);
    from += last ? last.index + last.segment.length : 0;
    window = last ? WINDOW : window * 2;
  }
}

/** A stretch without its white space, and where the code units of that stand in the stretch. */
function withoutSpace(whole: string): { readonly joined: string; readonly placeOf: (at: number) => number } {
  const places: number[] = [];
  let joined = '';
  for (const { 0: piece, index } of whole.matchAll(/\S+/g)) {
    for (let i = 0; i < piece.length; i++) places.push(index + i);
    joined += piece;
  }
  return { joined, placeOf: (at) => places[at]! };
}

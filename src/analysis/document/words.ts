import {
  APOSTROPHE,
  classAt,
  HYPHEN,
  IDEOGRAPHIC,
  LETTER,
  MARK,
  NUMBER,
  PAIR,
  SPACE,
  UNSPACED,
} from './character-classes.ts';
import { eachUnspacedWord } from './unspaced-words.ts';

/** Where the words of a text are, in UTF-16 code units, ends exclusive. */
export interface WordPlaces {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Whether any of them is of a script without blanks between words: where such a word ends depends on what stands around it. */
  readonly unspaced: boolean;
}

/** Every part of the map stage asks for the words of the same text. */
let latest: { readonly text: string; readonly places: WordPlaces } = {
  text: '',
  places: { starts: new Uint32Array(0), ends: new Uint32Array(0), unspaced: false },
};

/** Where they are put before their number is known. */
let starts = new Uint32Array(1024);
let ends = new Uint32Array(1024);

/**
 * The places of a text's words. A word is a letter or digit with the letters, marks, digits, apostrophes and hyphens that follow it (`don't`, `co-author`, `1990s`); in scripts that put no
 * blanks between words it is what a dictionary finds ({@link eachUnspacedWord}), and in Chinese and Japanese it may go on in the next line.
 */
export function wordPlaces(text: string): WordPlaces {
  if (text !== latest.text) latest = { text, places: found(text) };
  return latest.places;
}

/** The matches of `[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*`, taken apart where they are of a script without blanks. */
function found(text: string): WordPlaces {
  let count = 0;
  let unspaced = false;
  const add = (start: number, end: number) => {
    if (count === starts.length) [starts, ends] = [grown(starts), grown(ends)];
    starts[count] = start;
    ends[count++] = end;
  };
  for (let at = 0; at < text.length;) {
    const first = classAt(text, at);
    const start = at;
    at += first & PAIR ? 2 : 1;
    if ((first & (LETTER | NUMBER)) === 0) continue;
    let bits = first;
    let last = first;
    for (;;) {
      while (at < text.length) {
        const next = classAt(text, at);
        if (next & (LETTER | NUMBER | MARK)) {
          bits |= last = next;
          at += next & PAIR ? 2 : 1;
        } else if (next & (APOSTROPHE | HYPHEN) && at + 1 < text.length && classAt(text, at + 1) & (LETTER | NUMBER))
          at++;
        else break;
      }
      const on = last & IDEOGRAPHIC ? goesOnAt(text, at) : -1;
      if (on < 0) break;
      at = on;
    }
    if ((bits & UNSPACED) === 0) add(start, at);
    else {
      unspaced = true;
      eachUnspacedWord(text, start, at, add);
    }
  }
  return { starts: starts.slice(0, count), ends: ends.slice(0, count), unspaced };
}

/** Where Chinese or Japanese goes on behind blanks and at most one line end; −1 where it does not. */
function goesOnAt(text: string, from: number): number {
  let lineEnds = 0;
  for (let at = from; at < text.length; at++) {
    const next = classAt(text, at);
    if (next & SPACE) {
      if (text.charCodeAt(at) === LINE_FEED && ++lineEnds > 1) return -1;
    } else return at > from && next & IDEOGRAPHIC && next & (LETTER | NUMBER) ? at : -1;
  }
  return -1;
}

const LINE_FEED = 10;

/** The words of a text, as they stand in it; the first ones where so many are enough. */
export function wordsOf(text: string, most = Infinity): string[] {
  const places = wordPlaces(text);
  return Array.from({ length: Math.min(most, places.starts.length) }, (_, i) =>
    withoutBlanks(text.slice(places.starts[i], places.ends[i])),
  );
}

/** A word that goes on in the next line is the one that it is in one line. */
export const withoutBlanks = (word: string): string => (/\s/.test(word) ? word.replace(/\s+/g, '') : word);

/** Number of words in a text. */
export function countWords(text: string): number {
  return wordPlaces(text).starts.length;
}

/** Number of words in each of some spans of a text, which are in order and do not overlap: of each as if it stood alone. */
export function countWordsIn(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): number[] {
  const places = wordPlaces(text);
  // What a dictionary finds in a span depends on where it is cut.
  if (places.unspaced) return spans.map(({ start, end }) => found(text.slice(start, end)).starts.length);
  let word = 0;
  return spans.map(({ start, end }) => {
    while (word < places.starts.length && places.ends[word]! <= start) word++;
    const first = word;
    while (word < places.starts.length && places.ends[word]! <= end) word++;
    const cut = places.starts[first]! < start || places.starts[word]! < end;
    return cut ? found(text.slice(start, end)).starts.length : word - first;
  });
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

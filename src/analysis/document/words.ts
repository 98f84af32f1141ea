import { APOSTROPHE, classAt, HYPHEN, LETTER, MARK, NUMBER, PAIR } from './character-classes.ts';

/** Where the words of a text are, in UTF-16 code units, ends exclusive. */
export interface WordPlaces {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Every part of the map stage asks for the words of the same text. */
let latest: { readonly text: string; readonly places: WordPlaces } = { text: '', places: { starts: new Uint32Array(0), ends: new Uint32Array(0) } };

/** Where they are put before their number is known. */
let starts = new Uint32Array(1024);
let ends = new Uint32Array(1024);

/** The places of a text's words. A word is a letter or digit with the letters, marks, digits, apostrophes and hyphens that follow it (`don't`, `co-author`, `1990s`). */
export function wordPlaces(text: string): WordPlaces {
  if (text !== latest.text) latest = { text, places: found(text) };
  return latest.places;
}

/** The matches of `[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*`. */
function found(text: string): WordPlaces {
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const first = classAt(text, at);
    const start = at;
    at += first & PAIR ? 2 : 1;
    if ((first & (LETTER | NUMBER)) === 0) continue;
    while (at < text.length) {
      const next = classAt(text, at);
      if (next & (LETTER | NUMBER | MARK)) at += next & PAIR ? 2 : 1;
      else if (next & (APOSTROPHE | HYPHEN) && at + 1 < text.length && classAt(text, at + 1) & (LETTER | NUMBER)) at++;
      else break;
    }
    if (count === starts.length) [starts, ends] = [grown(starts), grown(ends)];
    starts[count] = start;
    ends[count++] = at;
  }
  return { starts: starts.slice(0, count), ends: ends.slice(0, count) };
}

/** The words of a text, as they stand in it; the first ones where so many are enough. */
export function wordsOf(text: string, most = Infinity): string[] {
  const places = wordPlaces(text);
  return Array.from({ length: Math.min(most, places.starts.length) }, (_, i) => text.slice(places.starts[i], places.ends[i]));
}

/** Number of words in a text. */
export function countWords(text: string): number {
  return wordPlaces(text).starts.length;
}

/** Number of words in each of some spans of a text, which are in order and do not overlap: of each as if it stood alone. */
export function countWordsIn(text: string, spans: readonly { readonly start: number; readonly end: number }[]): number[] {
  const places = wordPlaces(text);
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

/** Bytes that are looked at. */
const LOOKED_AT = 4096;

/** What stands between words and sentences in nearly every script. */
const SEPARATOR = /[ \n\r\u3000-\u3002\uff0c\uff0e]/g;

/** Characters that text does not have: unassigned, for private use, half a surrogate pair, and control characters but those of lines. */
const IMPOSSIBLE = /[\p{Cn}\p{Co}\p{Cs}]|[^\P{Cc}\t\n\f\r]/u;

/**
 * The byte order of UTF-16 without a byte order mark, or `undefined` for anything else. Mostly Latin text has a zero in nearly every other byte.
 * Other scripts are told by what the bytes make: assigned characters only, most of them of one script, with separators between. Bytes of another
 * encoding that are taken for UTF-16 make a medley of scripts without any.
 */
export function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, LOOKED_AT);
  for (let i = 0; i < looked; i++) if (bytes[i] === 0) zeros[i % 2]!++;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > looked * 0.4) return 'utf-16le';
  if (odd === 0 && even > looked * 0.4) return 'utf-16be';
  const little = separatorsOf(bytes, 'utf-16le');
  const big = separatorsOf(bytes, 'utf-16be');
  return little === 0 && big === 0 ? undefined : little >= big ? 'utf-16le' : 'utf-16be';
}

/** Number of separators where the bytes make sense in this byte order; 0 where they do not. */
function separatorsOf(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): number {
  const part = new TextDecoder(encoding).decode(bytes.subarray(0, LOOKED_AT));
  // The end may go through a pair.
  const text = bytes.length > LOOKED_AT ? part.replace(/\ufffd$/, '') : part;
  if (text.includes('\ufffd') || IMPOSSIBLE.test(text) || !isOfOneScript(text)) return 0;
  return text.match(SEPARATOR)?.length ?? 0;
}

/** The scripts of most of the world's texts; what is written together counts as one. */
const SCRIPTS = [
  /\p{Script=Latin}/gu,
  /\p{Script=Cyrillic}/gu,
  /\p{Script=Greek}/gu,
  /\p{Script=Hebrew}/gu,
  /\p{Script=Arabic}/gu,
  /\p{Script=Thai}/gu,
  /\p{Script=Devanagari}/gu,
  /\p{Script=Hangul}/gu,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
];

function isOfOneScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && SCRIPTS.some((script) => (text.match(script)?.length ?? 0) >= letters * 0.7);
}

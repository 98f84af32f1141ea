import { notice } from '../../report/notice.ts';
import { UnreadableDocument } from './document-location.ts';
import { type Problem, problem } from './problem.ts';
import { utf16WithoutMark } from './utf-16.ts';
import { damagedUtf8, strictUtf8 } from './utf-8.ts';

/** Characters as a file's bytes stand for them. */
export interface DecodedText {
  readonly text: string;
  /** WHATWG name of the encoding, such as `utf-8`, `windows-1251` or `shift_jis`; `utf-32le` and `utf-32be` have none there. */
  readonly encoding: string;
  /** What was noticed about the bytes. */
  readonly warnings?: readonly Problem[];
}

/**
 * Decodes the bytes of a text file: by its byte order mark; as UTF-8 where that is valid, or nearly; as UTF-16 where the bytes make sense as that; by what
 * the text declares; and else by what a detector of encodings makes of them, with Windows-1252 (which holds latin-1) for what it cannot tell.
 *
 * @param declared encoding that the text itself names (HTML), believed only where the bytes are not valid UTF-8
 * @throws {@link UnreadableDocument} `binary`
 */
export async function decode(bytes: Uint8Array, declared?: string): Promise<DecodedText> {
  const marked = byMark(bytes);
  if (marked) {
    const text =
      marked === 'utf-32le' || marked === 'utf-32be'
        ? (await import('./encoding-tables.ts')).decodeUtf32(bytes, marked)
        : new TextDecoder(marked).decode(bytes);
    return textual(text, marked);
  }
  const binary = isBinary(bytes);
  const utf8 = binary ? undefined : strictUtf8(bytes);
  // A seven-bit encoding of Japanese is valid UTF-8 too: its escape sequences give it away.
  if (utf8 !== undefined && ISO_2022_JP.test(utf8))
    return textual(new TextDecoder('iso-2022-jp').decode(bytes), 'iso-2022-jp');
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  const utf16 = utf16WithoutMark(bytes);
  if (utf16) return textual(new TextDecoder(utf16).decode(bytes), utf16);
  if (binary) throw new UnreadableDocument(BINARY);
  const damaged = damagedUtf8(bytes);
  if (damaged) return { text: damaged.text, encoding: 'utf-8', warnings: [damagedWarning(damaged.characters)] };
  const { decodeLegacy } = await import('./legacy-encodings.ts');
  return decodeLegacy(bytes, declared);
}

const BINARY: Problem = problem('binary', notice('document-binary'));

const damagedWarning = (characters: number): Problem =>
  problem('undecodable-bytes', notice('bytes-damaged', { count: characters }));

const ISO_2022_JP = /\x1b\$[@B]/;

function textual(text: string, encoding: string): DecodedText {
  if (text.includes('\0')) throw new UnreadableDocument(BINARY);
  return { text, encoding };
}

function byMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length % 4 === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff && bytes.length % 4 === 0) return 'utf-32be';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** Text holds no NUL and hardly any control character but tab, line feed, form feed, carriage return and escape. */
function isBinary(bytes: Uint8Array): boolean {
  let control = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) control++;
  }
  return control > bytes.length * 0.02;
}

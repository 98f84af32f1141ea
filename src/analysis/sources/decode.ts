import { DEFAULT_READING } from '../../report/reading-options.ts';
import { type Problem, UnreadableDocument } from './document-location.ts';
import { decodeWindows1252 } from './windows-1252.ts';

export interface DecodedText {
  readonly text: string;
  /** WHATWG name of the encoding. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly warnings: readonly Problem[];
}

/**
 * Decodes the bytes of a text file: by its byte order mark, else as UTF-8 where that is valid, else as UTF-16 where every other byte is
 * zero, else as Windows-1252 (which holds latin-1). Line ends become `\n`.
 *
 * @param characters UTF-16 code units that are kept; a warning says that there were more
 * @throws {@link UnreadableDocument} when the document is empty or binary
 */
export function decode(bytes: Uint8Array, characters = DEFAULT_READING.limits.characters): DecodedText {
  const { text: raw, encoding } = decodeBytes(bytes);
  const text = raw.replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new UnreadableDocument({ code: 'empty', message: 'The document is empty.' });
  if (text.length <= characters) return { text, encoding, warnings: [] };
  // A cut inside a surrogate pair would leave half a character.
  const end = /[\ud800-\udbff]/.test(text.charAt(characters - 1)) ? characters - 1 : characters;
  const message = `The document has ${text.length} characters; only the first ${characters} were analysed. Split it, or raise ghostwriter.limits.characters, to have all of it analysed.`;
  return { text: text.slice(0, end), encoding, warnings: [{ code: 'truncated', message }] };
}

function decodeBytes(bytes: Uint8Array): Omit<DecodedText, 'warnings'> {
  const as = (encoding: 'utf-16le' | 'utf-16be') => {
    const text = new TextDecoder(encoding).decode(bytes);
    if (text.includes('\0')) throw binary();
    return { text, encoding };
  };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return as('utf-16be');
  const utf16 = utf16WithoutMark(bytes);
  if (utf16) return as(utf16);
  if (isBinary(bytes)) throw binary();
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252' };
  }
}

const binary = () => new UnreadableDocument({ code: 'binary', message: 'The document is binary data, not text.' });

/** UTF-16 of mostly Latin text has a zero in nearly every other byte, and none in the ones between. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, 4096);
  for (let i = 0; i < looked; i++) if (bytes[i] === 0) zeros[i % 2]!++;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > looked * 0.4) return 'utf-16le';
  if (odd === 0 && even > looked * 0.4) return 'utf-16be';
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

import { detect, detectAll } from 'jschardet';
import { decodeAs, isKnownEncoding } from './encoding-tables.ts';
import { decodeWindows1252 } from './windows-1252.ts';

/** Bytes that the detector gets: it takes a millisecond a kilobyte, and more hardly changes what it finds. */
const LOOKED_AT = 16 * 1024;

/**
 * Encodings that texts are found in, as jschardet calls them, with their WHATWG names. Where one is part of another the larger one stands.
 * Encodings of the mainframe and of DOS but one are left out: they are rarely met and often guessed wrongly.
 */
const ENCODINGS: Readonly<Record<string, string>> = {
  'Windows-1252': 'windows-1252',
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-15': 'iso-8859-15',
  'ISO-8859-2': 'iso-8859-2',
  'Windows-1250': 'windows-1250',
  'Windows-1257': 'windows-1257',
  'Windows-1251': 'windows-1251',
  'KOI8-R': 'koi8-r',
  'KOI8-U': 'koi8-u',
  'ISO-8859-5': 'iso-8859-5',
  IBM866: 'ibm866',
  MacCyrillic: 'x-mac-cyrillic',
  'ISO-8859-7': 'iso-8859-7',
  'Windows-1253': 'windows-1253',
  'Windows-1254': 'windows-1254',
  'ISO-8859-9': 'windows-1254',
  'ISO-8859-8': 'iso-8859-8',
  'Windows-1255': 'windows-1255',
  'ISO-8859-6': 'iso-8859-6',
  'Windows-1256': 'windows-1256',
  CP874: 'windows-874',
  'TIS-620': 'windows-874',
  GB18030: 'gb18030',
  Big5: 'big5',
  'Big5-HKSCS': 'big5',
  Shift_JIS: 'shift_jis',
  CP932: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
  CP949: 'euc-kr',
  MacRoman: 'macintosh',
};

/** What a text of mostly ASCII can be in: anything else found in a few quotation marks and accents is a guess. */
const WESTERN = ['Windows-1252', 'MacRoman'];

/** Decodes text in an encoding older than Unicode: the declared one where that can be, else the one that is detected, else Windows-1252. */
export function decodeLegacy(
  bytes: Uint8Array,
  declared?: string,
): { readonly text: string; readonly encoding: string } {
  const encoding = (declared !== undefined && knownName(declared)) || detectedName(bytes);
  const text = encoding === 'windows-1252' ? undefined : decodeAs(bytes, encoding);
  // What is detected on the beginning need not hold for all of it.
  if (text === undefined || text.includes('\ufffd'))
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252' };
  return { text, encoding };
}

function detectedName(bytes: Uint8Array): string {
  const part = bytes.subarray(0, LOOKED_AT);
  let high = 0;
  for (const byte of part) if (byte >= 0x80) high++;
  const share = high / part.length;
  if (share < 0.05 || (part.length < 32 && share <= 0.6)) return westernName(part);
  const { encoding } = detect(part, { detectEncodings: Object.keys(ENCODINGS) });
  const likely = ENCODINGS[encoding ?? ''] ?? 'windows-1252';
  return /^(?:windows-1252|macintosh|iso-8859-15)$/.test(likely) ? orCodePage850(part, likely) : likely;
}

/** Where both are as likely, Windows-1252 is what a text is in: Macs have not written MacRoman since 2001. */
function westernName(bytes: Uint8Array): string {
  const found = detectAll(bytes, { detectEncodings: WESTERN, minimumThreshold: 0 });
  const confidence = (name: string) => found.find(({ encoding }) => encoding === name)?.confidence ?? 0;
  const likely = confidence('MacRoman') > 1.001 * confidence('Windows-1252') ? 'macintosh' : 'windows-1252';
  return orCodePage850(bytes, likely);
}

/** The code page of DOS, which the detector does not know, where it makes more letters than both encodings that it is taken for. */
const orCodePage850 = (bytes: Uint8Array, likely: string) =>
  lettersIn(bytes, 'cp850') > Math.max(lettersIn(bytes, 'windows-1252'), lettersIn(bytes, 'macintosh'))
    ? 'cp850'
    : likely;

/** Letters of the languages of western Europe, and marks beside words, that bytes beyond ASCII make in an encoding. */
const lettersIn = (bytes: Uint8Array, encoding: string) =>
  (decodeAs(bytes, encoding) ?? '').match(
    /[äöüßÄÖÜéèêëàâçñóòôíìîïúùûáãõåæøœÉÈÀÇÑÁÍÓÚÅÆØ]|(?<!\p{L})[¿¡«“„‘‚–—…€°§]|[»”’–—…€°§](?!\p{L})/gu,
  )?.length ?? 0;

/** The WHATWG name of what a text says about itself; `undefined` where that cannot be, or is Unicode, which it is not. */
function knownName(declared: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(declared);
    return encoding.startsWith('utf') || !isKnownEncoding(encoding) ? undefined : encoding;
  } catch {
    return undefined;
  }
}

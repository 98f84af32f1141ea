import iconv from 'iconv-lite';
import { decodeWindows1252 } from './windows-1252.ts';

/** Decodes UTF-32, which `TextDecoder` does not know. */
export function decodeUtf32(bytes: Uint8Array, encoding: 'utf-32le' | 'utf-32be'): string {
  return iconv.decode(bytes, encoding, { stripBOM: true });
}

/** Decodes bytes in a single- or multi-byte encoding; `undefined` for one that is not known. */
export function decodeAs(bytes: Uint8Array, encoding: string): string | undefined {
  if (encoding === 'windows-1252') return decodeWindows1252(bytes);
  return isKnownEncoding(encoding) ? iconv.decode(bytes, encoding) : undefined;
}

export const isKnownEncoding = (encoding: string): boolean => iconv.encodingExists(encoding);

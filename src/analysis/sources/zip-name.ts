import { decodeCp437 } from './cp437.ts';
import { strictUtf8 } from './utf-8.ts';
import { type Notice, notice } from '../../report/notice.ts';

/** Longest name of an entry, in bytes: more is no path on any system. */
export const LONGEST_NAME = 4096;

export interface RawName {
  readonly bytes: Buffer;
  /** The header says that the name is UTF-8. */
  readonly utf8: boolean;
  /** The Info-ZIP field's name, where there is one. */
  readonly unicodePath?: string;
}

/**
 * The name of an entry with `/` between its parts: UTF-8 where the entry says so, brings such a name beside it or is valid in it, and code page
 * 437 otherwise (APPNOTE appendix D). Not yet safe to show or to use.
 */
export function decodeName({ bytes, utf8, unicodePath }: RawName): string {
  // No more than this is shown of a name that is too long.
  const shown = bytes.subarray(0, LONGEST_NAME);
  const name = unicodePath ?? (utf8 ? shown.toString('utf8') : (strictUtf8(shown) ?? decodeCp437(shown)));
  return name.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
}

/** Why an entry of that name is skipped; `undefined` for a name like any other. */
export function unsafeName(name: string, { bytes }: RawName): Notice | undefined {
  if (bytes.length > LONGEST_NAME) return notice('entry-name-long', { bytes: bytes.length, most: LONGEST_NAME });
  if (name === '') return notice('entry-name-empty');
  if (/[\p{Cc}]/u.test(name)) return notice('entry-name-control');
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return notice('entry-name-on-disk');
  if (name.split('/').includes('..')) return notice('entry-name-outside');
  return undefined;
}

/** Control characters, and those that reorder or hide the text around them. */
const DECEPTIVE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** A name that can be shown: characters that would hide or reorder it stand as `\u{…}`. */
export function printableName(name: string): string {
  return name.replace(DECEPTIVE, (c) => `\\u{${c.codePointAt(0)?.toString(16) ?? ''}}`);
}

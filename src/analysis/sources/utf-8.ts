/** The text of valid UTF-8, without its mark; `undefined` for anything else. */
export function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Sequences of several bytes that are valid for each that is not, at least: those of other encodings hardly ever are. */
const VALID_FOR_EACH = 4;

/** The text of UTF-8 that is damaged in a few places, or cut in the middle of a character, and in how many; `undefined` for anything else. */
export function damagedUtf8(bytes: Uint8Array): { readonly text: string; readonly characters: number } | undefined {
  let valid = 0;
  let invalid = 0;
  let isCut = false;
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      i++;
      continue;
    }
    const length =
      byte >= 0xc2 && byte <= 0xdf ? 2 : byte >= 0xe0 && byte <= 0xef ? 3 : byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
    let followers = 0;
    while (followers + 1 < length && i + followers + 1 < bytes.length && (bytes[i + followers + 1]! & 0xc0) === 0x80)
      followers++;
    if (length > 0 && followers === length - 1) valid++;
    else if (length > 0 && i + followers + 1 === bytes.length && (valid > 0 || followers > 0)) isCut = true;
    else invalid++;
    i += 1 + followers;
  }
  if (invalid * VALID_FOR_EACH > valid || (invalid === 0 && !isCut)) return undefined;
  const text = new TextDecoder('utf-8').decode(bytes);
  return { text, characters: invalid + (isCut ? 1 : 0) };
}

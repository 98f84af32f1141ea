import { KEY_BYTES, keyText } from './record-log.ts';

/** Keys that several threads look into: one after the other, ascending. */
export type SharedKeys = Uint8Array<SharedArrayBuffer>;

/** @param keys as {@link keyText} gives them */
export function sharedKeys(keys: Iterable<string>): SharedKeys {
  const sorted = [...keys].sort();
  const bytes = new Uint8Array(new SharedArrayBuffer(sorted.length * KEY_BYTES));
  for (const [i, key] of sorted.entries()) bytes.set(Buffer.from(key, 'latin1'), i * KEY_BYTES);
  return bytes;
}

/** Whether a key is among them, by bisection. */
export function hasKey(keys: SharedKeys, key: Uint8Array): boolean {
  const wanted = keyText(key);
  let low = 0;
  let high = keys.length / KEY_BYTES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = keyText(keys.subarray(middle * KEY_BYTES, (middle + 1) * KEY_BYTES));
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}

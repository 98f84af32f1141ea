import { readFile } from 'node:fs/promises';
import { absent, unreadableBecause } from './absent.ts';
import { checkedText } from './sealed-json.ts';

/** A small file of the product's own that is there and cannot be used; `message` names it and says what to do. */
export class UnreadableFile extends Error {
  /** @param damaged whether it was read and is none; otherwise the system did not let it be read, and it may be whole */
  constructor(
    readonly file: string,
    message: string,
    readonly damaged: boolean,
  ) {
    super(message);
    this.name = 'UnreadableFile';
  }
}

/**
 * Reads a file of JSON that may be missing, and holds it against its checksum where it has one.
 *
 * @param parse gives what it holds; `undefined` where that is not what it should be
 * @returns `undefined` where there is no such file
 * @throws {@link UnreadableFile}
 */
export async function readJson<T>(file: string, parse: (value: unknown) => T | undefined): Promise<T | undefined> {
  let bytes: Buffer | undefined;
  try {
    bytes = await readFile(file).catch(absent);
  } catch (error) {
    throw new UnreadableFile(
      file,
      `${file} is there, and ${unreadableBecause(error)}.`,
      (error as NodeJS.ErrnoException).code === 'EISDIR',
    );
  }
  if (bytes === undefined) return undefined;
  let value: unknown;
  try {
    value = parseJson(bytes);
  } catch (error) {
    throw new UnreadableFile(file, `${file} is damaged: ${(error as Error).message}.`, true);
  }
  const parsed = parse(value);
  if (parsed === undefined)
    throw new UnreadableFile(file, `${file} is damaged: it does not hold what it should.`, true);
  return parsed;
}

/**
 * What a file of JSON holds.
 *
 * @throws with half a sentence for people where that is no JSON, or another one than was written
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = checkedText(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(text.trim() === '' ? 'it is empty' : 'it is not JSON, or not all of it');
  }
}

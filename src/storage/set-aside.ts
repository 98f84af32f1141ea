import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { absent } from './absent.ts';
import { disk } from './disk.ts';

const DAMAGED = /\.damaged(?:-\d+)?$/;

/** Whether a name is one that {@link setAside} gives. */
export const isSetAside = (name: string): boolean => DAMAGED.test(name);

/**
 * Gives a damaged file, or what lies in its place, another name beside it: nothing is deleted, and its place is free.
 *
 * @param to absolute path of a folder that it goes to instead
 * @returns its new path
 * @throws the file system's error
 */
export async function setAside(file: string, to?: string): Promise<string> {
  const base = to === undefined ? `${file}.damaged` : path.join(to, path.basename(file));
  if (to !== undefined) await disk.mkdir(to, { recursive: true, mode: 0o700 });
  for (let number = 1; ; number++) {
    const target = number === 1 ? base : `${base}-${number}`;
    if (await lstat(target).catch(absent)) continue;
    await disk.rename(file, target);
    return target;
  }
}

import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Numbers in [0, 1) that a seed repeats (Lehmer). */
export function randomNumbers(seed: number): () => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647 || 7;
  for (let i = 0; i < 5; i++) state = (state * 48_271) % 2_147_483_647;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

export const DAMAGES = [
  'cut',
  'emptied',
  'random bytes in it',
  'random bytes alone',
  'another letter or digit',
  'replaced by a folder',
  'no permission',
] as const;
export type Damage = (typeof DAMAGES)[number];

/** The next letter for a letter, for a digit one that may begin a number, and something else for anything else. */
function nextTo(byte: number): number {
  const [nine, z] = [0x39, 0x7a];
  if (byte === nine || byte === z) return byte - 1;
  return /[a-z\d]/.test(String.fromCharCode(byte)) ? byte + 1 : ~byte & 0xff;
}

/** Damages a file; `random` says where and by which bytes. */
export function damage(file: string, how: Damage, random: () => number): void {
  const { size } = lstatSync(file);
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => Math.floor(random() * 256)));
  switch (how) {
    case 'cut':
      return truncateSync(file, Math.floor(random() * size));
    case 'emptied':
      return truncateSync(file, 0);
    case 'random bytes in it': {
      const content = readFileSync(file);
      const stretch = bytes(Math.min(content.length, 64));
      stretch.copy(content, Math.floor(random() * (content.length - stretch.length + 1)));
      return writeFileSync(file, content);
    }
    // What is valid JSON stays so.
    case 'another letter or digit': {
      const content = readFileSync(file);
      const places = [...content.keys()].filter((at) => /[a-z\d]/.test(String.fromCharCode(content[at] ?? 0)));
      const at = places[Math.floor(random() * places.length)] ?? 0;
      content[at] = nextTo(content[at] ?? 0);
      return writeFileSync(file, content);
    }
    case 'random bytes alone':
      return writeFileSync(file, bytes(Math.max(1, Math.floor(random() * 2 * size))));
    case 'replaced by a folder':
      rmSync(file);
      mkdirSync(file);
      return writeFileSync(path.join(file, 'inside.txt'), 'something of somebody');
    case 'no permission':
      return chmodSync(file, 0);
  }
}

/** The SHA-256 of every file below a folder: how often each is there. What may not be read gets its right back first. */
export function contents(folder: string, into = new Map<string, number>()): Map<string, number> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) contents(at, into);
    else {
      chmodSync(at, 0o600);
      const digest = createHash('sha256').update(readFileSync(at)).digest('hex');
      into.set(digest, (into.get(digest) ?? 0) + 1);
    }
  }
  return into;
}

/** Contents that were there before and are nowhere now. */
export const lost = (before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): string[] =>
  [...before.keys()].filter((digest) => !now.has(digest));

// Folders and archives to analyse, made of the project's samples.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zip } from '../unit/support/zip-writer.ts';

const SAMPLES = path.join(import.meta.dirname, '../../samples/texts');

/** A fresh workspace with `texts/` (the samples) and `texts.zip` (the same). */
export function sampleWorkspace(): string {
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), 'ghostwriter-workspace-')));
  cpSync(SAMPLES, path.join(workspace, 'texts'), { recursive: true });
  const files = readdirSync(SAMPLES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entries = files.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return { name: path.relative(SAMPLES, file).split(path.sep).join('/'), data: readFileSync(file), deflated: true };
  });
  writeFileSync(path.join(workspace, 'texts.zip'), zip(entries));
  return workspace;
}

/**
 * A folder of many different texts, each of some sentences of the samples: enough work to be interrupted.
 *
 * @param first number of the first text: no two numbers have the same text
 */
export function manyTexts(folder: string, count: number, first = 0, length = 24): void {
  const sentences = [
    'cycling/amara.txt',
    'bees/jonas.txt',
    'sleep/rosa.txt',
    'cycling/ben.txt',
    'bees/katya.txt',
  ].flatMap((name) => readFileSync(path.join(SAMPLES, name), 'utf8').split(/(?<=\.)\s+/));
  mkdirSync(folder);
  for (let i = first; i < first + count; i++) {
    const chosen = Array.from({ length }, (_, k) => sentences[(i * 7 + k * (1 + (i % 5))) % sentences.length]);
    writeFileSync(
      path.join(folder, `text-${String(i).padStart(4, '0')}.txt`),
      `${chosen.join(' ')} This is text ${i}.\n`,
    );
  }
}

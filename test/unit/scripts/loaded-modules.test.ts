import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../../..');

/** What scripts and benchmarks import of the product by name, as `load('analysis/corpus/k-means')`: no compiler looks at these. */
const loaded = ['bench', 'scripts'].flatMap((folder) =>
  filesIn(folder).flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/\bload\(([^()]*)\)/g)].flatMap(([, names = '']) =>
      [...names.matchAll(/'([\w./-]+\/[\w./-]+)'/g)].map(([, name]) => [file, name!] as const),
    ),
  ),
);

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => path.join(folder, file));
}

test('benchmarks and scripts load modules that there are', () => {
  expect(loaded.length).toBeGreaterThan(30);
  expect(loaded.filter(([, name]) => !existsSync(path.join(root, 'src', `${name}.ts`)))).toEqual([]);
});

// What docs/security.md says is tested is tested: each test that it names is there.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');
const doc = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8');
const files = readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).map(
  (file) => `test/${file.replaceAll('\\', '/')}`,
);

/** The names of the tests in a file, as they stand there. */
const namesIn = (file: string) =>
  [
    ...readFileSync(path.join(ROOT, file), 'utf8').matchAll(
      /(?:\b(?:test|it)(?:\.skipIf\([^)]*\))?\(|\]\)\(|\.(?:each|for)\([^)\n]*\)\()\s*(['"`])((?:\\.|(?!\1).)*)\1/g,
    ),
  ].map(([, , name]) => name!.replace(/\\(.)/g, '$1').replace(/\$\{.*$/, ''));

const named = [...doc.matchAll(/`(test\/[^`]+\.test\.ts) › ([^`]+)`/g)].map(
  ([, file, name]) => [file!, name!] as const,
);

test('requirements are shown by tests, most of them by more than one file', () => {
  expect(named.length).toBeGreaterThan(60);
  expect(new Set(named.map(([file]) => file)).size).toBeGreaterThan(20);
});

test('each test that is named is there', () => {
  const missing = named
    .filter(([file, name]) => !files.includes(file) || !namesIn(file).includes(name))
    .map(([file, name]) => `${file} › ${name}`);
  expect([...new Set(missing)]).toEqual([]);
});

test('so is each file', () => {
  const mentioned = [...doc.matchAll(/`([\w./-]+\.(?:test\.ts|mjs))`/g)]
    .map(([, file]) => file!)
    .filter((file) => file.includes('.test.'));
  expect(mentioned.filter((file) => !files.some((known) => known === file || known.endsWith(`/${file}`)))).toEqual([]);
});

test('each requirement has a level, an answer, and a test where it is met', () => {
  const rows = [...doc.matchAll(/^\| ([\d., –]+|\d[\d., –]*) \| (L[123](?:–L[123])?) \| (.*?) \| (.*) \| (.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(70);
  for (const [row, , , answer, , shown] of rows) {
    expect([row, ['met', 'partly', '**no**', 'n/a'].includes(answer!)]).toEqual([row, true]);
    if (answer === 'met') expect([row, shown]).toEqual([row, expect.stringContaining(' › ')]);
  }
});

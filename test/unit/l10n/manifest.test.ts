// What VS Code shows of package.json stands in package.nls.json and its translations.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/paths.ts';

const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');
const wordsOf = (name: string) => JSON.parse(read(name)) as Record<string, string>;
const manifest = read('package.json');
const named = [...new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map((m) => m[1]!))].sort();
const translations = readdirSync(ROOT).filter((name) => /^package\.nls\.\w+\.json$/.test(name));

test('there is a translation', () => {
  expect(translations).toContain('package.nls.de.json');
});

test.each(['package.nls.json', ...translations])('%s has what the manifest names, and nothing else', (name) => {
  expect(Object.keys(wordsOf(name)).sort()).toEqual(named);
  expect(Object.values(wordsOf(name)).filter((text) => text.trim() === '')).toEqual([]);
});

test('a command has its title under its name, by which the extension registers it', () => {
  const { commands } = (JSON.parse(manifest) as { contributes: { commands: { command: string; title: string }[] } })
    .contributes;
  expect(commands.map(({ title }) => title)).toEqual(
    commands.map(({ command }) => `%${command.replace('ghostwriter.', 'command.')}%`),
  );
  const titles = named.filter((key) => key.startsWith('command.'));
  expect(titles).toEqual(commands.map(({ command }) => command.replace('ghostwriter.', 'command.')).sort());
});

test.each(translations)('%s links and names settings as the English does', (name) => {
  const references = (text: string) => [...text.matchAll(/\(command:[^)]+\)|`[^`]+`/g)].map((m) => m[0]).sort();
  const [english, other] = [wordsOf('package.nls.json'), wordsOf(name)];
  for (const key of named)
    expect([key, ...references(other[key] ?? '')]).toEqual([key, ...references(english[key] ?? '')]);
});

test.each(['package.nls.json', ...translations])('%s names pictures that exist', (name) => {
  const pictures = Object.entries(wordsOf(name)).filter(([key]) => key.endsWith('.svg'));
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter(([, file]) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test('titles, names and descriptions of the manifest are not written into it', () => {
  const shown = new Set([
    'title',
    'markdownDescription',
    'contents',
    'altText',
    'userDescription',
    'patternErrorMessage',
    'contextualTitle',
    'enumDescriptions',
    'markdownEnumDescriptions',
    'deprecationMessage',
  ]);
  const written: string[] = [];
  const look = (value: unknown, key: string) => {
    if (typeof value === 'string' && shown.has(key) && !/^%[\w.-]+%$/.test(value)) written.push(value);
    else if (Array.isArray(value)) value.forEach((item) => look(item, key));
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) look(inner, name);
  };
  look((JSON.parse(manifest) as { contributes: unknown }).contributes, '');
  // The name of the product is the same in every language.
  expect(written.filter((text) => !/^Ghost-Writer( Batch Analysis)?$/.test(text))).toEqual([]);
});

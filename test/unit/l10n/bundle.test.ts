// Every string that the code shows is exported, and translated as a whole.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ExportedString, exportedStrings } from '../../../scripts/l10n.mjs';
import { ROOT } from '../support/paths.ts';

const folder = path.join(ROOT, 'l10n');
const read = (name: string) =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, ExportedString>;
const translations = readdirSync(folder).filter((name) => /^bundle\.l10n\.\w+\.json$/.test(name));
const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join('');

/** What a key says in English. */
const english = (key: string) => {
  const text = exported[key] ?? '';
  return typeof text === 'string' ? text : text.message;
};

let exported: Record<string, ExportedString>;
beforeAll(async () => {
  exported = await exportedStrings();
});

test('bundle.l10n.json is what the code says now (npm run l10n)', () => {
  expect(read('bundle.l10n.json')).toEqual(exported);
});

test('there is a translation', () => {
  expect(translations).toContain('bundle.l10n.de.json');
});

describe.each(translations)('%s', (name) => {
  test('has every string, and no other', () => {
    expect(Object.keys(read(name)).sort()).toEqual(Object.keys(exported).sort());
  });

  test('has the same values in each, and says something', () => {
    const wrong = Object.entries(read(name)).filter(
      ([key, text]) => typeof text !== 'string' || text.trim() === '' || values(text) !== values(english(key)),
    );
    expect(wrong).toEqual([]);
  });

  test('ends sentences as the English does', () => {
    const end = (text: string) => /[.?:…]$/.exec(text)?.[0] ?? '';
    const wrong = Object.entries(read(name)).flatMap(([key, text]) => {
      const expected = end(english(key));
      return typeof text === 'string' && expected !== '' && end(text) !== expected ? [[key, text]] : [];
    });
    expect(wrong).toEqual([]);
  });
});

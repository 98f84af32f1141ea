import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from './support/analysis.ts';
import { runCli } from './support/run-cli.ts';
import { ROOT } from './support/paths.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const PEOPLE = path.join(ROOT, 'samples/people');

test('the first run holds texts by machines and by people, and rates none of the people’s HIGH', async () => {
  const { paths } = await runCli([
    'analyze',
    path.join(ROOT, 'samples'),
    '--include',
    'texts/**',
    '--include',
    'people/**',
    '--format',
    'json',
    '--out',
    temporaryFolder(),
    '--quiet',
  ]);
  const { documents } = readReport(paths[0]!);
  const people = documents.filter((d) => d.path.startsWith('people/'));
  expect(people).toHaveLength(readdirSync(PEOPLE).length);
  expect(documents).toHaveLength(people.length + 24);
  expect(people.filter((d) => d.confidence === 'high')).toEqual([]);
});

test('the README of the samples names each text by a person, with its year', () => {
  const readme = readFileSync(path.join(ROOT, 'samples/README.md'), 'utf8');
  for (const file of readdirSync(PEOPLE)) expect(readme).toMatch(new RegExp(`\`${file}\` \\| .*\\(1[78]\\d\\d\\)`));
});

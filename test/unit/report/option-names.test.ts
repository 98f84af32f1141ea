import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { withOptionsOf, withSettingsOf } from '../../../src/report/option-names.ts';
import { UploadOptionsSchema } from '../../../src/server/api-schemas.ts';
import { ROOT } from '../support/paths.ts';

/** Every setting that a notice of the analysis names; those on servers are said by the editor alone. */
const settings = (() => {
  const [ofAnalysis = ''] = readFileSync(path.join(ROOT, 'src/report/notice-table.ts'), 'utf8').split('// Servers.');
  return [
    ...new Set(Array.from(ofAnalysis.matchAll(/\bghostwriter\.[a-zA-Z]+(?:\.[a-zA-Z]+)?\b/g), ([setting]) => setting)),
  ].sort();
})();

test('no message names a setting of the editor to who has none', () => {
  expect(settings.length).toBeGreaterThan(8);
  // Those that stand with an option of their own are tried below.
  for (const setting of settings.filter((name) => !['ghostwriter.encoder', 'ghostwriter.threads'].includes(name)))
    for (const reader of ['command-line', 'service'] as const)
      expect([setting, reader, withOptionsOf(reader, `Raise it (${setting}), and run it again.`)]).toEqual([
        setting,
        reader,
        expect.not.stringMatching(/ghostwriter\./) as string,
      ]);
});

test('the command line is told options that it has', () => {
  const options = new Set(COMMANDS.find(({ name }) => name === 'analyze')!.options.map(({ name }) => name));
  for (const setting of settings)
    for (const [, option] of withOptionsOf('command-line', setting).matchAll(/--([a-z-]+)/g))
      expect(options).toContain(option);
});

test('the service’s clients are told fields that there are', () => {
  for (const setting of settings)
    for (const [, field] of withOptionsOf('service', setting).matchAll(/reading\.((?:limits\.)?\w+)/g)) {
      const value = field!.startsWith('limits.')
        ? { limits: { [field!.slice(7)]: 'wrong' } }
        : { [field!]: Symbol('wrong') };
      // It is known, and complains about the value.
      const issues = UploadOptionsSchema.safeParse({ reading: value }).error?.issues ?? [];
      expect([field, issues.map(({ code }) => code)]).toEqual([
        field,
        expect.not.arrayContaining(['unrecognized_keys']),
      ]);
      expect(issues.length).toBeGreaterThan(0);
    }
});

test.each([
  [
    'It would fit with the fast encoder (ghostwriter.encoder, --encoder fast), or with 2 threads (ghostwriter.threads, --jobs 2). To analyse it anyway, choose Continue Anyway (--memory-limit none).',
    'It would fit with the fast encoder (--encoder fast), or with 2 threads (--jobs 2). To analyse it anyway, give --memory-limit none.',
    'It would fit with the fast encoder (encoder: fast), or with 2 threads (--jobs 2 of the server).',
  ],
  [
    'Correct it (ghostwriter.include, ghostwriter.exclude, files.exclude) and run the analysis again.',
    'Correct it (--include, --exclude) and run the analysis again.',
    'Correct it (reading.include, reading.exclude) and run the analysis again.',
  ],
  [
    'To use the full one, set ghostwriter.encoder to full (--encoder full) and run the analysis again.',
    'To use the full one, give --encoder full and run the analysis again.',
    'To use the full one, set the option encoder to full and run the analysis again.',
  ],
])('%s', (message, commandLine, service) => {
  expect([withOptionsOf('command-line', message), withOptionsOf('service', message)]).toEqual([commandLine, service]);
});

test('an editor whose batch failed on a service is told its own settings again', () => {
  for (const setting of settings.filter((name) => !['ghostwriter.encoder', 'ghostwriter.threads'].includes(name)))
    expect(withSettingsOf(withOptionsOf('service', `Raise it (${setting}).`))).toBe(`Raise it (${setting}).`);
});

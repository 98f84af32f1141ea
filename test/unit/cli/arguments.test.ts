import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommand, UsageError } from '../../../src/cli/arguments.ts';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';

describe('analyze', () => {
  test('has the defaults of the contract', () => {
    expect(parseCommand(['analyze', 'essays'])).toEqual({
      kind: 'analyze',
      sources: ['essays'],
      formats: ['json', 'csv'],
      options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1, prior: 0.5, reading: DEFAULT_READING },
      quiet: false,
    });
  });

  test('takes every option', () => {
    expect(parseCommand('analyze a.txt b.txt --out x --format csv --granularity paragraph --clusters 5 --threshold 0.9 --seed 7 --prior 0.1 --baseline known --jobs 2 --cache kept --quiet'.split(' '))).toEqual({
      kind: 'analyze',
      sources: ['a.txt', 'b.txt'],
      out: 'x',
      formats: ['csv'],
      options: { granularity: 'paragraph', clusters: 5, threshold: 0.9, seed: 7, prior: 0.1, baseline: path.resolve('known'), reading: DEFAULT_READING },
      jobs: 2,
      cache: path.resolve('kept'),
      quiet: true,
    });
  });

  test('takes every option on how the source is read', () => {
    const args = 'analyze x --include **/*.md --include *.txt --exclude drafts --group-by ^(\\w+)/ --no-nested --source-code --text-column answer --ignore package.json --ignore **/sheet.txt --limit documentSize=1.5 --limit ratio=50';
    expect(parseCommand(args.split(' '))).toMatchObject({
      options: {
        reading: {
          include: ['**/*.md', '*.txt'],
          exclude: ['drafts'],
          limits: { ...DEFAULT_READING.limits, documentBytes: 1.5 * 1024 ** 2, ratio: 50 },
          nestedArchives: false,
          groupBy: { pattern: '^(\\w+)/' },
          sourceCode: true,
          column: 'answer',
          ignore: [path.resolve('package.json'), '**/sheet.txt'],
        },
      },
    });
  });

  test.each(['none', 'folder', 'submission'])('groups by %s', (groupBy) => {
    expect(parseCommand(['analyze', 'x', '--group-by', groupBy])).toMatchObject({ options: { reading: { groupBy } } });
  });

  test('takes a file whose name begins with a dash behind --', () => {
    expect(parseCommand(['analyze', '--', '-x.txt'])).toMatchObject({ sources: ['-x.txt'] });
  });

  test('writes a format once that is named twice', () => {
    expect(parseCommand(['analyze', 'x', '--format', 'csv,json,csv'])).toMatchObject({ formats: ['csv', 'json'] });
  });
});

test.each([['--help', 'help'], ['-h', 'help'], ['--version', 'version']])('%s asks for the %s', (flag, kind) => {
  expect(parseCommand([flag])).toEqual({ kind });
});

describe('wrong usage', () => {
  test.each([
    [['--format', 'html'], /--format takes json, csv or both/],
    [['--format', ''], /--format takes/],
    [['--granularity', 'word'], /--granularity takes sentence or paragraph/],
    [['--clusters', 'many'], /--clusters takes auto or a whole number/],
    [['--clusters', '0'], /--clusters takes/],
    [['--clusters', '2.5'], /--clusters takes/],
    [['--threshold', '1.1'], /--threshold takes a number from 0 to 1/],
    [['--threshold', ''], /--threshold takes/],
    [['--threshold', 'high'], /--threshold takes/],
    [['--seed', '-1'], /--seed/],
    [['--seed', '1.5'], /--seed takes a whole number/],
    [['--jobs', '0'], /--jobs takes a whole number from 1/],
    [['--jobs', '257'], /--jobs takes/],
    [['--limit', 'ratio'], /--limit takes one of entries, documentSize/],
    [['--limit', 'size=5'], /--limit takes one of/],
    [['--limit', 'entries=0'], /--limit takes one of/],
    [['--limit', 'entries=1.5'], /--limit takes one of/],
    [['--group-by', ''], /--group-by takes none, folder, submission or a regular expression/],
    [['--include', ''], /--include takes a value/],
    [['--out', ''], /--out takes a folder/],
    [['--nope'], /--nope/],
    [['-x.txt'], /'-x'.*--/],
  ])('%j names the option', (options, message) => {
    expect(() => parseCommand(['analyze', 'x', ...options])).toThrow(UsageError);
    expect(() => parseCommand(['analyze', 'x', ...options])).toThrow(message);
  });

  test.each([
    [[], /Say what to do/],
    [['analyze'], /Say what to analyze/],
    [['analyse', 'x'], /no command analyse/],
  ])('%j says what is missing', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
  });
});

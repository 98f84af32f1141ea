import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../src/cli/arguments.ts';
import { UsageError } from '../../../src/cli/option-values.ts';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';

describe('analyze', () => {
  test('has the defaults of the contract', () => {
    expect(parseCommand(['analyze', 'essays'])).toEqual({
      kind: 'analyze',
      sources: ['essays'],
      formats: ['json', 'csv'],
      options: {
        granularity: 'sentence',
        clusters: 'auto',
        threshold: 0.85,
        seed: 1,
        prior: 0.5,
        encoder: 'auto',
        leaveOut: ['references', 'quotations', 'cover-sheets', 'questions'],
        reading: DEFAULT_READING,
      },
      quiet: false,
      byteOrderMark: false,
      anonymise: false,
      excerpts: false,
      failOn: [],
      memoryLimit: 'available',
    });
  });

  test('takes an earlier report to number clusters like', () => {
    expect(parseCommand('analyze essays --like before.json'.split(' '))).toMatchObject({
      like: path.resolve('before.json'),
    });
  });

  test('takes every option', () => {
    expect(
      parseCommand(
        'analyze a.txt b.txt --out x --format csv,html --bom --anonymise --key k.json --excerpts --fail-on high,duplicates --granularity paragraph --clusters 5 --threshold 0.9 --seed 7 --prior 0.1 --encoder fast --baseline known --jobs 2 --cache kept --memory-limit 2048 --leave-out questions,quotations --group-by submission --across-groups --quiet'.split(
          ' ',
        ),
      ),
    ).toEqual({
      kind: 'analyze',
      sources: ['a.txt', 'b.txt'],
      out: 'x',
      formats: ['csv', 'html'],
      byteOrderMark: true,
      anonymise: true,
      key: 'k.json',
      excerpts: true,
      failOn: ['high', 'duplicates'],
      options: {
        granularity: 'paragraph',
        clusters: 5,
        threshold: 0.9,
        seed: 7,
        prior: 0.1,
        encoder: 'fast',
        baseline: path.resolve('known'),
        leaveOut: ['questions', 'quotations'],
        acrossGroups: true,
        reading: { ...DEFAULT_READING, groupBy: 'submission' },
      },
      jobs: 2,
      cache: path.resolve('kept'),
      memoryLimit: 2 ** 31,
      quiet: true,
    });
  });

  test('takes every option on how the source is read', () => {
    const args =
      'analyze x --include **/*.md --include *.txt --exclude drafts --group-by ^(\\w+)/ --no-nested --source-code --text-column answer --ignore package.json --ignore **/sheet.txt --limit documentSize=1.5 --limit ratio=50';
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

test.each([
  ['--help', 'help'],
  ['-h', 'help'],
  ['help', 'help'],
  ['--version', 'version'],
])('%s asks for the %s', (flag, kind) => {
  expect(parseCommand([flag])).toEqual({ kind });
});

test('each command has help of its own', () => {
  expect(parseCommand(['verify', '--help'])).toMatchObject({ kind: 'help', of: { name: 'verify' } });
  expect(parseCommand(['help', 'export'])).toMatchObject({ kind: 'help', of: { name: 'export' } });
});

test('export writes a page unless told otherwise', () => {
  expect(parseCommand(['export', 'r.json'])).toEqual({
    kind: 'export',
    report: 'r.json',
    formats: ['html'],
    byteOrderMark: false,
    anonymise: false,
    excerpts: false,
  });
});

test('verify takes a source, or none', () => {
  expect(parseCommand(['verify', 'r.json', 'a', 'b', '--jobs', '2', '--key', 'k'])).toEqual({
    kind: 'verify',
    report: 'r.json',
    sources: ['a', 'b'],
    jobs: 2,
    key: 'k',
    quiet: false,
  });
});

describe('wrong usage', () => {
  test.each([
    [['--format', 'docx'], /--format takes csv, xlsx, json, html/],
    [['--fail-on', 'low'], /--fail-on takes high, medium, duplicates, copied, hidden, skipped/],
    [['--key', 'x'], /--key goes with --anonymise/],
    [['--excerpts'], /--excerpts goes with --format html/],
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
    [['analyze'], /Name a folder, a ZIP or files/],
    [['export'], /Name one report/],
    [['verify'], /Name a report/],
    [['completion', 'tcsh'], /bash, zsh, fish/],
    [['--quiet', 'analyze'], /before any option/],
    [['analyse', 'x'], /no command analyse/],
  ])('%j says what is missing', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
  });
});

describe('copies', () => {
  const optionsOf = (line: string) => {
    const command = parseCommand(line.split(' '));
    return command.kind === 'analyze' ? command.options : undefined;
  };

  test('count with everything where nothing is to be left out', () => {
    expect(optionsOf('analyze x --leave-out none')?.leaveOut).toEqual([]);
    expect(() => parseCommand('analyze x --leave-out headings'.split(' '))).toThrow(
      '--leave-out takes references, quotations, cover-sheets, questions',
    );
  });

  test('across groups are those across folders where nothing else groups', () => {
    expect(optionsOf('analyze x --across-groups')).toMatchObject({
      acrossGroups: true,
      reading: { groupBy: 'folder' },
    });
    expect(optionsOf('analyze x --across-groups --group-by submission')?.reading?.groupBy).toBe('submission');
    expect(optionsOf('analyze x')?.reading?.groupBy).toBe('none');
  });
});

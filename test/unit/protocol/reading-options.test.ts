import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { groupByFrom, ReadingOptionsSchema, readingOptionsFrom } from '../../../src/protocol/reading-options.ts';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';
import { ROOT } from '../support/paths.ts';

describe('reading options', () => {
  test('are the defaults where nothing is said', () => {
    expect(readingOptionsFrom({})).toEqual(DEFAULT_READING);
    expect(ReadingOptionsSchema.parse(DEFAULT_READING)).toEqual(DEFAULT_READING);
  });

  test('replace a value that cannot be by its default, and that alone', () => {
    const options = readingOptionsFrom({
      include: 'x',
      exclude: ['a'],
      groupBy: 'class',
      column: 5,
      limits: { entries: -1, ratio: 50, documentBytes: NaN, secondsPerDocument: Infinity },
    });
    expect(options).toEqual({ ...DEFAULT_READING, exclude: ['a'], limits: { ...DEFAULT_READING.limits, ratio: 50 } });
  });

  test.each([
    { ...DEFAULT_READING, limits: { ...DEFAULT_READING.limits, ratio: 'none' } },
    { ...DEFAULT_READING, include: undefined },
    {},
  ])('from outside are complete or not accepted: %j', (options) => {
    expect(ReadingOptionsSchema.safeParse(options).success).toBe(false);
  });

  test.each([
    ['', 'none'],
    ['none', 'none'],
    ['folder', 'folder'],
    ['submission', 'submission'],
    ['^a', { pattern: '^a' }],
  ])('group by %j', (text, groupBy) => {
    expect(groupByFrom(text)).toEqual(groupBy);
  });
});

test('a workspace that is not trusted takes no limit away', () => {
  interface Manifest {
    readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
    readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
  }
  const { capabilities, contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const dangerous = Object.keys(contributes.configuration.properties).filter((name) =>
    /^ghostwriter\.(?:limits\.|archives\.nested|baseline\.ignore)/.test(name),
  );
  expect(dangerous).toHaveLength(8);
  expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(expect.arrayContaining(dangerous));
});

test('the settings that VS Code shows have the same defaults', () => {
  const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown }> } };
  };
  const setting = (name: string) => contributes.configuration.properties[`ghostwriter.${name}`]?.default;
  const megabytes = (name: string) => Number(setting(name)) * 1024 ** 2;
  expect({
    include: setting('include'),
    exclude: setting('exclude'),
    limits: {
      entries: setting('limits.entries'),
      documentBytes: megabytes('limits.documentSize'),
      characters: setting('limits.characters'),
      totalBytes: megabytes('limits.totalSize'),
      ratio: setting('limits.ratio'),
      secondsPerDocument: setting('limits.seconds'),
    },
    nestedArchives: setting('archives.nested'),
    groupBy: setting('groupBy'),
    sourceCode: setting('sourceCode'),
    column: setting('textColumn'),
    ignore: setting('baseline.ignore'),
  }).toEqual(DEFAULT_READING);
});

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { documentsIn, zipSource } from '../../support/zip-source.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { zip } from '../../support/zip-writer.ts';

const text = 'The river was wide and slow. '.repeat(40);

describe('an archive', () => {
  test.each([
    ['stored', {}],
    ['deflated', { deflated: true }],
    ['stored, sizes behind the data', { dataDescriptor: true }],
    ['deflated, sizes behind the data', { deflated: true, dataDescriptor: true }],
  ])('gives its texts: %s', async (_, how) => {
    const archive = zip([
      { name: 'a.txt', data: text, ...how },
      { name: 'in/b.md', data: 'b', ...how },
    ]);
    expect(await documentsIn(archive)).toEqual({ 'a.txt': text, 'in/b.md': 'b' });
  });

  test('leaves out folders, hidden files and the bookkeeping of a Mac', async () => {
    const archive = zip([
      { name: 'in/' },
      { name: 'in/a.txt', data: 'a' },
      { name: '__MACOSX/in/._a.txt' },
      { name: '.DS_Store' },
      { name: 'in/.b.txt' },
    ]);
    expect(await documentsIn(archive)).toEqual({ 'in/a.txt': 'a' });
  });

  test('names the entries it cannot read the format of', async () => {
    const { documents, warnings } = await listDocuments(
      zipSource(zip([{ name: 'a.txt', data: 'a' }, { name: 'b.exe' }, { name: 'c.jpg' }])),
    );
    expect(documents.map((d) => d.path)).toEqual(['a.txt']);
    expect(warnings).toMatchObject([
      { code: 'unsupported-format', message: expect.stringContaining('b.exe, c.jpg') as string },
    ]);
  });

  test('is not mistaken for the archive stored at its end', async () => {
    const inner = zip([{ name: 'inner.txt', data: 'inner' }]);
    expect(
      await documentsIn(
        zip([
          { name: 'outer.txt', data: 'outer' },
          { name: 'inner.bin', data: inner },
        ]),
      ),
    ).toEqual({ 'outer.txt': 'outer' });
  });

  test('is not mistaken for the archive in its comment', async () => {
    expect(
      await documentsIn(zip([{ name: 'a.txt', data: 'a' }], { comment: zip([{ name: 'b.txt', data: 'b' }]) })),
    ).toEqual({ 'a.txt': 'a' });
  });

  test('may have the longest comment', async () => {
    expect(await documentsIn(zip([{ name: 'a.txt', data: 'a' }], { comment: 'c'.repeat(0xffff) }))).toEqual({
      'a.txt': 'a',
    });
  });

  test('may have a program in front of it', async () => {
    expect(
      await documentsIn(zip([{ name: 'a.txt', data: text, deflated: true }], { prefix: '#!/bin/sh\nexec unpack\n' })),
    ).toEqual({ 'a.txt': text });
  });

  test.each([{}, { prefix: 'a program' }])('may be in the ZIP64 format: %j', async (options) => {
    expect(await documentsIn(zip([{ name: 'a.txt', data: text, deflated: true }], { ...options, zip64: {} }))).toEqual({
      'a.txt': text,
    });
  });

  test('may have entries in the ZIP64 format, and is searched for them', async () => {
    const archive = zip([
      { name: 'a.txt', data: text, zip64: true },
      { name: 'b.txt', data: text, deflated: true, zip64: true },
    ]);
    expect(await documentsIn(archive)).toEqual({ 'a.txt': text, 'b.txt': text });
    expect(await documentsIn(archive.subarray(0, -22))).toEqual({ 'a.txt': text, 'b.txt': text });
  });

  test('may have bytes behind it', async () => {
    expect(await documentsIn(Buffer.concat([zip([{ name: 'a.txt', data: 'a' }]), Buffer.alloc(300, 7)]))).toEqual({
      'a.txt': 'a',
    });
  });

  test('gives a name that stands in it twice two documents', async () => {
    expect(
      await documentsIn(
        zip([
          { name: 'a.txt', data: 'first' },
          { name: 'a.txt', data: 'second' },
        ]),
      ),
    ).toEqual({ 'a.txt': 'first', 'a.txt (2)': 'second' });
  });

  test('of thousands of entries is listed whole', async () => {
    const archive = zip(Array.from({ length: 5_000 }, (_, i) => ({ name: `${i}.txt`, data: `${i}` })));
    expect((await listDocuments(zipSource(archive))).documents).toHaveLength(5_000);
  });

  test('is only read: nothing appears beside it', async () => {
    const parent = temporaryFolder();
    const archive = path.join(parent, 'in', 'a.zip');
    await documentsIn(
      zip([
        { name: '../evil.txt', data: 'x' },
        { name: 'a.txt', data: 'a' },
      ]),
      archive,
    );
    expect(readdirSync(parent)).toEqual(['in']);
    expect(readdirSync(path.join(parent, 'in'))).toEqual(['a.zip']);
  });
});

describe('the names of entries', () => {
  test.each([
    ['UTF-8 that says so', { name: 'größe 日本.txt', utf8Flag: true }, 'größe 日本.txt'],
    ['UTF-8 that does not say so', { name: 'größe 日本.txt' }, 'größe 日本.txt'],
    ['code page 437', { name: Buffer.from([0x67, 0x72, 0x94, 0xe1, 0x65, 0x2e, 0x74, 0x78, 0x74]) }, 'größe.txt'],
    ['backslashes of an old Windows program', { name: 'in\\a.txt' }, 'in/a.txt'],
    ['a dot in front', { name: './in/a.txt' }, 'in/a.txt'],
    [
      'UTF-8 beside code page 437',
      { name: Buffer.from([0x94, 0x2e, 0x74, 0x78, 0x74]), unicodePath: { name: 'ö→.txt' } },
      'ö→.txt',
    ],
    [
      'UTF-8 beside a name that it does not belong to',
      { name: 'new.txt', unicodePath: { name: 'old.txt', of: 'old.txt' } },
      'new.txt',
    ],
    ['an ending in capitals', { name: 'A.TXT' }, 'A.TXT'],
  ])('in %s are read', async (_, entry, shown) => {
    expect(await documentsIn(zip([{ ...entry, data: 'a' }]))).toEqual({ [shown]: 'a' });
  });
});

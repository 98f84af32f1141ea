import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { documentsIn, problemsIn, zipSource } from '../../support/zip-source.ts';
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
    const archive = zip([{ name: 'a.txt', data: text, ...how }, { name: 'in/b.md', data: 'b', ...how }]);
    expect(await documentsIn(archive)).toEqual({ 'a.txt': text, 'in/b.md': 'b' });
  });

  test('leaves out folders, hidden files and the bookkeeping of a Mac', async () => {
    const archive = zip([{ name: 'in/' }, { name: 'in/a.txt', data: 'a' }, { name: '__MACOSX/in/._a.txt' }, { name: '.DS_Store' }, { name: 'in/.b.txt' }]);
    expect(await documentsIn(archive)).toEqual({ 'in/a.txt': 'a' });
  });

  test('names the entries it cannot read the format of, archives inside it among them', async () => {
    const archive = zip([{ name: 'a.txt', data: 'a' }, { name: 'b.xlsx' }, { name: 'c.zip', data: zip([{ name: 'hidden.txt' }]) }]);
    const { documents, warnings } = await listDocuments(zipSource(archive));
    expect(documents.map((d) => d.path)).toEqual(['a.txt']);
    expect(warnings).toMatchObject([{ code: 'unsupported-format', message: expect.stringContaining('b.xlsx, c.zip') as string }]);
  });

  test('is not mistaken for the archive stored at its end', async () => {
    const inner = zip([{ name: 'inner.txt', data: 'inner' }]);
    expect(await documentsIn(zip([{ name: 'outer.txt', data: 'outer' }, { name: 'inner.zip', data: inner }]))).toEqual({ 'outer.txt': 'outer' });
  });

  test('is not mistaken for the archive in its comment', async () => {
    expect(await documentsIn(zip([{ name: 'a.txt', data: 'a' }], { comment: zip([{ name: 'b.txt', data: 'b' }]) }))).toEqual({ 'a.txt': 'a' });
  });

  test('may have the longest comment', async () => {
    expect(await documentsIn(zip([{ name: 'a.txt', data: 'a' }], { comment: 'c'.repeat(0xffff) }))).toEqual({ 'a.txt': 'a' });
  });

  test('may have a program in front of it', async () => {
    expect(await documentsIn(zip([{ name: 'a.txt', data: text, deflated: true }], { prefix: '#!/bin/sh\nexec unpack\n' }))).toEqual({ 'a.txt': text });
  });

  test.each([{}, { prefix: 'a program' }])('may be in the ZIP64 format: %j', async (options) => {
    expect(await documentsIn(zip([{ name: 'a.txt', data: text, deflated: true }], { ...options, zip64: {} }))).toEqual({ 'a.txt': text });
  });

  test('may have bytes behind it', async () => {
    expect(await documentsIn(Buffer.concat([zip([{ name: 'a.txt', data: 'a' }]), Buffer.alloc(300, 7)]))).toEqual({ 'a.txt': 'a' });
  });

  test('gives a name that stands in it twice two documents', async () => {
    expect(await documentsIn(zip([{ name: 'a.txt', data: 'first' }, { name: 'a.txt', data: 'second' }]))).toEqual({ 'a.txt': 'first', 'a.txt (2)': 'second' });
  });

  test('of thousands of entries is listed whole', async () => {
    const archive = zip(Array.from({ length: 5_000 }, (_, i) => ({ name: `${i}.txt`, data: `${i}` })));
    expect((await listDocuments(zipSource(archive))).documents).toHaveLength(5_000);
  });

  test('is only read: nothing appears beside it', async () => {
    const parent = temporaryFolder();
    const archive = path.join(parent, 'in', 'a.zip');
    await documentsIn(zip([{ name: '../evil.txt', data: 'x' }, { name: 'a.txt', data: 'a' }]), archive);
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
    ['a control character', { name: 'a\u001b[2J.txt' }, 'a\\u{1b}[2J.txt'],
    ['an ending in capitals', { name: 'A.TXT' }, 'A.TXT'],
  ])('in %s are read', async (_, entry, shown) => {
    expect(await documentsIn(zip([{ ...entry, data: 'a' }]))).toEqual({ [shown]: 'a' });
  });

  test.each(['../a.txt', 'in/../../a.txt', '/etc/a.txt', 'C:\\a.txt', 'c:/a.txt', '..\\..\\a.txt', 'a\0b.txt'])('%j is refused', async (name) => {
    expect(await problemsIn(zip([{ name, data: 'x' }, { name: 'b.txt', data: 'b' }]))).toMatchObject([{ code: 'unsafe-name', message: expect.stringContaining('Rename it') as string }]);
  });
});

describe('an entry that cannot be read is skipped with its reason', () => {
  test.each([
    ['protected by a password', { encrypted: true }, /protected by a password/],
    ['packed by another method', { declared: { method: 14 } }, /method that is not supported \(14\)/],
    ['with a wrong checksum', { declared: { crc32: 1 } }, /checksum is wrong/],
    ['that cannot be unpacked', { declared: { method: 8 }, data: 'plain' }, /cannot be unpacked/],
    ['whose header is elsewhere', { declared: { headerOffset: 5 } }, /header is missing/],
    ['whose header is behind the end', { declared: { headerOffset: 0xfffffff0 } }, /ends before its data do/],
  ])('%s', async (_, entry, message) => {
    const archive = zip([{ name: 'bad.txt', data: 'x', ...entry }, { name: 'good.txt', data: 'good' }]);
    expect(await problemsIn(archive)).toMatchObject([{ message: expect.stringMatching(message) as string }]);
    expect(await documentsIn(archive)).toEqual({ 'good.txt': 'good' });
  });

  test('one that unpacks to more than 20 MB, whatever size it declares', async () => {
    const bomb = { name: 'bomb.txt', data: Buffer.alloc(21 * 1024 * 1024, 'a'), deflated: true, declared: { uncompressedSize: 10 } };
    expect(await problemsIn(zip([bomb]))).toMatchObject([{ code: 'too-large' }]);
  });
});

describe('a file that is no archive is refused in words', () => {
  const archive = zip([{ name: 'a.txt', data: text }, { name: 'b.txt', data: text }]);
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('not an archive at all')],
    ['the front half of an archive', archive.subarray(0, archive.length / 2)],
    ['an archive without its last byte', archive.subarray(0, -1)],
    ['a directory damaged in the middle', Buffer.from(archive).fill(0, archive.length - 22 - 51, archive.length - 22 - 47)],
    ['more entries than it has', Buffer.from(archive).fill(0xee, archive.length - 14, archive.length - 10)],
  ])('%s', async (_, bytes) => {
    await expect(listDocuments(zipSource(bytes))).rejects.toMatchObject({ code: 'source-unreadable', message: expect.stringMatching(/\.zip is not a ZIP archive, or it is damaged/) as string });
  });

  test('an archive that declares more entries than memory could hold is refused at once', async () => {
    const begun = performance.now();
    await expect(listDocuments(zipSource(zip([{ name: 'a.txt', data: 'a' }], { zip64: { records: 2 ** 31 } })))).rejects.toMatchObject({ code: 'source-unreadable' });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('one part of several is called that', async () => {
    const part = Buffer.from(archive);
    part.writeUInt16LE(2, part.length - 18);
    await expect(listDocuments(zipSource(part))).rejects.toThrow(/one part of an archive in several parts/);
  });

  test('an empty archive holds no document', async () => {
    await expect(listDocuments(zipSource(zip([])))).rejects.toMatchObject({ code: 'no-documents' });
  });

  test('a folder of that name is none either', async () => {
    await expect(listDocuments({ kind: 'zip', name: 'x.zip', paths: [temporaryFolder()] })).rejects.toMatchObject({ code: 'source-unreadable' });
  });
});

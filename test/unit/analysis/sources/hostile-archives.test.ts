import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { DEFAULT_READING, type ReadingLimits, type ReadingOptions } from '../../../../src/report/reading-options.ts';
import { documentsIn, problemsIn, readArchive, zipSource } from '../../support/zip-source.ts';
import { quotedOverlap, zip } from '../../support/zip-writer.ts';
import { processorTime } from '../../support/processor-time.ts';

const good = { name: 'good.txt', data: 'good' };
const limited = (limits: Partial<ReadingLimits>): ReadingOptions => ({
  ...DEFAULT_READING,
  limits: { ...DEFAULT_READING.limits, ...limits },
});
const says = (text: string) => expect.stringContaining(text) as string;
const MB = 1024 ** 2;

describe('a name that is none is shown escaped and skipped', () => {
  test.each([
    ['../a.txt', '../a.txt', 'outside the archive'],
    ['in/../../a.txt', 'in/../../a.txt', 'outside the archive'],
    ['..\\..\\a.txt', '../../a.txt', 'outside the archive'],
    ['/etc/a.txt', '/etc/a.txt', 'a place on the disk'],
    ['\\\\server\\share\\a.txt', '//server/share/a.txt', 'a place on the disk'],
    ['C:\\a.txt', 'C:/a.txt', 'a place on the disk'],
    ['c:a.txt', 'c:a.txt', 'a place on the disk'],
    ['a\0b.txt', 'a\\u{0}b.txt', 'control characters'],
    ['a\u001b[2J.txt', 'a\\u{1b}[2J.txt', 'control characters'],
    ['a\r\nb.txt', 'a\\u{d}\\u{a}b.txt', 'control characters'],
  ])('%j', async (name, shown, why) => {
    const archive = zip([{ name, data: 'x' }, good]);
    expect((await listDocuments(zipSource(archive))).documents.map((d) => d.path)).toContain(shown);
    expect(await problemsIn(archive)).toMatchObject([{ code: 'unsafe-name', message: says(why) }]);
    expect(await documentsIn(archive)).toEqual({ 'good.txt': 'good' });
  });

  test('one of more than 4,096 bytes', async () => {
    const archive = zip([
      { name: `${'a'.repeat(4_093)}.txt`, data: 'x' },
      { name: `${'b'.repeat(4_092)}.txt`, data: 'b' },
    ]);
    expect(Object.keys(await documentsIn(archive))).toEqual([`${'b'.repeat(4_092)}.txt`]);
  });

  test('the name in the field beside it counts', async () => {
    expect(
      await problemsIn(zip([{ name: 'a.txt', unicodePath: { name: '../a.txt' }, data: 'x' }, good])),
    ).toMatchObject([{ code: 'unsafe-name' }]);
  });

  test('the name of an archive inside is as suspect as any', async () => {
    expect(await problemsIn(zip([{ name: '../a.zip', data: zip([good]) }, good]))).toMatchObject([
      { code: 'unsafe-name' },
    ]);
    expect(
      await problemsIn(zip([{ name: 'a.zip', data: zip([{ ...good, name: '../../good.txt' }]) }, good])),
    ).toMatchObject([{ code: 'unsafe-name' }]);
  });
});

describe('a bomb costs itself only', () => {
  test('an entry that unpacks to more than 200 times its size, whatever size it declares', async () => {
    const bomb = {
      name: 'bomb.txt',
      data: Buffer.alloc(2 * MB, 'a'),
      deflated: true,
      declared: { uncompressedSize: 10 },
    };
    const { texts, problems } = await readArchive(zip([bomb, good]));
    expect(problems).toMatchObject([
      { code: 'ratio', message: says('200 times its packed size, as a bomb does (ghostwriter.limits.ratio)') },
    ]);
    expect(texts).toEqual({ 'good.txt': 'good' });
  });

  test('up to 1 MB no ratio is too high', async () => {
    const { texts } = await readArchive(zip([{ name: 'a.txt', data: Buffer.alloc(MB, 'a'), deflated: true }]));
    expect(texts['a.txt']).toHaveLength(DEFAULT_READING.limits.characters);
  });

  test('an entry that unpacks to more than a document may have', async () => {
    const reading = limited({ ratio: 1e6, documentBytes: 3 * MB });
    const { problems } = await readArchive(
      zip([
        { name: 'a.txt', data: Buffer.alloc(3 * MB + 1, 'a'), deflated: true },
        { name: 'b.txt', data: Buffer.alloc(3 * MB, 'b'), deflated: true },
      ]),
      reading,
    );
    expect(problems).toMatchObject([
      { code: 'too-large', message: says('larger than 3 MB (ghostwriter.limits.documentSize)') },
    ]);
  });

  test('a stored one too', async () => {
    expect(
      (await readArchive(zip([{ name: 'a.txt', data: Buffer.alloc(1001) }]), limited({ documentBytes: 1000 })))
        .problems,
    ).toMatchObject([{ code: 'too-large' }]);
  });

  test('entries that share their bytes, each quoting the header of the next (zbsm.zip)', async () => {
    const archive = quotedOverlap(20, Buffer.alloc(MB, 'a'));
    const { texts, problems } = await readArchive(archive);
    expect(problems.map((p) => p.code)).toEqual(Array.from({ length: 19 }, () => 'overlapping'));
    expect(Object.keys(texts)).toEqual(['19.txt']);
  });

  test('many names for one entry', async () => {
    const archive = zip([
      { name: 'a.txt', data: 'a' },
      { name: 'b.txt', data: '', declared: { headerOffset: 0 } },
      { name: 'c.txt', data: '', declared: { headerOffset: 0 } },
    ]);
    const { texts, problems } = await readArchive(archive);
    expect(texts).toEqual({ 'a.txt': 'a' });
    expect(problems).toMatchObject([
      { code: 'overlapping', message: says('shares its bytes') },
      { code: 'overlapping' },
    ]);
  });

  test('archives in archives in archives (42.zip) are opened one level deep', async () => {
    const third = zip([{ name: 'deep.txt', data: 'deep' }]);
    const { texts, problems } = await readArchive(
      zip([
        {
          name: 'one.zip',
          data: zip([
            { name: 'two.zip', data: third },
            { name: 'b.txt', data: 'b' },
          ]),
          deflated: true,
        },
        good,
      ]),
    );
    expect(texts).toEqual({ 'good.txt': 'good', 'one.zip/b.txt': 'b' });
    expect(problems).toMatchObject([{ code: 'nested-too-deep', message: says('only one level') }]);
  });

  test('an archive that holds itself ends', async () => {
    const stored = zip([{ name: 'a.zip', data: '', declared: { headerOffset: 0 } }, good]);
    await expect(readArchive(stored)).resolves.toBeDefined();
  });

  test('archives inside that unpack to more than all documents may have', async () => {
    const inner = zip([{ name: 'a.txt', data: Buffer.alloc(3_000, 'a') }]);
    const { problems } = await readArchive(
      zip([1, 2, 3].map((n) => ({ name: `${n}.zip`, data: inner, deflated: true }))),
      limited({ totalBytes: 4_000 }),
    );
    expect(problems).toMatchObject([{ code: 'total-size', message: says('ghostwriter.limits.totalSize') }]);
  });
});

describe('more entries than the limit', () => {
  const entries = Array.from({ length: 12 }, (_, i) => ({ name: `${String(i).padStart(2, '0')}.txt`, data: `${i}` }));

  test('are left out, and it says so', async () => {
    const { documents, warnings } = await listDocuments(zipSource(zip(entries)), limited({ entries: 10 }));
    expect(documents).toHaveLength(10);
    expect(warnings).toMatchObject([
      { code: 'too-many-entries', message: says('more than 10 entries (ghostwriter.limits.entries)') },
    ]);
  });

  test('those of archives inside count too', async () => {
    const archive = zip([
      { name: 'a.zip', data: zip(entries) },
      { name: 'b.zip', data: zip(entries) },
    ]);
    const { documents, warnings } = await listDocuments(zipSource(archive), limited({ entries: 10 }));
    expect(documents.filter((d) => d.location.kind === 'zip-entry')).toHaveLength(8);
    expect(documents.filter((d) => d.location.kind === 'refused')).toMatchObject([
      { path: 'b.zip', location: { problem: { code: 'too-many-entries' } } },
    ]);
    expect(warnings).toMatchObject([{ code: 'too-many-entries' }]);
  });

  test('exactly as many are no reason for a warning', async () => {
    expect((await listDocuments(zipSource(zip(entries)), limited({ entries: 12 }))).warnings).toEqual([]);
  });

  test('an archive that declares more than memory could hold is no danger', async () => {
    const begun = processorTime();
    expect((await listDocuments(zipSource(zip([good], { zip64: { records: 2 ** 31 } })))).documents).toHaveLength(1);
    expect(processorTime() - begun).toBeLessThan(3_000);
  });
});

describe('an entry that cannot be read says why', () => {
  test.each([
    ['protected by a password', { encrypted: true }, 'encrypted', 'protected by a password'],
    ['packed by another method', { declared: { method: 14 } }, 'unsupported-method', 'not supported (14)'],
    ['in another part of several', { declared: { disk: 1 } }, 'multi-disk', 'another part'],
    ['that is a link', { unixMode: 0o120777 }, 'link', 'is a link'],
    ['with a wrong checksum', { declared: { crc32: 1 } }, 'wrong-checksum', 'checksum is wrong'],
    ['that cannot be unpacked', { declared: { method: 8 } }, 'damaged', 'cannot be unpacked'],
    [
      'whose data end too early',
      { data: deflateRawSync('x'.repeat(999)).subarray(0, 5), declared: { method: 8 } },
      'damaged',
      'cannot be unpacked',
    ],
    ['whose header is behind the end', { declared: { headerOffset: 0xfffffff0 } }, 'damaged', 'cut off'],
    ['whose data reach beyond the end', { declared: { compressedSize: 5_000_000 } }, 'damaged', 'cut off'],
    [
      'whose place is missing',
      { declared: { headerOffset: 0xffffffff } },
      'damaged',
      'place in the archive is missing',
    ],
  ])('%s', async (_, entry, code, message) => {
    const archive = zip([good, { name: 'bad.txt', data: 'x', ...entry }]);
    expect(await problemsIn(archive)).toMatchObject([{ code, message: says(message) }]);
    expect(await documentsIn(archive)).toEqual({ 'good.txt': 'good' });
  });

  test('whose header is elsewhere', async () => {
    expect(
      await problemsIn(
        zip([
          { ...good, data: 'good '.repeat(30) },
          { name: 'bad.txt', data: '', declared: { headerOffset: 300 } },
        ]),
      ),
    ).toMatchObject([{ message: says('header is missing') }]);
  });
});

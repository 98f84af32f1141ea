import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { documentsIn, readArchive, zipSource } from '../../support/zip-source.ts';
import { zip } from '../../support/zip-writer.ts';
import { processorTime } from '../../support/processor-time.ts';

const text = 'The river was wide and slow. '.repeat(40);
const entries = [
  { name: 'a.txt', data: `a ${text}`, deflated: true },
  { name: 'b.txt', data: `b ${text}` },
  { name: 'c.txt', data: `c ${text}`, deflated: true },
];
const whole = { 'a.txt': `a ${text}`, 'b.txt': `b ${text}`, 'c.txt': `c ${text}` };
const says = (message: string) => expect.stringContaining(message) as string;

describe('an archive without its directory gives what a search finds', () => {
  const archive = zip(entries);
  const streamed = zip(entries.map((e) => ({ ...e, dataDescriptor: true })));
  test.each([
    ['without its last byte', archive.subarray(0, -1)],
    ['without its end record', archive.subarray(0, -22)],
    [
      'with a directory damaged in the middle',
      Buffer.from(archive).fill(0, archive.length - 22 - 51, archive.length - 22 - 47),
    ],
    [
      'with more entries declared than it has',
      Buffer.from(archive).fill(0xee, archive.length - 14, archive.length - 10),
    ],
    ['streamed, without its end record', streamed.subarray(0, -22)],
    ['with something in front', Buffer.concat([Buffer.alloc(3_000_000, 'x'), archive.subarray(0, -22)])],
  ])('%s', async (_, bytes) => {
    const { texts, problems, warnings } = await readArchive(bytes);
    expect({ texts, problems }).toEqual({ texts: whole, problems: [] });
    expect(warnings).toMatchObject([
      { code: 'damaged', message: says('batch.zip is damaged: its directory is missing or wrong') },
    ]);
  });

  test.each([0x00, 0xee])('one that only says a wrong place for its directory is read by it: %d', async (byte) => {
    const { texts, problems, warnings } = await readArchive(
      Buffer.from(archive).fill(byte, archive.length - 6, archive.length - 2),
    );
    expect({ texts, problems, warnings }).toEqual({ texts: whole, problems: [], warnings: [] });
  });

  test('and says which entry is cut off', async () => {
    for (const bytes of [archive, streamed]) {
      const { texts, problems, warnings } = await readArchive(bytes.subarray(0, bytes.indexOf('c.txt') + 20));
      expect(texts).toEqual({ 'a.txt': whole['a.txt'], 'b.txt': whole['b.txt'] });
      expect(problems).toMatchObject([{ code: 'damaged', message: says('cut off: its end is missing') }]);
      expect(warnings).toHaveLength(1);
    }
  });

  test('a descriptor needs no signature', async () => {
    const mark = Buffer.from('PK\x07\x08', 'latin1');
    let bytes = streamed.subarray(0, -22);
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark))
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 4)]);
    expect((await readArchive(bytes)).texts).toEqual(whole);
  });

  test('of thousands of entries it is searched in little time', async () => {
    const many = zip(
      Array.from({ length: 20_000 }, (_, i) => ({ name: `${i}.txt`, data: `${i}`, dataDescriptor: i % 2 === 0 })),
    );
    const begun = processorTime();
    expect((await listDocuments(zipSource(many.subarray(0, -22)))).documents).toHaveLength(20_000);
    expect(processorTime() - begun).toBeLessThan(5_000);
  });

  test('one made of headers alone is searched once, not once a header', async () => {
    const header = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      Buffer.from([20, 0, 8, 0]),
      Buffer.alloc(18),
      Buffer.from([1, 0, 0, 0]),
    ]);
    // Searching on from each header would look at terabytes, and not end within the time of a test.
    await expect(
      listDocuments(zipSource(Buffer.concat(Array.from({ length: 400_000 }, () => header)))),
    ).rejects.toMatchObject({ code: 'no-documents' });
  });
});

test('headers in each other’s names unpack nothing out of nothing', async () => {
  // Found by the fuzz: names of 64 KB, each beginning a few bytes behind the one before.
  const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0])]);
  const archive = zip([
    { name: 'a.txt', data: `a ${text}` },
    { name: 'b.txt', data: `b ${text}` },
  ]).subarray(0, -22);
  const bytes = Buffer.concat([archive, ...Array.from({ length: 40_000 }, () => header)]);
  const [begun, before] = [performance.now(), process.memoryUsage.rss()];
  const { texts } = await readArchive(bytes);
  expect(texts).toEqual({ 'a.txt': whole['a.txt'], 'b.txt': whole['b.txt'] });
  expect(processorTime() - begun).toBeLessThan(3_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 ** 2);
});

describe('an archive inside an archive', () => {
  const inner = zip([
    { name: 'in/a.txt', data: 'inner a', deflated: true },
    { name: 'b.txt', data: 'inner b' },
  ]);

  test.each([{ deflated: false }, { deflated: true }])('is opened in memory: %j', async (how) => {
    const { texts, warnings } = await readArchive(
      zip([
        { name: 'x/one.zip', data: inner, ...how },
        { name: 'a.txt', data: 'outer' },
      ]),
    );
    expect(texts).toEqual({ 'a.txt': 'outer', 'x/one.zip/b.txt': 'inner b', 'x/one.zip/in/a.txt': 'inner a' });
    expect(warnings).toEqual([]);
  });

  test('two of them keep apart', async () => {
    const other = zip([{ name: 'b.txt', data: 'other b', deflated: true }]);
    expect(
      await documentsIn(
        zip([
          { name: '1.zip', data: inner, deflated: true },
          { name: '2.zip', data: other, deflated: true },
        ]),
      ),
    ).toMatchObject({ '1.zip/b.txt': 'inner b', '2.zip/b.txt': 'other b' });
  });

  test('that is damaged costs itself', async () => {
    const { texts, problems } = await readArchive(
      zip([
        { name: 'bad.zip', data: 'no archive' },
        { name: 'a.txt', data: 'outer' },
      ]),
    );
    expect(texts).toEqual({ 'a.txt': 'outer' });
    expect(problems).toMatchObject([
      { code: 'damaged', message: says('This archive is not a ZIP archive, or it is damaged') },
    ]);
  });

  test('that lost its directory is searched', async () => {
    const { texts, warnings } = await readArchive(
      zip([{ name: 'cut.zip', data: inner.subarray(0, -22), deflated: true }]),
    );
    expect(texts).toEqual({ 'cut.zip/b.txt': 'inner b', 'cut.zip/in/a.txt': 'inner a' });
    expect(warnings).toMatchObject([{ code: 'damaged', message: says('cut.zip is damaged') }]);
  });
});

describe('a file that is no archive is refused in words', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('not an archive at all')],
    ['the first bytes of an archive', zip(entries).subarray(0, 20)],
  ])('%s', async (_, bytes) => {
    await expect(listDocuments(zipSource(bytes))).rejects.toMatchObject({
      code: 'source-unreadable',
      message: expect.stringMatching(/\.zip is not a ZIP archive, or it is damaged/) as string,
    });
  });

  test('one part of several is called that', async () => {
    const part = Buffer.from(zip(entries));
    part.writeUInt16LE(2, part.length - 18);
    await expect(listDocuments(zipSource(part))).rejects.toThrow(/one part of an archive in several parts/);
  });

  test('an empty archive holds no document', async () => {
    await expect(listDocuments(zipSource(zip([])))).rejects.toMatchObject({ code: 'no-documents' });
  });

  test.skipIf(process.platform === 'win32')('a pipe of that name is refused instead of waited for', async () => {
    const pipe = path.join(temporaryFolder(), 'a.zip');
    execFileSync('mkfifo', [pipe]);
    await expect(listDocuments({ kind: 'zip', name: 'a.zip', paths: [pipe] })).rejects.toThrow(/no ordinary file/);
  });

  test('a folder of that name is none either', async () => {
    await expect(listDocuments({ kind: 'zip', name: 'x.zip', paths: [temporaryFolder()] })).rejects.toMatchObject({
      code: 'source-unreadable',
    });
  });
});

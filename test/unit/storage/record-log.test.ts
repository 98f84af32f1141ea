import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { disk } from '../../../src/storage/disk.ts';
import { KEY_BYTES, keyText, LogReader, LogWriter } from '../../../src/storage/record-log.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';

const key = (n: number) => Buffer.alloc(KEY_BYTES, n);
const value = (n: number) => Buffer.from(`the value of record ${n}`);

function logWith(count: number, file = path.join(temporaryFolder(), 'a.log')): string {
  const writer = LogWriter.open(file, 0);
  for (let n = 1; n <= count; n++) writer.append(key(n), value(n));
  writer.close();
  return file;
}

function read(file: string): { values: string[]; end: number } {
  const log = LogReader.open(file);
  if (!log) throw new Error('no log');
  onTestFinished(() => log.close());
  const { records, end } = log.index(true);
  return { values: [...records.values()].map((place) => log.value(place)?.toString() ?? 'damaged'), end };
}

describe('a log', () => {
  test('gives back what was appended', () => {
    const file = logWith(3);
    expect(read(file)).toEqual({ values: [1, 2, 3].map((n) => value(n).toString()), end: statSync(file).size });
  });

  test('of which any part is left gives the records that are whole, and goes on behind them', () => {
    const whole = readFileSync(logWith(4));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), fc.uint8Array({ maxLength: 60 }), (cut, rubbish) => {
        const file = path.join(
          folderWith({ 'a.log': Buffer.concat([whole.subarray(0, cut), cut >= 16 ? rubbish : Buffer.alloc(0)]) }),
          'a.log',
        );
        const { values, end } = read(file);
        expect(values).toEqual([1, 2, 3, 4].slice(0, values.length).map((n) => value(n).toString()));
        const writer = LogWriter.open(file, end);
        writer.append(key(9), value(9));
        writer.close();
        expect(read(file).values).toEqual([...values, value(9).toString()]);
      }),
      { numRuns: 150 },
    );
  });

  test('that ends in zeros, as after a power cut, loses nothing before them', () => {
    const file = logWith(2);
    appendFileSync(file, Buffer.alloc(4096));
    expect(read(file).values).toHaveLength(2);
  });

  test('does not give a value that is not what was written', () => {
    const file = logWith(2);
    const bytes = readFileSync(file);
    bytes[bytes.length - 3]! ^= 1;
    writeFileSync(file, bytes);
    const log = LogReader.open(file)!;
    const { records } = log.index();
    expect(log.value(records.get(keyText(key(1)))!)?.toString()).toBe(value(1).toString());
    expect(log.value(records.get(keyText(key(2)))!)).toBeUndefined();
    log.close();
  });

  test('is not taken for one when it is something else, and is when it was begun just now', () => {
    const folder = folderWith({ 'other.log': 'SQLite format 3 and so on', 'empty.log': '', 'short.log': 'ghostwri' });
    expect(LogReader.open(path.join(folder, 'other.log'))).toBeUndefined();
    for (const name of ['empty.log', 'short.log'])
      expect(read(path.join(folder, name))).toEqual({ values: [], end: 0 });
  });

  test('can be read while it grows', () => {
    const file = path.join(temporaryFolder(), 'a.log');
    const writer = LogWriter.open(file, 0);
    writer.append(key(1), value(1));
    expect(read(file).values).toHaveLength(1);
    writer.append(key(2), value(2));
    expect(read(file).values).toHaveLength(2);
    writer.close();
  });
});

describe('records of another log', () => {
  test('are copied as they are, in any order, before what is appended next, and once the log is closed', () => {
    const from = LogReader.open(logWith(5))!;
    const { records } = from.index();
    const file = path.join(temporaryFolder(), 'copy.log');
    const writer = LogWriter.open(file, 0);
    for (const n of [4, 2]) writer.copy(from.record(records.get(keyText(key(n)))!)!);
    expect(read(file).values).toEqual([]);
    writer.append(key(9), value(9));
    expect(read(file).values).toEqual([4, 2, 9].map((n) => value(n).toString()));
    writer.copy(from.record(records.get(keyText(key(5)))!)!);
    writer.close();
    expect(read(file).values).toEqual([4, 2, 9, 5].map((n) => value(n).toString()));
    from.close();
  });

  test('that are larger than what is read and copied at once, or many times as much, are the same', () => {
    const sizes = [10, 2_000_000, 700_000, 3, 900_000, 400_000, 1_048_576];
    const folder = temporaryFolder();
    const large = (n: number) => Buffer.alloc(sizes[n]!, n + 1);
    const original = LogWriter.open(path.join(folder, 'a.log'), 0);
    for (const n of sizes.keys()) original.append(key(n + 1), large(n));
    original.close();
    const from = LogReader.open(path.join(folder, 'a.log'))!;
    const copy = LogWriter.open(path.join(folder, 'b.log'), 0);
    for (const place of from.index().records.values()) copy.copy(from.record(place)!);
    copy.close();
    from.close();
    expect(readFileSync(path.join(folder, 'b.log')).equals(readFileSync(path.join(folder, 'a.log')))).toBe(true);
  });

  test('which a full disk refuses leave the log as it was', () => {
    const from = LogReader.open(logWith(1))!;
    const file = logWith(2);
    const writer = LogWriter.open(file, statSync(file).size);
    writer.copy(from.record([...from.index().records.values()][0]!)!);
    const spy = vi.spyOn(disk, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
    });
    expect(() => writer.close()).toThrow('ENOSPC');
    spy.mockRestore();
    from.close();
    expect(read(file).values).toEqual([1, 2].map((n) => value(n).toString()));
  });
});

describe('when the disk refuses', () => {
  const failure = (code: string) => Object.assign(new Error(code), { code, syscall: 'write' });

  test.each(['ENOSPC', 'EIO'])(
    'with %s in the middle of a record, the records before it stay and the log can be gone on with',
    (code) => {
      const file = path.join(temporaryFolder(), 'a.log');
      const writer = LogWriter.open(file, 0);
      writer.append(key(1), value(1));
      const { writeSync } = disk;
      let calls = 0;
      const spy = vi.spyOn(disk, 'writeSync').mockImplementation(((
        descriptor: number,
        bytes: Buffer,
        offset: number,
        length: number,
        position: number,
      ) => {
        if (calls++ > 0) throw failure(code);
        return writeSync(descriptor, bytes, offset, Math.min(10, length), position);
      }) as typeof writeSync);
      expect(() => writer.append(key(2), value(2))).toThrow(code);
      spy.mockRestore();
      expect(read(file).values).toEqual([value(1).toString()]);
      writer.append(key(3), value(3));
      writer.close();
      expect(read(file).values).toEqual([value(1).toString(), value(3).toString()]);
    },
  );

  test('to make room again, the half record is left out of what is read', () => {
    const file = logWith(2);
    truncateSync(file, statSync(file).size - 5);
    expect(read(file).values).toEqual([value(1).toString()]);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { exportJson } from '../../../src/exports/json.ts';
import { readOwnReport } from '../../../src/exports/read-own-report.ts';
import { readJson, UnreadableFile } from '../../../src/storage/read-json.ts';
import { checkedPieces, isWholeJson, sealed, sealedJson, writeJson } from '../../../src/storage/sealed-json.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ghostwriter-sealed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);
const all = (value: unknown) => value;

describe('a file of JSON with a checksum', () => {
  test('is the same JSON to every reader, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(JSON.parse(sealedJson(value))).toEqual(value);
        expect(isWholeJson(Buffer.from(sealedJson(value, 2)))).toBe(true);
      }),
    );
  });

  test('says of every byte that is another one that it is, or holds what it did', () => {
    const value = { status: 'completed', documents: 12, name: 'Essays – größer' };
    const whole = Buffer.from(sealedJson(value));
    for (let place = 0; place < whole.length; place++)
      for (let bit = 0; bit < 8; bit++) {
        const other = Buffer.from(whole);
        other[place]! ^= 1 << bit;
        if (!isWholeJson(other)) continue;
        // What is no seal any more is no JSON either, or a blank of it that says nothing.
        let found: unknown;
        try {
          found = JSON.parse(other.toString('utf8'));
        } catch {
          continue;
        }
        expect(found, `bit ${bit} of byte ${place}`).toEqual(value);
      }
  });

  test('is told when it is cut, unless nothing but blanks is gone', () => {
    const value = { status: 'completed', documents: 12 };
    const whole = Buffer.from(sealedJson(value));
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      const text = cut.toString('utf8');
      if (isWholeJson(cut) && text.trim().endsWith('}')) expect(JSON.parse(text)).toEqual(value);
    }
    expect(isWholeJson(whole.subarray(0, -1))).toBe(false);
  });

  test('is read piece by piece, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.nat(), async (size, place) => {
        const whole = Buffer.from([...sealed(['{"a":', '"€ and 𝔘"', '}'])].join(''));
        const pieces = async function* (bytes: Buffer) {
          for (let start = 0; start < bytes.length; start += size)
            yield await Promise.resolve(bytes.subarray(start, start + size));
        };
        const read = async (bytes: Buffer) => {
          const parts: Uint8Array[] = [];
          for await (const part of checkedPieces(pieces(bytes))) parts.push(part);
          return Buffer.concat(parts);
        };
        expect(await read(whole)).toEqual(whole);
        const other = Buffer.from(whole);
        other[place % 15]! ^= 1;
        await expect(read(other)).rejects.toThrow('another one than was written');
      }),
    );
  });

  test('is taken as it is where it has none: earlier versions wrote it, or somebody has changed it and removed the blanks', async () => {
    for (const end of ['', '\n', '\r\n', '\n\n']) {
      writeFileSync(at('old.json'), `{"a":1}${end}`);
      expect(await readJson(at('old.json'), all)).toEqual({ a: 1 });
    }
  });

  test('names itself and the way out where it is another one', async () => {
    await writeJson(at('new.json'), { tenant: 'one' });
    expect(await readJson(at('new.json'), all)).toEqual({ tenant: 'one' });
    writeFileSync(at('new.json'), readFileSync(at('new.json'), 'utf8').replace('one', 'ond'));
    const error: unknown = await readJson(at('new.json'), all).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect(error).toMatchObject({
      damaged: true,
      message: `${at('new.json')} is damaged: it is another one than was written: its checksum, the blanks at its end, does not fit. If somebody changed it on purpose, remove those blanks.`,
    });
  });

  test('of a report is read as one that has none, and not at all where a figure is another one', async () => {
    const report = reportOn(
      Array.from({ length: 3 }, (_, i) => reportDocument({ id: `d${i}`, path: `text-${i}.txt` })),
      { kind: 'folder', name: 'texts', paths: ['/essays'] },
    );
    const text = [...sealed(exportJson(report))].join('');
    writeFileSync(at('report.json'), text);
    expect(await readOwnReport(at('report.json'))).toEqual(report);
    writeFileSync(
      at('report.json'),
      text.replace('"documents": 3', '"documents": 4').replace('"documents":3', '"documents":4'),
    );
    expect(readFileSync(at('report.json'), 'utf8')).not.toBe(text);
    expect(await readOwnReport(at('report.json'))).toBeUndefined();
  });
});

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportJson } from '../../../src/exports/json.ts';
import { readOwnReport } from '../../../src/exports/read-own-report.ts';
import { ownReport } from '../../../src/report/report-file.ts';
import type { Report } from '../../../src/report/report.ts';
import { reportDocument, reportOn } from '../support/reports.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bytesOf = (report: Report) => Buffer.from([...exportJson(report)].join(''));

/** The bytes in pieces of a size, as a stream brings them. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const odd = ['a.txt', '{', '"},', 'two\nlines', '日本 👩‍🔬.txt', '\u2028', 'ends with ,', '": "', '\\'];

function large(): Report {
  const documents = odd.map((name, i) =>
    reportDocument({ id: `d${i}`, path: name, nearest: [{ id: 'd0', similarity: 0.5 }] }),
  );
  const report = reportOn(documents);
  return {
    ...report,
    similarity: {
      order: documents.map(({ id }) => id),
      matrix: documents.map(() => documents.map(() => 0.25)),
      pairs: [],
    },
    warnings: odd.map((message) => ({ code: 'empty', message })),
  };
}

test('reads what was written, however it is cut into pieces', async () => {
  const report = large();
  const bytes = bytesOf(report);
  for (const size of [1, 2, 3, 7, 64, 1000, bytes.length])
    expect(await ownReport(inPieces(bytes, size))).toEqual(JSON.parse(bytes.toString()));
  expect(await ownReport(inPieces(bytes, 5))).toEqual(report);
});

test('whatever documents and warnings say', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.double({ min: 0, max: 1, noNaN: true }))),
      fc.integer({ min: 1, max: 300 }),
      async (given, size) => {
        const report = reportOn(
          given.map(([name, similarity], i) =>
            reportDocument({ id: `d${i}`, path: name, nearest: [{ id: name, similarity: similarity + 0 }] }),
          ),
        );
        const bytes = bytesOf(report);
        expect(await ownReport(inPieces(bytes, size))).toEqual(JSON.parse(bytes.toString()));
      },
    ),
  );
});

test('a file that is cut off anywhere, or goes on after its end, is none', async () => {
  const bytes = bytesOf(large());
  // The last byte ends the last line, which is whole without it.
  for (let at = 0; at < bytes.length - 1; at++)
    expect(await ownReport(inPieces(bytes.subarray(0, at), 100))).toBeUndefined();
  expect(await ownReport(inPieces(Buffer.concat([bytes, bytes]), 100))).toBeUndefined();
});

test('neither is a missing file, another JSON, or what a later version wrote', async () => {
  const folder = temporaryFolder();
  const file = (name: string, text: string) => {
    const at = path.join(folder, name);
    writeFileSync(at, text);
    return at;
  };
  expect(await readOwnReport(path.join(folder, 'missing.json'))).toBeUndefined();
  expect(await readOwnReport(file('list.json', '[\n1\n]\n'))).toBeUndefined();
  expect(await readOwnReport(file('text.json', 'not JSON'))).toBeUndefined();
  expect(
    await readOwnReport(
      file('later.json', bytesOf(large()).toString().replace('"schemaVersion": 1', '"schemaVersion": 2')),
    ),
  ).toBeUndefined();
  expect(await readOwnReport(file('whole.json', bytesOf(large()).toString()))).toEqual(large());
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letterOf, OtherNames, pageNames } from '../../../../src/exports/pages/names.ts';

const namesOf = (...paths: string[]) => [...pageNames(paths.map((path, i) => ({ id: `d${i}`, path }))).values()];

describe('file names of pages', () => {
  test('are the paths of the documents, in one name', () => {
    expect(namesOf('mia.docx', 'class b/tom.txt')).toEqual(['mia.docx.html', 'class b - tom.txt.html']);
  });

  test('are taken by every system, and no two are the same', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }), { maxLength: 20 }),
        (paths) => {
          const names = namesOf(...paths);
          expect(new Set(names.map((n) => n.normalize('NFC').toLowerCase())).size).toBe(paths.length);
          for (const name of names) {
            expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]/u);
            expect(name).toMatch(/^[^. ].*\.html$/su);
            expect(Buffer.byteLength(name)).toBeLessThan(150);
          }
        },
      ),
    );
  });

  test('that only differ in case, are reserved, or those of the list are told apart', () => {
    expect(namesOf('A.txt', 'a.txt')).toEqual(['A.txt.html', 'a.txt-2.html']);
    expect(namesOf('con', 'NUL.txt', 'index')).toEqual(['_con.html', '_NUL.txt.html', 'index-2.html']);
  });
});

test('letters go on after Z', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

describe('names of others in a note', () => {
  const names = new OtherNames([
    { id: 'd1', path: 'mia_berger/essay.docx', group: 'Mia Berger' },
    { id: 'd2', path: 'tom_adler/essay.docx', group: 'Tom Adler' },
  ]);

  test('are replaced: files, folders and groups, however they are written', () => {
    expect(names.withheld('Same as tom adler, see TOM_ADLER/essay.docx.', 'd1', '…')).toBe('Same as …, see ….');
  });

  test("are not the document's own", () => {
    expect(names.withheld('Mia Berger: essay.docx is late.', 'd1', '…')).toBe('Mia Berger: essay.docx is late.');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../../src/analysis/sources/decode.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';

const MAX_CHARACTERS = DEFAULT_READING.limits.characters;
import { UnreadableDocument } from '../../../../src/analysis/sources/document-location.ts';

const text = 'Straße, café — “naïve”: 5 €.';
const utf16be = (s: string) => Buffer.from(s, 'utf16le').swap16();
const bom = (...bytes: number[]) => Buffer.from(bytes);

const problemOf = (bytes: Uint8Array) => {
  try {
    decode(bytes);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.problem.code;
    throw error;
  }
  return undefined;
};

describe('the encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.concat([bom(0xef, 0xbb, 0xbf), Buffer.from(text)]), 'utf-8'],
    ['UTF-16LE with a mark', Buffer.concat([bom(0xff, 0xfe), Buffer.from(text, 'utf16le')]), 'utf-16le'],
    ['UTF-16BE with a mark', Buffer.concat([bom(0xfe, 0xff), utf16be(text)]), 'utf-16be'],
    ['UTF-16LE without one', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['UTF-16BE without one', utf16be(text), 'utf-16be'],
  ] as const)('%s is recognised and leaves no trace in the text', (_, bytes, encoding) => {
    expect(decode(bytes)).toEqual({ text, encoding, warnings: [] });
  });

  test('Windows-1252 is what is not valid UTF-8, with its own quotes and euro sign', () => {
    const bytes = Buffer.from([0x93, 0x63, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x80]);
    expect(decode(bytes)).toEqual({ text: '“café” €', encoding: 'windows-1252', warnings: [] });
  });

  test('any text in UTF-8 comes back as it was', () => {
    const printable = fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => s.trim() !== '' && !/[\0-\x1f\ufeff]/.test(s));
    fc.assert(fc.property(printable, (s) => decode(Buffer.from(s)).text === s && decode(Buffer.from(s)).encoding === 'utf-8'));
  });

  test('any text in UTF-16 with a mark comes back as it was', () => {
    const printable = fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => s.trim() !== '' && !/[\0\r\ufeff]/.test(s));
    fc.assert(fc.property(printable, (s) => decode(Buffer.concat([bom(0xff, 0xfe), Buffer.from(s, 'utf16le')])).text === s));
  });
});

test('line ends become line feeds', () => {
  expect(decode(Buffer.from('a\r\nb\rc\n\r\nd')).text).toBe('a\nb\nc\n\nd');
});

describe('a document without text', () => {
  test.each([
    ['no byte', Buffer.alloc(0)],
    ['white space alone', Buffer.from(' \r\n\t\u00a0\u3000')],
    ['a byte order mark alone', bom(0xef, 0xbb, 0xbf)],
    ['a UTF-16 mark alone', bom(0xff, 0xfe)],
  ])('is empty: %s', (_, bytes) => {
    expect(problemOf(bytes)).toBe('empty');
  });

  test.each([
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
    ['an ELF program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1')],
    ['control characters', Buffer.from('\x01\x02\x03\x04 text \x05\x06', 'latin1')],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0])],
    ['one zero in a text', Buffer.from(`${'a text '.repeat(100)}\0`)],
  ])('is binary: %s', (_, bytes) => {
    expect(problemOf(bytes)).toBe('binary');
  });

  test('whatever the bytes, it is text or a known problem', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => [undefined, 'empty', 'binary'].includes(problemOf(bytes))));
  });

  test('colours of a terminal and a form feed are text', () => {
    expect(problemOf(Buffer.from('\x1b[31mred\x1b[0m\fnext page and some more words'))).toBeUndefined();
  });
});

describe('a long document', () => {
  test('of 100,000 characters is analysed whole', () => {
    const { text: whole, warnings } = decode(Buffer.from('a'.repeat(MAX_CHARACTERS)));
    expect({ length: whole.length, warnings }).toEqual({ length: 100_000, warnings: [] });
  });

  test('of more is cut, and says so with both figures', () => {
    const { text: cut, warnings } = decode(Buffer.from('a'.repeat(MAX_CHARACTERS + 1)));
    expect(cut).toHaveLength(100_000);
    expect(warnings).toEqual([{ code: 'truncated', message: expect.stringMatching(/100001 characters.*100000/) as string }]);
  });

  test('is not cut through a character', () => {
    const { text: cut } = decode(Buffer.from(`${'a'.repeat(MAX_CHARACTERS - 1)}😀`));
    expect(cut).toHaveLength(MAX_CHARACTERS - 1);
    expect(decode(Buffer.from(`${'a'.repeat(MAX_CHARACTERS - 2)}😀b`)).text).toHaveLength(MAX_CHARACTERS);
  });

  test('counts its line ends as one character each', () => {
    expect(decode(Buffer.from('a\r\n'.repeat(MAX_CHARACTERS / 2))).warnings).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../../src/analysis/sources/decode.ts';
import { UnreadableDocument } from '../../../../src/analysis/sources/document-location.ts';
import { encodedSamples } from '../../support/encoded-samples.ts';

const text = 'Straße, café — “naïve”: 5 €.';
const utf16be = (s: string) => Buffer.from(s, 'utf16le').swap16();
const bom = (...bytes: number[]) => Buffer.from(bytes);

const problemOf = async (bytes: Uint8Array) => {
  try {
    await decode(bytes);
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
    ['UTF-32LE with a mark', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0]), 'utf-32le'],
  ] as const)('%s is recognised and leaves no trace in the text', async (_, bytes, encoding) => {
    expect(await decode(bytes)).toEqual({ text: encoding === 'utf-32le' ? 'ab' : text, encoding });
  });

  const samples = encodedSamples();
  test(`of ${samples.length} samples, more than 25`, () => {
    expect(samples.length).toBeGreaterThan(25);
  });

  test.each(samples.map((sample) => [sample.name, sample] as const))(
    'read right: %s',
    async (_, { text: written, bytes }) => {
      expect((await decode(bytes)).text).toBe(written);
    },
  );

  test.each(samples.filter((s) => !/UTF|latin1|1252/i.test(s.name)).map((sample) => [sample.name, sample] as const))(
    'read right by two fifths of it: %s',
    async (_, { text: written, bytes }) => {
      const part = bytes.subarray(0, Math.floor(bytes.length / 5) * 2);
      const read = (await decode(part)).text;
      // The cut may go through the last character.
      expect(written.startsWith(read.slice(0, -2))).toBe(true);
      expect(read.length).toBeGreaterThan(10);
    },
  );

  test('Windows-1252 with its own quotes and euro sign, however short', async () => {
    const bytes = Buffer.from([0x93, 0x63, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x80]);
    expect(await decode(bytes)).toEqual({ text: '“café” €', encoding: 'windows-1252' });
  });

  test('a few typographic marks in an English text do not make it Hebrew', async () => {
    const written = 'It cost 5 € at most, she said. We don’t know what they’re doing here – but it’s “fine”.';
    const bytes = Buffer.from(
      written.replace(/[€’–“”]/g, (c) =>
        String.fromCharCode({ '€': 0x80, '’': 0x92, '–': 0x96, '“': 0x93, '”': 0x94 }[c] ?? 0),
      ),
      'latin1',
    );
    expect((await decode(bytes)).text).toBe(written);
  });

  test('what a page declares is believed where it is not UTF-8', async () => {
    const bytes = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
    expect(await decode(bytes, 'windows-1251')).toEqual({ text: 'Привет', encoding: 'windows-1251' });
    expect((await decode(Buffer.from('Привет'), 'windows-1251')).text).toBe('Привет');
    expect((await decode(Buffer.from('caf\xe9', 'latin1'), 'no-such-encoding')).text).toBe('café');
  });

  test('any text in UTF-8 comes back as it was', async () => {
    const printable = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((s) => s.trim() !== '' && !/[\0-\x1f\ufeff]/.test(s));
    await fc.assert(
      fc.asyncProperty(printable, async (s) => {
        expect(await decode(Buffer.from(s))).toEqual({ text: s, encoding: 'utf-8' });
      }),
    );
  });

  test('any text in UTF-16 with a mark comes back as it was', async () => {
    const printable = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((s) => s.trim() !== '' && !/[\0\r\ufeff]/.test(s));
    await fc.assert(
      fc.asyncProperty(printable, async (s) => {
        expect((await decode(Buffer.concat([bom(0xff, 0xfe), Buffer.from(s, 'utf16le')]))).text).toBe(s);
      }),
    );
  });
});

describe('a document without text', () => {
  test.each([
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
    ['an ELF program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1')],
    ['control characters', Buffer.from('\x01\x02\x03\x04 text \x05\x06', 'latin1')],
    ['one zero in a text', Buffer.from(`${'a text '.repeat(100)}\0`)],
  ])('is binary: %s', async (_, bytes) => {
    expect(await problemOf(bytes)).toBe('binary');
  });

  test('whatever the bytes, it is text or a known problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        expect([undefined, 'binary']).toContain(await problemOf(bytes));
      }),
    );
  });

  test('colours of a terminal and a form feed are text', async () => {
    expect(await problemOf(Buffer.from('\x1b[31mred\x1b[0m\fnext page and some more words'))).toBeUndefined();
  });
});

describe('UTF-8 that is damaged', () => {
  const source = Buffer.from('Der Hafen von Lorne: müde Hunde, Großvater, gehöre, Hälfte, könne, Später.');

  test('in one place has one character replaced, and says so', async () => {
    const bytes = Buffer.from(source);
    bytes[4] = 0xff;
    expect(await decode(bytes)).toMatchObject({
      encoding: 'utf-8',
      text: source.toString().replace('Hafen', '\ufffdafen'),
      warnings: [{ code: 'undecodable-bytes', message: expect.stringMatching(/^1 character/) as string }],
    });
  });

  test('by its cut end has that replaced', async () => {
    expect(await decode(Buffer.concat([source, Buffer.from([0xc3])]))).toMatchObject({
      encoding: 'utf-8',
      text: `${source.toString()}\ufffd`,
      warnings: [{ code: 'undecodable-bytes' }],
    });
    expect(await decode(Buffer.concat([Buffer.from('Plain text '), Buffer.from([0xe2, 0x80])]))).toMatchObject({
      encoding: 'utf-8',
    });
  });

  test('everywhere is another encoding', async () => {
    expect(await decode(Buffer.from(source.toString(), 'latin1'))).toEqual({
      encoding: 'windows-1252',
      text: source.toString(),
    });
  });
});

test('code page 850 is told from Windows-1252 by the letters that it makes', async () => {
  const bytes = Buffer.from(
    'Der Hafen ist m\x81de, der Gro\xe1vater geh\x94rt zur H\x84lfte dem Mond. K\x94nnen wir das sp\x84ter h\x94ren?',
    'latin1',
  );
  expect(await decode(bytes)).toEqual({
    encoding: 'cp850',
    text: 'Der Hafen ist müde, der Großvater gehört zur Hälfte dem Mond. Können wir das später hören?',
  });
});

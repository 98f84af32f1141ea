import { describe, expect, test } from 'vitest';
import { DEFAULT_READING } from '../../../../../src/report/reading-options.ts';
import { extract, problemOf } from '../../../support/extract.ts';
import { linesFrom, pdf } from '../../../support/pdf-writer.ts';

const textOf = async (...pages: Parameters<typeof pdf>[0]) => (await extract('a.pdf', pdf(pages))).text;

describe('a PDF', () => {
  test('is its lines put together to sentences', async () => {
    expect(await textOf(linesFrom(700, ['The river is wide and', 'slow, and (nearly) blue.']))).toBe(
      'The river is wide and slow, and (nearly) blue.',
    );
  });

  test('has paragraphs where the lines are further apart, or a line ends early', async () => {
    const apart = [
      ...linesFrom(700, ['One line of a paragraph that is rather long', 'and another one.']),
      ...linesFrom(660, ['The next paragraph is also rather long and', 'goes on. Its end is short.']),
    ];
    expect(await textOf(apart)).toBe(
      'One line of a paragraph that is rather long and another one.\n\nThe next paragraph is also rather long and goes on. Its end is short.',
    );
    expect(
      await textOf(
        linesFrom(700, [
          'One line of a paragraph that is rather long',
          'ends.',
          'The next line is as long as the first line',
        ]),
      ),
    ).toMatch(/ends\.\n\nThe next/);
  });

  test('has words whole that a line end cut, and keeps the hyphens of others', async () => {
    expect(
      await textOf(
        linesFrom(700, ['Bees are import-', 'ant, as a long-', 'term study of well-', 'known long-term data says.']),
      ),
    ).toBe('Bees are important, as a long-term study of well-known long-term data says.');
  });

  test('has no headers, footers and page numbers', async () => {
    const page = (number: number, text: string) => [
      { text: `Essay on bees, page ${number}`, y: 800 },
      ...linesFrom(700, [`${text} begins here and`, `goes on: ${text.toLowerCase()}.`]),
      { text: String(number), x: 290, y: 40 },
    ];
    expect(await textOf(page(1, 'The first'), page(2, 'The second'), page(3, 'The third'))).toBe(
      'The first begins here and goes on: the first.\n\nThe second begins here and goes on: the second.\n\nThe third begins here and goes on: the third.',
    );
  });

  test('has no headers of chapters either, which come again on a few pages only', async () => {
    const pages = Array.from({ length: 12 }, (_, i) => [
      {
        text: `Chapter ${Math.floor(i / 3)}: ${['Bees', 'Wasps', 'Ants', 'Flies'][Math.floor(i / 3)] ?? ''} ${i}`,
        y: 800,
      },
      { text: `Body of the page called ${'abcdefghijkl'.charAt(i).repeat(3)}.`, y: 700 },
    ]);
    expect(await textOf(...pages)).not.toContain('Chapter');
  });

  test('of one page or two has no header and page number either', async () => {
    const body = (top: number) =>
      linesFrom(top, [
        'The first line of the page goes on to',
        'the second one, and that one to the',
        'third, which ends here, and then the',
        'fourth one ends.',
      ]);
    const page = (number: number) => [
      { text: 'Ada Lovelace', y: 790 },
      { text: 'Essay 1', x: 450, y: 790 },
      ...body(700),
      { text: `- ${number} -`, x: 290, y: 40 },
    ];
    const text =
      'The first line of the page goes on to the second one, and that one to the third, which ends here, and then the fourth one ends.';
    expect(await textOf(page(1))).toBe(text);
    expect(await textOf(page(1), page(2))).toBe(`${text}\n\n${text}`);
    expect(await textOf([{ text: 'The title of the essay', y: 760, size: 18 }, ...body(700)])).toBe(
      `The title of the essay\n\n${text}`,
    );
  });

  test('says where its pages begin, in the middle of a sentence too', async () => {
    const { text, pages } = await extract(
      'a.pdf',
      pdf([
        linesFrom(700, ['A sentence that goes']),
        linesFrom(700, ['on over the page.']),
        linesFrom(700, ['A third page.']),
      ]),
    );
    expect(text).toBe('A sentence that goes on over the page.\n\nA third page.');
    expect([0, ...(pages ?? [])].map((start) => text.slice(start, start + 10))).toEqual([
      'A sentence',
      'on over th',
      'A third pa',
    ]);
  });

  test('of two columns is read one after the other', async () => {
    const left = linesFrom(700, ['The left column has', 'a few lines and goes']);
    const right = linesFrom(700, ['on in the right one.', 'Here it ends.']).map((line) => ({ ...line, x: 320 }));
    expect(await textOf([...left, ...right])).toBe(
      'The left column has a few lines and goes on in the right one. Here it ends.',
    );
  });

  test.each([
    ['all of them', (text: string) => `3 Tc (${text}) Tj 0 Tc`],
    [
      'one of them',
      (text: string) => `(${text.slice(0, 20)}) Tj 4 Tc (${text.slice(20, 25)}) Tj 0 Tc (${text.slice(25)}) Tj`,
    ],
    ['far apart', (text: string) => `8 Tc (${text}) Tj 0 Tc`],
    ['typed with a space behind each', (text: string) => `(${Array.from(text).join(' ')}) Tj`],
    [
      'without spaces',
      (text: string) =>
        `[${Array.from(text, (letter) => (letter === ' ' ? '-700' : `(${letter}) -250`)).join(' ')}] TJ`,
    ],
  ])('has words whole whose letters are set apart: %s', async (_, shown) => {
    const text = 'The boats lie in the muddy river all day.';
    expect(
      await extract('a.pdf', pdf([[]], { before: `BT /F1 8 Tf 1 0 0 1 40 700 Tm ${shown(text)} ET` })),
    ).toMatchObject({ text });
  });

  test('keeps letters that are words apart', async () => {
    const text = 'Answers A B C D are right, and I a m not.';
    expect(await textOf(linesFrom(700, [text]))).toBe(text);
  });

  test.each([1, 2, -2])('has lines whole that a scan has askew by %s degrees', async (degrees) => {
    const slope = Math.tan((degrees * Math.PI) / 180);
    const words = 'the words of a scanned page drift up or down a little as the eye goes on'.split(' ');
    const line = (top: number) =>
      words.map((word, i) => `1 0 0 1 ${40 + 32 * i} ${top + slope * 32 * i} Tm (${word}) Tj`).join(' ');
    const scan = 'q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q';
    expect(
      await extract('a.pdf', pdf([[]], { before: `${scan} BT /F1 7 Tf 3 Tr ${line(700)} ${line(686)} ET` })),
    ).toMatchObject({ text: `${words.join(' ')} ${words.join(' ')}` });
  });

  test('has letters once that are drawn twice', async () => {
    expect(
      await textOf([
        { text: 'Bold words of a title', y: 700 },
        { text: 'Bold words of a title', x: 72.3, y: 700 },
      ]),
    ).toBe('Bold words of a title');
  });

  test('of pages with a line each keeps these, though they are alike', async () => {
    expect(await textOf(...[1, 2, 3].map((page) => [{ text: `Page ${page}`, y: 700 }]))).toMatch(
      /Page 1\s+Page 2\s+Page 3/,
    );
  });

  test('without text says that it is scanned', async () => {
    expect(await problemOf('a.pdf', pdf([[], []]))).toMatchObject({
      code: 'no-text-layer',
      message: expect.stringMatching(/^Scanned: no text layer/) as string,
    });
  });

  test('with some pages without text is read, and says how many', async () => {
    expect(await extract('a.pdf', pdf([linesFrom(700, ['A page with text.']), []]))).toMatchObject({
      text: 'A page with text.',
      warnings: [{ code: 'no-text-layer', message: expect.stringMatching(/^1 of 2 pages/) as string }],
    });
  });

  test.each([
    ['a password', pdf([linesFrom(700, ['x'])], { encrypted: true }), 'encrypted'],
    ['damage', Buffer.from('%PDF-1.4 nothing'), 'damaged'],
  ])('with %s says so', async (_, bytes, code) => {
    expect(await problemOf('a.pdf', bytes)).toMatchObject({ code });
  });

  test('of more characters than are analysed is not read to its end', async () => {
    const pages = Array.from({ length: 30 }, (_, i) =>
      linesFrom(700, [`The ${'abcdefghijklmnopqrstuvwxyzäöüß'.charAt(i).repeat(8)} page has some words on it.`]),
    );
    const { text, warnings } = await extract('a.pdf', pdf(pages), {
      limits: { ...DEFAULT_READING.limits, characters: 100 },
    });
    expect(text).toHaveLength(100);
    expect(warnings).toMatchObject([{ code: 'truncated' }]);
  });
});

describe('a form in a PDF', () => {
  const worksheet = [
    { text: 'Question one: why?', y: 700 },
    { text: 'Question two: how?', y: 600 },
  ];
  const field = (top: number, entries: string) =>
    `/Subtype /Widget /Rect [72 ${top - 40} 400 ${top}] /T (f${top}) ${entries}`;
  const read = async (...annotations: readonly string[]) =>
    (await extract('a.pdf', pdf([worksheet], { annotations }))).text;

  test('has what was typed into its fields, behind their questions', async () => {
    expect(
      await read(
        field(690, '/FT /Tx /V (Because of the moon.)'),
        field(590, '/FT /Tx /Ff 4096 /V (By its pull.\\rTwice a day.)'),
      ),
    ).toBe('Question one: why?\n\nBecause of the moon.\n\nQuestion two: how?\n\nBy its pull.\n\nTwice a day.');
  });

  test('has what was chosen, and the labels of boxes that are ticked', async () => {
    const choice = field(690, '/FT /Ch /Ff 131072 /Opt [[(a) (The first)] [(b) (The second)]] /V (b)');
    const box = (top: number, state: string) =>
      field(top, `/FT /Btn /TU (Label ${top}) /V /${state} /AS /${state} /AP << /N << /Yes 3 0 R /Off 3 0 R >> >>`);
    expect(await read(choice, box(650, 'Yes'), box(640, 'Off'))).toBe(
      'Question one: why?\n\nThe second\n\nLabel 650\n\nQuestion two: how?',
    );
  });

  test('has no password, no caption of a button and no field that is hidden', async () => {
    expect(
      await read(
        field(690, '/FT /Tx /Ff 8192 /V (secret)'),
        field(650, '/FT /Btn /Ff 65536 /MK << /CA (Send) >>'),
        field(590, '/FT /Tx /F 2 /V (unseen)').replace('/Subtype', '/F 2 /Subtype'),
      ),
    ).toBe('Question one: why? Question two: how?');
  });

  test('alone on a page without other text is text', async () => {
    expect((await extract('a.pdf', pdf([[]], { annotations: [field(690, '/FT /Tx /V (An answer.)')] }))).text).toBe(
      'An answer.',
    );
  });

  test('has text that was added in a viewer, and notes', async () => {
    expect(
      await read(
        '/Subtype /FreeText /Rect [72 640 300 660] /DA (/F1 11 Tf) /Contents (An answer in a box.)',
        '/Subtype /Text /Rect [72 540 90 560] /Contents (A note.)',
      ),
    ).toBe('Question one: why?\n\nAn answer in a box.\n\nQuestion two: how?\n\nA note.');
  });

  test('of Adobe LiveCycle that cannot be read says so', async () => {
    expect((await extract('a.pdf', pdf([worksheet], { xfa: true }))).warnings).toMatchObject([
      { code: 'unreadable-part', message: expect.stringContaining('XFA') as string },
    ]);
  });
});

describe('text in a PDF that no reader sees', () => {
  const seen = linesFrom(700, ['The river is wide and slow.']);
  const drawn = (text: string, operators = '', y = 500) =>
    `q ${operators} BT /F1 11 Tf 1 0 0 1 72 ${y} Tm (${text}) Tj ET Q`;
  const read = (before: string) => extract('a.pdf', pdf([seen], { before }));

  test.each([
    ['white letters', drawn('unseen words', '1 1 1 rg')],
    ['nearly white letters', drawn('unseen words', '0.95 g')],
    [
      'letters in the colour of what is behind them',
      `0.2 0.4 0.6 rg 0 480 595 50 re f ${drawn('unseen words', '0.22 0.4 0.6 rg')} 0 g`,
    ],
    ['transparent letters', drawn('unseen words', '/Clear gs')],
    ['letters that are drawn invisibly', drawn('unseen words', '3 Tr')],
    ['tiny letters', drawn('unseen words').replace('/F1 11', '/F1 1')],
    ['letters that the page scales down', drawn('unseen words', '0.1 0 0 0.1 0 450 cm')],
    ['letters beside the page', drawn('unseen words', '', -40)],
    ['letters under a box', `${drawn('unseen words')} 1 g 50 490 400 30 re f 0 g`],
    ['letters that are cut off', drawn('unseen words', '0 0 10 10 re W n')],
  ])('is left out, and said: %s', async (_, before) => {
    const { text, warnings } = await read(before);
    expect(text).toBe('The river is wide and slow.');
    expect(warnings).toMatchObject([
      {
        code: 'hidden-text',
        message: expect.stringMatching(
          /^2 words are hidden from readers and were left out: “unseen words”\./,
        ) as string,
      },
    ]);
  });

  test('is left out in the middle of a line', async () => {
    const before = 'BT /F1 11 Tf 1 0 0 1 72 500 Tm (Seen ) Tj 1 g (un) Tj (seen ) Tj 0 g (again.) Tj ET';
    expect(await read(before)).toMatchObject({
      text: expect.stringContaining('Seen again.') as string,
      warnings: [{ code: 'hidden-text' }],
    });
  });

  test.each([
    ['white on a dark ground', `0 0 0.4 rg 0 480 595 50 re f ${drawn('Seen words.', '1 g')} 0 g`],
    ['yellow', drawn('Seen words.', '1 1 0 rg')],
    ['outlined in black', drawn('Seen words.', '1 g 0 G 1 Tr')],
    ['small print', drawn('Seen words.').replace('/F1 11', '/F1 3')],
    [
      'white on a picture',
      `q 595 0 0 50 0 480 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q ${drawn('Seen words.', '1 g')} 0 g`,
    ],
    [
      'recognised on a scan',
      `q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q ${drawn('Seen words.', '3 Tr')}`,
    ],
    [
      'recognised on a scan whose coordinates stay',
      `q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI q 0.00168067 0 0 0.00118765 0 0 cm ${drawn('Seen words.', '3 Tr')} Q Q`,
    ],
    [
      'recognised on a scan, and transparent',
      `q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q ${drawn('Seen words.', '/Clear gs')} /Whole gs`,
    ],
    [
      'white on a picture whose coordinates stay',
      `q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI q 0.00168067 0 0 0.00118765 0 0 cm ${drawn('Seen words.', '1 g')} Q Q`,
    ],
  ])('is none: %s', async (_, before) => {
    const { text, warnings } = await read(before);
    expect(text).toContain('Seen words.');
    expect(warnings).toEqual([]);
  });

  test.each([
    [
      'a picture',
      '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream',
      true,
    ],
    [
      'a picture that lets it through',
      '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Mask [0 255] /Length 1 >>\nstream\nx\nendstream',
      false,
    ],
  ])('under %s that is no scan', async (_, picture, isHidden) => {
    const { text, warnings } = await extract(
      'a.pdf',
      pdf([seen], { before: `${drawn('words under it')} q 400 0 0 40 50 485 cm /Picture Do Q`, picture }),
    );
    expect(text.includes('words under it')).toBe(!isHidden);
    expect(warnings.map(({ code }) => code)).toEqual(isHidden ? ['hidden-text'] : []);
  });

  test('under a picture of the whole page is what was recognised on a scan', async () => {
    const picture =
      '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream';
    expect(
      await extract(
        'a.pdf',
        pdf([[]], { before: `${drawn('words of a scan')} q 595 0 0 842 0 0 cm /Picture Do Q`, picture }),
      ),
    ).toMatchObject({ text: 'words of a scan', warnings: [] });
  });

  test.each([
    [
      'letters that are clipped to, and filled then',
      'q BT /F1 11 Tf 7 Tr 1 0 0 1 72 500 Tm (Seen words.) Tj ET 0 0 1 rg 0 0 595 842 re f Q',
    ],
    [
      'white letters on their own outlines',
      'q 1 Tr BT /F1 11 Tf 1 0 0 1 72 500 Tm (Seen words.) Tj ET 0 Tr 1 g BT /F1 11 Tf 1 0 0 1 72.5 500 Tm (Seen words.) Tj ET Q',
    ],
    [
      'black letters on a shape with gaps',
      'q 0 g 50 480 m 300 480 l 300 520 l 60 520 l 50 500 l h f BT /F1 11 Tf 1 0 0 1 72 495 Tm (Seen words.) Tj ET Q',
    ],
  ])('is none: %s', async (_, before) => {
    const { text, warnings } = await read(before);
    expect(text.match(/Seen words\./g)).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  test('makes a page of nothing else unreadable, with the reason', async () => {
    expect(await problemOf('a.pdf', pdf([[]], { before: drawn('unseen words', '1 g') }))).toMatchObject({
      code: 'hidden-text',
    });
  });
});

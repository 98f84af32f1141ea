import { describe, expect, test } from 'vitest';
import { DEFAULT_READING } from '../../../../../src/report/reading-options.ts';
import { extract, problemOf } from '../../../support/extract.ts';
import { docx, encryptedOfficeFile, epub, odt, paragraph, plainDocx, run } from '../../../support/office-documents.ts';

const tracked = '<w:ins w:id="1" w:author="a">' + run('very ') + '</w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>not </w:delText></w:r></w:del>';

describe('a Word document', () => {
  test('is its paragraphs, with the insertions of tracked changes and without the deletions', async () => {
    expect(await extract('a.docx', docx(paragraph(run('Bees are ') + tracked + run('important.')) + paragraph('Yes.')))).toEqual({ text: 'Bees are very important.\n\nYes.', format: 'docx', warnings: [], markup: [], extracted: true });
  });

  test('has its footnotes at the end, without their numbers', async () => {
    const body = paragraph(run('A claim.') + '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph('More.');
    expect((await extract('a.docx', docx(body, { 2: 'The source of it.' }))).text).toBe('A claim.\n\nMore.\n\nThe source of it.');
  });

  test('has what a field shows, and not its code', async () => {
    const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;
    const body = `<w:p>${run('See page ')}${field('begin')}<w:r><w:instrText> PAGEREF _Ref123 \\h </w:instrText></w:r>${field('separate')}${run('7')}${field('end')}</w:p>`;
    expect((await extract('a.docx', docx(body))).text).toBe('See page 7');
  });

  test('has no text that Word hides', async () => {
    const hidden = (text: string, mark = '<w:vanish/>') => `<w:r><w:rPr>${mark}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const body = paragraph(run('Seen, ') + hidden('not seen, ') + hidden('seen again, ', '<w:vanish w:val="false"/>') + hidden('nor this, ') + run('and the end.')) + `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${run('Of a hidden mark.')}</w:p>`;
    expect((await extract('a.docx', docx(body))).text).toBe('Seen, seen again, and the end.\n\nOf a hidden mark.');
  });

  test('has the text in its tables', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    expect((await extract('a.docx', docx(`<w:tbl><w:tr>${cell('one')}${cell('two')}</w:tr></w:tbl>`))).text).toBe('one\n\ntwo');
  });

  test('without text is empty', async () => {
    expect(await problemOf('a.docx', plainDocx(''))).toMatchObject({ code: 'empty' });
  });

  test.each([
    ['a password', encryptedOfficeFile(), 'encrypted'],
    ['the format of before 2007', encryptedOfficeFile().subarray(0, 512), 'unsupported-format'],
    ['damage', plainDocx('x').subarray(0, 300), 'damaged'],
    ['anything else', Buffer.from('text'), 'damaged'],
    ['broken XML', docx('<w:p>'), 'damaged'],
  ])('with %s says so', async (_, bytes, code) => {
    expect(await problemOf('a.docx', bytes)).toMatchObject({ code, message: expect.stringMatching(/\.$/) as string });
  });

  test('that unpacks to more than it may is not unpacked', async () => {
    const bomb = docx(paragraph('a'.repeat(3_000_000)));
    expect(bomb.length).toBeLessThan(10_000);
    expect(await problemOf('a.docx', bomb)).toMatchObject({ code: 'ratio', message: expect.stringContaining('ghostwriter.limits.ratio') as string });
    expect(await problemOf('a.docx', bomb, { limits: { ...DEFAULT_READING.limits, ratio: 100_000, documentBytes: 1_000_000 } })).toMatchObject({ code: 'too-large', message: expect.stringContaining('ghostwriter.limits.documentSize') as string });
  });
});

describe('an OpenDocument text', () => {
  test('is its headings and paragraphs, with notes at the end and without tracked deletions', async () => {
    const deletion = '<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>';
    const note = '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>';
    const content = `${deletion}<text:h>Title</text:h><text:p>Bees <text:span>are</text:span><text:s text:c="3"/>nice${note}, &amp; more.<text:line-break/>Line.</text:p>`;
    expect(await extract('a.odt', odt(content))).toMatchObject({ text: 'Title\n\nBees are nice, & more.\nLine.\n\nA note.', format: 'odt', extracted: true });
  });

  test('with a password says so', async () => {
    expect(await problemOf('a.odt', odt('<text:p>x</text:p>', { encrypted: true }))).toMatchObject({ code: 'encrypted' });
  });
});

test('a book is its chapters in their order', async () => {
  expect((await extract('a.epub', epub('<h1>One</h1><p>Text &amp; more.</p>', '<p>Two</p>'))).text).toBe('One\n\nText & more.\n\nTwo');
});

describe('Rich Text Format', () => {
  const rtf = (body: string) => String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fswiss\fcharset204 Arial;}{\f2\fcharset128 MS Mincho;}}{\colortbl;\red0\green0\blue0;}{\*\generator Riched20;}{\header Page}\pard\f0 ${body}}`;
  const text = async (body: string) => (await extract('a.rtf', rtf(body))).text;

  test('is its text, without fonts, headers, field codes, deleted and hidden text', async () => {
    expect(await text(String.raw`A \b bold\b0  word.\par {\deleted gone}{\v hidden}{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt A link}}\tab x{\footnote A note.}`)).toBe('A bold word.\n\nA link x\n\nA note.');
  });

  test('is read in the code pages of its fonts and in Unicode', async () => {
    expect(await text(String.raw`Caf\'e9 \u8220?quoted\u8221? \f1\'cf\'f0\'e8\'e2\'e5\'f2 \f2\'93\'fa\'96\'7b \f0\'80`)).toBe('Café “quoted” Привет 日本 €');
  });

  test('that is none says so', async () => {
    expect(await problemOf('a.rtf', 'text')).toMatchObject({ code: 'damaged' });
  });

  test('that breaks off anywhere is read all the same', async () => {
    const whole = rtf(String.raw`Some text \'e9 \u8220? {\b more} \bin3 xyz end`);
    for (let i = 6; i < whole.length; i++) await extract('a.rtf', whole.slice(0, i)).catch((error: unknown) => expect(error).toMatchObject({ problem: { code: 'empty' } }));
  });
});

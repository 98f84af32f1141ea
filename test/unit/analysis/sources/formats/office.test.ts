import { describe, expect, test } from 'vitest';
import { DEFAULT_READING } from '../../../../../src/report/reading-options.ts';
import { extract, problemOf } from '../../../support/extract.ts';
import { docx, encryptedOfficeFile, epub, odt, paragraph, plainDocx, run } from '../../../support/office-documents.ts';

const tracked =
  '<w:ins w:id="1" w:author="a">' +
  run('very ') +
  '</w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>not </w:delText></w:r></w:del>';

describe('a Word document', () => {
  test('is its paragraphs, with the insertions of tracked changes and without the deletions', async () => {
    expect(
      await extract('a.docx', docx(paragraph(run('Bees are ') + tracked + run('important.')) + paragraph('Yes.'))),
    ).toEqual({ text: 'Bees are very important.\n\nYes.', format: 'docx', warnings: [], markup: [], extracted: true });
  });

  test('has its footnotes at the end, without their numbers', async () => {
    const body = paragraph(run('A claim.') + '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph('More.');
    expect((await extract('a.docx', docx(body, { 2: 'The source of it.' }))).text).toBe(
      'A claim.\n\nMore.\n\nThe source of it.',
    );
  });

  test('has what a field shows, and not its code', async () => {
    const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;
    const body = `<w:p>${run('See page ')}${field('begin')}<w:r><w:instrText> PAGEREF _Ref123 \\h </w:instrText></w:r>${field('separate')}${run('7')}${field('end')}</w:p>`;
    expect((await extract('a.docx', docx(body))).text).toBe('See page 7');
  });

  test('has no text that Word hides', async () => {
    const hidden = (text: string, mark = '<w:vanish/>') =>
      `<w:r><w:rPr>${mark}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const body =
      paragraph(
        run('Seen, ') +
          hidden('not seen, ') +
          hidden('seen again, ', '<w:vanish w:val="false"/>') +
          hidden('nor this, ') +
          run('and the end.'),
      ) + `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${run('Of a hidden mark.')}</w:p>`;
    expect((await extract('a.docx', docx(body))).text).toBe('Seen, seen again, and the end.\n\nOf a hidden mark.');
  });

  test('has the text in its tables', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    expect((await extract('a.docx', docx(`<w:tbl><w:tr>${cell('one')}${cell('two')}</w:tr></w:tbl>`))).text).toBe(
      'one\n\ntwo',
    );
  });

  const read = async (body: string, more: Parameters<typeof docx>[2] = []) =>
    (await extract('a.docx', docx(body, {}, more))).text;

  test.each([
    ['a simple field', `<w:fldSimple w:instr=" CITATION x ">${run('two')}</w:fldSimple>`],
    ['a direction', `<w:dir w:val="rtl">${run('two')}</w:dir>`],
    ['an override of direction', `<w:bdo w:val="ltr">${run('two')}</w:bdo>`],
    [
      'a base of ruby',
      `<w:r><w:ruby><w:rt>${run('reading')}</w:rt><w:rubyBase>${run('two')}</w:rubyBase></w:ruby></w:r>`,
    ],
    ['a control', `<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>${run('two')}</w:sdtContent></w:sdt>`],
    ['an element that nobody knows', `<w:later>${run('two')}</w:later>`],
    [
      'a list of a form',
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="one"/><w:listEntry w:val="two"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
  ])('has the text in %s', async (_, content) => {
    expect(await read(`<w:p>${run('one ')}${content}${run(' three')}</w:p>`)).toBe('one two three');
  });

  test.each([
    '<w:br/>',
    '<w:br w:type="page"/>',
    '<w:br w:type="column"/>',
    '<w:cr/>',
    '<w:tab/>',
    '<w:ptab w:alignment="right"/>',
  ])('has words apart at %s', async (sign) => {
    expect(await read(`<w:p>${run('one')}<w:r>${sign}</w:r>${run('two')}</w:p>`)).toMatch(/^one\stwo$/);
  });

  const box = `<w:txbxContent>${paragraph('In the box.')}</w:txbxContent>`;
  const drawing = `<w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx>${box}</wps:txbx></wps:wsp></w:drawing>`;
  const choice = (fallback: string) =>
    `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">${drawing}</mc:Choice>${fallback}</mc:AlternateContent>`;
  test.each([
    ['alone', drawing],
    ['as the one alternative', choice('')],
    [
      'with a fallback that says the same',
      choice(
        `<mc:Fallback><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>${box}</v:textbox></v:rect></w:pict></mc:Fallback>`,
      ),
    ],
    [
      'in the fallback alone',
      choice(`<mc:Fallback><w:pict>${box}</w:pict></mc:Fallback>`).replace(drawing, '<w:drawing/>'),
    ],
  ])('has the text of a box once, behind its paragraph: %s', async (_, content) => {
    expect(
      await read(`<w:p>${run('Before ')}<w:r>${content}</w:r>${run('and after.')}</w:p>${paragraph('More.')}`),
    ).toBe('Before and after.\n\nIn the box.\n\nMore.');
  });

  const part = (name: string, data: string | Buffer) => ({ name, data, deflated: true });
  const chunked = (name: string, data: string | Buffer) => {
    const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="${name}"/></Relationships>`;
    return docx(`${paragraph('Cover.')}<w:altChunk r:id="c1"/>${paragraph('End.')}`, {}, [
      part('word/_rels/document.xml.rels', links),
      part(`word/${name}`, data),
    ]);
  };
  test.each([
    ['HTML', 'a.htm', '<p>An <b>essay</b>.</p>'],
    [
      'a web archive',
      'a.mht',
      'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>An =\r\nessay=2E</p>\r\n--x--',
    ],
    ['text', 'a.txt', 'An essay.'],
    ['RTF', 'a.rtf', '{\\rtf1 An essay.}'],
    ['Word', 'a.docx', plainDocx('An essay.')],
  ])('has the documents that were put into it: %s', async (_, name, data) => {
    expect((await extract('a.docx', chunked(name, data))).text).toBe('Cover.\n\nAn essay.\n\nEnd.');
  });

  test('says which document in it cannot be read', async () => {
    const bytes = docx(`${paragraph('Cover.')}<w:altChunk r:id="c1"/>`, {}, [
      part(
        'word/_rels/document.xml.rels',
        '<Relationships><Relationship Id="c1" Type="x/aFChunk" Target="gone.htm"/></Relationships>',
      ),
    ]);
    expect((await extract('a.docx', bytes)).warnings).toMatchObject([
      { code: 'unreadable-part', message: expect.stringContaining('word/gone.htm') as string },
    ]);
  });

  test('has no text that was moved away or deleted with its row', async () => {
    const row = (properties: string, text: string) => `<w:tr>${properties}<w:tc>${paragraph(text)}</w:tc></w:tr>`;
    expect(
      await read(
        `<w:p><w:moveFrom w:id="1">${run('gone')}</w:moveFrom>${run('here')}</w:p><w:tbl>${row('<w:trPr><w:del w:id="2"/></w:trPr>', 'gone')}${row('', 'kept')}</w:tbl>`,
      ),
    ).toBe('here\n\nkept');
  });

  test('has the word whole that begins with a large letter', async () => {
    const initial = (how: string) =>
      `<w:p><w:pPr><w:framePr w:dropCap="${how}" w:lines="3"/></w:pPr>${run('O')}</w:p>${paragraph('nce there was a harbour.')}${paragraph('And a mill.')}`;
    expect((await extract('a.docx', docx(initial('drop') + initial('margin')))).text).toBe(
      'Once there was a harbour.\n\nAnd a mill.\n\nOnce there was a harbour.\n\nAnd a mill.',
    );
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
    expect(await problemOf('a.docx', bomb)).toMatchObject({
      code: 'ratio',
      message: expect.stringContaining('ghostwriter.limits.ratio') as string,
    });
    expect(
      await problemOf('a.docx', bomb, {
        limits: { ...DEFAULT_READING.limits, ratio: 100_000, documentBytes: 1_000_000 },
      }),
    ).toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('ghostwriter.limits.documentSize') as string,
    });
  });
});

describe('text in a Word document that no reader sees', () => {
  const styles =
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="Q"/></w:style><w:style w:type="paragraph" w:styleId="Q"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"/></w:style></w:styles>';
  const read = (body: string) =>
    extract('a.docx', docx(paragraph('Seen.') + body, {}, [{ name: 'word/styles.xml', data: styles }]));
  const styled = (properties: string, text = 'unseen words') =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
  const white = '<w:color w:val="FFFFFF"/>';

  test.each([
    ['hidden', styled('<w:vanish/>'), ''],
    ['hidden by a character style', styled('<w:rStyle w:val="H"/>'), ''],
    ['hidden by what a paragraph style is based on', run('unseen words'), '<w:pPr><w:pStyle w:val="P"/></w:pPr>'],
    ['white', styled(white), ''],
    ['nearly white', styled('<w:color w:val="F8F8F8"/>'), ''],
    ['in the colour of the shading', styled('<w:color w:val="203060"/><w:shd w:val="clear" w:fill="203060"/>'), ''],
    ['of one point', styled('<w:sz w:val="2"/>'), ''],
    [
      'without a filling',
      styled(
        '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
      ),
      '',
    ],
  ])('is left out, and said: %s', async (_, runs, properties) => {
    expect(await read(`<w:p>${properties}${runs}</w:p>`)).toMatchObject({
      text: 'Seen.',
      warnings: [{ code: 'hidden-text', message: expect.stringMatching(/^2 words .+“unseen words”/) as string }],
    });
  });

  test.each([
    ['white on a dark highlight', styled(`${white}<w:highlight w:val="black"/>`, 'Also.'), ''],
    ['white on a dark paragraph', styled(white, 'Also.'), '<w:pPr><w:shd w:val="clear" w:fill="101010"/></w:pPr>'],
    ['shown though its style hides', styled('<w:rStyle w:val="H"/><w:vanish w:val="0"/>', 'Also.'), ''],
    ['of the automatic colour', styled('<w:color w:val="auto"/>', 'Also.'), ''],
  ])('is none: %s', async (_, runs, properties) => {
    expect(await read(`<w:p>${properties}${runs}</w:p>`)).toMatchObject({ text: 'Seen.\n\nAlso.', warnings: [] });
  });

  test('is none in cells that are dark, by themselves or by their table', async () => {
    const table = (style: string, cell: string) =>
      `<w:tbl><w:tblPr>${style}</w:tblPr><w:tr><w:tc><w:tcPr>${cell}</w:tcPr><w:p>${styled(white, 'Also.')}</w:p></w:tc></w:tr></w:tbl>`;
    expect((await read(table('', '<w:shd w:val="clear" w:fill="000000"/>'))).text).toBe('Seen.\n\nAlso.');
    expect((await read(table('<w:tblStyle w:val="T"/>', ''))).text).toBe('Seen.\n\nAlso.');
    expect((await read(table('', ''))).text).toBe('Seen.');
  });

  test('in place of spaces leaves the words apart', async () => {
    const words = ['The', 'boats', 'lie', 'down', 'in', 'the', 'mud', 'and', 'wait'];
    for (const properties of [white, '<w:vanish/>', '<w:sz w:val="2"/>'])
      expect((await read(`<w:p>${words.map((word) => run(word)).join(styled(properties, 'i'))}</w:p>`)).text).toBe(
        'Seen.\n\nThe boats lie down in the mud and wait',
      );
  });

  test('inside of a word leaves it whole', async () => {
    expect((await read(`<w:p>${run('The har')}${styled('<w:vanish/>', 'x')}${run('bour is wide.')}</w:p>`)).text).toBe(
      'Seen.\n\nThe harbour is wide.',
    );
  });

  test('alone is the reason why nothing is read', async () => {
    expect(await problemOf('a.docx', docx(`<w:p>${styled(white)}</w:p>`))).toMatchObject({ code: 'hidden-text' });
  });
});

describe('an OpenDocument text', () => {
  test('has text boxes behind their paragraphs', async () => {
    expect(
      (
        await extract(
          'a.odt',
          odt(
            '<text:p>Before <draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>and after.</text:p>',
          ),
        )
      ).text,
    ).toBe('Before and after.\n\nIn the box.');
  });

  test.each([
    ['a hidden section', '<text:section text:display="none"><text:p>unseen words</text:p></text:section>'],
    ['a hidden field', '<text:p><text:hidden-text text:is-hidden="true">unseen words</text:hidden-text></text:p>'],
    ['a hidden paragraph', '<text:p>unseen words<text:hidden-paragraph text:is-hidden="true"/></text:p>'],
    [
      'a style that hides',
      '<style:style style:name="X" style:family="text"><style:text-properties text:display="none"/></style:style><text:p><text:span text:style-name="X">unseen words</text:span></text:p>',
    ],
    [
      'white letters',
      '<style:style style:name="X" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style><text:p><text:span text:style-name="X">unseen words</text:span></text:p>',
    ],
  ])('without what no reader sees says so: %s', async (_, content) => {
    expect(await extract('a.odt', odt(`<text:p>Seen.</text:p>${content}`))).toMatchObject({
      text: 'Seen.',
      warnings: [{ code: 'hidden-text', message: expect.stringMatching(/^2 words/) as string }],
    });
  });

  test('in the automatic colour is seen, though it is called transparent', async () => {
    const style =
      '<style:style style:name="X" style:family="text"><style:text-properties style:use-window-font-color="true" loext:opacity="0%"/></style:style>';
    expect(
      await extract('a.odt', odt(`${style}<text:p><text:span text:style-name="X">Seen.</text:span></text:p>`)),
    ).toMatchObject({ text: 'Seen.', warnings: [] });
  });

  test('is its headings and paragraphs, with notes at the end and without tracked deletions', async () => {
    const deletion =
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>';
    const note =
      '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>';
    const content = `${deletion}<text:h>Title</text:h><text:p>Bees <text:span>are</text:span><text:s text:c="3"/>nice${note}, &amp; more.<text:line-break/>Line.</text:p>`;
    expect(await extract('a.odt', odt(content))).toMatchObject({
      text: 'Title\n\nBees are nice, & more.\nLine.\n\nA note.',
      format: 'odt',
      extracted: true,
    });
  });

  test('with a password says so', async () => {
    expect(await problemOf('a.odt', odt('<text:p>x</text:p>', { encrypted: true }))).toMatchObject({
      code: 'encrypted',
    });
  });
});

test('a book is its chapters in their order', async () => {
  expect((await extract('a.epub', epub('<h1>One</h1><p>Text &amp; more.</p>', '<p>Two</p>'))).text).toBe(
    'One\n\nText & more.\n\nTwo',
  );
});

test('a book with elements that close themselves, and entities, is read whole', async () => {
  expect(
    (
      await extract(
        'a.epub',
        epub('<p>One<a id="x"/> &nbsp;caf&eacute;</p><script/><iframe src="x"/><p>two</p>', '<title/><p>Three</p>'),
      )
    ).text,
  ).toBe('One \u00a0café\n\ntwo\n\nThree');
  expect(
    (
      await extract(
        'a.xhtml',
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head><body><p>One</p></body></html>',
      )
    ).text,
  ).toBe('One');
});

test('a book has no text that its style sheets hide', async () => {
  const page = (link: string) =>
    `<link rel="stylesheet" href="${link}"/><p>Seen.</p><p class="secret">Unseen words.</p><p class="back">On the back.</p>`;
  const sheet = { name: 'book/styles/book.css', data: '.secret { color: #fefefe } .back { display: none }' };
  expect(await extract('a.epub', epub(page('styles/book.css'), sheet))).toMatchObject({
    text: 'Seen.',
    warnings: [{ code: 'hidden-text', message: expect.stringContaining('5 words') as string }],
  });
  expect((await extract('a.epub', epub(page('styles/gone.css'), sheet))).text).toContain('Unseen words.');
});

describe('a quotation by its markup', () => {
  const quoted = async (name: string, file: Buffer | string) => {
    const { text, quotes = [] } = await extract(name, file);
    return quotes.map(({ start, end }) => text.slice(start, end));
  };

  test('is one in a page, with its paragraphs, and those inside of it', async () => {
    expect(
      await quoted(
        'a.html',
        '<p>Before.</p><blockquote><p>First part.</p><blockquote>Inner.</blockquote><p>Last part.</p></blockquote><p>He said <q>never again</q> then.</p><blockquote></blockquote><blockquote>Cut',
      ),
    ).toEqual(['First part.\n\nInner.\n\nLast part.', 'never again', 'Cut']);
  });

  test('is one in Word, by the name of its style or of one that it is made of', async () => {
    const styles = {
      name: 'word/styles.xml',
      data: `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style><w:style w:type="paragraph" w:styleId="Meins"><w:name w:val="My own"/><w:basedOn w:val="Zitat"/></w:style></w:styles>`,
    };
    const styled = (style: string, text: string) =>
      `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${run(text)}</w:p>`;
    const body =
      paragraph('Before.') +
      styled('Zitat', 'First part.') +
      styled('Meins', 'Last part.') +
      paragraph('Between.') +
      styled('Zitat', 'At the end.');
    expect(await quoted('a.docx', docx(body, {}, [styles]))).toEqual(['First part.\n\nLast part.', 'At the end.']);
  });

  test('is one in OpenDocument', async () => {
    expect(
      await quoted(
        'a.odt',
        odt(
          '<text:p>Before.</text:p><text:p text:style-name="Quotations">Their words.</text:p><text:p>After.</text:p>',
          { styles: '<style:style style:name="Quotations" style:family="paragraph"/>' },
        ),
      ),
    ).toEqual(['Their words.']);
  });

  test('leaves no trace in the text', async () => {
    expect((await extract('a.html', 'a <blockquote>b</blockquote> c')).text).toBe('a\n\nb\n\nc');
  });
});

test('a book says which chapters cannot be read', async () => {
  const bytes = epub('<p>One</p>', '<p>Two</p>');
  const at = bytes.lastIndexOf('book/chapter 1.xhtml');
  bytes.write('gone', at);
  expect(await extract('a.epub', bytes)).toMatchObject({
    text: 'One',
    warnings: [{ code: 'unreadable-part', message: expect.stringContaining('book/chapter 1.xhtml') as string }],
  });
});

describe('Rich Text Format', () => {
  const rtf = (body: string) =>
    String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fswiss\fcharset204 Arial;}{\f2\fcharset128 MS Mincho;}}{\colortbl;\red0\green0\blue0;}{\*\generator Riched20;}{\header Page}\pard\f0 ${body}}`;
  const text = async (body: string) => (await extract('a.rtf', rtf(body))).text;

  test('is its text, without fonts, headers, field codes, deleted and hidden text', async () => {
    expect(
      await text(
        String.raw`A \b bold\b0  word.\par {\deleted gone}{\v hidden}{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt A link}}\tab x{\footnote A note.}`,
      ),
    ).toBe('A bold word.\n\nA link x\n\nA note.');
  });

  test('is read in the code pages of its fonts and in Unicode', async () => {
    expect(
      await text(String.raw`Caf\'e9 \u8220?quoted\u8221? \f1\'cf\'f0\'e8\'e2\'e5\'f2 \f2\'93\'fa\'96\'7b \f0\'80`),
    ).toBe('Café “quoted” Привет 日本 €');
  });

  test('has the text of shapes, and none of their properties', async () => {
    const shape = (inside: string) =>
      String.raw`{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}${inside}}{\shprslt{\par the same}}}`;
    expect(await text(`Before.${shape(String.raw`{\shptxt \pard In the box.\par}`)}After.`)).toBe(
      'Before.\n\nIn the box.\n\nAfter.',
    );
    expect(
      await text(
        `Before.${shape(String.raw`{\sp{\sn gtextUNICODE}{\sv Drawn words.}}{\sp{\sn gtextFont}{\sv Arial}}`)}After.`,
      ),
    ).toBe('Before.\n\nDrawn words.\n\nAfter.');
  });

  test('is read in UTF-8 where it says so, with a mark before it and a zero behind it', async () => {
    expect((await extract('a.rtf', Buffer.from('\ufeff{\\rtf1\\ansi\\ansicpg65001 Größe 日本}\0'))).text).toBe(
      'Größe 日本',
    );
  });

  test('has braces in binary data that are none', async () => {
    expect(await text(String.raw`Before {\pict\bin6 }a{b}{}and after.`)).toBe('Before and after.');
  });

  test.each([String.raw`{\v unseen words}`, String.raw`{\cf2 unseen words}`, String.raw`{\fs2 unseen words}`])(
    'without what no reader sees says so: %s',
    async (hidden) => {
      expect(
        await extract(
          'a.rtf',
          String.raw`{\rtf1{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}Seen. ${hidden}}`,
        ),
      ).toMatchObject({
        text: 'Seen.',
        warnings: [{ code: 'hidden-text', message: expect.stringMatching(/^2 words/) as string }],
      });
    },
  );

  test('that is none says so', async () => {
    expect(await problemOf('a.rtf', 'text')).toMatchObject({ code: 'damaged' });
  });

  test('that breaks off anywhere is read all the same', async () => {
    const whole = rtf(String.raw`Some text \'e9 \u8220? {\b more} \bin3 xyz end`);
    for (let i = 6; i < whole.length; i++)
      await extract('a.rtf', whole.slice(0, i)).catch((error: unknown) =>
        expect(error).toMatchObject({ problem: { code: 'empty' } }),
      );
  });
});

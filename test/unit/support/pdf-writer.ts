/** A line on a page: text in WinAnsi, and where its baseline begins, in points from the lower left corner. */
export interface PdfLine {
  readonly text: string;
  readonly x?: number;
  readonly y: number;
  /** Size of the letters. */
  readonly size?: number;
}

export interface PdfOptions {
  /** Writes an encryption dictionary for a password that nobody knows. */
  readonly encrypted?: boolean;
  /** Writes Chinese in a font that is named and not embedded, as older programs do. */
  readonly chinese?: boolean;
  /** Operators that each page begins with, before its lines: whatever else is drawn. */
  readonly before?: string;
  /** Annotations and form fields of the first page, as the entries of their dictionaries. */
  readonly annotations?: readonly string[];
  /** Writes that there is a form in Adobe's XML beside the fields. */
  readonly xfa?: boolean;
  /** A picture that pages may draw, as `/Picture`: its dictionary and its stream. */
  readonly picture?: string;
}

const CHINESE_FONT =
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>';

/** Writes a PDF (ISO 32000-1) by itself, so that what is read does not depend on what is tested. */
export function pdf(
  pages: readonly (readonly PdfLine[])[],
  { encrypted = false, chinese = false, before = '', annotations = [], xfa = false, picture }: PdfOptions = {},
): Buffer {
  const objects: string[] = [];
  const add = (content: string) => objects.push(content);
  const firstPage = 4;
  const notes = annotations.map((_, i) => `${firstPage + 2 * pages.length + i} 0 R`).join(' ');
  const fields = annotations
    .flatMap((entries, i) => (entries.includes('/Widget') ? [`${firstPage + 2 * pages.length + i} 0 R`] : []))
    .join(' ');
  add(
    `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${fields}] /DR << /Font << /F1 3 0 R >> >> /DA (/F1 11 Tf 0 g)${xfa ? ' /XFA [(preamble) 5 0 R]' : ''} >> >>`,
  );
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${firstPage + 2 * i} 0 R`).join(' ')}] >>`);
  add(chinese ? CHINESE_FONT : '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const shown = (text: string) =>
    chinese ? `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>` : `(${text.replace(/[\\()]/g, '\\$&')})`;
  for (const [i, lines] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >>${picture === undefined ? '' : ` /XObject << /Picture ${firstPage + 2 * pages.length + annotations.length} 0 R >>`} /ExtGState << /Clear << /ca 0.02 >> /Whole << /ca 1 >> >> >>${i === 0 && notes !== '' ? ` /Annots [${notes}]` : ''} /Contents ${firstPage + 2 * i + 1} 0 R >>`,
    );
    const content =
      before +
      '\n' +
      lines
        .map(({ text, x = 72, y, size = 11 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm ${shown(text)} Tj ET`)
        .join('\n');
    add(`<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`);
  }
  for (const entries of annotations) add(`<< /Type /Annot /F 4 ${entries} >>`);
  if (picture !== undefined) add(picture);
  const secret = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
  if (encrypted) add(`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${secret}> /U <${secret}> >>`);
  let file = '%PDF-1.4\n';
  const offsets = objects.map((content, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${content}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${encrypted ? ` /Encrypt ${objects.length} 0 R /ID [<${secret}> <${secret}>]` : ''} >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Lines one below the other, from the top of a page. */
export const linesFrom = (top: number, texts: readonly string[], leading = 14): PdfLine[] =>
  texts.map((text, i) => ({ text, y: top - i * leading }));

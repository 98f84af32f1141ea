import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordPlaces } from '../../../../../src/analysis/document/words.ts';
import { extract } from '../../../support/extract.ts';
import { docx, epub, odt, paragraph, run } from '../../../support/office-documents.ts';
import { pdf } from '../../../support/pdf-writer.ts';

const LATIN = [
  'the',
  'harbour',
  'empties',
  'twice',
  'a',
  'day',
  'and',
  'I',
  'naïve',
  'Größe',
  'co-author',
  "don't",
  '1990s',
  'é',
  'Øre',
  '12',
];
const OTHERS = ['гавань', 'λιμάνι', 'ميناء', 'לורן', 'नमस्ते', '항구', 'Straße', 'İstanbul'];

const paragraphsOf = (words: readonly string[]) =>
  fc.array(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 });
/** Where runs of a line begin, for writers that cut lines anywhere. */
const cuts = fc.array(fc.nat(40), { maxLength: 6 });

function wordsOf(text: string): string[] {
  const { starts, ends } = wordPlaces(text);
  return Array.from(starts, (start, i) => text.slice(start, ends[i]));
}

function cutAt(text: string, at: readonly number[]): string[] {
  const places = [0, ...[...new Set(at)].filter((i) => i > 0 && i < text.length).sort((a, b) => a - b), text.length];
  return places.slice(1).map((end, i) => text.slice(places[i], end));
}

const WRITERS: readonly (readonly [
  name: string,
  write: (paragraphs: readonly string[], at: readonly number[]) => Buffer | string,
])[] = [
  [
    'a.docx',
    (paragraphs, at) =>
      docx(
        paragraphs
          .map((text) => paragraph(cutAt(text, at).map(run).join('<w:bookmarkStart w:id="1" w:name="b"/>')))
          .join(''),
      ),
  ],
  [
    'a.docx',
    (paragraphs) =>
      docx(
        `<w:tbl>${paragraphs
          .map(
            (text) =>
              `<w:tr>${text
                .split(' ')
                .map((word) => `<w:tc>${paragraph(word)}</w:tc>`)
                .join('')}</w:tr>`,
          )
          .join('')}</w:tbl>`,
      ),
  ],
  [
    'a.docx',
    (paragraphs) =>
      docx(
        paragraphs
          .map(
            (text) =>
              `<w:p><w:r>${text
                .split(' ')
                .map((word) => `<w:t>${word}</w:t>`)
                .join('<w:br/>')}</w:r></w:p>`,
          )
          .join(''),
      ),
  ],
  [
    'a.odt',
    (paragraphs, at) =>
      odt(
        paragraphs
          .map(
            (text) =>
              `<text:p>${cutAt(text, at)
                .map((part) => `<text:span>${part.replaceAll(' ', '<text:s/>')}</text:span>`)
                .join('')}</text:p>`,
          )
          .join(''),
      ),
  ],
  [
    'a.epub',
    (paragraphs, at) =>
      epub(
        ...paragraphs.map(
          (text) =>
            `<p>${cutAt(text, at)
              .map((part) => `<em>${part}</em>`)
              .join('')}</p>`,
        ),
      ),
  ],
  [
    'a.html',
    (paragraphs, at) =>
      paragraphs
        .map(
          (text) =>
            `<p>${cutAt(text, at)
              .map((part) => `<b>${part}</b>`)
              .join('')}`,
        )
        .join('\n'),
  ],
  [
    'a.html',
    (paragraphs) =>
      `<table>${paragraphs
        .map(
          (text) =>
            `<tr>${text
              .split(' ')
              .map((word) => `<td>${word}`)
              .join('')}`,
        )
        .join('')}</table>`,
  ],
  [
    'a.rtf',
    (paragraphs) =>
      `{\\rtf1\\ansi\\uc0 ${paragraphs.map((text) => Array.from({ length: text.length }, (_, i) => (text.charCodeAt(i) < 128 ? text[i] : `\\u${(text.charCodeAt(i) << 16) >> 16} `)).join('')).join('\\par ')}}`,
  ],
  [
    'a.tex',
    (paragraphs, at) =>
      `\\documentclass{article}\\begin{document}\n${paragraphs
        .map((text) =>
          cutAt(text, at)
            .map((part) => `\\emph{${part}}`)
            .join(''),
        )
        .join('\n\n')}\n\\end{document}`,
  ],
];

test.each(WRITERS.map(([name, write], i) => [`${name} (${i})`, name, write] as const))(
  'the words that a writer of %s is given are the words that are read',
  async (_, name, write) => {
    await fc.assert(
      fc.asyncProperty(paragraphsOf([...LATIN, ...OTHERS]), cuts, async (paragraphs, at) => {
        const texts = paragraphs.map((words) => words.join(' '));
        // In LaTeX a word that a command cuts is two.
        const places =
          name === 'a.tex'
            ? at.map((i) => texts[0]!.indexOf(' ', i)).filter((i) => texts.every((text) => text.charAt(i) === ' '))
            : at;
        const { text } = await extract(name, write(texts, places));
        expect(
          wordsOf(
            name === 'a.tex'
              ? text.replace(/\\(?:documentclass\{article\}|(?:begin|end)\{document\}|emph)/g, ' ')
              : text,
          ),
        ).toEqual(wordsOf(texts.join('\n\n')));
      }),
      { numRuns: 40 },
    );
  },
);

const encodable = LATIN.filter((word) => /^[\x20-\x7e]+$/.test(word));

test('the words that a PDF is written with are the words that are read, wherever their letters are set apart', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...encodable.filter((word) => word.length > 3)), { minLength: 4, maxLength: 6 }),
      fc.constantFrom(0, 0.4, 1, 2, 3, 5),
      async (words, spacing) => {
        const before = `BT /F1 9 Tf ${spacing} Tc 1 0 0 1 20 700 Tm (${words.join(' ')}) Tj ET`;
        const { text } = await extract('a.pdf', pdf([[]], { before }));
        expect(wordsOf(text)).toEqual(words);
      },
    ),
    { numRuns: 40, examples: [[['1990s', '1990s', '1990s', '1990s'], 3]] },
  );
});

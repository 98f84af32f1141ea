import { readFileSync } from 'node:fs';
import path from 'node:path';
import { encodedSamples } from './encoded-samples.ts';
import { docx, encryptedOfficeFile, epub, odt, paragraph, run } from './office-documents.ts';
import { SAMPLES } from './paths.ts';
import { linesFrom, pdf } from './pdf-writer.ts';

const paragraphs = ['bees/jonas.txt', 'bees/katya.txt'].map((name) =>
  readFileSync(path.join(SAMPLES, name), 'utf8').replace(/\s+/g, ' ').trim(),
);

/** An essay of two paragraphs, each one of the samples: what every document of the folder says in its own format. */
export const ESSAY = paragraphs.join('\n\n');
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const tagged = (tag: string) => paragraphs.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('');

/** Lines of at most so many characters. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** The essay on pages with a header and a number, as word processors print it. */
function essayPdf(): Buffer {
  const lines = paragraphs.flatMap((text) => [
    ...wrapped(text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replaceAll('—', '-'), 60),
    '',
  ]);
  const perPage = Math.ceil(lines.length / 3);
  const pages = [0, 1, 2].map((i) => {
    const body = linesFrom(740, lines.slice(i * perPage, (i + 1) * perPage)).filter(({ text }) => text !== '');
    return [{ text: 'On bees, spring term', y: 800 }, ...body, { text: String(i + 1), x: 290, y: 40 }];
  });
  return pdf(pages);
}

const rtf = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}\pard\f0 ${paragraphs.map((text) => text.replace(/[^\x00-\x7f]/g, (c) => `\\u${c.charCodeAt(0)}?`)).join('\\par ')}\par}`;

/** In a font that is not embedded, so that a character map says what its codes mean. */
export const CHINESE = '去年夏天我们住在奶奶的村子里';

const koi8 = encodedSamples().find(({ name }) => name.startsWith('KOI8-R'))!;

/** A folder of every format that is read, of some that are not, and of some that cannot be. */
export function mixedFolder(): Record<string, string | Uint8Array> {
  return {
    'essay.txt': ESSAY,
    'essay.md': `---\ntitle: Bees\n---\n\n# Bees\n\n${paragraphs.join('\n\n')}\n\n\`\`\`js\nconsole.log('not prose');\n\`\`\`\n`,
    'essay.markdown': `${paragraphs.map((text) => `> ${text}`).join('\n>\n')}\n`,
    'essay.rst': `Bees\n====\n\n${paragraphs.join('\n\n')}\n\n.. code-block:: python\n\n   print('not prose')\n`,
    'essay.tex': `\\documentclass{article}\n\\usepackage{graphicx}\n\\begin{document}\n\\section{Bees}\\label{sec:bees}\n${paragraphs.join('\n\n').replace(/[%&#$_]/g, '\\$&')}\n\\end{document}\n`,
    'essay.html': `<!doctype html><html><head><title>Bees</title><style>p { color: red }</style></head><body><nav>Home</nav><h1>Bees</h1>${tagged('p')}<script>alert(1)</script></body></html>`,
    'essay.htm': `<meta charset="windows-1251"><body>${tagged('p')}</body>`,
    'essay.docx': docx(paragraphs.map((text) => paragraph(run(escaped(text)))).join('')),
    'essay.odt': odt(tagged('text:p')),
    'essay.rtf': rtf,
    'essay.pdf': essayPdf(),
    'essay.epub': epub(`<h1>Bees</h1>${tagged('p')}`),
    'essay.ipynb': JSON.stringify({
      nbformat: 4,
      cells: [
        { cell_type: 'markdown', source: ['# Bees\n', '\n', paragraphs.join('\n\n')] },
        { cell_type: 'code', source: ['print("not prose")'] },
      ],
    }),
    'essays.csv': `id,essay,points\namara,"${ESSAY.replaceAll('"', '""')}",12\nben,"A short answer, on one line.",3\n`,
    'essays.tsv': `student\ttext\nclara\t${paragraphs.join(' ')}\n`,
    'essays.jsonl': `${JSON.stringify({ text: ESSAY, points: 12 })}\n${JSON.stringify({ text: 'A short answer, on one line.', points: 3 })}\n`,
    'russian.txt': koi8.bytes,
    'hidden.txt': ESSAY.replaceAll('the', 't\u200bhe')
      .replaceAll('bees', 'b\u0435\u0435s')
      .replaceAll(' a ', ' \u0430 '),
    'chinese.pdf': pdf([linesFrom(700, [CHINESE])], { chinese: true }),
    'secret.docx': encryptedOfficeFile(),
    'secret.pdf': pdf([linesFrom(700, ['Secret.'])], { encrypted: true }),
    'scanned.pdf': pdf([[], []]),
    'broken.docx': docx(paragraph('x')).subarray(0, 300),
    'old.doc': 'old',
    'slides.pptx': 'slides',
    'program.py': 'print("source code")\n',
  };
}

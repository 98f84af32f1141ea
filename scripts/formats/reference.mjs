// Words of a file by the programs that people trust with its format: pdftotext (poppler) and pandoc.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const options = { timeout: 60_000, maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' };

/** What pandoc calls the formats that it reads. */
const PANDOC = {
  docx: 'docx',
  odt: 'odt',
  epub: 'epub',
  html: 'html',
  rtf: 'rtf',
  tex: 'latex',
  notebook: 'ipynb',
  'restructured-text': 'rst',
  markdown: 'markdown',
};

/** Formats whose tables, listings and formulas count for no prose (decision 0022). */
const PROSE_ALONE = new Set(['tex', 'notebook', 'restructured-text', 'markdown']);

/** The text of a file as its reference program has it; `undefined` where that program cannot read it. */
export async function referenceText(file, format) {
  try {
    if (format === 'pdf')
      return (await run('pdftotext', ['-q', '-enc', 'UTF-8', '-nopgbrk', file, '-'], options)).stdout;
    const { stdout } = await run(
      'pandoc',
      ['-f', PANDOC[format], '-t', 'json', '--track-changes=accept', file].filter(
        (part) => format === 'docx' || !part.startsWith('--track'),
      ),
      options,
    );
    return pandocText(JSON.parse(stdout), format);
  } catch {
    return undefined;
  }
}

/** The versions of the programs, for the page. */
export async function referenceVersions() {
  const poppler = await run('pdftotext', ['-v'], options).catch((error) => error);
  const pandoc = await run('pandoc', ['--version'], options);
  return {
    pdftotext: /version ([\d.]+)/.exec(`${poppler.stdout}${poppler.stderr}`)?.[1],
    pandoc: /pandoc(?:\.exe)? ([\d.]+)/.exec(pandoc.stdout)?.[1],
  };
}

const BLOCKS = new Set([
  'Para',
  'Plain',
  'Header',
  'BlockQuote',
  'BulletList',
  'OrderedList',
  'DefinitionList',
  'Div',
  'Table',
  'CodeBlock',
  'LineBlock',
  'Note',
]);

/** The words of pandoc's tree: without descriptions of pictures and formulas, and in formats of markup without tables and listings. */
function pandocText({ meta, blocks }, format) {
  const parts = [];
  const proseAlone = PROSE_ALONE.has(format);
  const walk = (node) => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { t, c } = node;
    switch (t) {
      case 'Str':
        parts.push(c);
        return;
      case 'Code':
        parts.push(c[1]);
        return;
      case 'CodeBlock':
        if (!proseAlone) parts.push('\n', c[1], '\n');
        return;
      case 'Math':
      case 'RawInline':
      case 'RawBlock':
      case 'Image':
        return;
      case 'Space':
      case 'SoftBreak':
      case 'LineBreak':
        parts.push(' ');
        return;
      case 'Table':
        if (proseAlone) return;
    }
    if (BLOCKS.has(t) || t === undefined) parts.push('\n');
    // Of an element with attributes these are no text.
    if (c !== undefined)
      walk(
        t === 'Link' || t === 'Span' || t === 'Div' || t === 'Quoted' || t === 'Cite'
          ? c[1]
          : t === 'Header'
            ? c[2]
            : c,
      );
    else if (t === undefined) walk(Object.values(node));
    if (BLOCKS.has(t)) parts.push('\n');
  };
  // What Word and OpenDocument style as a title, pandoc takes for metadata.
  if (format === 'docx' || format === 'odt')
    for (const key of ['title', 'subtitle', 'author', 'date', 'abstract']) (walk(meta[key]?.c ?? []), parts.push('\n'));
  walk(blocks);
  return parts.join('');
}

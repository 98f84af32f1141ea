import { type Notice, notice } from './notice.ts';

/** A format that text is read from. */
export type Format =
  | 'text'
  | 'markdown'
  | 'restructured-text'
  | 'tex'
  | 'html'
  | 'pdf'
  | 'docx'
  | 'odt'
  | 'rtf'
  | 'epub'
  | 'notebook'
  | 'csv'
  | 'tsv'
  | 'json-lines'
  | 'source-code';

const FORMATS: Readonly<Record<string, Format>> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  rst: 'restructured-text',
  tex: 'tex',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  odt: 'odt',
  rtf: 'rtf',
  epub: 'epub',
  ipynb: 'notebook',
  csv: 'csv',
  tsv: 'tsv',
  jsonl: 'json-lines',
  ndjson: 'json-lines',
};

/** What a file's name ends in for its text to be read, without the dot; source code is read only where that is asked for. */
export const READABLE_EXTENSIONS: readonly string[] = Object.keys(FORMATS);

const SOURCE_CODE = new Set(
  'bash c cc clj cpp cs css cxx dart erl ex f90 go gradle groovy h hpp hs java jl js jsx kt kts less lisp lua m mjs cjs ml mm pas php pl pm ps1 py r rb rkt rs sass scala scm scss sh sql svelte swift tcl ts tsx v vb vhd vue zig'.split(
    ' ',
  ),
);

/** What to do about files of formats that are not read: what is said first, and what is said behind something else. */
const ADVICE: readonly {
  readonly concerns: (path: string) => boolean;
  readonly first: AdviceCode;
  readonly further: AdviceCode;
}[] = [
  {
    concerns: (path) => /\.(doc|dot|wps|wpd|pages|hwp|sxw|fodt|gdoc)$/i.test(path),
    first: 'save-as-word',
    further: 'save-as-word',
  },
  {
    concerns: (path) => /\.(pptx?|odp|key|xps|djvu|mobi|azw3?)$/i.test(path),
    first: 'save-as-pdf',
    further: 'also-save-as-pdf',
  },
  { concerns: (path) => /\.(xlsx?|ods|numbers)$/i.test(path), first: 'save-as-csv', further: 'also-save-as-csv' },
  {
    concerns: (path) => SOURCE_CODE.has(extensionOf(path)),
    first: 'read-source-code',
    further: 'also-read-source-code',
  },
];

type AdviceCode =
  | 'save-as-word'
  | 'save-as-pdf'
  | 'also-save-as-pdf'
  | 'save-as-csv'
  | 'also-save-as-csv'
  | 'read-source-code'
  | 'also-read-source-code';

const extensionOf = (path: string) => /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

/**
 * The format that a path's ending stands for; `undefined` for those that are not read.
 *
 * @param sourceCode whether source code is to be read
 */
export function formatOf(path: string, sourceCode = false): Format | undefined {
  const extension = extensionOf(path);
  return FORMATS[extension] ?? (sourceCode && SOURCE_CODE.has(extension) ? 'source-code' : undefined);
}

/** Whether the files of a format hold several documents, one a row. */
export const isTable = (format: Format | undefined): boolean =>
  format === 'csv' || format === 'tsv' || format === 'json-lines';

/** What to do about files whose format is not read, as one sentence. */
export function adviceFor(paths: readonly string[]): Notice {
  const ways = ADVICE.filter(({ concerns }) => paths.some(concerns)).map(({ first, further }, i) =>
    notice(i === 0 ? first : further),
  );
  return notice('to-have-them-analysed', { ways: ways.length > 0 ? ways : [notice('save-as-text')] });
}

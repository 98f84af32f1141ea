/** A format that text is read from. */
export type Format = 'text' | 'markdown' | 'restructured-text' | 'tex' | 'html' | 'pdf' | 'docx' | 'odt' | 'rtf' | 'epub' | 'notebook' | 'csv' | 'tsv' | 'json-lines' | 'source-code';

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
  'bash c cc clj cpp cs css cxx dart erl ex f90 go gradle groovy h hpp hs java jl js jsx kt kts less lisp lua m mjs cjs ml mm pas php pl pm ps1 py r rb rkt rs sass scala scm scss sh sql svelte swift tcl ts tsx v vb vhd vue zig'.split(' '),
);

/** What can be saved as one of the formats that are read. */
const CONVERTIBLE: readonly { readonly extensions: RegExp; readonly advice: string }[] = [
  { extensions: /\.(doc|dot|wps|wpd|pages|hwp|sxw|fodt|gdoc)$/i, advice: 'Save such documents as .docx or PDF' },
  { extensions: /\.(pptx?|odp|key|xps|djvu|mobi|azw3?)$/i, advice: 'Save such files as PDF' },
  { extensions: /\.(xlsx?|ods|numbers)$/i, advice: 'Save such tables as .csv' },
];

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
export const isTable = (format: Format | undefined): boolean => format === 'csv' || format === 'tsv' || format === 'json-lines';

/** What to do about files whose format is not read, as one sentence. */
export function adviceFor(paths: readonly string[]): string {
  const advice = CONVERTIBLE.filter(({ extensions }) => paths.some((path) => extensions.test(path))).map((c) => c.advice);
  if (paths.some((path) => SOURCE_CODE.has(extensionOf(path)))) advice.push('turn on ghostwriter.sourceCode for source code');
  const [first = 'Save such files as text, .docx or PDF', ...others] = advice;
  const begun = first.charAt(0).toUpperCase() + first.slice(1);
  return `${[begun, ...others.map((a) => a.charAt(0).toLowerCase() + a.slice(1))].join(', ')} to have them analysed.`;
}

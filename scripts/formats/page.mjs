// The page docs/formats.md.

const NAMES = {
  pdf: 'PDF',
  docx: 'Word',
  odt: 'OpenDocument',
  epub: 'EPUB',
  html: 'HTML, XHTML',
  rtf: 'RTF',
  tex: 'LaTeX',
  notebook: 'Jupyter notebook',
  'restructured-text': 'reStructuredText',
};

/** Files that are named as the worst of their format, and words that are shown of each. */
const WORST = 8;
const SHOWN = 6;

const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.floor(q * values.length)];
const figure = (value) => value.toFixed(3).replace(/^0/, '');
const words = (list) =>
  list
    .slice(0, SHOWN)
    .map((word) => `\`${word.slice(0, 30)}\``)
    .join(' ') + (list.length > SHOWN ? ` … (${list.length})` : '');

/** @param compared files with `recall`, `precision`, `words`, `missing`, `extra`; @param leftOut files that were not compared, and why */
export function page(compared, leftOut, { pdftotext, pandoc }) {
  const formats = Object.keys(NAMES).filter((format) => compared.some((file) => file.format === format));
  return `# What is read of real files

Written by \`npm run eval:formats\`, on the test files of pdf.js, mammoth.js, pandoc and epubcheck, which are not part of the project (\`GHOSTWRITER_FORMATS\` names the folder that holds checkouts of them). For each file the words that count are compared with those that
pdftotext ${pdftotext} (PDF) or pandoc ${pandoc} (all others) finds in it, as bags: *recall* is the share of its words that are read here, *precision* the share of the words read here that it has too. Words are letters and digits in a row, without their case; in scripts without blanks each character is one.
Files in which the other program finds fewer than ten words, or which it cannot read, say nothing about shares and are left out, with their number.

| format | files | left out | recall: median | 5th percentile | precision: median | 5th percentile | files with both ≥ .95 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${formats
  .map((format) =>
    row(
      format,
      compared.filter((file) => file.format === format),
      leftOut.filter((file) => file.format === format).length,
    ),
  )
  .join('\n')}

## What is meant to differ

These files are tests of programs: most stand for one defect or one rare feature. Neither program is right by definition. On purpose this project

- leaves out what no reader sees, which the others read: tiny, white or transparent letters, layers that are switched off, text beside the page;
- leaves out headers, footers and page numbers of a PDF, captions of its buttons and signatures, and reads what was typed into its fields, notes and forms in Adobe's XML, which pdftotext does not;
- leaves out navigation, and what stands in for scripts, frames and pictures, in HTML and EPUB;
- counts no tables and listings in LaTeX, notebooks and reStructuredText (those of pandoc are left out as well, as are formulas, raw parts and descriptions of pictures in all formats);
- reads right-to-left text in the order of reading, and joins words whose letters are set apart.

## The worst files

The files in which recall or precision is lowest, with words that are missing here, and words that are read here alone. No file was taken out.

${formats
  .map((format) =>
    worst(
      format,
      compared.filter((file) => file.format === format),
    ),
  )
  .join('\n\n')}
`;
}

function row(format, files, leftOut) {
  const recall = files.map((file) => file.recall);
  const precision = files.map((file) => file.precision);
  const good = files.filter((file) => Math.min(file.recall, file.precision) >= 0.95).length;
  return `| ${NAMES[format]} | ${files.length} | ${leftOut} | ${[quantile(recall, 0.5), quantile(recall, 0.05), quantile(precision, 0.5), quantile(precision, 0.05)].map(figure).join(' | ')} | ${good} |`;
}

function worst(format, files) {
  const share = (file) => Math.min(file.recall, file.precision);
  const listed = files
    .filter((file) => share(file) < 0.95)
    .sort((a, b) => share(a) - share(b))
    .slice(0, WORST);
  if (listed.length === 0) return `**${NAMES[format]}**: in no file either is below .95.`;
  const told = (file) =>
    [file.problem?.code, ...(file.warnings ?? []).map(({ code }) => code)].filter(Boolean).join(', ');
  return `**${NAMES[format]}**\n\n| file | words | recall | precision | said | missing | alone |\n| --- | ---: | ---: | ---: | --- | --- | --- |\n${listed.map((file) => `| ${file.name} | ${file.words} | ${figure(file.recall)} | ${figure(file.precision)} | ${told(file)} | ${words(file.missing)} | ${words(file.extra)} |`).join('\n')}`.replaceAll(
    '\u0000',
    '',
  );
}

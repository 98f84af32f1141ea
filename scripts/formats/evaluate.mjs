// Compares the words that the product reads in real files with those of pdftotext and pandoc, and writes docs/formats.md.
//   npm run eval:formats [-- --worst docx]        (after npm run build; files: GHOSTWRITER_FORMATS; programs: pdftotext, pandoc)
// With --worst it prints the worst files of a format, with words that differ, and writes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectsFolder, testFiles } from './files.mjs';
import { page } from './page.mjs';
import { reader } from './product-reader.mjs';
import { referenceText, referenceVersions } from './reference.mjs';
import { compareWords, wordsOf } from './words.mjs';

/** Words that a reference has at least: fewer say nothing about shares. */
const LEAST_WORDS = 10;

const {
  values: { worst, shown = '40' },
} = parseArgs({ options: { worst: { type: 'string' }, shown: { type: 'string' } } });
const scratch = mkdtempSync(path.join(tmpdir(), 'formats-'));
const { formatOf, read, close } = await reader();
const compared = [];
const leftOut = [];
try {
  for (const file of await testFiles(projectsFolder(), scratch)) {
    const format = formatOf(file.path);
    if (worst !== undefined && format !== worst) continue;
    const [{ text, problem, warnings }, reference] = await Promise.all([
      read(file.path),
      referenceText(file.path, format),
    ]);
    const words = reference === undefined ? [] : wordsOf(reference);
    if (words.length < LEAST_WORDS)
      leftOut.push({ ...file, format, why: reference === undefined ? 'unread' : 'short' });
    else
      compared.push({
        ...file,
        format,
        problem,
        warnings,
        words: words.length,
        ...compareWords(wordsOf(text ?? ''), words),
      });
  }
} finally {
  close();
  rmSync(scratch, { recursive: true, force: true });
}
if (worst === undefined) {
  writeFileSync(
    path.join(import.meta.dirname, '../../docs/formats.md'),
    page(compared, leftOut, await referenceVersions()),
  );
  console.error('docs/formats.md written');
} else {
  const share = (file) => Math.min(file.recall, file.precision);
  for (const file of compared.sort((a, b) => share(a) - share(b)).slice(0, Number(shown))) {
    console.log(
      `${file.recall.toFixed(3)} ${file.precision.toFixed(3)} ${String(file.words).padStart(6)} ${file.name} ${file.problem?.code ?? ''} ${(file.warnings ?? []).map(({ code }) => code).join(' ')}`,
    );
    console.log(
      `    missing: ${file.missing.slice(0, 12).join(' ')}\n    extra:   ${file.extra.slice(0, 12).join(' ')}`,
    );
  }
  const figures = (key) => compared.map((file) => file[key]).sort((a, b) => a - b);
  for (const key of ['recall', 'precision']) {
    const all = figures(key);
    console.log(
      `${key}: median ${all[Math.floor(all.length / 2)]?.toFixed(4)}, 5th percentile ${all[Math.floor(all.length * 0.05)]?.toFixed(4)}, of ${all.length}; below .95: ${all.filter((v) => v < 0.95).length}`,
    );
  }
}

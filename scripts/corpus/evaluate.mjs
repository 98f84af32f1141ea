// Evaluates the corpus engine and writes docs/quality.md.   npm run eval:corpus [-- languages …]        (data: GHOSTWRITER_DATA; Python with scikit-learn: GHOSTWRITER_PYTHON)
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataPath } from '../../bench/product.mjs';
import { evaluateCopying } from './copying.mjs';
import { products } from './data.mjs';
import { evaluateLanguages } from './languages.mjs';
import { evaluateOutliers } from './outliers.mjs';
import { evaluateParaphrase } from './paraphrase.mjs';
import { evaluateSimilarity } from './similarity.mjs';
import { evaluateTopics } from './topics.mjs';

// Each gives { section, figures }: a section of the page, in its order.
const evaluations = {
  topics: evaluateTopics,
  languages: evaluateLanguages,
  outliers: evaluateOutliers,
  similarity: evaluateSimilarity,
  copying: () => evaluateCopying(dataPath('.')),
  paraphrase: () => evaluateParaphrase(dataPath('.')),
};
const HEADINGS = {
  topics: 'Topics',
  languages: 'Topics in other languages',
  outliers: 'Outliers',
  similarity: 'Similarity',
  copying: 'Copied pairs',
  paraphrase: 'The same in other words',
};
const page = path.join(import.meta.dirname, '../../docs/quality.md');

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(evaluations, name));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such part. There are: ${Object.keys(evaluations).join(', ')}.`);
  process.exit(2);
}

// Sections that are not asked for stay as they are.
const sections = new Map(
  readFileSync(page, 'utf8')
    .split(/^(?=## )/m)
    .slice(1)
    .map((section) => [/^## (.*)/.exec(section)[1], section.trimEnd()]),
);
for (const name of named.length > 0 ? named : Object.keys(evaluations))
  sections.set(HEADINGS[name], (await evaluations[name]()).section.trimEnd());
await products.release();
writeFileSync(
  page,
  `# Quality of the corpus engine

Written by \`npm run eval:corpus\`, on labelled texts that are not part of the project; scikit-learn's figures are of the same run. Everything is the full encoder's unless another is named, seed 1.

${Object.values(HEADINGS)
  .flatMap((heading) => sections.get(heading) ?? [])
  .join('\n\n')}
`,
);
console.error('docs/quality.md written');

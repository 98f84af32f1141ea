// Evaluates the corpus engine and writes docs/quality.md.   npm run eval:corpus        (data: GHOSTWRITER_DATA; Python with scikit-learn: GHOSTWRITER_PYTHON)
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataPath } from '../../bench/product.mjs';
import { evaluateCopying } from './copying.mjs';
import { products } from './data.mjs';
import { evaluateParaphrase } from './paraphrase.mjs';
import { evaluateSimilarity } from './similarity.mjs';
import { evaluateTopics } from './topics.mjs';

// Each gives { section, figures }: a section of the page.
const evaluations = [
  evaluateTopics,
  evaluateSimilarity,
  () => evaluateCopying(dataPath('.')),
  () => evaluateParaphrase(dataPath('.')),
];

const sections = [];
for (const evaluate of evaluations) sections.push((await evaluate()).section);
await products.release();
writeFileSync(
  path.join(import.meta.dirname, '../../docs/quality.md'),
  `# Quality of the corpus engine

Written by \`npm run eval:corpus\`, on labelled texts that are not part of the project; scikit-learn's figures are of the same run. Everything is the full encoder's, seed 1.

${sections.join('\n')}`,
);
console.error('docs/quality.md written');

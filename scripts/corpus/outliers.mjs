// Planted outliers: which of them are named, and how many of the others are.
import { documentsOf, labelledRows, product, products } from './data.mjs';
import { PLANTED_OUTLIERS } from './planted-outliers.mjs';
import { comparedBy, decimals, log, SEED, table } from './topics.mjs';

/** Adds each planted text by itself, and counts which are named. */
async function outlierFigures() {
  const corpora = labelledRows();
  const planted = await documentsOf(
    'planted',
    PLANTED_OUTLIERS.map((text) => ({ text, label: 'planted' })),
  );
  const some = (name, count) => corpora[name].filter((_, i) => i % Math.ceil(corpora[name].length / count) === 0);
  const prompts = [...new Set(corpora.essays.map((d) => d.label))];
  const batches = [
    ['BBC, 40 texts', some('bbc', 40)],
    ['BBC, 300 texts', some('bbc', 300)],
    ['AG News, 300 items', some('agnews', 300)],
    ['Banking77, 300 questions', some('banking', 300)],
    ['Essays on one prompt', corpora.essays.filter((d) => d.label === prompts[0])],
    ['Essays on five prompts', corpora.essays.filter((d) => prompts.slice(0, 5).includes(d.label))],
    ['Four domains, 300 texts', some('domains', 300)],
  ];
  const figures = [];
  for (const [name, labelled] of batches) {
    log(`outliers: ${name}`);
    const documents = await documentsOf('outliers', labelled);
    let found = 0;
    let others = 0;
    for (const text of planted) {
      const all = [...documents, text];
      const outliers = await product.findOutliers(comparedBy(all).model, SEED, products);
      if (outliers.includes(all.length - 1)) found++;
      others += outliers.filter((d) => d !== all.length - 1).length;
    }
    figures.push({
      name,
      documents: documents.length,
      recall: found / planted.length,
      precision: found + others === 0 ? NaN : found / (found + others),
      rate: others / planted.length / documents.length,
    });
  }
  return figures;
}

/** @returns { section, figures } */
export async function evaluateOutliers() {
  const figures = await outlierFigures();
  const section = `## Outliers

${PLANTED_OUTLIERS.length} texts that belong to none of these batches (a shopping list, code, a recipe, a poem, texts in five other languages …), planted one at a time. *Others*: share of the batch's own texts that are named, which may be right.

${table(
  ['batch', 'texts', 'planted ones found', 'precision', 'others named'],
  figures.map((o) => [
    o.name,
    o.documents,
    decimals(o.recall, 2),
    Number.isNaN(o.precision) ? '–' : decimals(o.precision, 2),
    `${(100 * o.rate).toFixed(2)} %`,
  ]),
)}
`;
  return { section, figures };
}

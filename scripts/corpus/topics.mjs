// Topics: the product's groups of labelled corpora, whole and in made batches, with the number of clusters given and found, beside scikit-learn's.
import { labelledCorpora, product, products } from './data.mjs';
import { ari, nmi, vMeasure } from './metrics.mjs';
import { scikitLearn } from './scikit-learn.mjs';
import { batchesOf } from './subsets.mjs';

export const SEED = 1;
const NAMES = { bbc: 'BBC', agnews: 'AG News', banking: 'Banking77' };
export const log = (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
export const decimals = (value, digits = 3) => value.toFixed(digits).replace(/^(-?)0\./, '$1.');

/** What documents are compared by. */
export function comparedBy(documents) {
  const width = documents[0].vector.length;
  const vectors = { rows: documents.length, width, data: new Float32Array(documents.length * width) };
  for (const [i, { vector }] of documents.entries()) vectors.data.set(vector, i * width);
  const terms = product.tfIdf(documents.map((d) => d.termCounts));
  return { vectors, terms, model: new product.SimilarityModel(vectors, terms) };
}

/** The reduce stage up to its groups, in the order of hashes as the product takes it. */
async function prepared(unordered) {
  const documents = [...unordered].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const { vectors, terms, model } = comparedBy(documents);
  const lettered = product.unknownToEncoder(
    documents.map((d) => d.language),
    terms,
  );
  const outliers = await product.findOutliers(model, SEED, products);
  const grouped = documents.map((_, d) => d).filter((d) => !outliers.includes(d));
  const batch = {
    documents,
    grouped,
    space: await product.topicSpace(
      await product.documentSpace(vectors, terms, lettered, SEED, products),
      grouped,
      SEED,
      products,
    ),
    model,
    products,
    earlier: [],
  };
  return {
    labels: documents.map((d) => d.label),
    texts: documents.map((d) => d.text),
    documents,
    outliers,
    grouped: (clusters) => product.groupDocuments(batch, { clusters, seed: SEED }),
  };
}

/** For each document its cluster; all outliers are one more. */
function assigned(documents, clusters) {
  const of = new Array(documents).fill(-1);
  for (const { id, members } of clusters) for (const m of members) of[m] = id;
  return of;
}

/** How well the product groups labelled documents, with the number of clusters found and given. */
export async function figuresOf(name, documents) {
  log(name);
  const { labels, texts, outliers, grouped } = await prepared(documents);
  const k = new Set(labels).size;
  const auto = await grouped('auto');
  const given = await grouped(k);
  const measured = (clusters) => ({
    v: vMeasure(labels, clusters),
    nmi: nmi(labels, clusters),
    ari: ari(labels, clusters),
    k: new Set(clusters.filter((c) => c !== -1)).size,
  });
  log(
    `  k ${auto.length} of ${k}, V ${decimals(measured(assigned(labels.length, auto)).v)}, k given ${decimals(measured(assigned(labels.length, given)).v)}`,
  );
  return {
    name,
    documents: labels.length,
    k,
    labels,
    texts,
    outliers: outliers.length,
    subtopics: auto.filter((c) => c.subtopics.length > 0).length,
    auto: measured(assigned(labels.length, auto)),
    given: measured(assigned(labels.length, given)),
    measured,
  };
}

export const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
export const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`,
    ...rows.map((r) => `| ${r.join(' | ')} |`),
  ].join('\n');

/** @returns { section, figures } */
export async function evaluateTopics() {
  const corpora = await labelledCorpora();
  const whole = [];
  for (const name of Object.keys(NAMES)) whole.push(await figuresOf(NAMES[name], corpora[name]));
  const parts = [];
  for (const [name, documents] of batchesOf(corpora, SEED)) parts.push(await figuresOf(name, documents));
  log('scikit-learn');
  const { version, batches } = scikitLearn({
    batches: [...whole, ...parts].map(({ texts, k }) => ({ texts, k })),
    pairs: [],
  });
  for (const [i, f] of [...whole, ...parts].entries())
    f.sklearn = Object.fromEntries(Object.entries(batches[i]).map(([way, clusters]) => [way, f.measured(clusters)]));
  const within = (way) => parts.filter((f) => way(f) >= 0.7 * f.k && way(f) <= 1.3 * f.k).length;
  const error = (way) => mean(parts.map((f) => Math.abs(Math.log(way(f) / f.k))));
  const section = `## Topics

V-measure (equal to NMI with the arithmetic mean), NMI with the geometric mean and ARI against the labels. Outliers count as one more cluster. *k given*: asked for as many clusters as there are labels; *k found*: the default.
scikit-learn ${version}: sublinear TF-IDF without English stop words; k-means on it, and on its SVD of rank 100 (rows normalised); its k found by the highest silhouette on the SVD, which is what its documentation shows.

${table(
  ['whole corpus', 'texts', 'labels', '', 'k', 'V', 'NMI', 'ARI'],
  whole.flatMap((f) => [
    [
      f.name,
      f.documents,
      f.k,
      '**k given**',
      f.given.k,
      `**${decimals(f.given.v)}**`,
      decimals(f.given.nmi),
      decimals(f.given.ari),
    ],
    ['', '', '', 'scikit-learn, TF-IDF', f.k, ...measures(f.sklearn.tfidf)],
    ['', '', '', 'scikit-learn, TF-IDF + SVD', f.k, ...measures(f.sklearn.svd)],
    [
      '',
      '',
      '',
      `**k found**`,
      `**${f.auto.k}**`,
      `**${decimals(f.auto.v)}**`,
      decimals(f.auto.nmi),
      decimals(f.auto.ari),
    ],
    ['', '', '', 'scikit-learn, k found', f.sklearn.chosen.k, ...measures(f.sklearn.chosen)],
  ]),
)}

Batches made of them, of essays by prompt (ArguGPT), of texts by people from four domains (DetectRL) and of six genres (MixSet), drawn anew for this page: other draws than the ones that the rules were chosen on.

${table(
  ['batch', 'texts', 'labels', 'k found', 'V', 'V, k given', 'outliers', 'scikit-learn: k found', 'V', 'V, k given'],
  parts.map((f) => [
    f.name,
    f.documents,
    f.k,
    f.auto.k,
    decimals(f.auto.v),
    decimals(f.given.v),
    f.outliers,
    f.sklearn.chosen.k,
    decimals(f.sklearn.chosen.v),
    decimals(Math.max(f.sklearn.tfidf.v, f.sklearn.svd.v)),
  ]),
)}

| over these ${parts.length} batches | ours | scikit-learn |
| --- | ---: | ---: |
| k found within 30 % of the labels | ${within((f) => f.auto.k)} | ${within((f) => f.sklearn.chosen.k)} |
| mean of \\|ln(k found / labels)\\| | ${decimals(error((f) => f.auto.k))} | ${decimals(error((f) => f.sklearn.chosen.k))} |
| mean V, k found | ${decimals(mean(parts.map((f) => f.auto.v)))} | ${decimals(mean(parts.map((f) => f.sklearn.chosen.v)))} |
| mean V, k given (the better of TF-IDF with and without SVD) | ${decimals(mean(parts.map((f) => f.given.v)))} | ${decimals(mean(parts.map((f) => Math.max(f.sklearn.tfidf.v, f.sklearn.svd.v))))} |
`;
  return { section, figures: { whole, parts } };
}

const measures = (m) => [decimals(m.v), decimals(m.nmi), decimals(m.ari)];

// How well topics are found: the number of clusters that is chosen, and V-measure against the labels (Rosenberg and Hirschberg 2007).
//   node bench/clusters.mjs [documents, default 1000]
import { load, modelsFolder, rows } from './product.mjs';

const size = Number(process.argv[2] ?? 1000);
const SEED = 1;
const labelled = [
  { name: 'BBC news', file: 'clustering/bbc.jsonl.gz' },
  { name: 'AG News', file: 'clustering/agnews.jsonl.gz' },
];
const data = labelled.map(({ name, file }) => ({ name, all: rows(file) }));
const { Encoder, RowProducts, findTopics, kMeans, seededRandom, sentencesOf, silhouette, termCounts, tfIdf, topicSpace } = await load(
  'analysis/document/encoder', 'analysis/document/segments', 'analysis/document/terms', 'analysis/corpus/tf-idf',
  'analysis/corpus/topics', 'analysis/corpus/k-means', 'analysis/corpus/silhouette', 'analysis/corpus/random', 'analysis/corpus/row-products',
);
const encoder = await Encoder.load(modelsFolder);
const products = await RowProducts.load(modelsFolder, 1);

for (const { name, all } of data) {
  const random = seededRandom(SEED);
  const documents = all.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at).slice(0, size).map(({ row }) => row);
  const labels = documents.map((d) => d.label);
  const vectors = { rows: documents.length, width: 512, data: new Float32Array(documents.length * 512) };
  for (const [i, { text }] of documents.entries()) vectors.data.set(await encoder.embed(text, sentencesOf(text)), i * 512);
  const terms = tfIdf(documents.map(({ text }) => termCounts(text)));
  const found = async (clusters) => {
    const start = performance.now();
    const topics = await findTopics(topicSpace(vectors, terms, SEED), { clusters, seed: SEED }, products);
    return `k = ${new Set(topics).size}, V-measure ${vMeasure(labels, [...topics]).toFixed(3)}, ${((performance.now() - start) / 1000).toFixed(1)} s`;
  };
  const known = new Set(labels).size;
  console.log(`${name}: ${documents.length} documents, ${known} labels`);
  console.log(`  k chosen by itself      ${await found('auto')}`);
  console.log(`  k given (${known})             ${await found(known)}`);

  // The silhouette over k, in the same space.
  const space = topicSpace(vectors, terms, SEED);
  const scores = [];
  for (const k of [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40].filter((k) => k <= 1.5 * Math.sqrt(space.rows))) {
    const { assignment } = await kMeans(space, { clusters: k, seed: SEED }, products);
    scores.push({ k, score: silhouette(space, assignment, k), v: vMeasure(labels, [...assignment]) });
  }
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  console.log(`  best raw silhouette     k = ${best.k}, V-measure ${best.v.toFixed(3)}`);
  console.log(`  silhouette by k         ${scores.map(({ k, score }) => `${k}: ${score.toFixed(3)}`).join(' · ')}`);
}

function vMeasure(labels, clusters) {
  const entropy = (names) => [...tally(names).values()].reduce((sum, n) => sum - (n / names.length) * Math.log(n / names.length), 0);
  const joint = entropy(labels.map((l, i) => `${l}\u0000${clusters[i]}`));
  const h = entropy(labels), c = entropy(clusters.map(String));
  const homogeneity = h === 0 ? 1 : 1 - (joint - c) / h, completeness = c === 0 ? 1 : 1 - (joint - h) / c;
  return homogeneity + completeness === 0 ? 0 : (2 * homogeneity * completeness) / (homogeneity + completeness);
}

function tally(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

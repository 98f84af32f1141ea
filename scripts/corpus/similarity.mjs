// Similarity of sentence pairs against people's scores (STS benchmark, dev).
import { product, rows, vectorsOf } from './data.mjs';
import { spearman } from './metrics.mjs';
import { scikitLearn } from './scikit-learn.mjs';

/** @returns { section, figures } */
export async function evaluateSimilarity() {
  const pairs = rows('similarity/stsb-dev.jsonl.gz');
  const texts = pairs.flatMap(({ a, b }) => [a, b]);
  const vectors = await vectorsOf('stsb-dev', texts);
  const all = { rows: texts.length, width: 512, data: new Float32Array(texts.length * 512) };
  for (const [i, vector] of vectors.entries()) all.data.set(vector, i * 512);
  const model = new product.SimilarityModel(all, product.tfIdf(texts.map((text) => product.termCounts(text))));
  const scored = pairs.map((_, i) => model.between(2 * i, 2 * i + 1));
  const people = pairs.map(({ score }) => score);
  const { cosines } = scikitLearn({ batches: [], pairs: pairs.map(({ a, b }) => [a, b]) });
  const figures = {
    similarity: spearman(
      scored.map((s) => s.similarity),
      people,
    ),
    meaning: spearman(
      scored.map((s) => s.meaning),
      people,
    ),
    wording: spearman(
      scored.map((s) => s.wording),
      people,
    ),
    sklearn: spearman(cosines, people),
  };
  const section = `## Similarity

Spearman's rank correlation with people's scores on ${pairs.length.toLocaleString('en')} sentence pairs (STS benchmark, dev). Similarity is the mean of meaning and wording: it was chosen to tell copies from texts on the same subject (decision 0001), and orders these pairs better than either half.

| | Spearman |
| --- | ---: |
| similarity, as everywhere in the product | ${figures.similarity.toFixed(3)} |
| meaning: the encoder's cosine | ${figures.meaning.toFixed(3)} |
| wording: the TF-IDF cosine | ${figures.wording.toFixed(3)} |
| scikit-learn's TF-IDF cosine | ${figures.sklearn.toFixed(3)} |
`;
  return { section, figures };
}

// Copies against essays on the same question: what each similarity gives for the planted near-copies and for all other pairs.
//   node bench/similarity.mjs
import { dataPath, load, modelsFolder } from './product.mjs';

const folder = dataPath('corpora/essays');
const {
  Encoder,
  SimilarityModel,
  containment,
  countWords,
  listDocuments,
  readDocument,
  DEFAULT_READING,
  sentencesOf,
  shinglesOf,
  termCounts,
  tfIdf,
} = await load(
  'analysis/document/encoder',
  'analysis/document/segments',
  'analysis/document/terms',
  'analysis/document/shingles',
  'analysis/document/words',
  'analysis/corpus/tf-idf',
  'analysis/corpus/similarity',
  'analysis/sources/list-documents',
  'analysis/sources/read-document',
  'report/reading-options',
);
const { documents: listed } = await listDocuments({ kind: 'folder', name: 'essays', paths: [folder] });
const documents = [];
for (const document of listed) {
  try {
    const { text } = await readDocument(document, DEFAULT_READING);
    if (countWords(text) > 0) documents.push({ path: document.path, text });
  } catch {
    // The planted empty and binary files.
  }
}
const encoder = await Encoder.load(modelsFolder);
const vectors = { rows: documents.length, width: 512, data: new Float32Array(documents.length * 512) };
for (const [i, { text }] of documents.entries())
  vectors.data.set(await encoder.embed(text, sentencesOf(text)), i * 512);
const model = new SimilarityModel(vectors, tfIdf(documents.map(({ text }) => termCounts(text))));
const shingles = documents.map(({ text }) => shinglesOf(text));

const number = (path) => /(?:student|copy-of)-0*(\d+)\.txt$/.exec(path)?.[1];
const isCopy = (path) => path.includes('copy-of');
const planted = [],
  others = [];
for (let a = 0; a < documents.length; a++)
  for (let b = a + 1; b < documents.length; b++) {
    const [p, q] = [documents[a].path, documents[b].path];
    const pair = { ...model.between(a, b), containment: containment(shingles[a], shingles[b]) };
    (isCopy(p) !== isCopy(q) && number(p) === number(q) ? planted : others).push(pair);
  }
console.log(`${documents.length} documents, ${planted.length} planted pairs, ${others.length} others`);
for (const [name, key] of [
  ['encoder cosine (meaning)', 'meaning'],
  ['TF-IDF cosine (wording)', 'wording'],
  ['mean of both (similarity)', 'similarity'],
  ['3-word containment', 'containment'],
]) {
  const own = planted.map((p) => p[key]).sort((x, y) => x - y),
    rest = others.map((p) => p[key]);
  console.log(
    `${name.padEnd(26)} planted ${own[0].toFixed(3)} – ${own.at(-1).toFixed(3)}   others at most ${Math.max(...rest).toFixed(3)}, ${rest.filter((v) => v >= 0.85).length} of them from 0.85`,
  );
}

// The labelled corpora, found through GHOSTWRITER_DATA, with what the product's map stage makes of their texts. Vectors are kept in build/corpus, for the next run with the same encoder.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataPath, load, modelsFolder } from '../../bench/product.mjs';
import { groupedBy } from './metrics.mjs';

export const product = await load(
  'analysis/document/encoder',
  'analysis/document/language',
  'analysis/document/static-encoder',
  'analysis/document/segments',
  'analysis/document/terms',
  'analysis/document/shingles',
  'analysis/models',
  'analysis/corpus/clusters',
  'analysis/corpus/unknown-languages',
  'analysis/corpus/outliers',
  'analysis/corpus/topic-space',
  'analysis/corpus/row-products',
  'analysis/corpus/random',
  'analysis/corpus/tf-idf',
  'analysis/corpus/similarity',
);
export const products = await product.RowProducts.load(modelsFolder, 2);
const encoder = await product.Encoder.load(modelsFolder);
const encoderHash = createHash('sha256')
  .update(readFileSync(path.join(modelsFolder, 'encoder-int8.onnx')))
  .digest('hex')
  .slice(0, 12);
const cacheFolder = path.join(import.meta.dirname, '../../build/corpus');

export const rows = (file) =>
  gunzipSync(readFileSync(dataPath(file)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Rows of { text, label } as documents of the corpus stage, each with its label. */
export async function documentsOf(name, labelled) {
  const texts = labelled.map(({ text }) => text);
  return described(name, labelled, await vectorsOf(name, texts));
}

/** The same by the fast encoder. */
export async function fastDocumentsOf(name, labelled) {
  const fast = await product.StaticEncoder.load(modelsFolder);
  const vectors = labelled.map(({ text }) => fast.embed(text, product.sentencesOf(text)));
  return described(name, labelled, vectors);
}

async function described(name, labelled, vectors) {
  const documents = [];
  for (const [i, { text, label }] of labelled.entries())
    documents.push({
      text,
      label: `${name} ${label}`,
      language: await product.languageOf(text),
      sha256: product.sha256(text),
      vector: vectors[i],
      termCounts: product.termCounts(text),
      shingles: product.shinglesOf(text),
    });
  return documents;
}

export async function vectorsOf(name, texts) {
  const file = path.join(
    cacheFolder,
    `${name}-${encoderHash}-${createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12)}.f32`,
  );
  if (!existsSync(file)) {
    const vectors = new Float32Array(texts.length * 512);
    for (const [i, text] of texts.entries()) vectors.set(await encoder.embed(text, product.sentencesOf(text)), i * 512);
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(file, new Uint8Array(vectors.buffer));
  }
  const bytes = readFileSync(file);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return texts.map((_, i) => all.slice(i * 512, (i + 1) * 512));
}

/** The corpora that topics are judged on, as rows of { text, label }. Essays are ArguGPT's, by prompt; domains are DetectRL's and MixSet's texts by people. */
export function labelledRows() {
  const essays = rows('detection/train/argugpt-machine.jsonl.gz').map(({ text, prompt }) => ({ text, label: prompt }));
  const perPrompt = groupedBy(essays, ({ label }) => label);
  const domains = rows('detection/train/detectrl.jsonl.gz').filter((r) => r.label === 'human' && r.domain);
  const genres = rows('detection/train/mixset.jsonl.gz').filter((r) => r.label === 'human');
  return {
    bbc: rows('clustering/bbc.jsonl.gz'),
    agnews: rows('clustering/agnews.jsonl.gz'),
    banking: rows('clustering/banking77.jsonl.gz'),
    essays: essays.filter(({ label }) => perPrompt.get(label).length >= 8),
    domains: [...groupedBy(domains, (r) => r.domain).values()].flatMap((own) =>
      own
        .filter((_, i) => i % 7 === 0)
        .slice(0, 250)
        .map(({ text, domain }) => ({ text, label: domain })),
    ),
    genres: genres.map(({ text, domain }) => ({ text, label: domain })),
  };
}

/** The same as documents of the corpus stage. */
export async function labelledCorpora() {
  const corpora = {};
  for (const [name, labelled] of Object.entries(labelledRows())) corpora[name] = await documentsOf(name, labelled);
  return corpora;
}

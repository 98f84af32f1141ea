// Checks the built encoder through the product's own code: STS-B dev (Cer et al. 2017), int8 against float32, speed.
//   node scripts/models/check-encoder.mjs        (data: GHOSTWRITER_DATA; models: npm run build)
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load, modelsFolder, rows } from '../../bench/product.mjs';
import { buildEncoder } from './encoder.mjs';

const pairs = rows('similarity/stsb-dev.jsonl.gz');
const { Encoder, sentencesOf } = await load('analysis/document/encoder', 'analysis/document/segments');
const embed = (encoder, text) => encoder.embed(text, sentencesOf(text));

const int8 = await Encoder.load(modelsFolder);
const scratch = mkdtempSync(path.join(tmpdir(), 'encoder-'));
writeFileSync(path.join(scratch, 'encoder-int8.onnx'), buildEncoder(false));
copyFileSync(path.join(modelsFolder, 'tokenizer.json'), path.join(scratch, 'tokenizer.json'));
const float32 = await Encoder.load(scratch);
rmSync(scratch, { recursive: true, force: true });

const dot = (a, b) => a.reduce((sum, v, i) => sum + v * b[i], 0);
const vectors = new Map();
for (const [name, encoder] of [
  ['float32', float32],
  ['int8', int8],
]) {
  const own = [];
  for (const { a, b } of pairs) own.push([await embed(encoder, a), await embed(encoder, b)]);
  vectors.set(name, own);
  console.log(
    `STS-B dev, ${pairs.length} pairs, ${name}: Spearman ${spearman(
      own.map(([a, b]) => dot(a, b)),
      pairs.map((p) => p.score),
    ).toFixed(4)}`,
  );
}
const cosines = vectors.get('int8').flatMap((pair, i) => pair.map((v, k) => dot(v, vectors.get('float32')[i][k])));
console.log(`int8 against float32, ${cosines.length} sentences: lowest cosine ${Math.min(...cosines).toFixed(4)}`);

// Texts that fill one chunk, as the product runs them: one by one, on one thread.
const long = Array.from({ length: 200 }, (_, i) =>
  pairs
    .slice(i * 4, i * 4 + 8)
    .map(({ a }) => a)
    .join(' '),
);
const start = performance.now();
for (const text of long) await embed(int8, text);
console.log(
  `${long.length} texts of about ${Math.round(long.reduce((sum, t) => sum + t.split(' ').length, 0) / long.length)} words: ${(long.length / ((performance.now() - start) / 1000)).toFixed(0)} a second on one thread`,
);

function spearman(x, y) {
  const [a, b] = [ranks(x), ranks(y)];
  const mean = (a.length - 1) / 2;
  let ab = 0,
    aa = 0,
    bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - mean) * (b[i] - mean);
    aa += (a[i] - mean) ** 2;
    bb += (b[i] - mean) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Ranks from 0; equal values share the mean of theirs. */
function ranks(values) {
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const rank = new Float64Array(values.length);
  for (let i = 0; i < order.length;) {
    let j = i;
    while (j < order.length && values[order[j]] === values[order[i]]) j++;
    for (let k = i; k < j; k++) rank[order[k]] = (i + j - 1) / 2;
    i = j;
  }
  return rank;
}

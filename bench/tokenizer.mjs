// The tokenizer against the reference implementation, @huggingface/tokenizers, on real texts: the same pieces, and how much faster.
//   node bench/tokenizer.mjs [documents, default 1000]
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { alternating } from './alternating.mjs';
import { load, modelsFolder, rows } from './product.mjs';

const { UnigramTokenizer } = await load('analysis/document/tokenizer');
const file = () => JSON.parse(readFileSync(path.join(modelsFolder, 'tokenizer.json'), 'utf8'));
const texts = rows('clustering/bbc.jsonl.gz')
  .slice(0, Number(process.argv[2] ?? 1000))
  .map((r) => r.text.slice(0, 1500));
const reference = new Tokenizer(file(), {});
const differing = texts
  .slice(0, 100)
  .filter(
    (t) =>
      String(new UnigramTokenizer(file()).encode(t)) !==
      String(Array.from(reference.encode(t, { add_special_tokens: false }).ids, Number)),
  );
console.log(`100 texts: ${differing.length} of other pieces`);
// A fresh one each time: it begins with no word remembered.
await alternating(
  `tokenizer, ${texts.length} texts of up to 1,500 characters`,
  {
    ours: () => {
      const tokenizer = new UnigramTokenizer(file());
      const start = performance.now();
      for (const t of texts) tokenizer.encode(t);
      return performance.now() - start;
    },
    '@huggingface/tokenizers': () => {
      const start = performance.now();
      for (const t of texts) reference.encode(t, { add_special_tokens: false });
      return performance.now() - start;
    },
  },
  { target: { '@huggingface/tokenizers': 8 } },
);

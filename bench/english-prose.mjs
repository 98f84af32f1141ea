// How often the detector declines English texts as no English prose, and the project's own source code.   node bench/english-prose.mjs
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load, rows } from './product.mjs';

const { countWords, unlikeEnglishProse } = await load('analysis/document/words', 'analysis/document/english-prose');
const LEAST_WORDS = 50;

const source = path.join(import.meta.dirname, '../src');
const code = readdirSync(source, { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(source, name), 'utf8'));
const kinds = {
  'abstracts, news, stories, reviews (DetectRL)': rows('detection/train/detectrl.jsonl.gz'),
  'school essays (OUTFOX)': rows('detection/train/outfox-valid.jsonl.gz'),
  'essays by models (ArguGPT)': rows('detection/train/argugpt-machine.jsonl.gz'),
  'essays by US pupils and TOEFL candidates': rows('detection/eval-dev/writers.jsonl.gz'),
  'news (BBC)': rows('clustering/bbc.jsonl.gz'),
  'source code (this project, comments included)': code.map((text) => ({ text })),
};
console.log(
  '| texts of at least 50 words | number | not English | not prose | texts a second |\n| --- | ---: | ---: | ---: | ---: |',
);
for (const [kind, all] of Object.entries(kinds)) {
  const texts = all.map((r) => r.text).filter((text) => countWords(text) >= LEAST_WORDS);
  const start = performance.now();
  const reasons = texts.map(unlikeEnglishProse);
  const perSecond = texts.length / ((performance.now() - start) / 1000);
  const count = (reason) => reasons.filter((r) => r === reason).length;
  console.log(
    `| ${kind} | ${texts.length.toLocaleString('en')} | ${count('not-english')} | ${count('not-prose')} | ${Math.round(perSecond).toLocaleString('en')} |`,
  );
}

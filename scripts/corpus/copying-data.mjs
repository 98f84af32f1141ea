// Pairs of texts of which it is known whether one is a copy, measured as the product measures them. The texts are read in place and never copied into the project.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { load } from '../../bench/product.mjs';

export const product = await load(
  'analysis/corpus/copying',
  'analysis/corpus/copied-pairs',
  'analysis/corpus/shingle-frequency',
  'analysis/corpus/random',
  'analysis/document/segments',
  'analysis/document/word-sequence',
);
const { CopyJudge, ShingleFrequency, wordSequence } = product;

/** The rows of a `.jsonl.gz`; says so and ends where it is missing. */
export function rowsOf(folder, name) {
  const at = path.join(folder, name);
  if (!existsSync(at)) {
    console.error(`${at} is missing. Set GHOSTWRITER_DATA to the folder that holds it.`);
    process.exit(1);
  }
  return gunzipSync(readFileSync(at))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Clough & Stevenson's answers and their five sources as one batch: { levels, tasks, texts, sequences, sourceOf }; `sourceOf[i]` is the place of answer i's source in the batch. */
export function cloughBatch(folder) {
  const rows = rowsOf(folder, 'similarity/clough.jsonl.gz');
  const sources = [...new Set(rows.map((r) => r.source))];
  const texts = [...rows.map((r) => r.answer), ...sources];
  const tasks = rows.map((r) => sources.indexOf(r.source));
  return {
    levels: rows.map((r) => r.copied),
    tasks,
    sourceOf: tasks.map((t) => rows.length + t),
    texts,
    sequences: texts.map((t) => wordSequence(t)),
  };
}

/** A judge that takes for common what is common in this batch. */
export const judgeOf = (sequences) => new CopyJudge(new ShingleFrequency(sequences.map((s) => s.hashes)));

/** School essays by pupils and by three models, by the question that they answer: of each question four texts of which none was made from another, but for a few that are the same text. */
export function essaysByQuestion(folder) {
  const byQuestion = new Map();
  for (const { text, prompt } of rowsOf(folder, 'detection/train/outfox-valid.jsonl.gz'))
    byQuestion.set(prompt, [...(byQuestion.get(prompt) ?? []), { text, words: wordSequence(text) }]);
  return [...byQuestion.values()];
}

/** What the product measures of every two essays on the same question; essays that are the same text are left out. */
export function sameQuestionPairs(questions) {
  const judge = judgeOf(questions.flat().map((e) => e.words));
  const pairs = questions.flatMap((essays) =>
    essays.flatMap((a, i) => essays.slice(i + 1).map((b) => judge.overlap(a.words, b.words))),
  );
  return pairs.filter((o) => Math.max(...o.shares) < 0.9);
}

export const tellingShare = ({ tellingWords, shorter }) => (shorter === 0 ? 0 : tellingWords / shorter);

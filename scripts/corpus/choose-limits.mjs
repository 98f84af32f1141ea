// Chooses the limits between the kinds of pairs (src/analysis/corpus/copying.ts).   node scripts/corpus/choose-limits.mjs        (data: GHOSTWRITER_DATA)
// Clough's answers take part in `partly` alone, and scripts/corpus/copying.mjs chooses that anew for each question that it leaves out.
import { dataPath } from '../../bench/product.mjs';
import {
  cloughBatch,
  essaysByQuestion,
  judgeOf,
  product,
  rowsOf,
  sameQuestionPairs,
  tellingShare,
} from './copying-data.mjs';
import { shareLimit } from './share-limit.mjs';

const { CopyJudge, seededRandom, sentencesOf, wordSequence } = product;
const folder = dataPath('.');
const questions = essaysByQuestion(folder);
const unlike = sameQuestionPairs(questions);
const quantile = (values, q) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];

// partly: copies against answers to the same question.
const { levels, sequences, sourceOf } = cloughBatch(folder);
const judge = judgeOf(sequences);
const shares = levels.map((_, i) => tellingShare(judge.overlap(sequences[i], sequences[sourceOf[i]])));
const partly = shareLimit(
  shares.filter((_, i) => levels[i] !== 'none'),
  [shares.filter((_, i) => levels[i] === 'none'), unlike.map(tellingShare)],
);
console.log(
  `partly       ${partly.toFixed(4)}; of ${unlike.length} pairs of essays on the same question ${((unlike.filter((o) => tellingShare(o) >= partly).length / unlike.length) * 100).toFixed(2)} % reach it`,
);

// leastWords: of a million pairs of short texts by different people fewer than ten may share so many words.
for (const name of ['banking77', 'agnews']) {
  const texts = rowsOf(folder, `clustering/${name}.jsonl.gz`)
    .slice(0, 1500)
    .map((r) => wordSequence(r.text));
  const short = judgeOf(texts);
  const counts = new Map();
  for (const [i, a] of texts.entries())
    for (const b of texts.slice(i + 1)) {
      const { tellingWords } = short.overlap(a, b);
      if (tellingWords >= 6) counts.set(tellingWords, (counts.get(tellingWords) ?? 0) + 1);
    }
  const from = (least) => [...counts].reduce((sum, [words, count]) => sum + (words >= least ? count : 0), 0);
  console.log(
    `leastWords   ${name}: pairs of ${(texts.length * (texts.length - 1)) / 2} that share at least … words: ${[8, 9, 10, 11, 12, 13, 14, 16].map((w) => `${w}: ${from(w)}`).join(', ')}`,
  );
}

// longPassage: longer than any passage that essays on the same question share, and than those of long texts, made of several essays each.
console.log(
  `longPassage  essays on the same question: ${[0.99, 0.999, 1]
    .map(
      (q) =>
        `${q}: ${quantile(
          unlike.map((o) => o.longestPassage),
          q,
        )}`,
    )
    .join(', ')}`,
);
const distinct = questions.filter(
  (q) => q.length >= 4 && sameQuestionPairs([q]).length === (q.length * (q.length - 1)) / 2,
);
for (const size of [3, 10, 30]) {
  const seen = [];
  for (let from = 0; from + size <= distinct.length; from += size) {
    const joined = [0, 1, 2, 3].map((k) =>
      wordSequence(
        distinct
          .slice(from, from + size)
          .map((q) => q[k].text)
          .join('\n\n'),
      ),
    );
    const j = new CopyJudge({ isCommon: () => false });
    for (const [i, a] of joined.entries()) for (const b of joined.slice(i + 1)) seen.push(j.overlap(a, b));
  }
  const longest = seen.map((o) => o.longestPassage);
  console.log(
    `longPassage  ${seen.length} pairs of ${size} essays each: share .99: ${quantile(seen.map(tellingShare), 0.99).toFixed(4)}, longest .99: ${quantile(longest, 0.99)}, 1: ${quantile(longest, 1)}`,
  );
}

// near: a text that was gone over against one of which about half was taken.
const random = seededRandom(1);
const words = questions.flat().flatMap(({ text }) => text.split(/\s+/).slice(0, 5));
function edited(text, rate) {
  const sentences = sentencesOf(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter(() => random() > 1 / 9);
  return sentences
    .map((s) =>
      s
        .split(/\s+/)
        .map((w) => (random() < rate ? words[Math.floor(random() * words.length)] : w))
        .join(' '),
    )
    .join(' ');
}
function halfOf(text, other) {
  const [own, foreign] = [text, other].map((t) => sentencesOf(t).map(({ start, end }) => t.slice(start, end)));
  return [...own.filter(() => random() < 0.55), ...foreign.filter(() => random() < 0.45)].join(' ');
}
const j = new CopyJudge({ isCommon: () => false });
const least = (a, b) => Math.min(...j.overlap(wordSequence(a), wordSequence(b)).shares);
const whole = questions.flatMap(([a], i) => [least(a.text, edited(a.text, [0.02, 0.05, 0.1][i % 3]))]);
const half = questions.flatMap(([a], i) => [
  least(a.text, halfOf(a.text, questions[(i + 1) % questions.length][0].text)),
]);
let best = { error: Infinity, limits: [] };
for (let limit = 0.3; limit < 1; limit += 0.01) {
  const error =
    whole.filter((s) => s < limit).length / whole.length + half.filter((s) => s >= limit).length / half.length;
  if (error < best.error - 1e-9) best = { error, limits: [limit] };
  else if (error < best.error + 1e-9) best.limits.push(limit);
}
console.log(
  `near         ${best.limits[0].toFixed(2)} – ${best.limits.at(-1).toFixed(2)}: ${((best.error / 2) * 100).toFixed(1)} % on the wrong side; whole ${quantile(whole, 0.01).toFixed(2)} – ${quantile(whole, 0.99).toFixed(2)}, half ${quantile(half, 0.01).toFixed(2)} – ${quantile(half, 0.99).toFixed(2)}`,
);

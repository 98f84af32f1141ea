// Whether pairs that say the same in other words could be told: sentences aligned by meaning, beyond what the rest of the batch says of them. Not part of the product; decision 0063 says why.
// node scripts/corpus/paraphrase.mjs   prints the section that docs/quality.md has   (data: GHOSTWRITER_DATA)
import { dataPath, load, modelsFolder, rows } from '../../bench/product.mjs';
import { cloughBatch } from './copying-data.mjs';
import { groupedBy } from './metrics.mjs';

const product = await load(
  'analysis/document/encoder',
  'analysis/document/static-encoder',
  'analysis/document/segments',
  'analysis/models',
  'analysis/corpus/copying',
  'analysis/corpus/shingle-frequency',
  'analysis/document/word-sequence',
  'analysis/document/words',
);
const { CopyJudge, ShingleFrequency, countWords, sentencesOf, wordSequence } = product;

/** Words of a sentence that is compared, and sentences of a text. */
const LEAST_WORDS = 5;
const LEAST_SENTENCES = 4;

/** Essays on one question, and pairs of texts, at most. */
const ESSAYS = 50;
const PAIRS = 200;

/** Other texts that are looked at for what they say of a sentence. */
const OTHERS = 40;

/** Share of honest pairs that may be called paraphrases: in a class of 30 with one pair, precision .9 asks for less than the first. */
const RATES = [0.0002, 0.001, 0.01];

const dot = (a, b) => a.reduce((sum, v, i) => sum + v * b[i], 0);

async function sentencesOfText(encoder, text) {
  const spans = sentencesOf(text)
    .map((span) => ({ text: text.slice(span.start, span.end), words: countWords(text.slice(span.start, span.end)) }))
    .filter(({ words }) => words >= LEAST_WORDS);
  const vectors = [];
  for (const { text: sentence } of spans)
    vectors.push(await encoder.embed(sentence, [{ start: 0, end: sentence.length }]));
  return { text, words: spans.map(({ words }) => words), vectors, sequence: wordSequence(text) };
}

/** The best monotone alignment of two texts' sentences, by words of the shorter one: what their likeness has beyond `base`, 0 … 1. */
function alignment(a, b, baseOfA, baseOfB) {
  if (a.vectors.length > b.vectors.length) return alignment(b, a, baseOfB, baseOfA);
  let last = new Float64Array(b.vectors.length + 1);
  for (const [i, own] of a.vectors.entries()) {
    const row = new Float64Array(last.length);
    for (const [j, other] of b.vectors.entries())
      row[j + 1] = Math.max(row[j], last[j + 1], last[j] + a.words[i] * Math.max(0, dot(own, other) - baseOfA[i]));
    last = row;
  }
  return last.at(-1) / a.words.reduce((x, y) => x + y, 0);
}

/** For each sentence the likeness of its nearest in any of some texts. */
const nearestIn = (text, others) =>
  text.vectors.map((v) => others.reduce((best, o) => Math.max(best, ...o.vectors.map((w) => dot(v, w))), 0));

const tellerOf = (texts) => {
  const judge = new CopyJudge(new ShingleFrequency(texts.map((t) => t.sequence.hashes)));
  return (a, b) => judge.kindOf(judge.overlap(a.sequence, b.sequence)) === 'same-topic';
};

async function setsOf(encoder, folder) {
  const read = async (texts, most) => {
    const kept = [];
    for (const text of texts) {
      if (kept.length >= most) break;
      const own = await sentencesOfText(encoder, text);
      if (own.vectors.length >= LEAST_SENTENCES) kept.push(own);
    }
    return kept;
  };
  const pairsOf = async (pairs) => {
    const kept = [];
    for (const [a, b] of pairs) {
      if (kept.length >= PAIRS) break;
      if (Math.min(countWords(a), countWords(b)) < 80 || Math.max(countWords(a), countWords(b)) > 600) continue;
      const both = await read([a, b], 2);
      if (both.length === 2) kept.push(both);
    }
    return kept;
  };
  const byQuestion = groupedBy(
    rows('detection/calibration/people/asap.jsonl.gz'),
    ({ prompt_id: question }) => question,
  );
  const questions = [];
  for (const essays of byQuestion.values())
    questions.push(
      await read(
        essays.map(({ text }) => text),
        ESSAYS,
      ),
    );
  const reworded = (file, attack) => {
    const of = groupedBy(
      rows(file).filter(({ prompt_id: id }) => id),
      ({ prompt_id: id }) => id,
    );
    return [...of.values()].flatMap((texts) => {
      const [person, machine] = [texts.find(({ label }) => label === 'human'), texts.find((t) => t.attack === attack)];
      return person && machine ? [[person.text, machine.text]] : [];
    });
  };
  const mixed = rows('detection/train/mixset.jsonl.gz')
    .filter(({ operation = '' }) => /rewrite|humanize|polish_sentence/.test(operation))
    .map(({ original, text }) => [original, text]);
  const sets = {
    'rewritten (l2r)': await pairsOf(reworded('detection/train/modern/l2r.jsonl.gz', 'rewrite')),
    'rewritten, polished (MixSet)': await pairsOf(mixed),
    'paraphrased (BiScope)': await pairsOf(reworded('detection/train/modern/biscope.jsonl.gz', 'paraphrase')),
  };
  const { levels, tasks, texts } = cloughBatch(folder);
  const clough = [];
  for (const text of texts) clough.push(await sentencesOfText(encoder, text));
  return {
    questions,
    sets,
    clough: { levels, tasks, answers: clough.slice(0, levels.length), sources: clough.slice(levels.length) },
  };
}

/** Honest pairs of one question with what they have beyond the rest of their class. */
function honestScores(essays, isSameTopic) {
  const near = essays.map((a) =>
    essays.map((b) => (a === b ? undefined : a.vectors.map((v) => Math.max(...b.vectors.map((w) => dot(v, w)))))),
  );
  const base = (i, without) =>
    essays[i].vectors.map((_, s) =>
      near[i].reduce((best, of, k) => (k === i || k === without ? best : Math.max(best, of[s])), 0),
    );
  return essays.flatMap((a, i) =>
    essays
      .slice(i + 1)
      .flatMap((b, k) => (isSameTopic(a, b) ? [alignment(a, b, base(i, i + 1 + k), base(i + 1 + k, i))] : [])),
  );
}

async function measure(encoder, folder) {
  const { questions, sets, clough } = await setsOf(encoder, folder);
  const isSameTopic = tellerOf([
    ...questions.flat(),
    ...Object.values(sets).flat(2),
    ...clough.answers,
    ...clough.sources,
  ]);
  const honest = questions.map((essays) => honestScores(essays, isSameTopic));
  const [chosen, judged] = [0, 1].map((odd) => honest.filter((_, q) => q % 2 === odd).flat());
  chosen.sort((a, b) => b - a);
  const found = Object.entries(sets).map(([name, pairs]) => {
    const unlike = pairs.filter(([a, b]) => isSameTopic(a, b));
    const scores = unlike.map(([a, b]) => {
      const others = pairs
        .map(([text]) => text)
        .filter((text) => text !== a)
        .slice(0, OTHERS);
      return alignment(a, b, nearestIn(a, others), nearestIn(b, others));
    });
    return { name, pairs: pairs.length, scores };
  });
  const answers = clough.answers.map((answer, i) => {
    const others = clough.answers.filter((_, k) => k !== i && clough.levels[k] === 'none');
    const source = clough.sources[clough.tasks[i]];
    return {
      level: clough.levels[i],
      wordsTell: !isSameTopic(answer, source),
      score: alignment(answer, source, nearestIn(answer, others), nearestIn(source, others)),
    };
  });
  const share = (scores, limit) => (scores.length === 0 ? 0 : scores.filter((s) => s >= limit).length / scores.length);
  const lines = RATES.map((rate) => {
    const limit = chosen[Math.floor(rate * chosen.length)] + 1e-6;
    const heavy = answers.filter(({ level }) => level === 'heavy');
    return {
      rate,
      called: share(judged, limit),
      recalls: found.map(({ scores }) => share(scores, limit)),
      heavy: heavy.filter(({ score }) => score >= limit).length,
      none: answers.filter(({ level, score }) => level === 'none' && score >= limit).length,
      beyondWords: answers.filter(({ level, score, wordsTell }) => level !== 'none' && !wordsTell && score >= limit)
        .length,
    };
  });
  return {
    found,
    lines,
    judged: judged.length,
    missed: answers.filter(({ level, wordsTell }) => level !== 'none' && !wordsTell).length,
  };
}

/** Figures for the full and the fast encoder, and what docs/quality.md says of them. */
export async function evaluateParaphrase(folder) {
  const encoders = {
    full: await product.Encoder.load(modelsFolder),
    fast: await product.StaticEncoder.load(modelsFolder),
  };
  const figures = {};
  for (const [name, encoder] of Object.entries(encoders)) figures[name] = await measure(encoder, folder);
  const { found } = figures.full;
  const table = Object.entries(figures).flatMap(([name, { lines }]) =>
    lines.map(
      ({ rate, called, recalls, heavy, none, beyondWords }) =>
        `| ${name} | ${rate} | ${called.toFixed(4)} | ${recalls.map((r) => r.toFixed(2)).join(' | ')} | ${heavy} of 19 | ${none} of 38 | ${beyondWords} of ${figures[name].missed} |`,
    ),
  );
  const mrpc = [];
  for (const { a, b, paraphrase } of rows('similarity/mrpc-train.jsonl.gz'))
    mrpc.push({
      paraphrase: Number(paraphrase) === 1,
      cosine: dot(
        await encoders.full.embed(a, [{ start: 0, end: a.length }]),
        await encoders.full.embed(b, [{ start: 0, end: b.length }]),
      ),
    });
  const atLimit = (limit) => {
    const called = mrpc.filter(({ cosine }) => cosine >= limit);
    const hits = called.filter(({ paraphrase }) => paraphrase).length;
    return `${(hits / called.length).toFixed(3)} at recall ${(hits / mrpc.filter(({ paraphrase }) => paraphrase).length).toFixed(3)} (cosine from ${limit})`;
  };
  const section = `## The same in other words

Not part of the product ([0063](decisions/0063-no-kind-of-pair-for-paraphrases.md)). Sentences of five words and more are aligned, in order, by the encoder's cosine beyond the nearest sentence of any other text of the batch. Of texts that a model reworded only those count that no words tell:
${found.map(({ name, pairs, scores }) => `${scores.length} of ${pairs} ${name}`).join(', ')}. The limit is chosen on pairs of pupils' essays on four questions, and judged on ${figures.full.judged.toLocaleString('en')} on four others.

| encoder | rate chosen | honest pairs called | ${found.map(({ name }) => `${name}: found`).join(' | ')} | Clough: heavily revised | not copied | copied, and missed by words |
| --- | ---: | ---: | ${found.map(() => '---:').join(' | ')} | ---: | ---: | ---: |
${table.join('\n')}

Single sentences (MRPC, full encoder): precision ${[0.7, 0.8, 0.9].map(atLimit).join(', ')}.
`;
  return { section, figures };
}

if (import.meta.filename === process.argv[1]) console.log((await evaluateParaphrase(dataPath('.'))).section);

// Evaluates the detector and writes docs/detector.md.   node scripts/detector/evaluate.mjs        (data: GHOSTWRITER_DATA)
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { heldOutWriters, trainingTexts } from './data.mjs';
import { calibrate, examples, fit, generalVocabulary, product, scoreOf } from './fit.mjs';
import { auroc, calibrationError, shareAbove, truePositivesAt } from './metrics.mjs';

const root = path.join(import.meta.dirname, '../..');
const HIGH = 0.7;
const texts = trainingTexts();
const groups = [...new Set(texts.map((t) => t.group))].filter((g) => g !== 'detectrl/any').sort();

/** Leaves `out` out of everything: vocabulary, weights and calibration. Gives the probability of each text of `judged` in its first 400 words. */
function probabilities(training, judged) {
  const vocabulary = generalVocabulary(training);
  const known = new Set(training.map((t) => t.group));
  const windows = examples(training, vocabulary, 2);
  // Calibration from models that each leave one more group out.
  const inner = [...known].filter((g) => g !== 'detectrl/any').flatMap((group) => {
    const model = fit(windows.filter((e) => e.group !== group));
    return windows.filter((e) => e.group === group).map((e) => ({ ...e, score: scoreOf(model, e) }));
  });
  const calibration = calibrate(inner);
  const model = fit(windows);
  const whole = examples(judged, vocabulary, 1);
  const p = new Map(whole.map((e) => {
    const band = calibration.findLast((b) => e.words >= b.fromWords) ?? calibration[0];
    return [e.index, 1 / (1 + Math.exp(-(band.slope * scoreOf(model, e) + band.intercept)))];
  }));
  return judged.map((t, i) => ({ ...t, p: p.get(i) })).filter((t) => t.p !== undefined);
}

/** Every fifth prompt of the sources that name one, every fifth text of the others. */
function isTest(t, i) {
  if (t.prompt === undefined) return i % 5 === 0;
  let h = 0;
  for (const c of t.prompt) h = (Math.imul(h, 31) + c.codePointAt(0)) >>> 0;
  return h % 5 === 0;
}

console.error('left out, group by group …');
const leftOut = groups.flatMap((group) => {
  console.error(`  ${group}`);
  const isOwn = (t) => t.group === group;
  return probabilities(texts.filter((t) => !isOwn(t)), texts.filter(isOwn));
});
console.error('in domain …');
const inDomain = probabilities(texts.filter((t, i) => !isTest(t, i)), texts.filter((t, i) => isTest(t, i)));
console.error('held-out writers, shipped weights …');
const shipped = product.loadDetector(path.join(root, 'models'));
const writers = heldOutWriters().map((t) => ({ ...t, p: shipped.score(t.text, []).aiProbability })).filter((t) => t.p !== null);
const start = performance.now();
const timed = texts.slice(0, 3000);
for (const t of timed) { const spans = product.sentencesOf(t.text); shipped.score(t.text, spans); }
const words = timed.reduce((sum, t) => sum + product.countWords(t.text), 0);
const perSecond = words / 300 / ((performance.now() - start) / 1000);

const f = (v, digits = 3) => (v === null ? '–' : v.toFixed(digits));
const table = (head, rows) => [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((r) => `| ${r.join(' | ')} |`)].join('\n');
const figures = (rows) => [rows.filter((r) => !r.ai).length, rows.filter((r) => r.ai).length, f(auroc(rows)), f(truePositivesAt(rows, 0.01), 2), f(truePositivesAt(rows, 0.05), 2), f(shareAbove(rows.filter((r) => !r.ai), HIGH), 3), f(shareAbove(rows.filter((r) => r.ai), HIGH), 2), f(calibrationError(rows))];
const HEAD = ['human', 'AI', 'AUROC', 'TPR at 1 % FPR', 'TPR at 5 % FPR', 'human rated HIGH', 'AI rated HIGH', 'ECE'];
const humansAnd = (rows, pick) => [...rows.filter((r) => !r.ai), ...rows.filter((r) => r.ai && pick(r))];
const outfox = (rows) => rows.filter((r) => r.group === 'outfox');
const detectrl = (rows) => rows.filter((r) => r.group.startsWith('detectrl/'));
const models = (rows) => [...new Set(rows.filter((r) => r.ai).map((r) => r.model))].sort();
const attacks = (rows) => [...new Set(rows.filter((r) => r.ai).map((r) => r.attack))].sort();

writeFileSync(path.join(root, 'docs/detector.md'), `# How good the detector is

Every figure is made by \`node scripts/detector/evaluate.mjs\` (the labelled texts are found through \`GHOSTWRITER_DATA\`). Texts are judged by their first
400 words; texts under 50 words are declined and not counted. HIGH is a probability above ${HIGH}. *Left out* means that the whole source, or the whole
domain of DetectRL, was kept out of vocabulary, weights and calibration: these are the figures that count. *In domain* means other prompts, or other texts
where a source names no prompts, of sources that were trained on. AI texts are compared with the human texts of the same row's source. A dash stands where a
source has texts of one class only.

## Left out

${table(['group', ...HEAD], groups.map((g) => [g, ...figures(leftOut.filter((r) => r.group === g))]))}

### OUTFOX essays, by model

${table(['model', ...HEAD], models(outfox(leftOut)).map((m) => [m, ...figures(humansAnd(outfox(leftOut), (r) => r.model === m))]))}

### DetectRL, by attack

${table(['attack', ...HEAD], attacks(detectrl(leftOut)).map((a) => [a, ...figures(humansAnd(detectrl(leftOut), (r) => r.attack === a))]))}

## In domain

${table(['group', ...HEAD], groups.map((g) => [g, ...figures(inDomain.filter((r) => r.group === g))]))}

### OUTFOX essays, by model

${table(['model', ...HEAD], models(outfox(inDomain)).map((m) => [m, ...figures(humansAnd(outfox(inDomain), (r) => r.model === m))]))}

## People, by the shipped weights

Human essays of writers that nothing was trained on.

${table(['writers', 'texts', 'mean probability', 'rated MEDIUM or HIGH', 'rated HIGH'], [...new Set(writers.map((w) => w.group))].sort().map((g) => {
  const own = writers.filter((w) => w.group === g);
  return [g, own.length, f(own.reduce((s, w) => s + w.p, 0) / own.length, 2), f(shareAbove(own, 0.4), 2), f(shareAbove(own, HIGH), 2)];
}))}

## Speed

With a score for every sentence: ${Math.round(perSecond).toLocaleString('en')} documents of 300 words a second on one thread (Node ${process.versions.node.split('.')[0]}).
`);
console.error('docs/detector.md written');

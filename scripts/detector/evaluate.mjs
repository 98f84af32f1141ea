// Evaluates the detector and writes docs/detector.md.   node scripts/detector/evaluate.mjs        (data: GHOSTWRITER_DATA)
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { domainFound, forTraining, heldOutWriters, labelledTexts } from './data.mjs';
import { familiesOf } from './families.mjs';
import { calibrate, examples, fit, generalVocabulary, leaveGroupsOut, probabilityOf, product, scoreOf } from './fit.mjs';
import { auroc, calibrationError, shareAbove, truePositivesAt } from './metrics.mjs';

const root = path.join(import.meta.dirname, '../..');
const HIGH = 0.7, MEDIUM = 0.4;
const labelled = labelledTexts();
const texts = forTraining(labelled);
const rewritten = labelled.filter((t) => t.rewritten);
const groups = [...new Set(texts.map((t) => t.group))].sort();
const others = [...new Set(labelled.map((t) => t.group))].filter((g) => !groups.includes(g)).sort();

/** Trains on some texts alone (vocabulary, weights and calibration) and gives the probability of each text of `judged` in its first 400 words. */
function probabilities(training, judged) {
  const vocabulary = new Set(generalVocabulary(training));
  const windows = examples(training, vocabulary, 2);
  const calibration = calibrate(leaveGroupsOut(windows));
  const model = fit(windows);
  return examples(judged, vocabulary, 1).map((e) => ({ ...judged[e.index], words: e.words, p: probabilityOf(calibration, scoreOf(model, e), e.words) }));
}

/** The baseline: the words themselves instead of their shapes, every source that is not left out, and one intercept for all. Scores, not probabilities. */
function baseline(training, judged) {
  const everyWord = { has: () => true };
  const model = fit(examples(training, everyWord, 1), () => 'all');
  return examples(judged, everyWord, 1).map((e) => ({ ...judged[e.index], p: scoreOf(model, e) }));
}

/** Every fifth prompt of OUTFOX, every fifth family of related texts of DetectRL. */
const families = familiesOf(texts.map((t) => t.text));
const isTest = (i) => product.hash32(texts[i].prompt ?? `family ${families[i]}`) % 5 === 0;

console.error('left out, group by group …');
const leftOut = [], byBaseline = [];
for (const group of groups) {
  console.error(`  ${group}`);
  const isOwn = (t) => t.group === group;
  leftOut.push(...probabilities(texts.filter((t) => !isOwn(t)), [...texts, ...rewritten].filter(isOwn)));
  byBaseline.push(...baseline(labelled.filter((t) => !isOwn(t) && !t.rewritten), texts.filter(isOwn)));
}
const leftOutRewritten = leftOut.filter((t) => t.rewritten);
const leftOutTexts = leftOut.filter((t) => !t.rewritten);
console.error('in domain …');
const inDomain = probabilities(texts.filter((_, i) => !isTest(i)), texts.filter((_, i) => isTest(i)));
console.error('sources and writers that were never trained on, by the shipped weights …');
const shipped = product.loadDetector(path.join(root, 'models'));
const judge = (rows) => rows.map((t) => ({ ...t, p: shipped.score(t.text, []).aiProbability })).filter((t) => t.p !== null);
const neverTrained = judge(labelled.filter((t) => others.includes(t.group)));
const everyone = heldOutWriters();
const writers = judge(everyone);
const timed = labelled.slice(0, 3000);
const start = performance.now();
for (const t of timed) shipped.score(t.text, product.sentencesOf(t.text));
const perSecond = timed.reduce((sum, t) => sum + product.countWords(t.text), 0) / 300 / ((performance.now() - start) / 1000);

const f = (v, digits = 3) => (v === null ? '–' : v.toFixed(digits));
const percent = (v) => (v === null ? '–' : `${(v * 100).toFixed(1)} %`);
const table = (head, rows) => [`| ${head.join(' | ')} |`, `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`, ...rows.map((r) => `| ${r.join(' | ')} |`)].join('\n');
const human = (rows) => rows.filter((r) => !r.ai), machine = (rows) => rows.filter((r) => r.ai);
const figures = (rows) => [human(rows).length, machine(rows).length, f(auroc(rows)), percent(truePositivesAt(rows, 0.01)), percent(truePositivesAt(rows, 0.05)), percent(shareAbove(human(rows), HIGH)), percent(shareAbove(machine(rows), HIGH)), f(calibrationError(rows))];
const HEAD = ['people', 'machines', 'AUROC', 'TPR at 1 % FPR', 'TPR at 5 % FPR', 'people rated HIGH', 'machines rated HIGH', 'ECE'];
const against = (rows, pick) => [...human(rows), ...machine(rows).filter(pick)];
const values = (rows, name) => [...new Set(machine(rows).map((r) => r[name]))].sort();
const by = (rows, name) => table([name, ...HEAD], values(rows, name).map((v) => [v, ...figures(against(rows, (r) => r[name] === v))]));
const outfox = (rows) => rows.filter((r) => r.group === 'outfox');
const detectrl = (rows) => rows.filter((r) => r.group.startsWith('detectrl/'));
const of = (rows, group) => rows.filter((r) => r.group === group);
const band = (rows, from, to) => rows.filter((r) => r.words >= from && r.words < to);
const model = (name) => against(outfox(leftOutTexts), (r) => r.model === name);
const toefl = of(writers, 'toefl-non-native'), pupils = of(writers, 'hewlett-native');
const high = (rows) => rows.filter((r) => r.p > HIGH).length;
const mediumOrHigh = (rows) => rows.filter((r) => r.p >= MEDIUM).length;
const shareOf = (n, rows) => percent(n / rows.length);
const worst = groups.map((g) => ({ g, share: shareAbove(human(of(leftOutTexts, g)), HIGH) })).sort((a, b) => b.share - a.share)[0];
const share = (rows) => f(shareAbove(rows, HIGH) * 100, 0);

mkdirSync(path.join(root, 'docs'), { recursive: true });
writeFileSync(path.join(root, 'docs/detector.md'), `# How good the detector is

On essays of a source that it never saw, the detector scores a ChatGPT essay above one by a pupil in ${f(auroc(model('chatgpt')) * 100, 0)} of 100 pairs, and a davinci-003 essay in ${f(auroc(model('davinci-003')) * 100, 0)};
it rates ${share(machine(model('chatgpt')))} % of the ChatGPT essays HIGH and ${f(shareAbove(human(outfox(leftOutTexts)), HIGH) * 100, 1)} % of the pupils'. Of ${toefl.length} TOEFL essays by people, on which nothing was trained, it rates ${high(toefl)} HIGH and
${mediumOrHigh(toefl)} MEDIUM or HIGH; of ${pupils.length} essays by US pupils, ${high(pupils)} and ${mediumOrHigh(pupils)}. It is worst on people's \`${worst.g}\` texts: ${share(human(of(leftOutTexts, worst.g)))} % are rated HIGH when the whole domain was left out, and still
${share(human(of(inDomain, worst.g)))} % when it was trained on.
**A high figure is a reason to read a text again and never proof of who wrote it.**

## How to read the figures

\`node scripts/detector/evaluate.mjs\` writes this page; it finds the labelled texts through \`GHOSTWRITER_DATA\`, which names the folder that holds \`detection/\`
(\`models/DETECTOR.md\` says where they come from).

- **Left out**: the whole source, or the whole domain of DetectRL, was kept from vocabulary, weights and calibration. These are the figures that count.
- **In domain**: other texts of sources that were trained on. OUTFOX is split by prompt, DetectRL by families of texts that share their rarer
  words, so that a text and its attacked versions are on one side; a thorough rewording may still escape. They say what is possible on familiar writing, and no more.
- **Never trained on**: by the shipped weights, on sources that were trained on in no part.
- Texts are judged by their first 400 words, by the shipped weights in full. Texts under 50 words are declined and not counted. HIGH is a probability above ${HIGH}, MEDIUM from ${MEDIUM}.
- AUROC: how often a machine text scores above a human one. TPR at 1 % FPR: the share of machine texts above the score that 1 % of the human texts of that row exceed.
  ECE: how far the probabilities are from the shares they claim, both classes weighing the same. A dash stands where a row has one class only.
- DetectRL states no domain for most of its machine texts; there it is inferred from the words, which finds ${percent(domainFound())} of the stated ones.

## Left out

${table(['group', ...HEAD, 'AUROC of the baseline'], groups.map((g) => [g, ...figures(of(leftOutTexts, g)), f(auroc(of(byBaseline, g)))]))}

The baseline is logistic regression on the words themselves (n-grams up to three), trained on every other source without an intercept for each.

### OUTFOX essays left out, by model

${by(outfox(leftOutTexts), 'model')}

Baseline, AUROC: ${values(outfox(byBaseline), 'model').map((m) => `${m} ${f(auroc(against(outfox(byBaseline), (r) => r.model === m)))}`).join(', ')}.

### DetectRL, each domain left out, by model

${by(detectrl(leftOutTexts), 'model')}

### DetectRL, each domain left out, by attack on the machine texts

${by(detectrl(leftOutTexts), 'attack')}

### All groups left out, by length

Few people's texts in these sources are short: the first row says little.

${table(['words', ...HEAD], [[50, 100], [100, 200], [200, Infinity]].map(([from, to]) => [to === Infinity ? `${from} and more` : `${from} to ${to - 1}`, ...figures(band(leftOutTexts, from, to))]))}

### People's texts of DetectRL, each domain left out, by what was done to them

The texts under \`paraphrase_\` were reworded by a model, so that neither answer is wrong; they are in no other table and nothing was trained on them.

${table(['treatment', 'texts', 'rated MEDIUM or HIGH', 'rated HIGH'], [...new Set(human(detectrl(leftOut)).map((r) => r.attack))].sort((a, b) => a.startsWith('paraphrase') - b.startsWith('paraphrase') || (b === 'none') - (a === 'none') || (a < b ? -1 : 1)).map((a) => {
  const own = human(detectrl(leftOut)).filter((r) => r.attack === a);
  return [a, own.length, shareOf(mediumOrHigh(own), own), percent(shareAbove(own, HIGH))];
}))}

## Never trained on, by the shipped weights

### Human essays

${table(['writers', 'texts', 'mean probability', 'rated MEDIUM or HIGH', 'rated HIGH'], [['US pupils', pupils], ['TOEFL candidates', toefl]].map(([name, own]) => [name, own.length, f(own.reduce((s, w) => s + w.p, 0) / own.length, 2), `${mediumOrHigh(own)} (${shareOf(mediumOrHigh(own), own)})`, `${high(own)} (${shareOf(high(own), own)})`]))}

### Sources

${table(['source', ...HEAD], others.map((g) => [g, ...figures(of(neverTrained, g))]))}

MixSet's people wrote blogs, speeches, mails, reviews, news and abstracts; its machines answered questions.

### ArguGPT, by model

${table(['model', 'texts', 'rated MEDIUM or HIGH', 'rated HIGH'], values(of(neverTrained, 'argugpt'), 'model').map((m) => {
  const own = of(neverTrained, 'argugpt').filter((r) => r.model === m);
  return [m, own.length, shareOf(mediumOrHigh(own), own), percent(shareAbove(own, HIGH))];
}))}

## In domain

${table(['group', ...HEAD], groups.map((g) => [g, ...figures(of(inDomain, g))]))}

### OUTFOX essays in domain, by model

${by(outfox(inDomain), 'model')}

## Speed

With a score for every sentence, ${(Math.round(perSecond / 10) * 10).toLocaleString('en')} documents of 300 words a second on one thread of the machine that wrote this page (Node ${process.versions.node.split('.')[0]}).
`);
console.error('docs/detector.md written');

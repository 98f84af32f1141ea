// Evaluates the detector and writes docs/detector.md and its picture.   node scripts/detector/evaluate.mjs        (data: GHOSTWRITER_DATA)
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { domainFound, forTraining, heldOutWriters, labelledTexts, mixedTexts } from './data.mjs';
import { detectorOf, product, trainBaseline, trainDetector } from './fit.mjs';
import { mixedFigures } from './mixed.mjs';
import { mixsetFigures } from './mixset.mjs';
import { detectorPage } from './page.mjs';
import { reliabilityPlot } from './reliability-plot.mjs';
import { throughput } from './throughput.mjs';

const root = path.join(import.meta.dirname, '../..');
const labelled = labelledTexts();
const texts = forTraining(labelled);
const rewritten = labelled.filter((t) => t.rewritten);
const groups = [...new Set(texts.map((t) => t.group))].sort();
const log = (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

/** What a detector, used as the product uses it, makes of each text; those that are too short for it are left out. */
function judged(detector, rows, baseline) {
  return rows.flatMap((t) => {
    const { logOdds, declined, kind } = detector.score(t.text, []);
    if (declined === 'too-short') return [];
    return [{
      ...t,
      declined,
      kind,
      words: product.countWords(t.text),
      /** As if it never declined. */
      score: scoreOf(detector, t.text),
      ...(logOdds && { p: product.logistic(logOdds.value), low: product.logistic(logOdds.low), high: product.logistic(logOdds.high) }),
      ...(baseline && { baseline: baseline(t.text) }),
    }];
  });
}

function scoreOf(detector, text) {
  const scores = detector.scoresOf(product.tokenStream(text));
  return product.logOdds(scores, product.kindWeights(scores, detector.parameters), product.countWords(text), detector.parameters).value;
}

/** Trains on some texts alone (n-grams, weights and calibration) and judges others. */
function split(training, rows) {
  return judged(detectorOf(trainDetector(training)), rows, trainBaseline(training));
}

const leftOut = groups.flatMap((group) => {
  log(`left out: ${group}`);
  return split(texts.filter((t) => t.group !== group), [...texts, ...rewritten].filter((t) => t.group === group));
});
log('in domain');
const isTest = (t) => product.hash32(t.family) % 5 === 0;
const inDomainDetector = detectorOf(trainDetector(texts.filter((t) => !isTest(t))));
const inDomain = judged(inDomainDetector, texts.filter(isTest), trainBaseline(texts.filter((t) => !isTest(t))));
log('sources and writers that were never trained on, by the shipped weights');
const shipped = product.Detector.load(path.join(root, 'models'));
const neverTrained = judged(shipped, [...labelled.filter((t) => !groups.includes(t.group)), ...heldOutWriters()]);
log('texts of two hands');
const mixed = mixedFigures(inDomainDetector, texts.filter(isTest));
const mixset = mixsetFigures(shipped, mixedTexts(), neverTrained.filter((t) => t.group === 'mixset' && !t.ai).map((t) => t.score), (text) => scoreOf(shipped, text));
log('speed');
const perSecond = await throughput(labelled.slice(0, 3000).map((t) => t.text));

writeFileSync(path.join(root, 'docs/images/detector-reliability.svg'), reliabilityPlot([{ title: 'Left out', rows: leftOut.filter((r) => !r.rewritten) }, { title: 'In domain', rows: inDomain }]));
writeFileSync(path.join(root, 'docs/detector.md'), detectorPage({ leftOut, inDomain, neverTrained, mixed, mixset, perSecond, domainFound: domainFound(), groups }));
log('docs/detector.md written');

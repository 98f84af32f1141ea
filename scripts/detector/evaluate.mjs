// Evaluates the detector and writes docs/detector.md and its picture.   node scripts/detector/evaluate.mjs        (data: GHOSTWRITER_DATA)
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { labelledTexts, mixedTexts } from './data.mjs';
import { calibrationOf, product, registerOfKind } from './fit.mjs';
import { mixedFigures } from './mixed.mjs';
import { mixsetFigures } from './mixset.mjs';
import { detectorPage } from './page.mjs';
import { peerFigures } from './peers.mjs';
import { reliabilityPlot } from './reliability-plot.mjs';
import { unseenScores } from './save.mjs';
import { throughput } from './throughput.mjs';

const root = path.join(import.meta.dirname, '../..');
const texts = labelledTexts();
const log = (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const shipped = product.Detector.load(path.join(root, 'models'));

/** What the product makes of a text, by the shipped weights; texts that are too short for it are left out. */
function judged(rows) {
  return rows.flatMap((t) => {
    const { logOdds, declined } = shipped.score(t.text, []);
    return declined === 'too-short'
      ? []
      : [
          {
            ...t,
            ...(declined && { declined }),
            words: product.countWords(t.text),
            score: scoreOf(t.text),
            ...levelled(logOdds),
          },
        ];
  });
}

const levelled = (logOdds) =>
  logOdds
    ? { p: product.logistic(logOdds.value), low: product.logistic(logOdds.low), high: product.logistic(logOdds.high) }
    : {};
const scoreOf = (text) => {
  const stream = product.tokenStream(text);
  return product.joinedScore(shipped.scoresOf(stream), shipped.parameters.generations, shipped.styleOf(stream));
};

/**
 * Whole texts by weights, calibration and margins that know nothing of their source: the weights of the fold that leaves it out, calibrated on all other sources.
 */
function leftOut(unseen) {
  const { parameters } = shipped;
  const registers = parameters.kinds.map(({ name }) => registerOfKind(name));
  return [...new Set(unseen.map((r) => r.group))].sort().flatMap((group) => {
    const calibration = calibrationOf(
      unseen.filter((r) => r.group !== group),
      registers,
    );
    return unseen
      .filter((r) => r.group === group && r.whole)
      .map(({ of: t, score, words }) => {
        const stream = product.tokenStream(t.text);
        const declined = shipped.declines(t.text, stream, product.countWords(t.text));
        const logOdds = product.logOdds(
          score,
          product.kindWeights(shipped.scoresOf(stream), parameters),
          words,
          calibration,
        );
        return { ...t, words, score, ...(declined ? { declined } : levelled(logOdds)) };
      });
  });
}

const unseen = unseenScores(texts);
if (!unseen) {
  console.error('build/detector has no scores by the weights in models/: run npm run train:detector first.');
  process.exit(1);
}
const judgedLeftOut = leftOut(unseen);
const left = judgedLeftOut.filter((r) => !r.doubtful),
  doubtful = judgedLeftOut.filter((r) => r.doubtful);
log('texts that neither shaped nor chose anything, by the shipped weights');
const neverTrained = judged(texts.filter((t) => t.use === 'dev' || t.use === 'test' || t.use === 'rewritten'));
log('texts of two hands');
const mixed = mixedFigures(
  shipped,
  texts.filter((t) => t.use === 'calibrate'),
);
const mixset = mixsetFigures(
  shipped,
  mixedTexts(),
  neverTrained.filter((t) => t.group === 'mixset' && !t.ai).map((t) => t.score),
  scoreOf,
);
log('peers');
const peers = peerFigures(
  [...left, ...neverTrained],
  texts.filter((t) => t.use === 'train'),
);
log('speed');
const perSecond = await throughput(texts.slice(0, 3000).map((t) => t.text));

writeFileSync(
  path.join(root, 'docs/images/detector-reliability.svg'),
  reliabilityPlot([
    { title: 'Left out', rows: left },
    { title: 'Never used', rows: neverTrained.filter((r) => r.use === 'dev') },
  ]),
);
writeFileSync(
  path.join(root, 'docs/detector.md'),
  detectorPage({ left, doubtful, neverTrained, mixed, mixset, peers, perSecond }),
);
log('docs/detector.md written');

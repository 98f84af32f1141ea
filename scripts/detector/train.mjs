// Trains the detector and writes models/detector.json and models/detector.bin. Seeded: the same data give the same bytes.
//   node scripts/detector/train.mjs [--calibration]        (data: GHOSTWRITER_DATA; Python with lightgbm: GHOSTWRITER_PYTHON)
// --calibration: calibration and margins alone, from the scores that the last training left in build/detector/.
import { labelledTexts } from './data.mjs';
import { calibrationOf, registerOfKind, trainDetector } from './fit.mjs';
import { saveCalibration, saveDetector, unseenScores } from './save.mjs';

const texts = labelledTexts();
const { bands, unfamiliar, kinds } = process.argv.includes('--calibration')
  ? saveCalibration((kindNames) => calibrationOf(scoresOfLast(), kindNames.map(registerOfKind)))
  : saveDetector(trainDetector(texts, console.log), texts);

function scoresOfLast() {
  const scores = unseenScores(texts);
  if (scores) return scores;
  console.error('build/detector has no scores by the weights in models/: train without --calibration.');
  process.exit(1);
}

console.log(`texts of no known kind: ${unfamiliar.below} below in addition`);
for (const band of bands)
  console.log(
    `from ${band.fromWords} words: log-odds ${band.slope} · score + ${band.intercept}; margins ${band.below} below, ${band.above} above`,
  );
for (const kind of kinds) if (kind.below > 0) console.log(`${kind.name}: ${kind.below} below in addition`);

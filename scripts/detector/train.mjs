// Trains the detector and writes models/detector.json and models/detector.bin. Seeded: the same data give the same bytes.
//   node scripts/detector/train.mjs        (data: GHOSTWRITER_DATA; Python with lightgbm: GHOSTWRITER_PYTHON)
import { labelledTexts } from './data.mjs';
import { trainDetector } from './fit.mjs';
import { saveDetector } from './save.mjs';

const texts = labelledTexts();
const trained = trainDetector(texts, console.log);
const { sha256, bytes } = saveDetector(trained, texts);
console.log(`models/detector.bin ${bytes} bytes, SHA-256 ${sha256}`);
const { bands, kinds } = trained.parameters;
for (const band of bands) console.log(`from ${band.fromWords} words: log-odds ${band.slope} · score + ${band.intercept}; margins ${band.below} below, ${band.above} above`);
for (const kind of kinds) if (kind.below > 0) console.log(`${kind.name}: ${kind.below} below in addition`);

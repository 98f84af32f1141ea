// Trains the detector and writes models/detector.json and models/detector.bin. Seeded: the same data give the same bytes.
//   node scripts/detector/train.mjs        (data: GHOSTWRITER_DATA)
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { forTraining, labelledTexts } from './data.mjs';
import { trainDetector } from './fit.mjs';
import { SEEN } from './seen.mjs';

const models = path.join(import.meta.dirname, '../../models');
const { parameters, packed: weights } = trainDetector(forTraining(labelledTexts()), console.log);
const packed = brotliCompressSync(weights, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: weights.length } });
const sha256 = createHash('sha256').update(packed).digest('hex');
writeFileSync(path.join(models, 'detector.bin'), packed);
writeFileSync(path.join(models, 'detector.json'), `${JSON.stringify({ sha256, seen: SEEN, ...parameters })}\n`);
console.log(`models/detector.bin ${packed.length} bytes, SHA-256 ${sha256}`);
const margins = (bands) => bands.map((b) => `from ${b.fromWords} words −${b.below} +${b.above}`).join(', ');
for (const kind of parameters.kinds) console.log(`${kind.name}: margins ${margins(kind.own)}`);
console.log(`unfamiliar: margins ${margins(parameters.unfamiliar)}; familiar: σ(${parameters.familiarity.slope} · score + ${parameters.familiarity.intercept}); most spread of word lengths ${parameters.mostSpread}`);

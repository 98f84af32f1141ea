// Trains the detector and writes models/detector.json and models/detector.bin. Seeded: the same data give the same bytes.
//   node scripts/detector/train.mjs        (data: GHOSTWRITER_DATA)
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { forTraining, labelledTexts } from './data.mjs';
import { calibrate, examples, fit, generalVocabulary, leaveGroupsOut } from './fit.mjs';

const models = path.join(import.meta.dirname, '../../models');
const texts = forTraining(labelledTexts());
const vocabulary = generalVocabulary(texts);
const all = examples(texts, new Set(vocabulary), 3);
console.log(`${texts.length} texts, ${all.length} windows, ${vocabulary.length} general words`);

const calibration = calibrate(leaveGroupsOut(all)).map(({ fromWords, slope, intercept }) => ({ fromWords, slope: rounded(slope), intercept: rounded(intercept) }));
const { weights, scale, bias } = fit(all);
const binary = Buffer.from(weights.buffer);
const sha256 = createHash('sha256').update(binary).digest('hex');
writeFileSync(path.join(models, 'detector.bin'), binary);
writeFileSync(
  path.join(models, 'detector.json'),
  `${JSON.stringify({ sha256, scale: rounded(scale), bias: rounded(bias), calibration, vocabulary })}\n`,
);
console.log(`models/detector.bin ${binary.length} bytes, SHA-256 ${sha256}`);
console.log(calibration.map((c) => `from ${c.fromWords} words: σ(${c.slope} · score ${c.intercept < 0 ? '−' : '+'} ${Math.abs(c.intercept)})`).join('\n'));

function rounded(value) {
  return Number(value.toPrecision(7));
}

// Where a trained detector is kept: the weights in models/, and what it made of texts whose sources were left out in build/detector/, for the evaluation.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { SEEN } from './seen.mjs';

const root = path.join(import.meta.dirname, '../..');
const models = path.join(root, 'models');
const scoresFile = path.join(root, 'build/detector/unseen.json');

/** @param texts that `trained` was trained on, in their order */
export function saveDetector({ parameters, packed: weights, unseen }, texts) {
  const packed = brotliCompressSync(weights, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: weights.length } });
  const sha256 = createHash('sha256').update(packed).digest('hex');
  writeFileSync(path.join(models, 'detector.bin'), packed);
  writeFileSync(path.join(models, 'detector.json'), `${JSON.stringify({ sha256, seen: SEEN, ...parameters })}\n`);
  const indexOf = new Map(texts.map((t, i) => [t, i]));
  mkdirSync(path.dirname(scoresFile), { recursive: true });
  writeFileSync(scoresFile, JSON.stringify({ sha256, rows: unseen.map(({ of, score, words, whole, counts }) => [indexOf.get(of), score, words, Number(whole), Number(counts)]) }));
  console.log(`models/detector.bin ${packed.length} bytes, SHA-256 ${sha256}`);
  return parameters;
}

/** Writes another calibration beside the weights that there are. */
export function saveCalibration(calibrationFor) {
  const file = path.join(models, 'detector.json');
  const { sha256, seen: _, ...parameters } = JSON.parse(readFileSync(file, 'utf8'));
  const next = { sha256, seen: SEEN, ...parameters, ...calibrationFor(parameters.kinds.map(({ name }) => name)) };
  writeFileSync(file, `${JSON.stringify(next)}\n`);
  return next;
}

/**
 * What the weights of each text's fold made of it, from the last training.
 *
 * @param texts as they were trained on
 * @returns rows as `trainDetector` gives them, or `undefined` where the weights in models/ are not of that training
 */
export function unseenScores(texts) {
  if (!existsSync(scoresFile)) return undefined;
  const { sha256, rows } = JSON.parse(readFileSync(scoresFile, 'utf8'));
  if (sha256 !== JSON.parse(readFileSync(path.join(models, 'detector.json'), 'utf8')).sha256) return undefined;
  return rows.map(([at, score, words, whole, counts]) => {
    const of = texts[at];
    return { of, score, words, whole: whole === 1, counts: counts === 1, ai: of.ai, group: of.group, register: of.register };
  });
}

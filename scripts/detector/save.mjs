// Where a trained detector is kept: the weights in models/, and what it made of texts whose sources were left out in build/detector/, for the evaluation.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { JOINING, scoreOfParts, unseenRow } from './fit.mjs';
import { SEEN } from './seen.mjs';

const root = path.join(import.meta.dirname, '../..');
const models = path.join(root, 'models');
const scoresFile = path.join(root, 'build/detector/unseen.json');

/** @param texts that `trained` was trained on, in their order */
export function saveDetector({ parameters, packed: weights, unseen, tried }, texts) {
  const packed = brotliCompressSync(weights, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: weights.length } });
  const sha256 = createHash('sha256').update(packed).digest('hex');
  writeFileSync(path.join(models, 'detector.bin'), packed);
  writeFileSync(path.join(models, 'detector.json'), `${JSON.stringify({ sha256, seen: SEEN, ...parameters })}\n`);
  const indexOf = new Map(texts.map((t, i) => [t, i]));
  mkdirSync(path.dirname(scoresFile), { recursive: true });
  const stored = ({ of, parts }) => [indexOf.get(of), ...parts.words, ...parts.style];
  const rows = unseen.map((r) => [r.words, Number(r.whole), ...stored(r)]);
  writeFileSync(
    scoresFile,
    JSON.stringify({ sha256, rows, tried: tried.map((r) => [r.words, r.start, r.end, ...stored(r)]) }),
  );
  console.log(`models/detector.bin ${packed.length} bytes, SHA-256 ${sha256}`);
  return parameters;
}

/** Writes another calibration, and how the generations are joined, beside the weights that there are. */
export function saveCalibration(calibrationFor) {
  const file = path.join(models, 'detector.json');
  const { sha256, seen: _, ...parameters } = JSON.parse(readFileSync(file, 'utf8'));
  const { styleShare, offsets } = JOINING;
  const generations = parameters.generations.map((generation, g) => ({ ...generation, offset: offsets[g] }));
  const next = {
    sha256,
    seen: SEEN,
    ...parameters,
    ...calibrationFor(parameters.kinds.map(({ name }) => name)),
    styleShare,
    generations,
  };
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
  return scoresOfLast()?.rows.map(([words, whole, ...stored]) =>
    unseenRow({ ...restored(stored, texts), words, whole: whole === 1 }),
  );
}

/** The stretches that machine samples are tried on, likewise: { of, score, words, start, end }. */
export function triedScores(texts) {
  return scoresOfLast()?.tried.map(([words, start, end, ...stored]) => {
    const row = restored(stored, texts);
    return { ...row, score: scoreOfParts(row.parts), words, start, end };
  });
}

const restored = ([at, ...parts], texts) => ({
  of: texts[at],
  parts: { words: parts.slice(0, parts.length / 2), style: parts.slice(parts.length / 2) },
});

function scoresOfLast() {
  if (!existsSync(scoresFile)) return undefined;
  const scores = JSON.parse(readFileSync(scoresFile, 'utf8'));
  return scores.sha256 === JSON.parse(readFileSync(path.join(models, 'detector.json'), 'utf8')).sha256
    ? scores
    : undefined;
}

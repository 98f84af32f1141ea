// Boosted trees on how texts are written: LightGBM fits them (Python: GHOSTWRITER_PYTHON), the product's own code computes what they see.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PYTHON = process.env.GHOSTWRITER_PYTHON ?? 'python3';

const bytes = (typed) => new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);

/**
 * @param {Float64Array[]} features of each row
 * @param {number[]} labels 1 for machines
 * @param {{ name: string, learn: number[], weights: Float64Array, judge: number[] }[][]} tasks each of some fits, the last of which is the one that is kept
 * @returns {{ scores: Float64Array, trees: import('../../src/analysis/document/boosted-trees.ts').BoostedTrees }[]} for each task every row's score by the fit that judges it
 */
export function fitTrees(features, labels, tasks) {
  const folder = mkdtempSync(path.join(tmpdir(), 'detector-style-'));
  const put = (name, typed) => {
    writeFileSync(path.join(folder, name), bytes(typed));
    return name;
  };
  const columns = features[0].length;
  const matrix = new Float32Array(features.length * columns);
  features.forEach((row, i) => matrix.set(row, i * columns));
  put('features.f32', matrix);
  put('labels.u8', Uint8Array.from(labels));
  const written = tasks.map((fits, t) =>
    fits.map(({ name, learn, weights, judge }, i) => ({
      name,
      learn: put(`learn${t}-${i}.i32`, Int32Array.from(learn)),
      weights: put(`weights${t}-${i}.f64`, weights),
      judge: put(`judge${t}-${i}.i32`, Int32Array.from(judge)),
    })),
  );
  writeFileSync(path.join(folder, 'tasks.json'), JSON.stringify({ columns, tasks: written }));
  const { status, error } = spawnSync(PYTHON, [path.join(import.meta.dirname, 'boosted_trees.py'), folder], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    if (error)
      console.error(
        `${PYTHON} cannot be started: ${error.message}. Name a Python with lightgbm in GHOSTWRITER_PYTHON.`,
      );
    process.exit(1);
  }
  const fitted = tasks.map((_, t) => ({
    scores: new Float64Array(new Uint8Array(readFileSync(path.join(folder, `scores${t}.f64`))).buffer),
    trees: JSON.parse(readFileSync(path.join(folder, `trees${t}.json`), 'utf8')),
  }));
  rmSync(folder, { recursive: true, force: true });
  return fitted;
}

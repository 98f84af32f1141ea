// Runs bench/scikit-learn.py. Where scikit-learn is not installed, says so once and gives nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const script = path.join(import.meta.dirname, 'scikit-learn.py');
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import sklearn']).status === 0,
);
if (!PYTHON)
  console.log('scikit-learn is not installed: no figures beside it. Debian: apt-get install python3-sklearn');

/** Which scikit-learn there is; `undefined` for none. */
export const scikitLearn =
  PYTHON &&
  spawnSync(
    PYTHON,
    ['-c', 'import sklearn, sys; print(f"scikit-learn {sklearn.__version__}, Python {sys.version.split()[0]}")'],
    { encoding: 'utf8' },
  ).stdout.trim();

/** One task of the script; its answer, with `ms`. */
export function runScikitLearn(task, ...args) {
  const { status, stdout, stderr } = spawnSync(PYTHON, [script, task, ...args.map(String)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`bench/scikit-learn.py ${task}: ${stderr.slice(-500)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** A file with a matrix and labels, as the script reads it. */
export function matrixFile({ data }, labels = new Int32Array(0)) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'ghostwriter-bench-')), 'matrix.bin');
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(data.buffer, data.byteOffset, data.byteLength), Buffer.from(labels.buffer)]),
  );
  return file;
}

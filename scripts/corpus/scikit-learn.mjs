// Runs the scripts on scikit-learn with the system's Python.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const PYTHON = process.env.GHOSTWRITER_PYTHON ?? '/usr/bin/python3';

/** @returns { version, batches: [{ tfidf, svd, chosen }], cosines } */
export const scikitLearn = (given) => answered('baseline.py', given);

/** TF-IDF cosine of pairs of texts. */
export const cosines = (texts, pairs) => answered('tf-idf-cosine.py', { texts, pairs });

function answered(script, given) {
  const { status, stdout, stderr } = spawnSync(PYTHON, [path.join(import.meta.dirname, script)], {
    input: JSON.stringify(given),
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  if (status === 0) return JSON.parse(stdout);
  console.error(
    /No module named|ENOENT/.test(`${stderr}`) || status === null
      ? `${PYTHON} has no scikit-learn. Install it (Debian: apt install python3-sklearn), or name another Python in GHOSTWRITER_PYTHON.`
      : stderr,
  );
  process.exit(1);
}

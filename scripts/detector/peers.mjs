// What other detectors that run offline make of the same texts.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { foldOf } from './folds.mjs';
import { product } from './fit.mjs';
import { auroc, truePositivesAt } from './metrics.mjs';

/** Texts of each source and class: enough for a figure, and peers are slow. */
const MOST = 60;

/** Texts of each source and class that the plain regression learns from, and words of each text. */
const LEARNED = 200,
  LEARNED_WORDS = 300;

const f = (v) => (v === null ? '–' : v.toFixed(3));
const percent = (v) => (v === null ? '–' : `${(v * 100).toFixed(1)} %`);

const SETS = [
  [
    'models of 2023 to 2025, not attacked, left out',
    (r) => r.use === 'train' && r.ai && r.year >= 2023 && r.year < 2026 && r.attack === 'none',
  ],
  [
    'reworded or attacked, left out',
    (r) => r.use === 'train' && r.ai && r.year >= 2023 && r.year < 2026 && r.attack !== 'none',
  ],
  ['Claude 3.7, Gemini 2.0, GPT-4 Turbo, never used', (r) => r.use === 'dev' && r.ai && r.group === 'dna_detectllm'],
  ['a model of 2026, left out', (r) => r.group === 'frontier' && r.use !== 'dev'],
  ['a model of 2026, never used', (r) => r.group === 'frontier' && r.use === 'dev'],
];

function sampled(rows, most) {
  const groups = new Map();
  for (const r of rows)
    groups.set(`${r.group} ${r.ai} ${r.use}`, [...(groups.get(`${r.group} ${r.ai} ${r.use}`) ?? []), r]);
  return [...groups.values()].flatMap((own) => own.filter((_, i) => i % Math.ceil(own.length / most) === 0));
}

const foldFor = (t) => (t.use === 'train' ? foldOf(t, product.hash32) : -1);
const beginning = (text) => text.split(/\s+/).slice(0, LEARNED_WORDS).join(' ');

/**
 * A table for the page, or a sentence that says why there is none.
 *
 * @param rows texts with our score, weights and calibration of which know nothing of their source
 * @param trained the texts that weights may be trained on
 */
export function peerFigures(rows, trained) {
  const texts = sampled(
    rows.filter((r) => r.use !== 'test' && r.use !== 'rewritten' && r.group !== 'apt_eval'),
    MOST,
  );
  const learned = sampled(trained, LEARNED);
  const input = [
    ...learned.map((t) => JSON.stringify({ text: beginning(t.text), ai: t.ai, fold: foldFor(t) })),
    '',
    ...texts.map((t) => JSON.stringify({ text: t.text, fold: foldFor(t) })),
  ].join('\n');
  const python = process.env.GHOSTWRITER_PYTHON ?? 'python3';
  const { status, stdout } = spawnSync(python, [path.join(import.meta.dirname, 'peers.py')], {
    input: `${input}\n`,
    maxBuffer: 1 << 28,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = (stdout ?? '').trim().split('\n');
  if (status !== 0 || lines.length !== texts.length + 1)
    return `Not measured: ${python} could not run scripts/detector/peers.py.`;
  const versions = JSON.parse(lines.at(-1));
  const judged = texts.map((r, i) => ({ ...r, by: { 'this detector': r.score, ...JSON.parse(lines[i]) } }));
  const names = ['this detector', ...Object.keys(versions)];
  if (names.length === 1)
    return `Not measured: scikit-learn, is-it-slop and lmscan (PyPI) could not be loaded by ${python}.`;
  const people = judged.filter((r) => !r.ai);
  const row = ([name, pick]) => {
    const machines = judged.filter(pick);
    const of = (peer) => [...people, ...machines].map((r) => ({ ai: r.ai, p: r.by[peer] }));
    return `| ${name} | ${machines.length} | ${names.map((peer) => `${f(auroc(of(peer)))} | ${percent(truePositivesAt(of(peer), 0.01))}`).join(' | ')} |`;
  };
  const ofPyPI = Object.entries(versions)
    .filter(([name]) => !name.includes('TF-IDF'))
    .map(([name, version]) => `\`${name}\` ${version}`);
  return `On up to ${MOST} texts of each source: AUROC, and the share of machines' texts above the score that 1 % of people's texts exceed, against ${people.length} texts by people of all these sources together. Ours are scores of texts whose source was left out.
So are those of TF-IDF of words and pairs with logistic regression (scikit-learn), the plainest detector that there is, which learned from the first ${LEARNED_WORDS} words of up to ${LEARNED} texts of each source and class.${ofPyPI.length > 0 ? ` What ${ofPyPI.join(' and ')} from PyPI were trained on is not known.` : ''}

| machines | texts | ${names.map((name) => `${name}: AUROC | TPR at 1 % FPR`).join(' | ')} |
| --- | ---: | ${names.map(() => '---: | ---:').join(' | ')} |
${SETS.map(row).join('\n')}`;
}

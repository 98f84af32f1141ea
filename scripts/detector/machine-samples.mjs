// What machine samples reach, by the product's own code: `node scripts/detector/machine-samples.mjs` writes docs/machine-samples.md. The texts are found through GHOSTWRITER_DATA; what the detector makes of them
// comes from the last training (build/detector), by weights that saw nothing of their source.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { labelledTexts } from './data.mjs';
import { product } from './fit.mjs';
import { auroc } from './metrics.mjs';
import { triedScores } from './save.mjs';
import { ELSEWHERE, isOfTask, TASKS } from './sample-tasks.mjs';

const root = path.join(import.meta.dirname, '../..');
const {
  authorshipOf,
  baselineOf,
  calibrated,
  Detector,
  fitAgainstBaseline,
  fitAgainstBatch,
  foldedText,
  seededRandom,
  sha256,
  wordingOf,
} = product;
const DRAWS = 10;
const [PEOPLE, SAMPLES, BATCH] = [40, 20, 60];
const MOST_WORDS = 260,
  LEAST_WORDS = 60,
  MOST_PEOPLE = 400,
  MOST_ELSEWHERE = 200;
const SHARES = [0.1, 0.3, 0.6];
const STYLES = ['default', 'polished', 'student-plain', 'casual-human'];

const texts = labelledTexts();
const tried = triedScores(texts);
if (!tried) {
  console.error('build/detector has no scores by the weights in models/: run npm run train:detector first.');
  process.exit(1);
}
const detector = Detector.load(path.join(root, 'models'));

const shuffled = (list, random) => {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
};

/** A text of at most {@link MOST_WORDS} words, from anywhere in it: beginnings and lengths are no cue. */
function judged(text, logOdds, { ai, prompt, style } = {}) {
  return foldedText(text).split(' ').length < LEAST_WORDS
    ? []
    : [{ sha256: sha256(text), wording: wordingOf(text), logOdds, ai, prompt, style }];
}

const judgedStretch = ({ of, score, words, start, end }) =>
  judged(of.text.slice(start, end), calibrated(detector.parameters.bands, score, words), of);

/** Of texts that no weights were trained on: a stretch from the beginning, by the shipped weights. */
function judgedByShipped({ text }) {
  const cut = text.split(/\s+/).slice(0, MOST_WORDS).join(' ');
  const { logOdds } = detector.score(cut, []);
  return logOdds ? judged(cut, logOdds.value) : [];
}

const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
const share = (list, of) => (list.length === 0 ? NaN : list.filter(of).length / list.length);
const percent = (v) => (Number.isNaN(v) ? '' : `${(100 * v).toFixed(v < 0.1 ? 1 : 0)} %`);
const table = (head, body) => [head, head.map(() => '---'), ...body].map((r) => `| ${r.join(' | ')} |`).join('\n');

/** With the detector's figure, or with wording alone: what no detector knows of. */
const MODES = [
  { name: 'both', figureOf: (t) => t.logOdds },
  { name: 'wording', figureOf: () => 0 },
];
const asDocument = (t) => ({ ...t, logOdds: { value: t.logOdds, low: t.logOdds - 9, high: t.logOdds } });

function levelsBy(fit, list) {
  return list.map((t) => {
    const { authorship } = fit.judge(asDocument(t));
    const { confidence } = authorship
      ? authorshipOf(authorship.logOdds, { prior: 0.5, baseline: authorship.baseline })
      : {};
    return { ai: t.ai, style: t.style, p: authorship?.logOdds.value ?? 0, high: confidence === 'high' };
  });
}

function withBaseline({ samples, base, test }) {
  const fit = fitAgainstBaseline(
    samples,
    base,
    baselineOf(
      '/baseline',
      base.map(() => 0),
    ).description,
  );
  const rows = levelsBy(fit, test),
    machines = rows.filter((r) => r.ai);
  return {
    fit,
    auroc: auroc(rows),
    machines: share(machines, (r) => r.high),
    people: share(
      rows.filter((r) => !r.ai),
      (r) => r.high,
    ),
    told: fit.description.told / samples.length,
    used: fit.description.used,
    styles: STYLES.map((style) =>
      share(
        machines.filter((r) => r.style === style),
        (r) => r.high,
      ),
    ),
  };
}

function alone({ samples, test }, part) {
  const machines = test.filter((t) => t.ai),
    people = test.filter((t) => !t.ai);
  const count = Math.min(Math.round(BATCH * part), machines.length);
  const batch = [...machines.slice(0, count), ...people.slice(0, BATCH - count)];
  const fit = fitAgainstBatch(samples, batch);
  const rows = batch.map((t) => ({ ai: t.ai, ...fit.judge(asDocument(t)) }));
  return {
    auroc: auroc(rows.map((r) => ({ ai: r.ai, p: r.score }))),
    kept: [1, 0].map((ai) =>
      share(
        rows.filter((r) => r.ai === ai),
        (r) => r.leastHigh !== undefined,
      ),
    ),
  };
}

/** Samples, a baseline and other texts of a task; no text that is judged is on the subject of a sample. */
function drawn({ people, machines }, draw, figureOf) {
  const random = seededRandom(1000 + draw);
  const [h, m] = [people, machines].map((list) => shuffled(list, random).map((t) => ({ ...t, logOdds: figureOf(t) })));
  const samples = m.slice(0, Math.min(SAMPLES, Math.floor(m.length / 2)));
  const prompts = new Set(samples.map((s) => s.prompt).filter(Boolean));
  return {
    samples,
    base: h.slice(0, PEOPLE),
    test: [...h.slice(PEOPLE), ...m.slice(samples.length).filter((t) => !prompts.has(t.prompt))],
  };
}

const tasks = TASKS.map(([name, group], i) => {
  const own = tried.filter(({ of }) => isOfTask(of, new Set([group])));
  return {
    name,
    people: shuffled(
      own.filter(({ of }) => !of.ai),
      seededRandom(i),
    )
      .slice(0, MOST_PEOPLE)
      .flatMap(judgedStretch),
    machines: own.filter(({ of }) => of.ai).flatMap(judgedStretch),
  };
});
const elsewhere = [
  ...ELSEWHERE.map(([name, matches]) => ({
    name,
    people: shuffled(
      tried.filter(({ of }) => matches(of)),
      seededRandom(0),
    )
      .slice(0, MOST_ELSEWHERE)
      .flatMap(judgedStretch),
  })),
  {
    name: 'TOEFL candidates, native pupils (Liang)',
    people: texts.filter((t) => t.group === 'writers').flatMap(judgedByShipped),
  },
];

const draws = Array.from({ length: DRAWS }, (_, draw) => draw);
const results = MODES.map(({ name, figureOf }) => ({
  name,
  tasks: tasks.map((task) => {
    const sets = draws.map((draw) => drawn(task, draw, figureOf));
    const baseline = sets.map(withBaseline),
      batches = SHARES.map((part) => sets.map((set) => alone(set, part)));
    const detectorAlone = mean(sets.map(({ test }) => auroc(test.map((t) => ({ ai: t.ai, p: t.logOdds })))));
    console.error(
      `${name}: ${task.name}: ${mean(baseline.map((b) => b.auroc)).toFixed(3)}, HIGH ${percent(mean(baseline.map((b) => b.machines)))}; people ${percent(mean(baseline.map((b) => b.people)))}; alone ${batches.map((b) => mean(b.map((r) => r.auroc)).toFixed(3)).join(', ')}; detector ${detectorAlone.toFixed(3)}`,
    );
    return { name: task.name, samples: sets[0].samples.length, baseline, batches, detectorAlone };
  }),
}));
const elsewhereRows = elsewhere.map(({ name, people }) => [
  name,
  ...results.map(({ tasks: [school] }, mode) =>
    percent(
      mean(
        school.baseline.map(({ fit }) =>
          share(
            levelsBy(
              fit,
              people.map((t) => ({ ...t, logOdds: MODES[mode].figureOf(t) })),
            ),
            (r) => r.high,
          ),
        ),
      ),
    ),
  ),
]);

const [both, wording] = results;
const baselineTable = ({ tasks: own }) =>
  table(
    [
      'task',
      'samples',
      'AUROC',
      'machines HIGH',
      'as asked',
      'polished',
      'plain',
      '"not like AI"',
      'people HIGH',
      'told',
      'used',
    ],
    own.map(({ name, samples, baseline: b }) => [
      name,
      samples,
      mean(b.map((r) => r.auroc)).toFixed(3),
      percent(mean(b.map((r) => r.machines))),
      ...STYLES.map((_, s) => percent(mean(b.map((r) => r.styles[s]).filter((v) => !Number.isNaN(v))))),
      percent(mean(b.map((r) => r.people))),
      percent(mean(b.map((r) => r.told))),
      `${b.filter((r) => r.used).length} of ${DRAWS}`,
    ]),
  );
const aloneTable = ({ tasks: own }) =>
  table(
    [
      'task',
      ...SHARES.flatMap((part, i) => [`${100 * part} %${i === 0 ? ' by machines' : ''}: AUROC`, 'kept from LOW']),
    ],
    own.map(({ name, batches }) => [
      name,
      ...batches.flatMap((b) => [
        mean(b.map((r) => r.auroc)).toFixed(3),
        [0, 1].map((k) => percent(mean(b.map((r) => r.kept[k])))).join('; '),
      ]),
    ]),
  );

writeFileSync(
  path.join(root, 'docs/machine-samples.md'),
  `# Machine samples: what they reach

Written by \`node scripts/detector/machine-samples.mjs\`, with the product's own code. The samples and the texts that are told by them are by one model of 2026, each on another subject, in four styles; the people's texts are of the same kind of writing. All are stretches of at most
${MOST_WORDS} words from anywhere in the text; quotes, dashes, line breaks, digits and letter case are folded. Means of ${DRAWS} random draws. How it works stands in [decision 0060](decisions/0060-machine-samples.md).

**With the detector**: its figure comes from weights that saw nothing of the source that is judged, people or machines, but it has learned other texts by the same model. **Wording alone**: as if the detector knew nothing of the model. What a new model brings lies between the two.

## With ${SAMPLES} samples and a baseline of ${PEOPLE} texts by people

Neither samples nor baseline are among the texts that are judged. *Told* is what a report says: the share of the samples that were told when each was left out. The promise with a baseline of ${PEOPLE} is that of people's texts like its own at most 1 in ${PEOPLE + 1} (${percent(1 / (PEOPLE + 1))}) is HIGH.

With the detector:

${baselineTable(both)}

Wording alone:

${baselineTable(wording)}

The detector without samples ranks the same texts with an AUROC of ${both.tasks.map((t) => t.detectorAlone.toFixed(3)).join(', ')}, in the order of the table.

People of other classes, against samples and a baseline of school essays, to whom the promise does not extend:

${table(['people', 'HIGH, with the detector', 'HIGH, wording alone'], elsewhereRows)}

## With ${SAMPLES} samples alone

Batches of ${BATCH} documents, some of them by the machine; the samples are told from the batch itself. No document becomes HIGH by it. *Kept from LOW*: machines; people.

With the detector:

${aloneTable(both)}

Wording alone:

${aloneTable(wording)}
`,
);

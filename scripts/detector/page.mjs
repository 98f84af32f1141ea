// docs/detector.md from the evaluated texts.
import { auroc, calibrationError, truePositivesAt } from './metrics.mjs';

const HIGH = 0.7,
  LOW = 0.4;
/** Fewest texts of a row that says a share. */
const LEAST = 20;
const f = (v, digits = 3) => (v === null || v === undefined || Number.isNaN(v) ? '–' : v.toFixed(digits));
const percent = (v) => (v === null || v === undefined || Number.isNaN(v) ? '–' : `${(v * 100).toFixed(1)} %`);
const tens = (v) => (Math.round(v / 10) * 10).toLocaleString('en');
const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`,
    ...rows.map((r) => `| ${r.join(' | ')} |`),
  ].join('\n');
const people = (rows) => rows.filter((r) => !r.ai),
  machines = (rows) => rows.filter((r) => r.ai);
const share = (rows, pick) => (rows.length === 0 ? null : rows.filter(pick).length / rows.length);
const isHigh = (r) => r.low > HIGH,
  isLow = (r) => r.high < LOW,
  isUndecided = (r) => r.p !== undefined && !isHigh(r) && !isLow(r);
const mean = (numbers) => (numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length);
const quantile = (values, q) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const groupsOf = (rows, name) =>
  [...rows.reduce((map, r) => map.set(name(r), [...(map.get(name(r)) ?? []), r]), new Map())].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
const levels = (rows) => [
  rows.length,
  percent(share(rows, (r) => r.declined)),
  percent(share(rows, isHigh)),
  percent(share(rows, isUndecided)),
  percent(share(rows, isLow)),
];
const LEVELS = ['texts', 'unknown', 'HIGH', 'undecided', 'LOW'];

/** Models of the last years that were not attacked: what the promise about LOW is for. */
const isCurrent = (r) => r.year >= 2023 && r.attack === 'none' && r.group !== 'frontier';
const isAttacked = (r) => r.year >= 2023 && r.attack !== 'none';
const OUTDATED = /^(?:flan|gpt2|bloomz|text-(?:babbage|curie))/;

/** People's texts so that each source weighs the same: as many of each, in an order that has nothing to do with the texts. */
function evenly(rows, most = 200) {
  return groupsOf(rows, (r) => r.group).flatMap(([, own]) =>
    own.filter((_, i) => i % Math.ceil(own.length / most) === 0),
  );
}

/** How often a machine's text scores above a person's, of all sources of people together, each weighing about the same. */
const against = (reference, rows, by = 'score') =>
  auroc([...reference, ...rows].filter((r) => r[by] !== undefined).map((r) => ({ ai: r.ai, p: r[by] })));
const tpr = (reference, rows) =>
  truePositivesAt(
    [...reference, ...rows].map((r) => ({ ai: r.ai, p: r.score })),
    0.01,
  );

const peopleTable = (rows) =>
  table(
    ['source', 'register', ...LEVELS, 'mean probability'],
    groupsOf(rows, (r) => r.group)
      .filter(([, own]) => own.length >= LEAST)
      .map(([group, own]) => [
        `\`${group}\``,
        groupsOf(own, (r) => r.register).sort((a, b) => b[1].length - a[1].length)[0][0],
        ...levels(own),
        f(mean(own.filter((r) => r.p !== undefined).map((r) => r.p)), 2),
      ]),
  );
const machineTable = (name, rows, pick, reference) =>
  table(
    [name, ...LEVELS, 'AUROC', 'TPR at 1 % FPR'],
    groupsOf(rows, pick)
      .filter(([key, own]) => key !== 'undefined' && own.length >= LEAST)
      .map(([key, own]) => [key, ...levels(own), f(against(reference, own)), percent(tpr(reference, own))]),
  );

/** The section on MixSet's texts of two hands. */
const mixsetTable = (mixset) =>
  table(
    [
      'what was done',
      'texts',
      'declined',
      'AUROC',
      'raised',
      'HIGH',
      'undecided or HIGH',
      'stretch',
      'sentences: new, kept',
      'AUROC of sentences',
    ],
    mixset.map((m) => [
      m.name,
      m.texts,
      percent(m.declined),
      f(m.auroc),
      percent(m.raised),
      percent(m.high),
      percent(m.undecided),
      percent(m.stretch),
      `${m.ofSecond}, ${m.sentences - m.ofSecond}`,
      f(m.sentenceAuroc),
    ]),
  );

/** What a machine made of a person's text, and what it wrote itself, of models of 2023 and later. */
const isReworked = (r) => r.ai && ['polish', 'rewrite', 'expand'].includes(r.attack);
const isWritten = (r) => r.ai && r.attack === 'none' && r.year >= 2023;

/** How far the probability tells what a machine wrote from what it reworked: each source weighs about the same. */
function degrees(left) {
  const judged = left.filter((r) => r.p !== undefined);
  const kinds = [
    ['by people', people(judged)],
    ["people's, polished, expanded or rewritten by a machine", judged.filter(isReworked)],
    ['written by a machine', judged.filter(isWritten)],
  ].map(([name, rows]) => [name, evenly(rows)]);
  const [, [, reworked], [, written]] = kinds;
  const told = auroc([...reworked.map((r) => ({ ai: 0, p: r.score })), ...written.map((r) => ({ ai: 1, p: r.score }))]);
  const of = (rows, q) =>
    f(
      quantile(
        rows.map((r) => r.p),
        q,
      ),
      2,
    );
  return `${table(
    ['texts, left out', 'number', 'a quarter below', 'median', 'a quarter above', 'between 0.4 and 0.7'],
    kinds.map(([name, rows]) => [
      name,
      rows.length,
      of(rows, 0.25),
      of(rows, 0.5),
      of(rows, 0.75),
      percent(share(rows, (r) => r.p >= 0.4 && r.p <= 0.7)),
    ]),
  )}

How often a text that a machine wrote scores above one that it reworked: ${f(told)}.`;
}

export function detectorPage({ left, doubtful, neverTrained, mixed, mixset, peers, perSecond }) {
  const reference = evenly(people(left)),
    dev = neverTrained.filter((r) => r.use === 'dev'),
    devReference = evenly(people(dev), 500);
  const sources = groupsOf(people(left), (r) => r.group).filter(([, own]) => own.length >= LEAST);
  const rates = sources
    .map(([group, own]) => ({ group, high: share(own, isHigh), low: share(own, isLow) }))
    .sort((a, b) => b.high - a.high);
  const of = (rows, ...styles) => rows.filter((r) => r.group === 'frontier' && styles.includes(r.style));
  const current = machines(left).filter(isCurrent),
    attacked = machines(left).filter(isAttacked);
  const large = (r) => /^(?:gpt-4o|claude-3|gpt-4-turbo)/.test(r.model);
  const devLarge = machines(dev).filter((r) => large(r) && r.attack === 'none' && r.group !== 'apt_eval');
  const asAsked = of(machines(left), 'default', 'polished'),
    plain = of(machines(left), 'student-plain', 'casual-human');
  const devAsAsked = of(machines(dev), 'default', 'polished'),
    devPlain = of(machines(dev), 'student-plain', 'casual-human');
  const register = (name) => people(left).filter((r) => r.register === name);
  const targets = [
    [
      'people HIGH, worst source left out',
      '≤ 1 %',
      `${percent(rates[0].high)} (\`${rates[0].group}\`); above 1 %: ${rates.filter((r) => r.high > 0.01).length} of ${rates.length}`,
    ],
    ['people HIGH, sources left out together', '≤ 1 %', percent(mean(rates.map((r) => r.high)))],
    [
      'machines LOW, models of 2023 to 2025, not attacked: left out; never used',
      '≤ 5 %',
      `${percent(share(current, isLow))}; ${percent(
        share(
          machines(dev).filter((r) => isCurrent(r) && r.group !== 'apt_eval'),
          isLow,
        ),
      )}`,
    ],
    [
      'machines LOW, reworded or attacked: left out; never used',
      '≤ 15 %',
      `${percent(share(attacked, isLow))}; ${percent(
        share(
          machines(dev).filter((r) => isAttacked(r) && r.group !== 'apt_eval'),
          isLow,
        ),
      )}`,
    ],
    [
      'GPT-4o and Claude class, HIGH: left out; never used',
      '≥ 75 %',
      `${percent(share(current.filter(large), isHigh))}; ${percent(share(devLarge, isHigh))}`,
    ],
    [
      'a model of 2026, as asked and polished, AUROC: left out; never used',
      '≥ .97',
      `${f(against(reference, asAsked))}; ${f(against(devReference, devAsAsked))}`,
    ],
    ['the same, HIGH', '≥ 50 %', `${percent(share(asAsked, isHigh))}; ${percent(share(devAsAsked, isHigh))}`],
    [
      'a model of 2026, plain and “not like AI”, AUROC',
      '≥ .90',
      `${f(against(reference, plain))}; ${f(against(devReference, devPlain))}`,
    ],
    ['the same, LOW', '≤ 30 %', `${percent(share(plain, isLow))}; ${percent(share(devPlain, isLow))}`],
    [
      'people LOW: news; essays',
      '≥ 60 %; ≥ 40 %',
      `${percent(share(register('news'), isLow))}; ${percent(share(register('essay'), isLow))}`,
    ],
    [
      'ECE: left out; never used',
      '≤ .08',
      `${f(calibrationError(left.filter((r) => !OUTDATED.test(r.model)).filter((r) => r.p !== undefined)))}; ${f(calibrationError(dev.filter((r) => r.p !== undefined && r.group !== 'apt_eval')))}`,
    ],
    ['documents of 300 words a second, two processes', '≥ 1,500', tens(perSecond.two)],
  ];
  return `# How good the detector is

**On sources that it never saw it rates ${percent(mean(rates.map((r) => r.high)))} of people's texts HIGH on the mean of ${rates.length} sources, and ${percent(rates[0].high)} of the worst (\`${rates[0].group}\`); of texts by models of 2023 to 2025 it finds ${percent(share(current, isHigh))} HIGH and calls ${percent(share(current, isLow))} LOW.**
Of a model of 2026, left out by prompt and source, ${percent(share([...asAsked, ...plain], isHigh))} are HIGH and ${percent(share([...asAsked, ...plain], isLow))} LOW; of other models of its year nothing is known. A level is a reason to read a text again and never proof of who wrote it.

## How to read the figures

\`npm run eval:detector\` writes this page; it finds the labelled texts through \`GHOSTWRITER_DATA\`, which names the folder that holds \`detection/\` (\`models/DETECTOR.md\` says where they come from).

- **Left out**: n-grams, weights, calibration and margins knew nothing of the text's source (ten folds of whole sources; what a model wrote on the subject of a text goes with that text's source; calibration and margins come from all other sources).
- Of DetectRL's texts by people those that hold eight words in a row of one of its machines' texts are no evidence of people: that source mixes sentences of both. They stand in a table of their own.
- **Never used**: by the shipped weights, on sources that neither shaped nor chose anything.
- HIGH: the lower end of the interval is above 0.7. LOW: the upper end is below 0.4. *Undecided* lies between. *Unknown*: it declines. Texts under 50 words are not counted.
- AUROC: how often a machine's text scores above a person's, against people of all sources together, each weighing about the same: as if all wrote the same kind of text. TPR at 1 % FPR: the share of machines' texts above the score that 1 % of those people exceed.
  ECE: how far the probabilities are from the shares that they claim, both classes weighing the same, in ten bins.

## Targets

${table(['measure', 'target', 'reached'], targets)}

![Reliability diagrams](images/detector-reliability.svg)

Of the texts given a probability, the share that machines wrote, both classes weighing the same; on the dashed line the two agree. The bars say how many texts each point stands for.

## People, by source left out

The headline is the worst row. All were written before November 2022, or by the pupils and reviewers of their source.

${peopleTable(people(left))}

By length:

${table(
  ['words', ...LEVELS],
  [
    [50, 100],
    [100, 200],
    [200, Infinity],
  ].map(([from, to]) => [
    to === Infinity ? `${from} and more` : `${from} to ${to - 1}`,
    ...levels(people(left).filter((r) => r.words >= from && r.words < to)),
  ]),
)}

## Machines, by source left out

${machineTable('source', machines(left), (r) => `\`${r.group}\`${r.use === 'calibrate' ? ' (calibration)' : ''}`, reference)}

By year of the model, not attacked:

${machineTable(
  'year',
  machines(left).filter((r) => r.attack === 'none' && r.year),
  (r) => String(r.year),
  reference,
)}

By model:

${machineTable('model', machines(left), (r) => r.model, reference)}

By what was done to the text or the prompt:

${machineTable('attack', machines(left), (r) => r.attack, reference)}

By length:

${table(
  ['words', ...LEVELS, 'AUROC'],
  [
    [50, 100],
    [100, 200],
    [200, Infinity],
  ].map(([from, to]) => {
    const own = machines(left).filter((r) => r.words >= from && r.words < to);
    return [to === Infinity ? `${from} and more` : `${from} to ${to - 1}`, ...levels(own), f(against(reference, own))];
  }),
)}

### A model of 2026, by how it was asked

${machineTable(
  'asked for',
  machines(left).filter((r) => r.group === 'frontier'),
  (r) => r.style,
  reference,
)}

The same on subjects of sources that were never used:

${machineTable(
  'asked for',
  machines(dev).filter((r) => r.group === 'frontier'),
  (r) => r.style,
  devReference,
)}

## Never used

People:

${peopleTable(people(dev))}

Machines:

${machineTable(
  'source, model',
  machines(dev).filter((r) => r.group !== 'apt_eval'),
  (r) => `\`${r.group}\` ${r.model}${r.attack === 'none' ? '' : `, ${r.attack}`}`,
  devReference,
)}

People's texts, polished by a machine to a degree (\`apt_eval\`): the estimate should rise with it.

${table(
  ['degree', 'texts', 'mean probability', 'median', 'HIGH', 'LOW'],
  groupsOf(
    dev.filter((r) => r.group === 'apt_eval'),
    (r) => (r.ai ? r.attack : '(untouched)'),
  ).map(([name, own]) => [
    name,
    own.length,
    f(mean(own.filter((r) => r.p !== undefined).map((r) => r.p)), 2),
    f(
      quantile(
        own.filter((r) => r.p !== undefined).map((r) => r.p),
        0.5,
      ),
      2,
    ),
    percent(share(own, isHigh)),
    percent(share(own, isLow)),
  ]),
)}

Writers of English as a first and as a second language:

${table(
  ['writers', ...LEVELS],
  groupsOf(
    people(dev).filter((r) => r.group === 'writers'),
    (r) => r.domain,
  ).map(([name, own]) => [name, ...levels(own)]),
)}

Older sources that are not trained on, and people's texts that a model then reworded, or that hold passages of a machine's text (these left out):

${table(
  ['source', ...LEVELS],
  groupsOf(
    [...neverTrained.filter((r) => r.use === 'test' || r.use === 'rewritten'), ...doubtful],
    (r) =>
      `\`${r.group}\`, ${r.ai ? 'machines' : r.use === 'rewritten' ? 'people, reworded by a model' : r.doubtful ? "people, with a machine's passages" : 'people'}`,
  ).map(([name, own]) => [name, ...levels(own)]),
)}

## Degrees

Whether a machine touched a text up or wrote most of it would have to show in the probability. It does not: what a machine reworked scores like what it wrote, and of people's texts as many lie between as of either.

${degrees(left)}

## Peers

${peers}

## Texts of two hands

Half of a person's text joined to half of a machine's of the same register, ${mixed.mixed} of them, of sources that shaped no weights: the change is found in ${percent(mixed.found)}, and then within 25 words of where it is in ${percent(mixed.within)} (median ${mixed.distance} words).
Of ${mixed.single} texts by one hand ${percent(mixed.falseAlarms)} are taken for such a text. The threshold that 1 % of the other texts by one hand pass is ${f(mixed.threshold, 2)} (in use: see \`hands.ts\`); the correlation of a text's stretches as witnesses is ${f(mixed.correlation, 2)} by least squares.

MixSet's texts of two hands, never trained on. **AUROC**: how often such a text scores above one of MixSet's that a person wrote alone. **Raised**: how often it scores above the text that it was made from. **Stretch**: a stretch by a machine is named.
**Sentences**: those of which four fifths of the three-word sequences stand in the original against those of which at most a fifth does, of all such texts together: how often one of the latter has the higher probability.

${mixsetTable(mixset)}

## Speed

With a score for every sentence, ${tens(perSecond.one)} documents of 300 words a second by one process and ${tens(perSecond.two)} by two at once, in seconds of the processor time that each took, on the machine that wrote this page (medians of three runs, Node 20; \`node scripts/detector/throughput.mjs\` measures it alone).
`;
}

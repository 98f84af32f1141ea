// What machine samples reach, by the product's own code: `node scripts/detector/machine-samples.mjs` writes docs/machine-samples.md. The texts are found through GHOSTWRITER_DATA.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { auroc } from './metrics.mjs';

const root = path.join(import.meta.dirname, '../..');
const folder = path.resolve(root, process.env.GHOSTWRITER_DATA ?? '../shared/data', 'detection');
const DRAWS = 10;
const [PEOPLE, SAMPLES] = [40, 20];
const MOST_WORDS = 260, LEAST_WORDS = 60;

if (!existsSync(folder)) {
  console.error(`${folder} is missing. The evaluation needs the labelled texts: set GHOSTWRITER_DATA to the folder that holds detection/.`);
  process.exit(1);
}

const scratch = mkdtempSync(path.join(tmpdir(), 'machine-samples-'));
const bundle = path.join(scratch, 'product.mjs');
await build({
  stdin: { contents: "export * from './src/analysis/samples/machine-samples.ts';\nexport * from './src/analysis/samples/wording.ts';\nexport { authorshipOf, baselineOf } from './src/analysis/authorship.ts';\nexport { seededRandom } from './src/analysis/corpus/random.ts';", resolveDir: root, loader: 'ts' },
  bundle: true, platform: 'node', format: 'esm', outfile: bundle, logLevel: 'error',
});
const { authorshipOf, baselineOf, fitAgainstBaseline, fitAgainstBatch, foldedText, seededRandom, wordingOf } = await import(pathToFileURL(bundle).href);
rmSync(scratch, { recursive: true, force: true });

const rows = (file) => gunzipSync(readFileSync(path.join(folder, `${file}.jsonl.gz`))).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const people = (file, of = () => true) => rows(file).filter((r) => r.label === 'human' && of(r));
const frontier = [...rows('train/frontier/frontier'), ...rows('train/frontier/formal'), ...rows('calibration/frontier-formal')];
const machine = (source, domain) => frontier.filter((r) => r.human_source === source && (domain === undefined || r.domain === domain));

/** A task: people's texts, and a machine's of the same kind. Where the subjects of a group are many, the samples are on others than the texts that are judged. */
const TASKS = [
  ['school essays (OUTFOX)', people('train/outfox-valid'), machine('outfox')],
  ['reviews (BiScope)', people('train/modern/biscope', (r) => r.domain === 'review'), machine('biscope', 'review')],
  ['abstracts (BiScope)', people('train/modern/biscope', (r) => r.domain === 'abstract'), machine('biscope', 'abstract')],
  ['stories (BiScope)', people('train/modern/biscope', (r) => r.domain === 'story'), machine('biscope', 'story')],
  ['editorials of a journal', people('calibration/people/natsci_editorials'), machine('natsci_editorials')],
  ['university papers in ten disciplines (MICUSP)', people('calibration/people/micusp_train'), machine('micusp_train')],
  ["readers' comments on many subjects", people('train/people/debate_comments'), machine('debate_comments')],
  ['textbooks in many subjects (OpenStax)', people('train/people/openstax'), machine('openstax')],
];

/** People of other classes than the baseline's, learners among them. */
const OTHERS = [
  ['pupils of grades 7 to 10 (ASAP)', people('calibration/people/asap', (r) => r.domain === 'essay-persuasive-school')],
  ['students, short answers (NYUAD)', people('train/modern/nyuad_students')],
  ['TOEFL candidates, native pupils (Liang)', rows('eval-dev/writers')],
];

let random = seededRandom(1);
const shuffled = (list) => {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
};

/** A text of at most so many words, from anywhere in it: beginnings and lengths are no cue. The detector is left out, for its weights may have seen the text. */
function judged({ text, prompt_id: prompt, style }) {
  const words = foldedText(text).split(' ');
  if (words.length < LEAST_WORDS) return [];
  const from = Math.floor(random() * (Math.max(0, words.length - MOST_WORDS) + 1));
  const cut = words.slice(from, from + MOST_WORDS).join(' ');
  return [{ sha256: createHash('sha256').update(cut).digest('hex'), wording: wordingOf(cut), logOdds: 0, prompt, style }];
}

const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
const share = (list, of) => (list.length === 0 ? NaN : list.filter(of).length / list.length);
const percent = (v) => (Number.isNaN(v) ? '' : `${(100 * v).toFixed(v < 0.1 ? 1 : 0)} %`);
const table = (head, body) => [head, head.map(() => '---'), ...body].map((r) => `| ${r.join(' | ')} |`).join('\n');
const NEUTRAL = { value: 0, low: -9, high: -1 };

const prepared = TASKS.map(([name, h, m]) => [name, shuffled(h).slice(0, 400).flatMap(judged), m.flatMap(judged)]);
const others = OTHERS.map(([name, h]) => [name, shuffled(h).slice(0, 200).flatMap(judged)]);

const withBaseline = [], alone = [], elsewhere = others.map(([name]) => [name, []]);
const times = [];
for (const [task, h, m] of prepared) {
  const figures = [], byShare = new Map([0.1, 0.3, 0.6].map((s) => [s, []]));
  for (let draw = 0; draw < DRAWS; draw++) {
    random = seededRandom(1000 + draw);
    const [hs, ms] = [shuffled(h), shuffled(m)];
    const samples = ms.slice(0, Math.min(SAMPLES, Math.floor(ms.length / 2)));
    const base = hs.slice(0, PEOPLE);
    const prompts = new Set(samples.map((s) => s.prompt).filter(Boolean));
    const test = [...hs.slice(PEOPLE).map((t) => ({ ...t, ai: 0 })), ...ms.slice(samples.length).map((t) => ({ ...t, ai: 1 }))].filter((t) => t.ai || !prompts.has(t.prompt));
    const plain = baselineOf('/baseline', base.map(() => 0));
    const began = performance.now();
    const fit = fitAgainstBaseline(samples, base, plain.description);
    times.push(performance.now() - began);
    const scored = test.map((t) => {
      const { authorship } = fit.judge({ ...t, logOdds: NEUTRAL });
      const { confidence } = authorship ? authorshipOf(authorship.logOdds, { prior: 0.5, baseline: authorship.baseline }) : {};
      return { ai: t.ai, p: authorship?.logOdds.value ?? 0, high: confidence === 'high', style: t.style };
    });
    for (const [i, [, texts]] of others.entries())
      if (task.startsWith('school'))
        elsewhere[i][1].push(share(texts, (t) => {
          const { authorship } = fit.judge({ ...t, logOdds: NEUTRAL });
          return authorship !== undefined && authorshipOf(authorship.logOdds, { prior: 0.5, baseline: authorship.baseline }).confidence === 'high';
        }));
    figures.push({ auroc: auroc(scored), machines: share(scored.filter((r) => r.ai), (r) => r.high), people: share(scored.filter((r) => !r.ai), (r) => r.high), told: fit.description.told / samples.length, used: fit.description.used, samples: samples.length, ...Object.fromEntries(['default', 'polished', 'student-plain', 'casual-human'].map((s) => [s, share(scored.filter((r) => r.ai && r.style === s), (r) => r.high)])) });
    for (const [machines, list] of byShare) {
      const size = 60, count = Math.min(Math.round(size * machines), test.filter((t) => t.ai).length);
      const batch = [...test.filter((t) => t.ai).slice(0, count), ...test.filter((t) => !t.ai).slice(0, size - count)];
      const ranked = fitAgainstBatch(samples, batch);
      const judgedBatch = batch.map((t) => ({ ai: t.ai, ...ranked.judge({ ...t, logOdds: NEUTRAL }) }));
      list.push({ auroc: auroc(judgedBatch.map((r) => ({ ai: r.ai, p: r.score }))), people: share(judgedBatch.filter((r) => !r.ai), (r) => r.leastHigh !== undefined), machines: share(judgedBatch.filter((r) => r.ai), (r) => r.leastHigh !== undefined), used: ranked.description.used });
    }
  }
  const m1 = (name) => mean(figures.map((f) => f[name]).filter((v) => !Number.isNaN(v)));
  withBaseline.push([task, figures[0].samples, m1('auroc').toFixed(3), percent(m1('machines')), ...['default', 'polished', 'student-plain', 'casual-human'].map((s) => percent(m1(s))), percent(m1('people')), percent(m1('told')), `${figures.filter((f) => f.used).length} of ${DRAWS}`]);
  alone.push([task, ...[...byShare.values()].flatMap((list) => [mean(list.map((l) => l.auroc)).toFixed(3), `${percent(mean(list.map((l) => l.machines)))}; ${percent(mean(list.map((l) => l.people)))}`])]);
  console.log(withBaseline.at(-1).join(' | '), '\n   ', alone.at(-1).slice(1).join(' | '));
}

const page = `# Machine samples: what they reach

Written by \`node scripts/detector/machine-samples.mjs\`, with the product's own code. The samples and the texts that are told by them are by one model of 2026, each on another subject, in four styles; the people's texts are of the same kind of writing. All are cut to at most
${MOST_WORDS} words from anywhere in the text; quotes, dashes, line breaks, digits and letter case are folded. Means of ${DRAWS} random draws. **The detector's own figure takes no part here**: this is what wording alone reaches. How it works stands in [decision 0060](decisions/0060-machine-samples.md).

## With ${SAMPLES} samples and a baseline of ${PEOPLE} texts by people

Neither samples nor baseline are among the texts that are judged. *Told* is what a report says: the share of the samples that were told when each was left out. The promise with a baseline of ${PEOPLE} is that of people's texts like its own at most 1 in ${PEOPLE + 1} (${percent(1 / (PEOPLE + 1))}) is HIGH.

${table(['task', 'samples', 'AUROC', 'machines HIGH', 'as asked', 'polished', 'plain', '"not like AI"', 'people HIGH', 'told', 'used'], withBaseline)}

People of other classes, against samples and a baseline of school essays, to whom the promise does not extend:

${table(['people', 'HIGH'], elsewhere.map(([name, list]) => [name, percent(mean(list))]))}

## With ${SAMPLES} samples alone

Batches of 60 documents, some of them by the machine; the samples are told from the batch itself. No document becomes HIGH by it. *Kept from LOW*: machines; people.

${table(['task', '10 % by machines: AUROC', 'kept from LOW', '30 %: AUROC', 'kept from LOW', '60 %: AUROC', 'kept from LOW'], alone)}
`;
writeFileSync(path.join(root, 'docs/machine-samples.md'), page);
console.log(page, `fit: ${mean(times).toFixed(0)} ms`);

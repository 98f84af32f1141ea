// The labelled texts, found through GHOSTWRITER_DATA. They are read in place and never copied into the project.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { artefactRemover } from './artefacts.mjs';
import { inferDomains } from './domains.mjs';
import { doubtfulPeople } from './doubtful.mjs';
import { registerOf } from './registers.mjs';
import { yearOf } from './model-years.mjs';

const root = path.join(import.meta.dirname, '../..');
const folder = path.resolve(root, process.env.GHOSTWRITER_DATA ?? '../shared/data');

function rows(file) {
  const at = path.join(folder, 'detection', `${file}.jsonl.gz`);
  if (!existsSync(at)) {
    console.error(
      `${at} is missing. Training and evaluation need the labelled texts: set GHOSTWRITER_DATA to the folder that holds detection/.`,
    );
    process.exit(1);
  }
  return gunzipSync(readFileSync(at))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Sources that may shape weights, whose texts are by people, by machines or both. */
const OLDER = ['detectrl', 'outfox-valid', 'argugpt-machine', 'mixset'].map((name) => `train/${name}`);
const MODERN = ['l2r', 'biscope', 'imbd', 'wiki_llama31', 'hellobench', 'slop_forensics', 'nyuad_students'].map(
  (name) => `train/modern/${name}`,
);
const FRONTIER = ['train/frontier/frontier', 'train/frontier/formal'];
const PEOPLE = [
  'acl_intro',
  'blog_18f',
  'blog_carpentries',
  'blog_ropensci',
  'cochrane',
  'debate_comments',
  'empathic',
  'ewt',
  'handbooks',
  'onestop',
  'openstax',
  'plos',
  'state_union',
  'theses',
].map((name) => `train/people/${name}`);

/** Sources whose licence allows calibration and evaluation, and no weights that are shipped. */
const CALIBRATION = [
  'asap',
  'brown',
  'cefr_texts',
  'clear',
  'disapere',
  'gum',
  'leaflets',
  'micusp_train',
  'natsci_editorials',
  'party_platforms',
  'ted',
].map((name) => `calibration/people/${name}`);

/** Nothing is trained on these, nor chosen by them. */
const HELD_OUT = ['writers', 'dna_detectllm', 'apt_eval', 'lamp_creative', 'frontier-dev'].map(
  (name) => `eval-dev/${name}`,
);

/** DetectRL's human texts that a model then rewrote: neither class is right for them. */
const REWRITTEN = /^paraphrase_/;

/** MixSet's people are those of `apt_eval`, which is held out, and its machines answer other questions than they do: it is for testing alone. */
const TESTED_ONLY = new Set(['mixset']);

/**
 * Essays that argue, of which there are machines' alone: what they are about, and that they argue, would be learned as a machine's. They calibrate and are judged.
 *
 * @param {{ group: string, register: string }} t
 */
const lacksPeople = ({ group, register }) =>
  group === 'argugpt' || group === 'biscope/essay' || (group === 'hellobench' && register === 'essay');

/**
 * All labelled texts without their artefacts: `{ text, ai: 0 | 1, use, group, register, model, year, attack, style, domain, prompt }`.
 *
 * `use` is `train` (may shape weights), `calibrate` (thresholds and margins alone), `dev` (neither), or `test` (older sources that are not trained on).
 * `group` is what is left out as one: a source, or a domain of a source that holds several. A text that a model wrote on the subject of somebody's text
 * has the group of that text in `about`, so that both are left out together. What holds passages of a machine's text is `doubtful`: learned from as the source has it, and no evidence of people.
 */
export function labelledTexts() {
  const older = OLDER.flatMap((file) => rows(file)).filter((r) => r.label === 'human' || r.label === 'ai');
  const clean = artefactRemover(older.map((r) => r.text));
  const detectrl = older.filter((r) => r.source === 'detectrl');
  const domains = new Map(inferDomains(detectrl).map((domain, i) => [detectrl[i], domain]));
  const doubtful = doubtfulPeople(detectrl);
  const texts = [
    ...older.map((r) =>
      row(
        { ...r, text: clean(r.text), domain: domains.get(r) ?? r.domain, doubtful: doubtful.has(r) },
        r.label === 'human' && REWRITTEN.test(r.attack ?? '')
          ? 'rewritten'
          : TESTED_ONLY.has(r.source)
            ? 'test'
            : 'train',
      ),
    ),
    ...[...MODERN, ...FRONTIER, ...PEOPLE].flatMap((file) => rows(file)).map((r) => row(r, 'train')),
    ...[...CALIBRATION, 'calibration/frontier-formal'].flatMap((file) => rows(file)).map((r) => row(r, 'calibrate')),
    ...HELD_OUT.flatMap((file) => rows(file)).map((r) => row(r, 'dev')),
  ];
  return withoutRepeats(texts.map((t) => (t.use === 'train' && lacksPeople(t) ? { ...t, use: 'calibrate' } : t)));
}

function row(r, use) {
  const group = groupOf(r.source === 'liang' ? 'writers' : r.source, r.domain);
  return {
    text: r.text,
    ai: r.label === 'ai' ? 1 : 0,
    use,
    group,
    ...(r.human_source && { about: aboutOf(r) }),
    ...(r.doubtful && { doubtful: true }),
    register: registerOf(r.human_source ?? r.source, r.domain),
    model: r.label === 'ai' ? (r.model ?? 'unnamed') : 'human',
    ...(r.label === 'ai' && { year: yearOf(r.model) }),
    attack: (r.attack ?? 'none').replace(/_(?:llm|human)$/, ''),
    ...(r.style && { style: r.style }),
    ...(r.level && { level: r.level }),
    domain: r.domain ?? 'none',
    prompt: r.prompt ?? r.prompt_id,
  };
}

/** Sources of several kinds of writing are left out kind by kind. */
const BY_DOMAIN = new Set(['detectrl', 'biscope', 'imbd']);
const groupOf = (source, domain) => (BY_DOMAIN.has(source) ? `${source}/${domain}` : source);

/** The group of the text that a text by a model of 2026 has its subject from. */
function aboutOf({ human_source: source, domain }) {
  if (source !== 'detectrl') return groupOf(source === 'apt' ? 'apt_eval' : source, domain);
  return ['arxiv', 'xsum', 'writing_prompt', 'yelp'].includes(domain) ? `detectrl/${domain}` : 'detectrl';
}

/** Words of a text that stand for it when repeats are looked for. */
const PASSAGE = 12;

/**
 * Without texts that share a passage of twelve words with one of another group by a person: what is held out goes first, then what calibrates, so that
 * nothing that judges was learned.
 */
function withoutRepeats(texts) {
  const order = { dev: 0, test: 0, calibrate: 1, rewritten: 2, train: 3 };
  const groupOfPassage = new Map();
  const kept = new Set();
  for (const t of texts.filter(({ ai }) => !ai).sort((a, b) => order[a.use] - order[b.use])) {
    const passages = passagesOf(t.text);
    if (t.use === 'train' && passages.filter((p) => (groupOfPassage.get(p) ?? t.group) !== t.group).length > 1)
      continue;
    kept.add(t);
    for (const p of passages) if (!groupOfPassage.has(p)) groupOfPassage.set(p, t.group);
  }
  return texts.filter((t) => t.ai || kept.has(t));
}

function passagesOf(text) {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const passages = [];
  for (let i = 0; i + PASSAGE <= words.length; i += PASSAGE / 2) passages.push(words.slice(i, i + PASSAGE).join(' '));
  return passages;
}

/** MixSet's texts of two hands, each with the text that it was made from: { text, original, operation }. Nothing is trained on them. */
export function mixedTexts() {
  const mixed = rows('train/mixset').filter((r) => r.label === 'mixed');
  const clean = artefactRemover(mixed.flatMap((r) => [r.text, r.original]));
  return mixed.map((r) => ({ text: clean(r.text), original: clean(r.original), operation: r.operation }));
}

// The labelled texts, found through GHOSTWRITER_DATA. They are read in place and never copied into the project.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { artefactRemover } from './artefacts.mjs';
import { domainAccuracy, inferDomains } from './domains.mjs';
import { familiesOf } from './families.mjs';

const root = path.join(import.meta.dirname, '../..');
const folder = path.resolve(root, process.env.GHOSTWRITER_DATA ?? '../shared/data');

function rows(file) {
  const at = path.join(folder, 'detection', file);
  if (!existsSync(at)) {
    console.error(`${at} is missing. Training and evaluation need the labelled texts: set GHOSTWRITER_DATA to the folder that holds detection/.`);
    process.exit(1);
  }
  return gunzipSync(readFileSync(at)).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** DetectRL's human texts that a model then rewrote: neither class is right for them. */
const REWRITTEN = /^paraphrase_/;

/**
 * The labelled texts without their artefacts: { text, ai: 0 | 1, rewritten, group, model, attack, prompt }. `group` is what is left out as one:
 * a source, or one domain of DetectRL. `rewritten` marks human texts that a model then rewrote: nothing is trained on them, and they are
 * reported apart. MixSet's mixed texts are in {@link mixedTexts}.
 */
export function labelledTexts() {
  const all = ['detectrl', 'outfox-valid', 'argugpt-machine', 'mixset'].flatMap((name) => rows(`train/${name}.jsonl.gz`)).filter((r) => r.label === 'human' || r.label === 'ai');
  const clean = artefactRemover(all.map((r) => r.text));
  const detectrl = all.filter((r) => r.source === 'detectrl');
  const domains = new Map(inferDomains(detectrl).map((domain, i) => [detectrl[i], domain]));
  return all.map((r) => ({
    text: clean(r.text),
    ai: r.label === 'ai' ? 1 : 0,
    rewritten: r.label === 'human' && REWRITTEN.test(r.attack ?? ''),
    group: domains.has(r) ? `detectrl/${domains.get(r)}` : r.source,
    model: r.model ?? 'human',
    attack: (r.attack ?? 'none').replace(/_(?:llm|human)$/, ''),
    prompt: r.prompt,
  }));
}

/** MixSet's texts of two hands, each with the text that it was made from: { text, original, operation }. Nothing is trained on them. */
export function mixedTexts() {
  const mixed = rows('train/mixset.jsonl.gz').filter((r) => r.label === 'mixed');
  const clean = artefactRemover(mixed.flatMap((r) => [r.text, r.original]));
  return mixed.map((r) => ({ text: clean(r.text), original: clean(r.original), operation: r.operation }));
}

/** How well the domains that DetectRL does not state are inferred: the share of the stated ones that is found. */
export const domainFound = () => domainAccuracy(rows('train/detectrl.jsonl.gz'));

/**
 * The sources that are trained on: those whose texts of both classes are on the same subjects. ArguGPT has machine texts only, and MixSet's
 * machine texts answer questions while its human ones are blogs and speeches: they would teach what a text is about. Both are kept for testing.
 */
const TRAINED_ON = /^(?:detectrl\/|outfox$)/;

/**
 * The texts of {@link labelledTexts} that a detector may be trained on, each with its `family`: in OUTFOX the texts on one prompt, in DetectRL
 * those that share their rarer words. Of a family, all or none are tested.
 */
export function forTraining(texts) {
  const own = texts.filter((t) => TRAINED_ON.test(t.group) && !t.rewritten);
  const families = familiesOf(own.map((t) => t.text));
  return own.map((t, i) => ({ ...t, family: t.prompt ?? `family ${families[i]}` }));
}

/** Human essays that nothing is ever trained on or fitted to: { text, ai: 0, group }. */
export function heldOutWriters() {
  return rows('eval-dev/writers.jsonl.gz').map((r) => ({ text: r.text, ai: 0, group: r.domain ?? r.source, model: 'human', attack: 'none' }));
}

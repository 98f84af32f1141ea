// The labelled texts, found through GHOSTWRITER_DATA. They are read in place and never copied into the project.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

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

/**
 * Training texts: { text, ai: 0 | 1, group, model, attack, prompt }. `group` is what is left out as one: a source, or one domain of DetectRL.
 * Texts that are neither human nor machine but mixed are left out; DetectRL's machine texts without a domain belong to every domain and to none.
 */
export function trainingTexts() {
  return ['detectrl', 'outfox-valid', 'argugpt-machine', 'mixset']
    .flatMap((name) => rows(`train/${name}.jsonl.gz`))
    .filter((r) => r.label === 'human' || r.label === 'ai')
    .map((r) => ({
      text: r.text,
      ai: r.label === 'ai' ? 1 : 0,
      group: r.source === 'detectrl' ? `detectrl/${r.domain ?? 'any'}` : r.source,
      model: r.model ?? 'human',
      attack: r.attack ?? 'none',
      prompt: r.prompt,
    }));
}

/** Human essays that nothing is ever trained on: { text, ai: 0, group }. */
export function heldOutWriters() {
  return rows('eval-dev/writers.jsonl.gz').map((r) => ({ text: r.text, ai: 0, group: r.domain ?? r.group ?? r.source ?? 'writers', model: 'human', attack: 'none' }));
}

import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Fewest words of an answer that is kept: shorter ones are refusals, and cannot be judged. */
const LEAST_WORDS = 50;

/** What models say before an answer, in a line of its own. */
const REMARK =
  /^(?:(?:sure|certainly|of course|okay|here)\b[^\n]*:|(?:\*\*|#+ *)?(?:answer|essay|text|sample|version|draft) *#?\d*(?:\*\*)?:?(?:\*\*)?) *\n+/i;

/** An answer as it is kept, without thoughts, fences and remarks around it; `undefined` for one that is too short. */
export function keptAnswer(answer: string): string | undefined {
  const said = answer.replace(/<think(?:ing)?>[^]*?<\/think(?:ing)?>/gi, '').trim();
  const text = said
    .replace(/^```\w*\n?|\n?```$/g, '')
    .trim()
    .replace(REMARK, '')
    .trim();
  return text.split(/\s+/).length < LEAST_WORDS ? undefined : `${text}\n`;
}

/** The answers in a text that was pasted: those between lines of equals signs, however a model has set them. */
export const answersIn = (text: string): string[] =>
  text
    .split(/^[ \t>*_`]*(?:\\?=[ \t]*){3,}[*_`]*[ \t]*$/m)
    .map((answer) => answer.trim())
    .filter((answer) => answer !== '');

/** How a file is called whose answers have been put in files of their own: it is no text to be read. */
const TAKEN = '.answers';

/**
 * Puts each answer of a text file with several of them in a file of its own; what they came from is kept under another name. Nothing is written over.
 *
 * @returns absolute paths of the files that were taken apart
 */
export async function takeApart(folder: string): Promise<string[]> {
  const names = new Set(await readdir(folder));
  const taken: string[] = [];
  const free = (name: (n: number) => string) => {
    for (let n = 1; ; n++) if (!names.has(name(n))) return name(n);
  };
  for (const name of [...names].filter((file) => /^[^.].*\.(?:txt|text|md|markdown)$/i.test(file)).sort()) {
    const answers = answersIn(await readFile(path.join(folder, name), 'utf8'));
    if (answers.length < 2) continue;
    const stem = path.parse(name).name;
    for (const answer of answers) {
      const own = free((n) => `${stem}-${String(n).padStart(2, '0')}.txt`);
      // A refusal stays to be seen, and is not used.
      await writeFile(path.join(folder, own), keptAnswer(answer) ?? `${answer}\n`, { flag: 'wx' });
      names.add(own);
    }
    const aside = free((n) => (n === 1 ? `${name}${TAKEN}` : `${name}.${n}${TAKEN}`));
    await rename(path.join(folder, name), path.join(folder, aside));
    names.add(aside);
    taken.push(path.join(folder, name));
  }
  return taken;
}

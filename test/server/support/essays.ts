import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../unit/support/paths.ts';

const SAMPLES = path.join(ROOT, 'samples/texts');

/** The samples, by their names below a folder `texts`. */
export const samples = (): Record<string, Buffer<ArrayBuffer>> =>
  Object.fromEntries(
    readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.\w+$/.test(name))
      .map((name) => [`texts/${name.split(path.sep).join('/')}`, readFileSync(path.join(SAMPLES, name))]),
  );

/** Texts of some paragraphs each, all different, made of the sentences of the samples: enough that their analysis takes a while. */
export function manyTexts(count: number, sentences: number): Record<string, string> {
  const all = Object.values(samples()).flatMap(
    (text) => text.toString('utf8').match(/[A-Z][^.!?\n]{30,200}[.!?]/g) ?? [],
  );
  let state = 7;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `many/text-${String(i).padStart(3, '0')}.txt`,
      Array.from({ length: sentences }, () => all[next() % all.length]).join(' '),
    ]),
  );
}

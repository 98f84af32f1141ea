/** A long fuzz, by `npm run fuzz`; a short one with the same properties is among the unit tests. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { ParserThread } from '../../src/process/threads/parser-thread.ts';
import { DIST, ROOT } from '../unit/support/paths.ts';
import { archivesAreReadOrRefused, documentsAreReadOrRefused } from './properties.ts';
import { DOCUMENTS } from './seeds.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const seed = process.env['FUZZ_SEED'] === undefined ? Date.now() % 0x7fffffff : Number(process.env['FUZZ_SEED']);
const folder = path.join(ROOT, 'build/fuzz');
mkdirSync(folder, { recursive: true });

const parser = new ParserThread(path.join(DIST, 'parser.js'));
afterAll(() => parser.close());

// No shrinking: what failed is the last input, which stays in the folder.
// Half of the runs go to archives, the rest to each format alike.
const formats = Object.keys(DOCUMENTS);
const share = Math.ceil(runs / 2 / formats.length);

test(`archives: ${Math.floor(runs / 2)} runs with seed ${seed}`, () =>
  fc.assert(archivesAreReadOrRefused(path.join(folder, 'last.zip')), {
    numRuns: Math.floor(runs / 2),
    seed,
    endOnFailure: true,
  }));
test.each(formats)(`documents: ${share} runs of .%s with seed ${seed}`, (ending) =>
  fc.assert(documentsAreReadOrRefused(ending, path.join(folder, `last.${ending}`), parser), {
    numRuns: share,
    seed,
    endOnFailure: true,
  }),
);

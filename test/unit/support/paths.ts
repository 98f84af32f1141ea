import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository, and what the tests use of it. Looked for upwards: scripts bundle this file to another place. */
export const ROOT = folderWith('package.json', import.meta.dirname);
export const DIST = path.join(ROOT, 'dist');
export const MODELS = path.join(ROOT, 'models');
export const SAMPLES = path.join(ROOT, 'samples/texts');
/** Texts by people, in the public domain. */
export const SAMPLES_BY_PEOPLE = path.join(ROOT, 'samples/people');

function folderWith(name: string, from: string): string {
  return existsSync(path.join(from, name)) ? from : folderWith(name, path.dirname(from));
}

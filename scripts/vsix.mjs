// Where the packed extension lies.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** Absolute path of the VSIX for a platform, such as `linux-x64`; of this one where none is named. */
export function vsixPath(target = `${process.platform}-${process.arch}`) {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return path.join(root, 'build', `${name}-${version}-${target}.vsix`);
}

import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder and those that it is in, where they are not there. Node's own way (`recursive`) never ends where a system says of a folder that is there that it is not, as below `/proc`.
 *
 * @throws the file system's error
 */
export async function makeFolder(folder: string): Promise<void> {
  const at = path.resolve(folder);
  try {
    await mkdirOrFind(at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || path.dirname(at) === at) throw error;
    await makeFolder(path.dirname(at));
    await mkdirOrFind(at);
  }
}

async function mkdirOrFind(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    // Some systems refuse a folder that is there with another reason.
    if ((await stat(folder).catch(() => undefined))?.isDirectory()) return;
    throw error;
  }
}

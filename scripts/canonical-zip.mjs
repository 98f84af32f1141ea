// Writes a ZIP again so that its bytes depend on what it holds alone: entries by name, one time and one mode for all.
// What packs it takes over the order of the folder's listing, the files' times in the local time zone, and the umask of whoever cloned.
import { createWriteStream, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import unzipper from 'unzipper';
import { ZipFile } from 'yazl';

/** The first moment that a ZIP can name; in local time, as the format has it. */
const MOMENT = new Date(1980, 0, 1);
const MODE = 0o100644;

/** Replaces `file` by the same entries in their canonical form. How they are deflated is up to zlib, and so to the version of Node. */
export async function makeCanonical(file) {
  const { files } = await unzipper.Open.file(file);
  const zip = new ZipFile();
  const next = `${file}.canonical`;
  const written = pipeline(zip.outputStream, createWriteStream(next));
  for (const entry of files.filter(({ type }) => type === 'File').sort((a, b) => (a.path < b.path ? -1 : 1)))
    zip.addBuffer(await entry.buffer(), entry.path, { mtime: MOMENT, mode: MODE, forceDosTimestamp: true });
  zip.end();
  await written;
  renameSync(next, file);
}

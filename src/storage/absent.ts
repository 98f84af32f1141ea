/** Whether a file system's error says that something is not there. Any other one says that it is not known: it may be there, and must be taken neither for gone nor for free. */
export const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');

/**
 * For a call whose file may be missing: `await readFile(file).catch(absent)`.
 *
 * @returns `undefined` where it is
 * @throws every other error as it is
 */
export function absent(error: unknown): undefined {
  if (isAbsent(error)) return undefined;
  throw error;
}

/** Errors that may be over in a moment: too many files are open, a drive does not answer. */
const PASSING = new Set(['EMFILE', 'ENFILE', 'EIO', 'EAGAIN', 'EBUSY', 'ETIMEDOUT', 'ESTALE', 'ENOMEM', 'EINTR']);

export const isPassing = (error: unknown): boolean =>
  PASSING.has((error as NodeJS.ErrnoException | undefined)?.code ?? '');

/** What a file system's error says, and what to do about it. */
export function unreadableBecause(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `it may not be read (${code}); give the user that runs this the right to read it`;
    case 'EISDIR':
      return 'there is a folder where a file should be (EISDIR)';
    case 'EMFILE':
    case 'ENFILE':
      return `too many files are open (${code}); raise the limit (ulimit -n), or close some programs`;
    case 'ELOOP':
      return 'it is a link that leads nowhere (ELOOP)';
    default:
      return code === undefined ? message : `it cannot be read (${code}); check the disk`;
  }
}

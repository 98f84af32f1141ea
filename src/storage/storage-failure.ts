/** What to say when something could not be written: the thing, the reason, what to do next. */
export function storageMessage(error: unknown, place: string): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk with ${place} is full. Make room and resume the analysis: what is done is kept.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${place} may not be written to (${code}). Give yourself the right to write there and resume the analysis: what is done is kept.`;
    case 'EMFILE':
    case 'ENFILE':
      return `Too many files are open on this machine (${code}). Close some programs and resume the analysis: what is done is kept.`;
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return `${place} is not there any more (${code}). Connect the drive again and resume the analysis: what is done is kept.`;
    default:
      return `${place} could not be written to (${code}). Check the disk and resume the analysis: what is done is kept.`;
  }
}

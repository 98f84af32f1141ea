import { type Notice, notice } from '../report/notice.ts';

/** What to say when something could not be written: the thing, the reason, what to do next. */
export function storageNotice(failure: unknown, place: string): Notice {
  const error = (failure as NodeJS.ErrnoException).code ?? String(failure);
  switch (error) {
    case 'ENOSPC':
    case 'EDQUOT':
      return notice('disk-full', { place });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notice('not-writable', { place, error });
    case 'EMFILE':
    case 'ENFILE':
      return notice('too-many-files-open', { error });
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return notice('place-gone', { place, error });
    default:
      return notice('not-written', { place, error });
  }
}

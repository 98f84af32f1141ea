import { messageOf } from '../../protocol/message-of.ts';

/** Whether an error is the operating system's, and not a bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/** What the operating system calls an error (`EACCES`, `ENOENT` …), or the error's own words. */
export function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? messageOf(error);
}

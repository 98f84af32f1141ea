import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Notice, NoticeValue } from '../report/notice.ts';
import { clipped, withoutUnseen } from '../report/outside-text.ts';

/** UTF-16 code units of what a client is told of an error. */
const LONGEST = 2000;

/** What is left of an absolute path, of this or of another system: what it is called. */
const ABSOLUTE = /(?<![\w.:/\\<-])(?:[A-Za-z]:[\\/]|\/)(?:[^\s/\\:'"`(),;]+[\\/])+/g;

/**
 * An error as it goes to a client: without where anything lies on the server.
 *
 * @param folders absolute paths that are nobody's business
 */
export function outsideMessage(message: string, folders: readonly string[] = []): string {
  let text = clipped(message, 4 * LONGEST);
  for (const folder of [...folders, process.cwd(), tmpdir()])
    if (folder.length > 1) text = text.replaceAll(`${folder}${path.sep}`, '/').replaceAll(folder, 'the data folder');
  text = text.replace(ABSOLUTE, '').replace(/\n\s+at [^]*$/, '');
  return clipped(text.split('\n').map(withoutUnseen).join('\n').trim(), LONGEST);
}

/** A notice as it goes to a client, likewise. */
export function outsideNotice({ code, args }: Notice, folders: readonly string[] = []): Notice {
  const outside = (value: NoticeValue): NoticeValue =>
    typeof value === 'string'
      ? outsideMessage(value, folders)
      : typeof value === 'number'
        ? value
        : Array.isArray(value)
          ? (value as readonly Notice[]).map((item) => outsideNotice(item, folders))
          : outsideNotice(value as Notice, folders);
  return {
    code,
    ...(args && { args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, outside(value)])) }),
  };
}

/** An error as it stands in the log: what kind it is and where in the program, and no name of a file of anybody. */
export function loggedError(error: Error): object {
  const { name, stack } = error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // Of the system's errors the message is code, call and path.
  return {
    type: name,
    ...(code !== undefined && { code }),
    ...(syscall === undefined ? { message: outsideMessage(error.message) } : { syscall }),
    stack: (stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  };
}

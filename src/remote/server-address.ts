import { notice, NoticeError } from '../report/notice.ts';

/** Where a server is: a base that paths are put behind. */
export interface ServerAddress {
  /** Without a slash at its end. */
  readonly url: string;
  /** Whether others on the way can read what is sent. */
  readonly open: boolean;
}

const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads what somebody gave as a server's address.
 *
 * @throws with a message for people
 */
export function serverAddress(text: string): ServerAddress {
  if (!URL.canParse(text)) throw new NoticeError(notice('server-address-unreadable', { address: text }));
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new NoticeError(notice('server-address-scheme', { address: text }));
  if (url.username !== '' || url.password !== '')
    throw new NoticeError(notice('server-address-secret', { address: text }));
  if (url.search !== '' || url.hash !== '') throw new NoticeError(notice('server-address-query', { address: text }));
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    open: url.protocol === 'http:' && !HERE.test(url.hostname),
  };
}

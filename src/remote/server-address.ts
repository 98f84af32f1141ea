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
  const wrong = (why: string) => new Error(`${text} is no address of a server: ${why}. Give ghostwriter.server.url one such as https://server.example:8420.`);
  if (!URL.canParse(text)) throw wrong('it cannot be read');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('it begins neither with https:// nor with http://');
  if (url.username !== '' || url.password !== '') throw wrong('there is a name or a password in it; a token is kept with Ghost-Writer: Set Server Token…');
  if (url.search !== '' || url.hash !== '') throw wrong('there is a ? or a # in it');
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, open: url.protocol === 'http:' && !HERE.test(url.hostname) };
}

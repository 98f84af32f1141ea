/** Pictures and other files inside of a text (RFC 2397): nobody reads them. */
const DATA_URI = /data:[\w.+-]+\/[\w.+-]+(?:;[\w=.-]+)*;base64,[\w+/=%\s]{64,}/g;

/** The text without the files that are written into it. */
export const withoutData = (text: string): string =>
  text.includes(';base64,') ? text.replace(DATA_URI, 'data:') : text;

/** Reads CSV by RFC 4180's grammar, character by character; throws where the text does not follow it. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      record.push(readField());
      if (text[at] !== ',') break;
      at++;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`No CRLF at ${at}.`);
    at += 2;
    records.push(record);
  }
  return records;

  function readField(): string {
    let value = '';
    if (text[at] !== '"') {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') {
        if (text[at] === '"' || text[at] === '\n') throw new Error(`A bare quote or line feed at ${at}.`);
        value += text.charAt(at++);
      }
      return value;
    }
    at++;
    for (;;) {
      if (at >= text.length) throw new Error('A quote stays open.');
      if (text[at] === '"' && text[at + 1] === '"') at++;
      else if (text[at] === '"') break;
      value += text.charAt(at++);
    }
    at++;
    return value;
  }
}

/** Parts inside of each other that are looked through. */
const DEEPEST = 4;

/** The page in a web archive (MHTML, RFC 2557); `undefined` where there is none. */
export function webArchivePage(bytes: Uint8Array): Uint8Array | undefined {
  return pageIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), 0);
}

function pageIn(part: string, depth: number): Uint8Array | undefined {
  const [, head = '', body = ''] = /^([^]*?)\r?\n\r?\n([^]*)$/.exec(part.replace(/^\s+/, '')) ?? [];
  const headers = head.replace(/\r?\n[ \t]+/g, ' ');
  const type = /^content-type:\s*([^;\r\n]+)/im.exec(headers)?.[1]?.trim().toLowerCase() ?? 'text/html';
  const boundary = /boundary="?([^";\r\n]+)"?/i.exec(headers)?.[1];
  if (type.startsWith('multipart/') && boundary !== undefined && depth < DEEPEST) {
    for (const inner of body.split(`--${boundary}`).slice(0, 200)) {
      const page = inner.startsWith('--') || inner.trim() === '' ? undefined : pageIn(inner, depth + 1);
      if (page) return page;
    }
    return undefined;
  }
  if (!/^text\/(?:html|plain)|xhtml/.test(type)) return undefined;
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(headers)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  const plain =
    encoding === 'quoted-printable'
      ? body
          .replace(/=[ \t]*\r?\n/g, '')
          .replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      : body;
  return Buffer.from(plain, 'latin1');
}

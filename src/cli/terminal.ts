const CODES = { red: 31, yellow: 33, green: 32, bold: 1 } as const;

/** Text in a colour on a terminal that has some; as it is elsewhere, where `NO_COLOR` is set (no-color.org), and on a dumb terminal. */
export function coloured(colour: keyof typeof CODES, text: string, stream: NodeJS.WriteStream): string {
  return hasColours(stream) ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text;
}

function hasColours(stream: NodeJS.WriteStream): boolean {
  return canMoveCursor(stream) && (process.env['NO_COLOR'] ?? '') === '';
}

/** Whether a line can be drawn again. */
export function canMoveCursor({ isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>): boolean {
  return isTTY && process.env['TERM'] !== 'dumb';
}

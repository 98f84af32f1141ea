import type { TextPosition, TextRange } from '../../protocol/panel.ts';

/** Makes ranges of offsets in a text. Lines end where editors end them, so that a file whose line ends the editor makes alike is met too. */
export function rangesIn(text: string): (start: number, end: number) => TextRange {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((m) => m.index + m[0].length)];
  const position = (offset: number): TextPosition => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low, character: offset - starts[low]! };
  };
  return (start, end) => ({ start: position(start), end: position(end) });
}

import type { TextSpan } from '../../document/segments.ts';

/** The stretches of a text of this length that lie in none of the spans, which are ascending and do not overlap. */
export function allBut(spans: readonly TextSpan[], length: number): TextSpan[] {
  const others: TextSpan[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    if (start > from) others.push({ start: from, end: start });
    from = Math.max(from, end);
  }
  if (from < length) others.push({ start: from, end: length });
  return others;
}

/** The spans in order, those that overlap or touch made one. */
export function merged(spans: readonly TextSpan[]): TextSpan[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) result.push({ start, end });
  }
  return result;
}

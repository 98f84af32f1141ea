import { html, svg } from 'lit';
import type { CopiedPassage } from '../../report/report.ts';

const WIDTH = 480;
const BAR = 6;
const HEIGHT = 40;

/** Two texts as bars from beginning to end, the first above, with ribbons between what both hold. */
export function alignmentFigure(passages: readonly CopiedPassage[], [ofA, ofB]: readonly [number, number]) {
  const x = (at: number, length: number) => (length === 0 ? 0 : Math.min(1, at / length) * WIDTH);
  const edges = passages.map(({ a, b }) => ({
    a: [x(a.start, ofA), Math.max(x(a.end, ofA), x(a.start, ofA) + 2)] as const,
    b: [x(b.start, ofB), Math.max(x(b.end, ofB), x(b.start, ofB) + 2)] as const,
  }));
  const bar = ([from, to]: readonly [number, number], y: number) =>
    svg`<rect class="passage" x=${from} y=${y} width=${to - from} height=${BAR}></rect>`;
  return html`<svg class="alignment" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <rect class="text" width=${WIDTH} height=${BAR}></rect>
    <rect class="text" y=${HEIGHT - BAR} width=${WIDTH} height=${BAR}></rect>
    ${edges.map(({ a, b }) => svg`<polygon class="ribbon" points=${`${a[0]},${BAR} ${a[1]},${BAR} ${b[1]},${HEIGHT - BAR} ${b[0]},${HEIGHT - BAR}`}></polygon>${bar(a, 0)}${bar(b, HEIGHT - BAR)}`)}
  </svg>`;
}

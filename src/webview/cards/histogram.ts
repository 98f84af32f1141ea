import { nothing, svg } from 'lit';

export interface Bar {
  readonly value: number;
  /** Class of the bar's colour. */
  readonly kind?: string;
}

export interface Band {
  /** Bars from `from` up to, not including, `to` stand in a grey band. */
  readonly from: number;
  readonly to: number;
}

const WIDTH = 10;
const HEIGHT = 30;

/**
 * A small bar chart on a base line, as the inside of an SVG of `viewBox="0 0 (10 · slots) 30"`; decoration beside a figure in words. Where there are
 * fewer bars than slots they stand at the right end.
 */
export function histogram(bars: readonly Bar[], slots = bars.length, band?: Band) {
  const top = Math.max(1, ...bars.map((b) => b.value));
  return svg`
    ${band ? svg`<rect class="band" x=${band.from * WIDTH} y="0" width=${(band.to - band.from) * WIDTH} height=${HEIGHT}></rect>` : nothing}
    <rect class="base" x="0" y=${HEIGHT - 0.75} width=${slots * WIDTH} height="0.75"></rect>
    ${bars.map(({ value, kind }, i) => {
      const height = value === 0 ? 0 : Math.max(1.5, (value / top) * (HEIGHT - 1));
      return svg`<rect class=${`bar ${kind ?? ''}`} x=${(slots - bars.length + i) * WIDTH + 1} y=${HEIGHT - height} width=${WIDTH - 2} height=${height} rx="1"></rect>`;
    })}
  `;
}

import { css, html, nothing, svg } from 'lit';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';

/**
 * Where a probability lies between 0 and 1: a mark, its interval as a line, and the undecided band in grey; decoration beside the figures.
 *
 * @param interval lower and upper end; reports of earlier versions have none
 * @param width in pixels
 */
export function probabilityTrack(
  probability: number | null,
  interval?: readonly [low: number, high: number],
  width = 80,
) {
  const box = `0 0 ${width} 12`;
  if (probability === null) return html`<svg class="track-svg" viewBox=${box} aria-hidden="true"></svg>`;
  const { medium, high } = CONFIDENCE_CUTS;
  return html`<svg class="track-svg" viewBox=${box} aria-hidden="true">
    <rect class="track" y="4" width=${width} height="4" rx="2"></rect>
    <rect class="undecided" x=${medium * width} y="4" width=${(high - medium) * width} height="4"></rect>
    ${interval ? svg`<rect class="interval" x=${interval[0] * (width - 2)} y="5" width=${(interval[1] - interval[0]) * (width - 2) + 2} height="2"></rect>` : nothing}
    <rect class="mark" x=${probability * (width - 2)} width="2" height="12"></rect>
  </svg>`;
}

export const probabilityTrackStyles = css`
  .track-svg {
    flex: none;
    width: 80px;
    height: 12px;
  }
  .track-svg .track {
    fill: var(--gw-track);
  }
  .track-svg .undecided {
    fill: var(--gw-bar);
  }
  .track-svg .interval,
  .track-svg .mark {
    fill: currentColor;
  }
  /* Many intervals are wide: the figures stay what is seen first. */
  .track-svg .interval {
    opacity: 0.65;
  }
`;

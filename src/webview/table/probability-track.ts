import { css, html } from 'lit';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';

const WIDTH = 80;

/** Where a probability lies between 0 and 1, with the undecided band in grey; decoration beside the number. */
export function probabilityTrack(probability: number | null) {
  if (probability === null) return html`<svg class="track-svg" viewBox="0 0 80 12" aria-hidden="true"></svg>`;
  const { medium, high } = CONFIDENCE_CUTS;
  return html`<svg class="track-svg" viewBox="0 0 80 12" aria-hidden="true">
    <rect class="track" y="4" width=${WIDTH} height="4" rx="2"></rect>
    <rect class="undecided" x=${medium * WIDTH} y="4" width=${(high - medium) * WIDTH} height="4"></rect>
    <rect class="mark" x=${probability * (WIDTH - 2)} width="2" height="12"></rect>
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
  .track-svg .mark {
    fill: currentColor;
  }
`;

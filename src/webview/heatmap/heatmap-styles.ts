import { css, unsafeCSS } from 'lit';
import { CIVIDIS } from './cividis.ts';

export const heatmapStyles = css`
  :host {
    display: block;
  }
  .figure {
    display: flex;
    gap: 12px;
  }
  .plot {
    position: relative;
    flex: 1 1 0;
    min-width: 0;
    max-width: var(--gw-plot, max(300px, 44vh));
    aspect-ratio: 1;
    border-radius: 2px;
  }
  .plot:focus-visible {
    outline-offset: 2px;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    cursor: crosshair;
  }
  .placeholder {
    display: grid;
    place-items: center;
    padding: 24px;
    border: 1px dashed var(--gw-line);
    color: var(--gw-dim);
    text-align: center;
  }
  .legend {
    min-width: 24px;
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding-top: 2px;
    font-size: 11px;
    color: var(--gw-dim);
    font-variant-numeric: tabular-nums;
  }
  .scale {
    flex: 1;
    width: 10px;
    border-radius: 2px;
    background: linear-gradient(to top, ${unsafeCSS(CIVIDIS.join(', '))});
  }
  .under {
    display: flex;
    gap: 12px;
    max-width: var(--gw-plot, max(300px, 44vh));
    margin-top: 4px;
  }
  .failure {
    max-width: var(--gw-plot, max(300px, 44vh));
    margin: 4px 0 0;
    color: var(--gw-dim);
  }
  .readout {
    flex: 1;
    min-width: 0;
    display: flex;
    gap: 8px;
    min-height: 24px;
    margin: 0;
    line-height: 24px;
  }
  .readout > * {
    flex: 0 1 auto;
  }
  .readout .value {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
`;

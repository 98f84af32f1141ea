import { css } from 'lit';

export const mapStyles = css`
  :host {
    display: block;
  }
  .frame {
    position: relative;
    max-width: var(--gw-plot, max(300px, 44vh));
  }
  .plot {
    position: relative;
    max-width: var(--gw-plot, max(300px, 44vh));
    aspect-ratio: 1;
    border: 1px solid var(--gw-line);
    border-radius: 2px;
    overflow: hidden;
  }
  .plot:focus-visible {
    outline-offset: 2px;
  }
  .placeholder {
    display: grid;
    place-items: center;
    padding: 24px;
    border-style: dashed;
    color: var(--gw-dim);
    text-align: center;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    cursor: grab;
    touch-action: pan-y;
  }
  canvas.pointing {
    cursor: pointer;
  }
  canvas.lasso {
    cursor: crosshair;
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 12px;
    max-width: var(--gw-plot, max(300px, 44vh));
    min-height: 24px;
    margin: 4px 0 0;
    line-height: 24px;
  }
  .readout {
    display: flex;
    flex: 1 1 160px;
    gap: 8px;
    min-width: 0;
    margin: 0;
  }
  .readout .value {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .tools {
    position: absolute;
    top: 4px;
    right: 4px;
    display: flex;
    gap: 4px;
    background: var(--vscode-editor-background);
  }
  .under .link {
    min-height: 24px;
  }
  table {
    width: 100%;
    max-width: var(--gw-plot, max(300px, 44vh));
    margin-top: 4px;
    border-collapse: collapse;
  }
  th,
  td {
    height: 24px;
    padding: 0 8px 0 0;
    font-weight: 400;
    text-align: start;
  }
  th[scope='col'] {
    color: var(--gw-dim);
  }
  td.end,
  th.end {
    padding-right: 16px;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`;

import { css } from 'lit';

export const cardsStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(var(--cards, 6), minmax(0, 1fr));
    gap: 12px;
  }
  button {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 12px;
    align-items: end;
    padding: 12px 12px 10px;
    border: 1px solid var(--gw-line);
    border-radius: 4px;
    background: var(--gw-surface);
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
  }
  button:hover:enabled {
    border-color: var(--gw-dim);
  }
  button[aria-pressed='true'] {
    border-color: var(--gw-accent);
    outline: 1px solid var(--gw-accent);
    outline-offset: -2px;
  }
  .title,
  .context {
    grid-column: 1 / 3;
    font-size: 11px;
    color: var(--gw-dim);
  }
  .context {
    margin-top: 4px;
  }
  .figure {
    font-size: 26px;
    line-height: 32px;
    font-variant-numeric: tabular-nums;
  }
  svg {
    justify-self: end;
    width: 100%;
    max-width: 120px;
    height: 28px;
  }
  .bar {
    fill: var(--gw-bar);
  }
  .base {
    fill: var(--gw-track);
  }
  .band {
    fill: var(--gw-track);
    opacity: 0.5;
  }
  .high {
    fill: var(--gw-high);
  }
  .medium {
    fill: var(--gw-medium);
  }
  .low {
    fill: var(--gw-low);
  }
  .unknown {
    fill: var(--gw-track);
  }
  .copy {
    fill: var(--gw-c1);
  }
  .c0 {
    fill: var(--gw-c0);
  }
  .c1 {
    fill: var(--gw-c1);
  }
  .c2 {
    fill: var(--gw-c2);
  }
  .c3 {
    fill: var(--gw-c3);
  }
  .c4 {
    fill: var(--gw-c4);
  }
  .c5 {
    fill: var(--gw-c5);
  }
  @media (max-width: 1150px) {
    :host {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
  @media (max-width: 700px) {
    :host {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;

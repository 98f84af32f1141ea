import { css } from 'lit';

export const evidenceStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h3 {
    margin: 0 0 4px;
    font-size: inherit;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h4 {
    margin: 12px 0 2px;
    font-size: 11px;
    font-weight: 400;
    color: var(--gw-dim);
  }
  p {
    margin: 0 0 8px;
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 16px;
    margin: 8px 0;
  }
  dt {
    color: var(--gw-dim);
  }
  dd {
    margin: 0;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  dl,
  ul,
  .strip {
    max-width: 480px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 24px;
  }
  li .link {
    flex: 1;
    height: 24px;
  }
  h3 .link {
    min-height: 24px;
    font-weight: inherit;
    overflow-wrap: anywhere;
  }
  blockquote {
    max-width: 64ch;
    margin: 4px 0 8px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--gw-line);
    overflow-wrap: anywhere;
  }
  .verdict {
    display: flex;
    align-items: center;
    gap: 16px;
    margin: 8px 0 4px;
  }
  .verdict .track-svg {
    display: block;
    width: 160px;
  }
  .line {
    margin-bottom: 2px;
  }
  details {
    max-width: 480px;
  }
  details > p {
    margin-bottom: 4px;
    color: var(--gw-dim);
  }
  .figure {
    font-size: 26px;
    line-height: 32px;
    font-variant-numeric: tabular-nums;
  }
  .strip {
    display: block;
    width: 100%;
    height: 32px;
  }
  .strip .band {
    fill: var(--gw-track);
    opacity: 0.5;
  }
  .strip .segment {
    fill: var(--gw-bar);
  }
  .strip .base {
    fill: var(--gw-line);
  }
  .alignment {
    display: block;
    width: 100%;
    max-width: 480px;
    height: 40px;
    margin-bottom: 4px;
  }
  .alignment .text {
    fill: var(--gw-track);
    opacity: 0.5;
  }
  .alignment .passage {
    fill: var(--gw-bar);
  }
  .alignment .ribbon {
    fill: var(--gw-bar);
    opacity: 0.25;
  }
  .passages .link {
    flex: none;
    min-width: 72px;
    text-align: left;
  }
  .terms {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 8px 0;
  }
  .terms li {
    min-height: 0;
    padding: 0 6px;
    border: 1px solid var(--gw-line);
    border-radius: 2px;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  li .label {
    flex: 1;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin: 8px 0 12px;
  }
`;

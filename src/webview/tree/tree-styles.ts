import { css } from 'lit';

export const treeStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  p {
    margin: 0;
  }
  .list {
    flex: 1;
    min-height: 168px;
  }
  .row {
    grid-template-columns: 16px 10px minmax(0, 1fr) auto 40px;
    gap: 0 8px;
    padding: 0 8px 0 4px;
  }
  .row.subtopic {
    grid-template-columns: 16px minmax(0, 1fr) auto;
    padding-left: 22px;
  }
  .row.outliers {
    grid-template-columns: 16px 10px minmax(0, 1fr) auto;
  }
  .row.document {
    grid-template-columns: minmax(0, 1fr) auto;
    padding-left: 46px;
  }
  .row.document.deep {
    padding-left: 62px;
  }
  /* In the column of the clusters' counts, which have a bar beside them. */
  .row:is(.subtopic, .outliers) .count {
    padding-right: 48px;
  }
  .swatch.apart {
    background: none;
    outline: 1px dashed var(--gw-dim);
    outline-offset: -1px;
  }
  .row.none .name,
  .row.none .count {
    color: var(--gw-dim);
  }
  .twist {
    display: grid;
    place-items: center;
    width: 16px;
    height: 24px;
  }
  .twist svg {
    width: 16px;
    height: 16px;
    fill: none;
    stroke: currentColor;
  }
  .open .twist svg {
    transform: rotate(90deg);
  }
  .count {
    text-align: right;
    color: var(--gw-dim);
    font-variant-numeric: tabular-nums;
  }
  .row[aria-selected='true'] .count {
    color: inherit;
  }
  .mean {
    width: 40px;
    height: 4px;
  }
  .mean .track {
    fill: var(--gw-track);
  }
  .mean .value {
    fill: var(--gw-bar);
  }
  .row[aria-selected='true'] .mean .value {
    fill: currentColor;
  }
  @media (max-width: 699px) {
    /* The tab above says the same. */
    h2 {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;

import { css } from 'lit';

/** Quiet tables, one below the other, with rows as high as those of all lists. */
export const changesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 20px;
  }
  section {
    min-width: 0;
  }
  h2 {
    margin: 0 0 4px;
  }
  h2 span {
    font-weight: 400;
    letter-spacing: 0;
    text-transform: none;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  th,
  td {
    height: 24px;
    padding: 0 8px;
    overflow: hidden;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }
  th {
    height: 28px;
    border-bottom: 1px solid var(--gw-line);
    color: var(--gw-dim);
    font-weight: 400;
  }
  tbody tr:hover {
    background: var(--gw-hover);
  }
  .number {
    width: 112px;
    text-align: end;
  }
  .level-cell {
    width: 200px;
  }
  .kind {
    width: 136px;
  }
  .action {
    width: 104px;
  }
  .note {
    width: 128px;
  }
  td button.link {
    display: block;
    max-width: 100%;
    min-height: 24px;
  }
  .more {
    min-height: 28px;
    padding: 0 8px;
  }
  .arrow {
    padding: 0 4px;
    color: var(--gw-dim);
  }
  @media (max-width: 699px) {
    .level-cell,
    .kind {
      width: 104px;
    }
    .number {
      width: 72px;
    }
    .action {
      width: 80px;
    }
    .wide {
      display: none;
    }
  }
`;

import { css } from 'lit';

/** Looks of every list: quiet rows of one line, as VS Code's. */
export const listStyles = css`
  .list {
    position: relative;
    overflow: auto;
    min-height: 0;
  }
  .list:focus-visible {
    outline: none;
  }
  .row {
    display: grid;
    align-items: center;
    gap: 0 12px;
    width: 100%;
    height: 24px;
    /* Nothing in a row changes the place of anything else: scrolling lays out new rows alone. */
    contain: strict;
    padding: 0 8px;
    white-space: nowrap;
    cursor: pointer;
    /* Shift selects rows, not letters. */
    user-select: none;
  }
  .row:hover {
    background: var(--gw-hover);
    outline: 1px dashed var(--gw-selected-line);
    outline-offset: -1px;
  }
  .row[aria-selected='true'] {
    background: var(--gw-selected);
    color: var(--gw-selected-text);
    outline: 1px solid var(--gw-selected-line);
    outline-offset: -1px;
  }
  .row[aria-selected='true'] .dim {
    color: inherit;
  }
  .list:focus-visible .row.active {
    outline: 1px solid var(--gw-accent);
    outline-offset: -1px;
  }
  .head {
    position: sticky;
    z-index: 1;
    top: 0;
    background: var(--vscode-editor-background);
  }
  .head .row {
    height: 28px;
    border-bottom: 1px solid var(--gw-line);
    cursor: default;
  }
  .head .row:hover {
    background: none;
    outline: none;
  }
  .head button {
    overflow: hidden;
    width: 100%;
    height: 27px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--gw-dim);
    font: inherit;
    text-align: inherit;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  .head button:hover,
  .head [aria-sort] button {
    color: var(--vscode-foreground);
  }
  .head button:focus-visible {
    outline-offset: -1px;
  }
  .end {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`;

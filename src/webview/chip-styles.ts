import { css } from 'lit';

/** A small button that stands for something chosen or written, and takes it away. */
export const chipStyles = css`
  .chip {
    display: flex;
    align-items: center;
    gap: 6px;
    max-width: 260px;
    height: 24px;
    padding: 0 8px;
    border: 1px solid var(--gw-line);
    border-radius: 2px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .chip:hover {
    background: var(--gw-hover);
  }
`;

import { css } from 'lit';

/** Small buttons beside a picture. */
export const toolStyles = css`
  .tools {
    display: flex;
    gap: 4px;
  }
  .tools button {
    min-width: 24px;
    height: 24px;
    padding: 0 6px;
    border: 1px solid transparent;
    border-radius: 2px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .tools button:hover:enabled {
    background: var(--gw-hover);
    border-color: var(--gw-selected-line);
  }
  .tools button[aria-pressed='true'] {
    border-color: var(--gw-accent);
  }
  .tools button:disabled {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
`;

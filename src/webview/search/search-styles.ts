import { css } from 'lit';

export const searchStyles = css`
  :host {
    display: flex;
    flex: 0 1 auto;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-width: 0;
  }
  vscode-dropdown {
    flex: none;
    width: 112px;
    min-width: 0;
  }
  vscode-option {
    min-height: 24px;
    align-items: center;
  }
  vscode-text-field {
    flex: 1 1 224px;
    width: 248px;
    min-width: 120px;
  }
  .status:empty {
    display: none;
  }
  .status {
    max-width: 64ch;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .failed {
    color: var(--vscode-foreground);
  }
  .link {
    min-height: 24px;
  }
`;

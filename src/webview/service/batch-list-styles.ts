import { css } from 'lit';

export const batchListStyles = css`
  :host {
    display: block;
    max-width: 1100px;
    margin: 0 auto;
    padding: 24px;
  }
  header {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 24px;
  }
  h1 {
    margin: 0 0 20px;
    font-size: 20px;
    font-weight: 600;
  }
  nav {
    display: flex;
    gap: 16px;
  }
  a {
    color: var(--gw-link);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  .problem {
    margin: 0 0 16px;
    padding: 10px 14px;
    border: 1px solid var(--gw-high);
    border-radius: 4px;
  }
  .box {
    margin-bottom: 28px;
    padding: 16px 18px;
    border: 1px solid var(--gw-line);
    border-radius: 6px;
    background: var(--gw-surface);
  }
  .box p {
    margin: 0 0 12px;
  }
  form label {
    display: block;
    margin-bottom: 12px;
  }
  input[type='password'] {
    display: block;
    width: min(480px, 100%);
    margin-top: 4px;
    padding: 5px 8px;
    border: 1px solid var(--vscode-settings-dropdownListBorder, var(--gw-line));
    border-radius: 2px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
    font: inherit;
  }
  .choose {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px;
  }
  .choice {
    position: relative;
    padding: 5px 12px;
    border-radius: 2px;
    background: var(--vscode-button-background);
    color: var(--vscode-button-foreground);
    cursor: pointer;
  }
  .choice:hover {
    background: var(--vscode-button-hoverBackground);
  }
  .choice:focus-within {
    outline: 1px solid var(--gw-accent);
    outline-offset: 2px;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 8px 10px;
    border-bottom: 1px solid var(--gw-line);
    font-weight: normal;
    text-align: start;
    vertical-align: baseline;
  }
  thead th {
    color: var(--gw-dim);
  }
  th.number,
  td.number {
    text-align: right;
    white-space: nowrap;
  }
  .name {
    max-width: 320px;
  }
  .name a {
    display: block;
  }
  .added {
    white-space: nowrap;
  }
  .state progress {
    width: 90px;
    height: 6px;
    margin: 0 8px;
    vertical-align: middle;
    accent-color: var(--vscode-progressBar-background);
  }
  .status::before {
    content: '';
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-inline-end: 6px;
    border-radius: 50%;
    background: var(--gw-c6);
  }
  .status.completed::before {
    background: var(--gw-c2);
  }
  .status.processing::before {
    background: var(--gw-c0);
  }
  .status.failed::before {
    background: var(--gw-high);
  }
  .actions {
    text-align: right;
    white-space: nowrap;
  }
  .actions button {
    margin-inline-start: 14px;
  }
  .pages {
    display: flex;
    gap: 8px;
  }
`;

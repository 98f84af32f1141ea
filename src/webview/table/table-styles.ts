import { css } from 'lit';

export const tableStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    margin-bottom: 4px;
  }
  h2 {
    flex: 1 0 auto;
    margin: 0;
  }
  h2 span {
    font-weight: 400;
    letter-spacing: 0;
    text-transform: none;
  }
  vscode-dropdown {
    flex: none;
    min-width: 152px;
  }
  vscode-option {
    min-height: 24px;
    align-items: center;
  }
  .list {
    flex: 1;
  }
  .row {
    grid-template-columns: var(--wide);
    gap: 0 16px;
  }
  .list.reasons .row {
    grid-template-columns: var(--reasons);
  }
  .path {
    display: flex;
    min-width: 0;
  }
  .file {
    min-width: 0;
  }
  .file:hover {
    color: var(--gw-link);
    text-decoration: underline;
  }
  .row[aria-selected='true'] .file:hover {
    color: inherit;
  }
  .skipped {
    color: var(--gw-dim);
  }
  .skipped[aria-selected='true'] {
    color: var(--gw-selected-text);
  }
  .probability {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .probability .value {
    flex: none;
    width: 40px;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .copied {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .copied .value {
    flex: none;
    width: 36px;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .share {
    flex: none;
    width: 40px;
    height: 4px;
  }
  .share .track {
    fill: var(--gw-track);
  }
  .share .value {
    fill: var(--gw-c1);
  }
  .row[aria-selected='true'] .share .value {
    fill: currentColor;
  }
  .reviewed {
    text-align: center;
  }
  .reviewed input {
    display: inline-grid;
    place-items: center;
    width: 16px;
    height: 16px;
    margin: 0;
    border: 1px solid var(--vscode-checkbox-border, var(--gw-dim));
    border-radius: 3px;
    background: var(--vscode-checkbox-background, transparent);
    color: var(--vscode-checkbox-foreground, inherit);
    vertical-align: middle;
    appearance: none;
    cursor: pointer;
  }
  .reviewed input:checked::before {
    width: 10px;
    height: 9px;
    background: currentColor;
    clip-path: polygon(14% 44%, 0 62%, 42% 100%, 100% 18%, 82% 0, 40% 64%);
    content: '';
  }
  .reviewed input:disabled {
    cursor: default;
    opacity: 0.5;
  }
  .cluster {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .level {
    display: flex;
  }
  .level::before {
    align-self: center;
  }
  @container (max-width: 940px) {
    .row {
      grid-template-columns: var(--medium);
    }
    :is(.cluster, .similarity, .samples) {
      display: none;
    }
  }
  @container (max-width: 740px) {
    .row {
      grid-template-columns: var(--narrow);
      gap: 0 12px;
    }
    /* What a search finds was analysed. */
    .list.searched:not(.reasons) .status {
      display: none;
    }
    .list:not(.reasons) :is(.words, .tags, .from, .share) {
      display: none;
    }
    .probability {
      gap: 8px;
      overflow: hidden;
    }
  }
`;

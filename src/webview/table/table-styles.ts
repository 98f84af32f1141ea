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
  vscode-text-field {
    flex: 0 1 200px;
    min-width: 120px;
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
    grid-template-columns: minmax(140px, 3fr) 64px 136px 152px minmax(96px, 2fr) 84px minmax(88px, 1.6fr);
    gap: 0 16px;
  }
  .grouped .row {
    grid-template-columns: minmax(140px, 3fr) minmax(72px, 1fr) 64px 136px 152px minmax(80px, 1.6fr) 84px minmax(88px, 1.4fr);
  }
  /* Of skipped documents there is nothing to say but why. */
  .reasons .row {
    grid-template-columns: minmax(96px, 1fr) minmax(120px, 2fr);
  }
  .reasons.grouped .row {
    grid-template-columns: minmax(96px, 1fr) minmax(56px, 0.5fr) minmax(120px, 2fr);
  }
  .reasons :is(.words, .probability, .aiProbability, .confidence, .cluster, .similarity) {
    display: none;
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
    .list:not(.reasons) .row {
      grid-template-columns: minmax(120px, 3fr) 56px 136px 150px minmax(80px, 2fr) minmax(72px, 1fr);
    }
    .grouped:not(.reasons) .row {
      grid-template-columns: minmax(112px, 3fr) minmax(64px, 1fr) 56px 136px 150px minmax(72px, 1.4fr) minmax(64px, 1fr);
    }
    .similarity {
      display: none;
    }
  }
  @container (max-width: 740px) {
    .list:not(.reasons) .row {
      grid-template-columns: minmax(96px, 3fr) 88px 140px minmax(72px, 1fr);
      gap: 0 12px;
    }
    .grouped:not(.reasons) .row {
      grid-template-columns: minmax(96px, 3fr) minmax(56px, 1fr) 88px 140px minmax(64px, 1fr);
    }
    .words,
    .cluster,
    .track-svg {
      display: none;
    }
    .probability .value {
      width: auto;
    }
  }
`;

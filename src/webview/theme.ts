import { css } from 'lit';

/** What all elements share: names for VS Code's colours, and the looks of the few things that come up everywhere. */
export const theme = css`
  :host {
    --gw-dim: var(--vscode-descriptionForeground, var(--vscode-foreground));
    --gw-line: var(--vscode-contrastBorder, var(--vscode-panel-border, var(--vscode-editorWidget-border)));
    --gw-surface: var(--vscode-sideBar-background, var(--vscode-editor-background));
    --gw-accent: var(--vscode-focusBorder);
    --gw-link: var(--vscode-textLink-foreground);
    --gw-hover: var(--vscode-list-hoverBackground);
    --gw-selected: var(--vscode-list-activeSelectionBackground, transparent);
    --gw-selected-text: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    /* High-contrast themes have no selection background: they draw a line. */
    --gw-selected-line: var(--vscode-contrastActiveBorder, transparent);
    --gw-track: var(--vscode-scrollbarSlider-background);
    --gw-bar: var(--vscode-charts-lines, var(--vscode-descriptionForeground));
    --gw-high: var(--vscode-charts-red);
    /* Undecided is grey, and LOW no green: it does not say that all is well. */
    --gw-medium: var(--gw-bar);
    --gw-low: var(--vscode-charts-blue);
    /* 'charts.orange' is translucent in the standard themes and missing in high contrast. */
    --gw-c0: var(--vscode-charts-blue);
    --gw-c1: var(--vscode-symbolIcon-classForeground);
    --gw-c2: var(--vscode-charts-green);
    --gw-c3: var(--vscode-charts-purple);
    --gw-c4: var(--vscode-charts-yellow);
    --gw-c5: var(--vscode-terminal-ansiCyan);
    --gw-c6: var(--vscode-descriptionForeground);
    box-sizing: border-box;
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.4;
    color: var(--vscode-foreground);
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h2 {
    margin: 0 0 8px;
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    color: var(--gw-dim);
  }
  .dim {
    color: var(--gw-dim);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  .cut {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }
  button.link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--gw-link);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  button.link:hover {
    text-decoration: underline;
  }
  /* The toolkit leaves its inner button the browser's own font. */
  vscode-button::part(control) {
    font: inherit;
  }
  /* … and gives every button the border of the primary one. */
  vscode-button[appearance='secondary']::part(control) {
    border-color: var(--vscode-button-secondaryBorder, var(--vscode-button-border, transparent));
  }
  :focus-visible {
    outline: 1px solid var(--gw-accent);
    outline-offset: 1px;
  }
  .swatch {
    display: inline-block;
    flex: none;
    width: 10px;
    height: 10px;
    border-radius: 2px;
    background: var(--gw-c6);
  }
  .swatch.c0 {
    background: var(--gw-c0);
  }
  .swatch.c1 {
    background: var(--gw-c1);
  }
  .swatch.c2 {
    background: var(--gw-c2);
  }
  .swatch.c3 {
    background: var(--gw-c3);
  }
  .swatch.c4 {
    background: var(--gw-c4);
  }
  .swatch.c5 {
    background: var(--gw-c5);
  }
  .level {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .level::before {
    content: '';
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
  }
  .level.high::before {
    background: var(--gw-high);
  }
  .level.medium::before {
    background: var(--gw-medium);
  }
  .level.low::before {
    background: var(--gw-low);
  }
  /* Part of it like a machine's: half of the mark of HIGH. */
  .level.partly::before {
    background: linear-gradient(to right, var(--gw-high) 50%, var(--gw-track) 50%);
  }
  .level.unknown::before {
    outline: 1px dashed var(--gw-dim);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Cluster colours; clusters beyond them share the last, neutral one. */
const CLUSTER_COLOURS = 6;

/** Class of a cluster's colour. */
export function clusterColour(cluster: number): string {
  return `c${Math.min(cluster, CLUSTER_COLOURS)}`;
}

import { css } from 'lit';

/** An element that is a whole page. */
export const pageStyles = css`
  :host {
    display: block;
    min-height: 100vh;
    background: var(--vscode-editor-background);
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  main {
    display: flex;
    flex-direction: column;
    padding: 20px 24px;
  }
`;

import { css } from 'lit';

/** A button with something that opens beside it: that has the class `popup`. */
export const popupStyles = css`
  :host {
    position: relative;
    display: block;
  }
  .popup {
    position: absolute;
    z-index: 2;
    right: 0;
    border: 1px solid var(--vscode-menu-border, var(--gw-line));
    border-radius: 4px;
    background: var(--vscode-menu-background, var(--gw-surface));
  }
`;

/** Whether the focus goes out of something: a press elsewhere closes what is open. */
export const focusLeaves = (root: Node, { relatedTarget }: FocusEvent): boolean =>
  !(relatedTarget instanceof Node && root.contains(relatedTarget));

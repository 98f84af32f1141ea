import { css, html } from 'lit';

/** A path in one line that, where space is short, is cut in the folders first: the file name tells documents apart. */
export function pathName(path: string) {
  const at = path.lastIndexOf('/') + 1;
  return html`<span class="path-name" title=${path}><span class="cut folders">${path.slice(0, at)}</span><span class="cut">${path.slice(at)}</span></span>`;
}

export const pathNameStyles = css`
  .path-name {
    display: flex;
    min-width: 0;
  }
  .path-name .folders {
    flex-shrink: 1000;
  }
  /* Never less than the ellipsis. */
  .path-name .folders:not(:empty) {
    min-width: 24px;
  }
`;

import { css } from 'lit';

export const explanationStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  p {
    margin: 0 0 4px;
    max-width: 480px;
    overflow-wrap: anywhere;
  }
  h4 {
    margin: 8px 0 2px;
    font-size: 11px;
    font-weight: 400;
    color: var(--gw-dim);
  }
  section {
    min-width: 0;
    max-width: 480px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 24px;
  }
  li .link {
    flex: 1;
    height: 24px;
  }
  button.link {
    min-height: 24px;
  }
  .count {
    color: var(--gw-dim);
  }
  svg {
    flex: none;
    width: 48px;
    height: 8px;
  }
  rect {
    fill: var(--gw-bar);
  }
  @container (min-width: 560px) {
    .both {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 480px));
      gap: 0 24px;
    }
  }
`;

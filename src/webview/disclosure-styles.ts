import { css } from 'lit';

/** The line that opens more is the link that it acts like. */
export const disclosureStyles = css`
  summary {
    width: fit-content;
    min-height: 24px;
    line-height: 24px;
    color: var(--gw-link);
    cursor: pointer;
  }
`;

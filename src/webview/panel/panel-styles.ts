import { css } from 'lit';

/** Three columns over the table; below 1,000 px the evidence goes under them, below 700 px one part is shown at a time. */
export const panelStyles = css`
  main {
    gap: 16px;
    min-height: 100vh;
  }
  .work {
    display: grid;
    grid-template-columns: minmax(220px, 1fr) minmax(0, max(44vh + 48px, 560px)) minmax(280px, 1fr);
    gap: 16px 24px;
    align-items: start;
  }
  .work > * {
    min-width: 0;
  }
  gw-cluster-tree,
  gw-evidence {
    max-height: calc(max(300px, 44vh) + 64px);
  }
  gw-evidence {
    overflow: auto;
  }
  gw-document-table {
    flex: 1 0 240px;
    min-height: 240px;
  }
  @media (max-width: 999px) {
    .work {
      grid-template-columns: minmax(200px, 1fr) minmax(0, 2fr);
    }
    gw-evidence {
      grid-column: 1 / -1;
      max-height: none;
    }
  }
  @media (max-width: 699px) {
    main {
      padding: 16px;
    }
    gw-cluster-tree,
    gw-document-table {
      height: max(300px, 60vh);
      max-height: max(300px, 60vh);
    }
  }
`;

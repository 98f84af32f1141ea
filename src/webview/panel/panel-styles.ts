import { css } from 'lit';

/** A row of figures and filters over tabs, with the evidence at their right: each scrolls by itself, and the page does not. Below 840 px the evidence goes under them, and the page scrolls. */
export const panelStyles = css`
  main {
    gap: 8px;
    min-height: 100vh;
    padding: 12px 20px;
  }
  .body {
    display: grid;
    flex: 1 0 420px;
    grid-template-rows: minmax(0, 1fr);
    grid-template-columns: minmax(0, 1fr) minmax(280px, 28%);
    gap: 0 20px;
    /* As high as what is left of the page, however long a list is. */
    contain: size;
  }
  .body > * {
    min-width: 0;
  }
  gw-evidence {
    padding-left: 20px;
    border-left: 1px solid var(--gw-line);
    overflow: auto;
  }
  gw-document-table {
    min-height: 240px;
  }
  .matches {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
  }
  gw-pairs {
    flex: 1;
  }
  gw-cards {
    flex: none;
    margin-bottom: 12px;
  }
  .topics {
    --gw-plot: max(260px, calc(100vh - 330px));
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    grid-template-columns: minmax(200px, 1fr) minmax(0, 2fr);
    gap: 0 20px;
    min-height: 0;
    overflow: auto;
  }
  .topics.overview {
    --gw-plot: max(260px, calc(100vh - 450px));
  }
  @media (max-width: 839px) {
    .body {
      display: block;
      flex: none;
      contain: none;
    }
    gw-evidence {
      margin-top: 16px;
      padding: 12px 0 0;
      border-top: 1px solid var(--gw-line);
      border-left: 0;
    }
    gw-document-table,
    .matches {
      height: max(300px, 60vh);
    }
    .topics {
      --gw-plot: max(260px, 44vh);
      grid-template-rows: auto;
    }
    gw-cluster-tree {
      max-height: calc(max(300px, 44vh) + 64px);
    }
  }
  @media (max-width: 599px) {
    main {
      padding: 12px;
    }
    .topics {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
  }
`;

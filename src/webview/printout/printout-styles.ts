import { css } from 'lit';

/** For paper of any size: widths are shares, rows are not cut in two, heads of tables come again on each page. */
export const printoutStyles = css`
  :host {
    display: block;
    font-size: 10pt;
    line-height: 1.35;
  }
  h1 {
    margin: 0 0 4pt;
    font-size: 16pt;
  }
  h2 {
    margin: 14pt 0 4pt;
    font-size: 9pt;
    break-after: avoid;
  }
  h3 {
    margin: 8pt 0 2pt;
    font-size: 10pt;
    break-after: avoid;
  }
  p,
  blockquote {
    margin: 0 0 6pt;
    orphans: 3;
    widows: 3;
  }
  blockquote {
    margin-inline-start: 12pt;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 9pt;
  }
  thead {
    display: table-header-group;
  }
  tr {
    break-inside: avoid;
  }
  th,
  td {
    padding: 2pt 6pt 2pt 0;
    border-bottom: 0.5pt solid #bbb;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  th + th,
  td + td {
    padding-inline-start: 10pt;
  }
  .below td:first-child {
    padding-inline-start: 10pt;
  }
  th.number,
  td.number {
    text-align: end;
    white-space: nowrap;
  }
`;

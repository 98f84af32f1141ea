import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { html, nothing } from 'lit';
import { BatchView } from '../batch-view.ts';
import type { Confidence } from '../../report/report.ts';
import { emit } from '../events.ts';
import { CONFIDENCE_NAMES } from '../format.ts';
import { ListCursor, ROWS } from '../lists/list-cursor.ts';
import { listStyles } from '../lists/list-styles.ts';
import { pathNameStyles } from '../lists/path-name.ts';
import type { ShownDocument } from '../shown-document.ts';
import { theme } from '../theme.ts';
import { type Column, columns } from './columns.ts';
import { documentCells } from './document-row.ts';
import { probabilityTrackStyles } from './probability-track.ts';
import { TableRows } from './table-rows.ts';
import { tableStyles } from './table-styles.ts';

/** Height of the row of column headers. */
const HEAD = 28;

/**
 * All documents, a line each; while the job runs, those done so far. Enter or a press selects; Ctrl+Enter, a double press or a
 * press on the file name opens.
 *
 * @fires open-document
 */
export class GwDocumentTable extends BatchView {
  static override styles = [theme, listStyles, pathNameStyles, probabilityTrackStyles, tableStyles];

  private rows: readonly ShownDocument[] = [];
  private shownSelection: string | undefined;
  private readonly source = new TableRows();
  private readonly cursor = new ListCursor(this, () => ({ length: this.rows.length, scroller: this.renderRoot.querySelector<HTMLElement>('.list'), head: HEAD }));

  override willUpdate(): void {
    this.rows = this.source.of(this.batch, this.store.state);
  }

  override render() {
    const { rows, cursor, format, store } = this;
    const all = this.batch.documents.length;
    const { text, confidence, group, card } = store.state;
    const level = card === 'skipped' ? card : (confidence ?? '');
    const { groups } = this.batch;
    const grouped = groups.length > 0;
    return html`
      <header>
        <h2 id="title">Documents <span>— ${rows.length === all ? format.count(all) : `${format.count(rows.length)} of ${format.count(all)}`}</span></h2>
        <vscode-text-field placeholder="Filter by file name" aria-label="Filter by file name" .value=${text} @input=${this.typed}></vscode-text-field>
        <vscode-dropdown aria-label="Confidence" .value=${level} @change=${this.levelChosen}>
          <vscode-option value="">All confidence levels</vscode-option>
          ${Object.entries(CONFIDENCE_NAMES).map(([value, name]) => html`<vscode-option value=${value}>${name}</vscode-option>`)}
          <vscode-option value="skipped">Skipped</vscode-option>
        </vscode-dropdown>
        ${grouped
          ? html`<vscode-dropdown aria-label="Group" .value=${group ?? ''} @change=${this.groupChosen}>
              <vscode-option value="">All groups</vscode-option>
              ${groups.map((name) => html`<vscode-option value=${name}>${name}</vscode-option>`)}
            </vscode-dropdown>`
          : nothing}
      </header>
      <div class=${`list ${grouped ? 'grouped' : ''} ${card === 'skipped' ? 'reasons' : ''}`} role="grid" tabindex="0" aria-labelledby="title" aria-multiselectable="true" aria-rowcount=${rows.length + 1} aria-activedescendant=${cursor.activeId ?? nothing} @keydown=${this.keydown}>
        <div class="head" role="rowgroup">
          <div class="row" role="row" aria-rowindex="1">${columns(grouped).map((column) => this.header(column))}</div>
        </div>
        <div role="rowgroup" @rangeChanged=${cursor.ranged}>${virtualize({ layout: ROWS, items: rows as ShownDocument[], renderItem: (document, i) => this.row(document, i), keyFunction: (document) => document.id })}</div>
      </div>
      ${rows.length === 0 && all > 0 ? html`<p class="dim">No document passes the filters. <button class="link" @click=${() => store.clearFilters()}>Clear the filters</button></p>` : nothing}
    `;
  }

  /** A new selection, wherever it was made, is scrolled into view once. */
  override updated(): void {
    const { document, pair } = this.store.state;
    const selected = document ?? pair?.[0];
    if (selected === this.shownSelection) return;
    this.shownSelection = selected;
    const index = this.rows.findIndex((d) => d.id === selected);
    if (index >= 0) this.cursor.go(index);
  }

  private header(column: Column) {
    const { sort } = this.store.state;
    const on = sort.column === column.id;
    const arrow = on ? (sort.descending ? ' ↓' : ' ↑') : '';
    // Rows stay where they are while new ones come in.
    if (!this.batch.report) return html`<span role="columnheader" class=${`${column.id} cut ${column.end ? 'end' : ''} dim`}>${column.title}</span>`;
    return html`<span role="columnheader" class=${`${column.id} ${column.end ? 'end' : ''}`} aria-sort=${on ? (sort.descending ? 'descending' : 'ascending') : nothing}>
      <button title=${`Sort by ${column.sortsBy ?? column.title}`} @click=${() => this.store.update({ sort: { column: column.id, descending: on ? !sort.descending : column.largestFirst === true } })}>${column.title}<span aria-hidden="true">${arrow}</span></button>
    </span>`;
  }

  private row(document: ShownDocument, index: number) {
    const classes = `row ${index === this.cursor.index ? 'active' : ''} ${document.status}`;
    return html`
      <div class=${classes} role="row" id=${`row-${index}`} aria-rowindex=${index + 2} aria-selected=${this.store.isSelected(document.id) ? 'true' : 'false'} @click=${(e: MouseEvent) => this.pressed(e, index)} @dblclick=${(e: MouseEvent) => (onFileName(e) ? undefined : this.open(document))}>
        ${documentCells(document, this.batch, this.format)}
      </div>
    `;
  }

  private pressed(event: MouseEvent, index: number): void {
    const document = this.rows[index];
    if (!document) return;
    this.cursor.go(index);
    const onName = onFileName(event);
    // The second press of a double one would let go of what the first selected.
    if (onName || event.detail > 1) this.store.select({ document: document.id });
    else this.store.toggleDocument(document.id);
    if (onName && event.detail <= 1) this.open(document);
  }

  private open(document: ShownDocument | undefined): void {
    if (document?.status === 'analyzed' && !this.batch.detached) emit(this, 'open-document', { id: document.id });
  }

  private readonly keydown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || this.cursor.move(event) || event.key !== 'Enter') return;
    event.preventDefault();
    const document = this.rows[this.cursor.index];
    if (!document) return;
    if (event.ctrlKey || event.metaKey) this.open(document);
    else this.store.toggleDocument(document.id);
  };

  private readonly typed = (event: Event) => this.store.update({ text: (event.currentTarget as HTMLInputElement).value });

  private readonly levelChosen = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    if (value === 'skipped') this.store.toggleCard('skipped');
    else this.store.setConfidence(value === '' ? undefined : (value as Confidence));
  };

  private readonly groupChosen = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    this.store.update({ group: value === '' ? undefined : value });
  };
}

/** A press on the file name has opened the document already. */
const onFileName = (event: MouseEvent) => (event.target as Element).closest('.file') !== null;

customElements.define('gw-document-table', GwDocumentTable);

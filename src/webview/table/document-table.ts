import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { BatchView } from '../batch-view.ts';
import type { Confidence } from '../../report/report.ts';
import { levelName } from '../../report/level-words.ts';
import { LEVELS } from '../format.ts';
import { ListCursor } from '../lists/list-cursor.ts';
import { virtualRows } from '../lists/virtual-rows.ts';
import { listStyles } from '../lists/list-styles.ts';
import { pathNameStyles } from '../lists/path-name.ts';
import type { ShownDocument } from '../shown-document.ts';
import { theme } from '../theme.ts';
import { type Column, possibleColumns, shownColumns, template } from './columns.ts';
import { documentCells } from './document-row.ts';
import { probabilityTrackStyles } from './probability-track.ts';
import { sortOf, TableRows } from './table-rows.ts';
import { RowSelection } from './row-selection.ts';
import { tabSeparated } from './tab-separated.ts';
import { tableStyles } from './table-styles.ts';
import type { Found } from '../view-state.ts';
import type { GwSearch } from '../search/search.ts';
import '../search/search.ts';
import './column-choice.ts';

/** Height of the row of column headers. */
const HEAD = 28;

/**
 * All documents, a line each; while the job runs, those done so far. Enter or a press selects, with Ctrl (Space) or Shift several; Ctrl+A selects all,
 * Escape none; Ctrl+C copies. Ctrl+Enter, a double press or a press on the file name opens. N and P select the next one and the one before, R says that it was looked at.
 */
export class GwDocumentTable extends BatchView {
  static override styles = [theme, listStyles, pathNameStyles, probabilityTrackStyles, tableStyles];

  private rows: readonly ShownDocument[] = [];
  private columns: readonly Column[] = [];
  private shownSelection: string | undefined;
  private shownFound: Found | undefined;
  private readonly source = new TableRows();
  private readonly cursor = new ListCursor(this, () => ({
    length: this.rows.length,
    scroller: this.renderRoot.querySelector<HTMLElement>('.list'),
    head: HEAD,
  }));
  private readonly selection = new RowSelection(() => ({ rows: this.rows, store: this.store }));

  override willUpdate(): void {
    this.rows = this.source.of(this.batch, this.store.state);
    const columns = shownColumns(this.batch, this.store.state);
    if (columns.map(({ id }) => id).join() === this.columns.map(({ id }) => id).join()) return;
    this.columns = columns;
    // Not as an attribute: the page's policy forbids that.
    for (const width of ['wide', 'medium', 'narrow', 'reasons'] as const)
      this.style.setProperty(
        `--${width}`,
        template(
          width === 'narrow' && columns.some(({ id }) => id === 'relevance')
            ? columns.filter(({ id }) => id !== 'status')
            : columns,
          width,
        ),
      );
  }

  override render() {
    const { rows, cursor, format, store } = this;
    const all = this.batch.documents.length;
    const { confidence, group, card } = store.state;
    const level = card === 'skipped' ? card : (confidence ?? '');
    const { groups } = this.batch;
    return html`
      <header>
        <h2 id="title">${l10n.t('Documents')} <span>${!this.batch.report && all === 0 ? '' : '— '}${!this.batch.report && all === 0 ? nothing : rows.length === all ? format.count(all) : l10n.t('{0} of {1}', format.count(rows.length), format.count(all))}</span></h2>
        ${this.batch.report && rows.length > 0 ? html`<span class="dim" role="status" title=${l10n.t('N: next document, P: the one before, R: reviewed')}>${l10n.t('{0} of {1} reviewed', format.count(this.batch.reviewed), format.count(all))}</span>` : nothing}
        <gw-search .batch=${this.batch} .store=${store} .format=${format}></gw-search>
        <vscode-dropdown aria-label=${l10n.t('Confidence')} .value=${level} @change=${this.levelChosen}>
          <vscode-option value="">${l10n.t('All confidence levels')}</vscode-option>
          ${LEVELS.map((value) => html`<vscode-option value=${value}>${levelName(value)}</vscode-option>`)}
          <vscode-option value="skipped">${l10n.t('Skipped')}</vscode-option>
        </vscode-dropdown>
        ${
          groups.length > 0
            ? html`<vscode-dropdown aria-label=${l10n.t('Group')} .value=${group ?? ''} @change=${this.groupChosen}>
              <vscode-option value="">${l10n.t('All groups')}</vscode-option>
              ${groups.map((name) => html`<vscode-option value=${name}>${name}</vscode-option>`)}
            </vscode-dropdown>`
            : nothing
        }
        <gw-column-choice .columns=${possibleColumns(this.batch)} .store=${store}></gw-column-choice>
      </header>
      <div class=${`list ${card === 'skipped' ? 'reasons' : ''} ${store.state.found ? 'searched' : ''}`} role="grid" tabindex="0" aria-labelledby="title" aria-multiselectable="true" aria-rowcount=${rows.length + 1} aria-activedescendant=${cursor.activeId ?? nothing} @keydown=${this.keydown}>
        <div class="head" role="rowgroup">
          <div class="row" role="row" aria-rowindex="1">${this.columns.map((column) => this.header(column))}</div>
        </div>
        <div role="rowgroup" @rangeChanged=${cursor.ranged}>${virtualRows(
          rows,
          (document, i) => this.row(document, i),
          (document) => document.id,
        )}</div>
      </div>
      ${rows.length === 0 && all > 0 ? html`<p class="dim">${l10n.t('No document passes the filters.')} <button class="link" @click=${() => store.clearFilters()}>${l10n.t('Clear the filters')}</button></p>` : nothing}
    `;
  }

  /** A new selection, wherever it was made, is scrolled into view once. */
  override updated(): void {
    const { document, pair, found } = this.store.state;
    if (found !== this.shownFound) {
      this.shownFound = found;
      // The best hits are on top, wherever the list was before.
      this.cursor.go(0);
    }
    const selected = document ?? pair?.[0];
    if (selected === this.shownSelection) return;
    this.shownSelection = selected;
    const index = this.rows.findIndex((d) => d.id === selected);
    if (index >= 0) this.cursor.go(index);
  }

  goToSearch(): void {
    this.renderRoot.querySelector<GwSearch>('gw-search')?.focus();
  }

  private header(column: Column) {
    const sort = sortOf(this.store.state);
    const on = sort.column === column.id;
    const arrow = on ? (sort.descending ? ' ↓' : ' ↑') : '';
    // Rows stay where they are while new ones come in.
    if (!this.batch.report)
      return html`<span role="columnheader" class=${`${column.id} cut ${column.end ? 'end' : ''} dim`}>${column.title}</span>`;
    return html`<span role="columnheader" class=${`${column.id} ${column.end ? 'end' : ''}`} aria-sort=${on ? (sort.descending ? 'descending' : 'ascending') : nothing}>
      <button title=${l10n.t('Sort by {0}', column.sortsBy ?? column.title)} @click=${() => this.store.update({ sort: { column: column.id, descending: on ? !sort.descending : column.largestFirst === true } })}>${column.title}<span aria-hidden="true">${arrow}</span></button>
    </span>`;
  }

  private row(document: ShownDocument, index: number) {
    const { batch, format } = this;
    const context = {
      batch,
      format,
      found: this.store.state.found,
      opens: this.host.openDocument !== undefined,
      review: this.host.annotate && batch.report ? this.review : undefined,
    };
    const classes = `row ${index === this.cursor.index ? 'active' : ''} ${document.status}`;
    return html`
      <div class=${classes} role="row" id=${`row-${index}`} aria-rowindex=${index + 2} aria-selected=${this.store.isSelected(document.id) ? 'true' : 'false'} @click=${(e: MouseEvent) => this.pressed(e, index)} @dblclick=${(e: MouseEvent) => (onFileName(e) ? undefined : this.open(document))}>
        ${documentCells(document, this.columns, context)}
      </div>
    `;
  }

  private pressed(event: MouseEvent, index: number): void {
    const document = this.rows[index];
    if (!document) return;
    this.cursor.go(index);
    if (event.shiftKey) return this.selection.extendTo(index);
    if (event.ctrlKey || event.metaKey) return this.selection.toggle(index);
    this.selection.startAt(index);
    const onName = onFileName(event);
    // The second press of a double one would let go of what the first selected.
    if (onName || event.detail > 1) this.store.select({ document: document.id });
    else this.store.toggleDocument(document.id);
    if (onName && event.detail <= 1) this.open(document);
  }

  private readonly review = ({ id }: ShownDocument, reviewed: boolean) =>
    void this.host.annotate?.({ documents: [id], reviewed });

  /** Marks the row of the cursor as looked at, and goes to the next that is not; one that is marked is let go of. */
  private reviewed(document: ShownDocument): void {
    if (!this.host.annotate || !this.batch.report) return;
    this.review(document, document.reviewed !== true);
    if (!document.reviewed) this.step(1, ({ id, reviewed }) => id !== document.id && reviewed !== true);
  }

  /** Selects the next row, or the one before, that passes. */
  private step(by: 1 | -1, passes: (document: ShownDocument) => boolean = () => true): void {
    const { rows, cursor } = this;
    const selected = this.store.selected.length > 0;
    for (let i = cursor.index + (selected ? by : 0); i >= 0 && i < rows.length; i += by)
      if (passes(rows[i]!)) {
        cursor.go(i);
        this.selection.startAt(i);
        this.store.select({ document: rows[i]!.id });
        return;
      }
  }

  private open(document: ShownDocument | undefined): void {
    if (document?.status === 'analyzed') void this.host.openDocument?.(document.id);
  }

  private readonly keydown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const { cursor, selection } = this;
    const before = cursor.index;
    if (cursor.move(event)) {
      if (event.shiftKey) {
        if (this.store.selected.length === 0) selection.startAt(before);
        selection.extendTo(cursor.index);
      } else selection.startAt(cursor.index);
      return;
    }
    const document = this.rows[cursor.index];
    const command = event.ctrlKey || event.metaKey;
    if (!document) return;
    if (event.key === 'Enter' && command) this.open(document);
    else if (event.key === 'Enter') this.store.toggleDocument(document.id);
    else if (event.key === ' ') selection.toggle(cursor.index);
    else if (event.key === 'Escape' && this.store.selected.length > 0) this.store.select({});
    else if (event.key === 'a' && command) selection.all();
    else if (event.key === 'c' && command) this.copy();
    else if (event.key === 'r' && !command) this.reviewed(document);
    else if (event.key === 'n' && !command) this.step(1);
    else if (event.key === 'p' && !command) this.step(-1);
    else return;
    event.preventDefault();
  };

  /** Copies what is selected, or the row of the cursor. */
  private copy(): void {
    const chosen = this.rows.filter((d) => this.store.isSelected(d.id));
    void this.host.copy?.(
      tabSeparated(
        chosen.length > 0 ? chosen : this.rows.slice(this.cursor.index, this.cursor.index + 1),
        this.columns,
        this.batch,
        this.format,
        this.store.state.found,
      ),
    );
  }

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

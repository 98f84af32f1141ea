import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing } from 'lit';
import { focusLeaves, popupStyles } from '../popup.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { SortColumn } from '../view-state.ts';
import type { Column } from './columns.ts';

/** A button that opens the choice of the table's columns. */
export class GwColumnChoice extends LitElement {
  static override properties = { columns: { attribute: false }, store: { attribute: false }, open: { state: true } };
  static override styles = [
    theme,
    popupStyles,
    css`
      button {
        height: 26px;
        padding: 0 8px;
        border: 1px solid var(--vscode-button-secondaryBorder, var(--vscode-button-border, var(--gw-line)));
        border-radius: 2px;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        background: var(--gw-hover);
      }
      .choices {
        bottom: 100%;
        margin: 0 0 4px;
        padding: 8px 12px;
        color: var(--vscode-menu-foreground, var(--vscode-foreground));
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 24px;
        white-space: nowrap;
        cursor: pointer;
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--vscode-button-background);
      }
    `,
  ];

  /** Those that may be shown; the first always is. */
  declare columns: readonly Column[];
  declare store: SelectionStore;
  declare private open: boolean;

  constructor() {
    super();
    this.columns = [];
    this.store = new SelectionStore();
    this.open = false;
    new StoreController(this, () => this.store);
  }

  override render() {
    const { hidden } = this.store.state;
    return html`<div @keydown=${this.keydown} @focusout=${this.left}>
      <button aria-expanded=${this.open ? 'true' : 'false'} aria-controls="choices" @click=${() => (this.open = !this.open)}>${l10n.t('Columns')}</button>
      <div class="popup choices" id="choices" role="group" aria-label=${l10n.t('Columns')} ?hidden=${!this.open}>
        ${this.open ? this.columns.slice(1).map(({ id, title }) => html`<label><input type="checkbox" .checked=${!hidden.includes(id)} @change=${() => this.toggle(id)} />${title}</label>`) : nothing}
      </div>
    </div>`;
  }

  private toggle(id: SortColumn): void {
    const { hidden } = this.store.state;
    this.store.update({ hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] });
  }

  private readonly keydown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.open) return;
    event.preventDefault();
    this.open = false;
    this.renderRoot.querySelector('button')?.focus();
  };

  /** A press elsewhere closes the choice. */
  private readonly left = (event: FocusEvent) => {
    if (focusLeaves(this.renderRoot, event)) this.open = false;
  };
}
customElements.define('gw-column-choice', GwColumnChoice);

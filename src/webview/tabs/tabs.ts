import { css, html, LitElement } from 'lit';
import { theme } from '../theme.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

/**
 * Tabs and their panels. The content of a panel stands in the slot of its tab's name.
 *
 * @slot end - beside the tabs
 * @fires tab-change - detail: the `id` of the chosen tab
 */
export class GwTabs extends LitElement {
  static override properties = {
    tabs: { attribute: false },
    selected: { attribute: false },
    label: { attribute: false },
  };
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        min-width: 0;
        min-height: 0;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
      }
      [role='tablist'] {
        display: flex;
        gap: 16px;
      }
      [role='tab'] {
        height: 28px;
        padding: 0;
        border: 0;
        border-bottom: 1px solid transparent;
        background: none;
        color: var(--vscode-panelTitle-inactiveForeground, var(--gw-dim));
        font: inherit;
        cursor: pointer;
      }
      [role='tab']:hover,
      [role='tab'][aria-selected='true'] {
        color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
      }
      [role='tab'][aria-selected='true'] {
        border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--gw-accent));
      }
      [role='tabpanel'] {
        flex: 1;
        min-width: 0;
        min-height: 0;
      }
      [role='tabpanel']:not([hidden]) {
        display: flex;
        flex-direction: column;
      }
      ::slotted(:not([slot='end'])) {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  declare tabs: readonly Tab[];
  declare selected: string;
  /** Accessible name of the row of tabs. */
  declare label: string;

  constructor() {
    super();
    this.tabs = [];
    this.selected = '';
    this.label = '';
  }

  override render() {
    return html`
      <header>
        <div role="tablist" aria-label=${this.label} @keydown=${this.keydown}>
          ${this.tabs.map(({ id, label }) => {
            const on = id === this.selected;
            return html`<button role="tab" id=${`tab-${id}`} aria-controls=${`panel-${id}`} aria-selected=${on ? 'true' : 'false'} tabindex=${on ? 0 : -1} @click=${() => this.choose(id)}>${label}</button>`;
          })}
        </div>
        <slot name="end"></slot>
      </header>
      ${this.tabs.map(({ id }) => html`<div role="tabpanel" id=${`panel-${id}`} aria-labelledby=${`tab-${id}`} ?hidden=${id !== this.selected}><slot name=${id}></slot></div>`)}
    `;
  }

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent('tab-change', { detail: id }));
  }

  /** Arrows choose at once, as the panels are there already (ARIA practices: tabs with automatic activation). */
  private readonly keydown = (event: KeyboardEvent) => {
    const at = this.tabs.findIndex(({ id }) => id === this.selected);
    const last = this.tabs.length - 1;
    const target = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    const { id } = this.tabs[target]!;
    this.choose(id);
    this.renderRoot.querySelector<HTMLElement>(`#tab-${id}`)?.focus();
  };
}
customElements.define('gw-tabs', GwTabs);

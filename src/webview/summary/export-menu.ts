import * as l10n from '@vscode/l10n';
import { css, html, nothing } from 'lit';
import { EXPORT_FORMATS, type ExportFormat, exportUse } from '../../report/export-formats.ts';
import { HostedElement } from '../hosted-element.ts';
import { focusLeaves, popupStyles } from '../popup.ts';
import { theme } from '../theme.ts';

/** Those that most people want; the last asks for any other, and for what goes in. */
const offered = (): readonly { readonly format?: ExportFormat; readonly label: string; readonly use: string }[] => [
  ...(['csv', 'json', 'html'] as const).map((format) => ({
    format,
    label: EXPORT_FORMATS[format].label,
    use: exportUse(format),
  })),
  { label: l10n.t('More…'), use: l10n.t('other formats, pseudonyms, passages of the texts') },
];

/**
 * The button that opens the choice of export formats (ARIA practices: menu button).
 */
export class GwExportMenu extends HostedElement {
  static override properties = { open: { state: true } };
  static override styles = [
    theme,
    popupStyles,
    css`
      button.main {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 26px;
        padding: 0 11px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
        border-radius: 2px;
        background: var(--vscode-button-background);
        color: var(--vscode-button-foreground);
        font: inherit;
        cursor: pointer;
      }
      button.main:hover {
        background: var(--vscode-button-hoverBackground);
      }
      button.main svg {
        width: 10px;
        height: 10px;
        fill: none;
        stroke: currentColor;
      }
      [role='menu'] {
        top: 100%;
        min-width: 100%;
        margin-top: 4px;
        padding: 4px;
      }
      [role='menuitem'] {
        display: flex;
        align-items: center;
        gap: 16px;
        width: 100%;
        height: 26px;
        padding: 0 8px;
        border: 0;
        border-radius: 2px;
        background: none;
        color: var(--vscode-menu-foreground, var(--vscode-foreground));
        font: inherit;
        white-space: nowrap;
        cursor: pointer;
      }
      [role='menuitem'] b {
        width: 40px;
        font-weight: 600;
        text-align: start;
      }
      [role='menuitem']:hover,
      [role='menuitem']:focus {
        background: var(--vscode-menu-selectionBackground, transparent);
        color: var(--vscode-menu-selectionForeground, var(--vscode-foreground));
        outline: 1px solid var(--gw-selected-line);
        outline-offset: -1px;
      }
    `,
  ];

  declare private open: boolean;

  constructor() {
    super();
    this.open = false;
  }

  override render() {
    return html`
      <button class="main" aria-haspopup="menu" aria-expanded=${this.open ? 'true' : 'false'} @click=${() => this.toggle(!this.open)} @keydown=${this.opened}>
        ${l10n.t('Export')}<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M1.5 3.5l3.5 3.5 3.5-3.5"></path></svg>
      </button>
      ${
        this.open
          ? html`<div class="popup" role="menu" aria-label=${l10n.t('Export')} @keydown=${this.moved} @focusout=${this.left}>
            ${offered().map(({ format, label, use }) => html`<button role="menuitem" tabindex="-1" @click=${() => this.choose(format)}><b>${label}</b>${use}</button>`)}
          </div>`
          : nothing
      }
    `;
  }

  private toggle(open: boolean): void {
    this.open = open;
    void this.updateComplete.then(() =>
      (open ? this.items()[0] : this.renderRoot.querySelector<HTMLElement>('.main'))?.focus(),
    );
  }

  private items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  private choose(format: ExportFormat | undefined): void {
    this.toggle(false);
    void this.host.exportReport?.(format);
  }

  private readonly opened = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.toggle(true);
  };

  private readonly moved = (event: KeyboardEvent) => {
    const items = this.items();
    const at = items.indexOf(event.target as HTMLElement);
    const target = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (target !== undefined) items[target]!.focus();
    else if (event.key === 'Escape') this.toggle(false);
    else return;
    event.preventDefault();
  };

  /** A press elsewhere closes the menu; the press on the button itself toggles it. */
  private readonly left = (event: FocusEvent) => {
    if (focusLeaves(this.renderRoot, event)) this.open = false;
  };
}
customElements.define('gw-export-menu', GwExportMenu);

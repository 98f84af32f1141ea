import * as l10n from '@vscode/l10n';
import { css, html, nothing } from 'lit';
import { HostedElement } from '../hosted-element.ts';
import { theme } from '../theme.ts';
import type { Notice } from './notice-for.ts';

/**
 * Shows a notice.
 */
export class GwNotice extends HostedElement {
  static override properties = { notice: { attribute: false } };
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px 16px;
        padding: 12px;
        border: 1px solid var(--gw-line);
        border-radius: 4px;
        background: var(--gw-surface);
      }
      p {
        flex: 1 1 240px;
        max-width: 80ch;
        margin: 0;
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
    `,
  ];

  declare notice: Notice | undefined;

  override render() {
    const { notice } = this;
    if (!notice) return nothing;
    const { text, actions = [], failed } = notice;
    return html`
      <p role=${failed ? 'alert' : nothing}>${failed ? html`<span class="level high"><b>${l10n.t('The analysis failed.')}</b></span> <br />` : nothing}${text}</p>
      ${actions
        .filter(({ does }) => this.host[does] !== undefined)
        .map(
          ({ label, does }, i) =>
            html`<vscode-button appearance=${i === 0 ? 'primary' : 'secondary'} @click=${() => void this.host[does]?.()}>${label}</vscode-button>`,
        )}
    `;
  }
}
customElements.define('gw-notice', GwNotice);

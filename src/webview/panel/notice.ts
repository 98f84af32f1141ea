import { css, html, LitElement, nothing } from 'lit';
import { emit } from '../events.ts';
import { theme } from '../theme.ts';
import type { Notice } from './notice-for.ts';

/**
 * Shows a notice.
 *
 * @fires run-again
 * @fires cancel-job
 */
export class GwNotice extends LitElement {
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
    const { text, action, failed } = notice;
    return html`
      <p role=${failed ? 'alert' : nothing}>${failed ? html`<span class="level high"><b>The analysis failed.</b></span> <br />` : nothing}${text}</p>
      ${action ? html`<vscode-button @click=${() => emit(this, action.event, null)}>${action.label}</vscode-button>` : nothing}
    `;
  }
}
customElements.define('gw-notice', GwNotice);

import * as l10n from '@vscode/l10n';
import { css, html, nothing } from 'lit';
import type { ReportChanges } from '../../report/report-changes.ts';
import { disclosureStyles } from '../disclosure-styles.ts';
import { Formatter } from '../format.ts';
import { HostedElement } from '../hosted-element.ts';
import { theme } from '../theme.ts';
import { changesInShort } from './change-words.ts';
import './changes.ts';

/**
 * Says in the panel what changed since its results were last seen; the tables open below.
 */
export class GwChangedSince extends HostedElement {
  static override properties = { changes: { attribute: false }, format: { attribute: false } };
  static override styles = [
    theme,
    disclosureStyles,
    css`
      :host {
        display: block;
        padding: 8px 12px;
        border: 1px solid var(--gw-line);
        border-radius: 4px;
        background: var(--gw-surface);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
      }
      p {
        flex: 1 1 240px;
        margin: 0;
      }
      gw-changes {
        max-height: 44vh;
        padding: 8px 0 4px;
        overflow: auto;
      }
    `,
  ];

  declare changes: ReportChanges | undefined;
  declare format: Formatter;

  constructor() {
    super();
    this.format = new Formatter('en');
  }

  override render() {
    const { changes, format } = this;
    if (!changes) return nothing;
    const parts = changesInShort(changes, format);
    return html`
      <div class="line">
        <p role="status"><b>${l10n.t('Changed since {0}:', format.date(changes.before.startedAt))}</b> ${parts.length > 0 ? parts.join(', ') : l10n.t('figures only')}.</p>
        <vscode-button appearance="secondary" @click=${() => void this.host.dismissChanges?.()}>${l10n.t('Dismiss')}</vscode-button>
      </div>
      <details>
        <summary>${l10n.t('What changed')}</summary>
        <gw-changes tabindex="0" role="group" aria-label=${l10n.t('What changed')} .changes=${changes} .format=${format}></gw-changes>
      </details>
    `;
  }
}
customElements.define('gw-changed-since', GwChangedSince);

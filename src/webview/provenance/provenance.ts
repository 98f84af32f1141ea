import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing } from 'lit';
import type { Manifest } from '../../report/report.ts';
import { disclosureStyles } from '../disclosure-styles.ts';
import { Formatter } from '../format.ts';
import { theme } from '../theme.ts';

/** How a report came about, for who wants to repeat it: closed until it is asked for. */
export class GwProvenance extends LitElement {
  static override properties = {
    manifest: { attribute: false },
    format: { attribute: false },
    open: { type: Boolean },
  };
  static override styles = [
    theme,
    disclosureStyles,
    css`
      :host {
        display: block;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 4px 16px;
        margin: 8px 0 0;
      }
      dt {
        color: var(--gw-dim);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      code {
        font-family: ui-monospace, monospace;
        font-size: 0.92em;
      }
    `,
  ];

  declare manifest: Manifest | undefined;
  declare format: Formatter;
  /** Whether it is open from the beginning. */
  declare open: boolean;

  constructor() {
    super();
    this.format = new Formatter('en');
    this.open = false;
  }

  override render() {
    const { manifest, format } = this;
    if (!manifest) return nothing;
    const { engine, options, source, skipped, resultsSha256, anonymised, run } = manifest;
    const { reading: _, ...chosen } = options;
    return html`<details ?open=${this.open}>
      <summary>${l10n.t('How this report was made')}</summary>
      <dl>
        <dt>${l10n.t('Program')}</dt>
        <dd>Ghost-Writer Batch Analysis ${engine.version}, ${format.date(run.finishedAt)}</dd>
        ${engine.models.map(({ name, sha256 }) => html`<dt>${l10n.t('Model {0}', name)}</dt><dd>SHA-256 <code>${sha256}</code></dd>`)}
        ${engine.seen ? html`<dt>${l10n.t('Knows models up to')}</dt><dd>${format.month(engine.seen.until)}: ${engine.seen.models.join(', ')}</dd>` : nothing}
        <dt>${l10n.t('Options')}</dt>
        <dd>${Object.entries(chosen)
          .map(([name, value]) => `${name} ${String(value)}`)
          .join(' · ')}</dd>
        <dt>${l10n.t('Texts')}</dt>
        <dd>${format.documents(source.documents)}, ${l10n.t('{0} skipped', format.count(skipped.length))}; SHA-256 <code>${source.sha256}</code></dd>
        <dt>${l10n.t('Results')}</dt>
        <dd>SHA-256 <code>${resultsSha256}</code></dd>
        ${anonymised ? html`<dt>${l10n.t('Names')}</dt><dd>${l10n.t('Pseudonyms stand in place of the names of files, folders and groups.')}</dd>` : nothing}
      </dl>
    </details>`;
  }
}
customElements.define('gw-provenance', GwProvenance);

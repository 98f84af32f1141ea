import * as l10n from '@vscode/l10n';
import { css, html, nothing } from 'lit';
import { LEFT_OUT_KINDS, type LeftOutKind, leftOutName } from '../../report/left-out.ts';
import type { SharedPassage } from '../../report/report.ts';
import { BatchView } from '../batch-view.ts';
import { disclosureStyles } from '../disclosure-styles.ts';
import { leftOutWords } from '../left-out-words.ts';
import { theme } from '../theme.ts';

/** Passages that are listed: those of most documents. */
const MOST_PASSAGES = 50;

/** Documents of a passage that are named under the pointer. */
const MOST_NAMED = 20;

/**
 * Copies over the whole batch: the passages that many share, and what counts for no copy. Passages are filters; where the analysis can be run again, what is left out
 * can be switched.
 */
export class GwCopies extends BatchView {
  static override styles = [
    theme,
    disclosureStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 4px 24px;
        margin-top: 8px;
      }
      :host([hidden]) {
        display: none;
      }
      p,
      ul {
        margin: 0;
      }
      ul {
        padding: 0 0 4px;
        list-style: none;
        max-height: 30vh;
        overflow: auto;
      }
      p,
      li {
        min-height: 24px;
        line-height: 24px;
      }
      button {
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--gw-link);
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      button[aria-pressed='true'] {
        font-weight: 600;
        text-decoration: underline;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        cursor: pointer;
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--vscode-button-background);
      }
      .dim {
        color: var(--gw-dim);
      }
    `,
  ];

  override render() {
    const { report } = this.batch;
    // A report of an earlier version has nothing of it, and takes no room for it.
    this.hidden = !report?.sharedPassages;
    if (!report?.sharedPassages) return nothing;
    return html`${this.passages(report.sharedPassages)} ${this.leftOut()}`;
  }

  private passages(passages: readonly SharedPassage[]) {
    if (passages.length === 0) return nothing;
    const { format } = this;
    return html`<details>
      <summary>${format.counted(passages.length, l10n.t('{0} passage that three documents or more share'), l10n.t('{0} passages that three documents or more share'))}</summary>
      <ul>
        ${passages.slice(0, MOST_PASSAGES).map((passage) => this.passage(passage))}
      </ul>
      ${passages.length > MOST_PASSAGES ? html`<p class="dim">${l10n.t('The first {0} of {1}: those of most documents.', format.count(MOST_PASSAGES), format.count(passages.length))}</p>` : nothing}
    </details>`;
  }

  private passage({ words, documents }: SharedPassage) {
    const { batch, format, store } = this;
    const ids = documents.map(({ id }) => id);
    const names = ids.slice(0, MOST_NAMED).map((id) => batch.path(id));
    const isShown = store.state.only?.length === ids.length && ids.every((id, i) => store.state.only?.[i] === id);
    return html`<li>
      <button title=${names.join('\n')} aria-pressed=${isShown ? 'true' : 'false'} @click=${() => store.update({ only: isShown ? undefined : ids })}>
        ${l10n.t('{0} share a passage of {1}', format.documents(ids.length), format.words(words))}
      </button>
    </li>`;
  }

  private leftOut() {
    const { batch, format } = this;
    const { leftOut = {} } = batch.report!.summary;
    const told = leftOutWords(leftOut, format);
    const says =
      told.length === 0 ? l10n.t('Nothing was left out of copies') : l10n.t('Left out of copies: {0}', told.join(', '));
    if (!this.host.leaveOut) return html`<p class="dim">${says}</p>`;
    return html`<details>
      <summary>${says}</summary>
      ${LEFT_OUT_KINDS.map((kind) => html`<label><input type="checkbox" .checked=${this.kinds.includes(kind)} @change=${() => this.toggle(kind)} />${l10n.t('Leave out {0}', leftOutName(kind))}</label>`)}
      <p class="dim">${l10n.t('A change is kept in the settings, and the analysis runs again.')}</p>
    </details>`;
  }

  private get kinds(): readonly LeftOutKind[] {
    return this.batch.report?.job.options.leaveOut ?? LEFT_OUT_KINDS;
  }

  private toggle(kind: LeftOutKind): void {
    void this.host.leaveOut?.(LEFT_OUT_KINDS.filter((other) => this.kinds.includes(other) !== (other === kind)));
  }
}
customElements.define('gw-copies', GwCopies);

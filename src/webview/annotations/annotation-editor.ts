import * as l10n from '@vscode/l10n';
import { css, html, nothing } from 'lit';
import { MAX_NOTE, MAX_TAG } from '../../report/annotations.ts';
import { Batch } from '../batch.ts';
import { chipStyles } from '../chip-styles.ts';
import { HostedElement } from '../hosted-element.ts';
import { theme } from '../theme.ts';

/**
 * What the user writes about documents: tags, and for a single one a note. Of several documents the tags of any are shown.
 */
export class GwAnnotationEditor extends HostedElement {
  static override properties = { batch: { attribute: false }, documents: { attribute: false } };
  static override styles = [
    theme,
    chipStyles,
    css`
      :host {
        display: block;
        max-width: 480px;
        margin-top: 12px;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 0 0 4px;
        padding: 0;
        list-style: none;
      }
      .chip {
        max-width: 220px;
      }
      label {
        display: block;
        margin-bottom: 4px;
        font-size: 11px;
        color: var(--gw-dim);
      }
      input,
      textarea {
        display: block;
        width: 100%;
        margin-bottom: 8px;
        padding: 3px 8px;
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--gw-line)));
        border-radius: 2px;
        background: var(--vscode-input-background);
        color: var(--vscode-input-foreground);
        font: inherit;
      }
      input {
        height: 26px;
      }
      textarea {
        min-height: 26px;
        resize: vertical;
        field-sizing: content;
        max-height: 160px;
      }
      input::placeholder,
      textarea::placeholder {
        color: var(--vscode-input-placeholderForeground);
        opacity: 1;
      }
      :is(input, textarea):focus-visible {
        outline-offset: -1px;
      }
    `,
  ];

  declare batch: Batch;
  /** `id`s of the documents that are written about. */
  declare documents: readonly string[];

  constructor() {
    super();
    this.batch = new Batch(undefined);
    this.documents = [];
  }

  override render() {
    const own = this.documents.flatMap((id) => this.batch.document(id) ?? []);
    const tags = [...new Set(own.flatMap((d) => d.tags ?? []))];
    const [only] = own.length === 1 ? own : [];
    return html`
      <label for="tag">${l10n.t('Tags')}</label>
      ${
        tags.length > 0
          ? html`<ul aria-label=${l10n.t('Tags')}>
            ${tags.map((tag) => html`<li><button class="chip" title=${l10n.t('{0}: take this tag away', tag)} @click=${() => void this.host.annotate?.({ documents: this.documents, removeTag: tag })}><span class="cut">${tag}</span><span aria-hidden="true">×</span></button></li>`)}
          </ul>`
          : nothing
      }
      <input id="tag" list="tags" maxlength=${MAX_TAG} placeholder=${l10n.t('Add a tag and press Enter')} @keydown=${this.keydown} />
      <datalist id="tags">${this.batch.tags.map((tag) => html`<option value=${tag}></option>`)}</datalist>
      ${
        only
          ? html`<label for="note">${l10n.t('Note')}</label>
            <textarea id="note" rows="1" maxlength=${MAX_NOTE} placeholder=${l10n.t('Write a note')} .value=${only.note ?? ''} @change=${(e: Event) => void this.host.annotate?.({ documents: [only.id], note: (e.currentTarget as HTMLTextAreaElement).value })}></textarea>`
          : nothing
      }
    `;
  }

  private readonly keydown = (event: KeyboardEvent) => {
    const input = event.currentTarget as HTMLInputElement;
    if (event.key !== 'Enter' || event.isComposing || input.value.trim() === '') return;
    event.preventDefault();
    void this.host.annotate?.({ documents: this.documents, addTag: input.value });
    input.value = '';
  };
}
customElements.define('gw-annotation-editor', GwAnnotationEditor);

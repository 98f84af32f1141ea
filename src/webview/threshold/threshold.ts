import * as l10n from '@vscode/l10n';
import { css, html } from 'lit';
import { BatchView } from '../batch-view.ts';
import { theme } from '../theme.ts';

/** The least similarity that is shown: one for the heatmap and the list of pairs. */
export class GwThreshold extends BatchView {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
      }
      /* Keeps its place, so that no tab moves. */
      :host([inert]) {
        visibility: hidden;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        color: var(--gw-dim);
      }
      output {
        min-width: 4ch;
        color: var(--vscode-foreground);
        font-variant-numeric: tabular-nums;
      }
      input {
        width: 96px;
        height: 24px;
        margin: 0;
        appearance: none;
        background: none;
        cursor: pointer;
      }
      input::-webkit-slider-runnable-track {
        height: 4px;
        border-radius: 2px;
        background: var(--gw-track);
      }
      input::-webkit-slider-thumb {
        width: 12px;
        height: 12px;
        margin-top: -4px;
        appearance: none;
        border-radius: 50%;
        background: var(--vscode-foreground);
      }
      /* Firefox's, for a report that was exported as a page. */
      input::-moz-range-track {
        height: 4px;
        border-radius: 2px;
        background: var(--gw-track);
      }
      input::-moz-range-thumb {
        width: 12px;
        height: 12px;
        border: 0;
        border-radius: 50%;
        background: var(--vscode-foreground);
      }
      input:disabled {
        cursor: default;
        opacity: 0.4;
      }
    `,
  ];

  override render() {
    const { batch, store, format } = this;
    const { threshold } = store.state;
    return html`<label>
      ${l10n.t('only above')}
      <output for="threshold">${format.similarity(threshold)}</output>
      <input id="threshold" type="range" min="0" max="1" step="0.01" .value=${String(threshold)} aria-valuetext=${format.similarity(threshold)} ?disabled=${!batch.report} @input=${this.moved} />
    </label>`;
  }

  private readonly moved = (event: InputEvent) =>
    this.store.update({ threshold: (event.currentTarget as HTMLInputElement).valueAsNumber });
}
customElements.define('gw-threshold', GwThreshold);

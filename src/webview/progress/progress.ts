import * as l10n from '@vscode/l10n';
import { css, html, nothing } from 'lit';
import { type Progress, stageName } from '../../protocol/job.ts';
import { Formatter } from '../format.ts';
import { HostedElement } from '../hosted-element.ts';
import { theme } from '../theme.ts';

/**
 * How far a running job is, with buttons to stop it, for good or for now.
 */
export class GwProgress extends HostedElement {
  static override properties = { progress: { attribute: false }, format: { attribute: false } };
  static override styles = [
    theme,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 28px;
      }
      .what {
        flex: 1;
        font-variant-numeric: tabular-nums;
      }
      progress {
        display: block;
        width: 100%;
        height: 4px;
        margin-top: 4px;
        appearance: none;
        border: 0;
        border-radius: 2px;
        background: var(--gw-track);
      }
      progress::-webkit-progress-bar {
        border-radius: 2px;
        background: var(--gw-track);
      }
      progress::-webkit-progress-value {
        border-radius: 2px;
        background: var(--vscode-progressBar-background, var(--gw-accent));
      }
    `,
  ];

  declare progress: Progress | undefined;
  declare format: Formatter;

  constructor() {
    super();
    this.format = new Formatter('en');
  }

  override render() {
    const { progress, format } = this;
    if (!progress) return nothing;
    const { stage, fraction, done, total, secondsLeft } = progress;
    const count = total > 0 ? ` · ${l10n.t('{0} of {1}', format.count(done), format.count(total))}` : '';
    const left = secondsLeft === null ? '' : ` · ${l10n.t('about {0} left', format.duration(secondsLeft))}`;
    return html`
      <div class="line">
        <span class="what">${stageName(stage)} · ${format.percent(fraction)}${count}${left}</span>
        <vscode-button appearance="secondary" @click=${() => void this.host.pause?.()}>${l10n.t('Pause')}</vscode-button>
        <vscode-button appearance="secondary" @click=${() => void this.host.cancel?.()}>${l10n.t('Cancel')}</vscode-button>
      </div>
      <progress aria-label=${l10n.t('Progress of the analysis')} max="1" .value=${fraction}></progress>
    `;
  }
}
customElements.define('gw-progress', GwProgress);

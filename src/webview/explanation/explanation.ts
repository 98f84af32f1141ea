import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyValues } from 'lit';
import type { DocumentExplanation, ExplanationAnswer, Mover } from '../../protocol/panel.ts';
import { disclosureStyles } from '../disclosure-styles.ts';
import { Formatter } from '../format.ts';
import { failureOf, HostedElement } from '../hosted-element.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { theme } from '../theme.ts';
import { explanationStyles } from './explanation-styles.ts';

/** Length of the longest bar in pixels. */
const BAR = 48;

/** Least log-odds that the style of a text is worth a sentence for. */
const NOTABLE_STYLE = 0.2;

/**
 * Why a document scores as it does: closed until it is asked for, then the phrases and passages that moved its score most, each the way to its place.
 */
export class GwExplanation extends HostedElement {
  static override properties = {
    document: { attribute: false },
    store: { attribute: false },
    format: { attribute: false },
    answer: { state: true },
  };
  static override styles = [theme, disclosureStyles, explanationStyles];

  /** `id` of the document. */
  declare document: string;
  declare format: Formatter;
  declare store: SelectionStore;
  /** Absent until it has come. */
  declare private answer: ExplanationAnswer | undefined;
  /** The document that was last asked about. */
  private asked: string | undefined;

  constructor() {
    super();
    this.document = '';
    this.format = new Formatter('en');
    this.store = new SelectionStore();
    new StoreController(this, () => this.store);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('document')) return;
    this.answer = undefined;
    this.asked = undefined;
  }

  override updated(): void {
    if (this.open && this.asked !== this.document) void this.ask();
  }

  override render() {
    const { open, answer } = this;
    return html`<details .open=${open} @toggle=${this.toggled}>
      <summary>${l10n.t('Why this score?')}</summary>
      ${open ? html`<div role="status" class="dim">${answer ? nothing : l10n.t('Reading the text again …')}</div>` : nothing}
      ${open && answer ? ('failure' in answer ? this.failure(answer.failure) : this.explanation(answer.explanation)) : nothing}
    </details>`;
  }

  /** Kept with what is chosen: the page is drawn anew when it becomes narrow, as when a text opens beside it. */
  private get open(): boolean {
    return this.store.state.explained === this.document;
  }

  private readonly toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== this.open) this.store.update({ explained: open ? this.document : undefined });
  };

  private async ask(): Promise<void> {
    const { document } = this;
    this.asked = document;
    this.answer = undefined;
    const answer = await this.host.explain?.(document).catch(failureOf);
    if (document === this.document) this.answer = answer;
  }

  private failure(text: string) {
    return html`<div role="alert"><p>${text}</p></div>
      <button class="link" @click=${() => void this.ask()}>${l10n.t('Try again')}</button>`;
  }

  private explanation({ phrases, passages, style }: DocumentExplanation) {
    return html`
      <p class="dim">${l10n.t("By the detector's own weights. A phrase alone proves nothing.")}</p>
      <div class="both">${this.list(l10n.t('Phrases that raised it'), phrases.raising, phrases)} ${this.list(l10n.t('Phrases that lowered it'), phrases.lowering, phrases)}</div>
      ${style === undefined || Math.abs(style) < NOTABLE_STYLE ? nothing : html`<p class="style">${style > 0 ? l10n.t('How it is written raised it, too: rhythm of the sentences, variety and rarity of the words.') : l10n.t('How it is written lowered it, too: rhythm of the sentences, variety and rarity of the words.')}</p>`}
      ${this.list(l10n.t('Passages that raised it most'), passages.raising, passages)} ${this.list(l10n.t('Passages that lowered it most'), passages.lowering, passages)}
    `;
  }

  /** @param among both directions, whose strongest has the longest bar */
  private list(title: string, movers: readonly Mover[], among: DocumentExplanation['phrases']) {
    if (movers.length === 0) return nothing;
    const strongest = Math.max(...[...among.raising, ...among.lowering].map(({ influence }) => Math.abs(influence)));
    return html`<section>
      <h4>${title}</h4>
      <ul>
        ${movers.map((mover) => this.item(mover, strongest))}
      </ul>
    </section>`;
  }

  private item({ words, quote = words, count, influence, range }: Mover, strongest: number) {
    const width = Math.max(2, (Math.abs(influence) / strongest) * BAR);
    return html`<li>
      <button class="link cut" title=${l10n.t('Open the document at “{0}”', quote)} @click=${() => void this.host.openDocument?.(this.document, range)}>${words}</button>
      ${count > 1 ? html`<span class="count number" title=${l10n.t('{0} times', this.format.count(count))}>×${this.format.count(count)}</span>` : nothing}
      <svg viewBox="0 0 48 8" aria-hidden="true"><rect width=${width} height="8" rx="1"></rect></svg>
    </li>`;
  }
}
customElements.define('gw-explanation', GwExplanation);

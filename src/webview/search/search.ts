import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { SearchProgress } from '../../protocol/analyzer.ts';
import type { SearchAnswer, SearchBy } from '../../protocol/panel.ts';
import { BatchView } from '../batch-view.ts';
import { failureOf } from '../hosted-element.ts';
import { theme } from '../theme.ts';
import type { Found } from '../view-state.ts';
import { searchStyles } from './search-styles.ts';

type Way = 'name' | SearchBy;

const ways = (): Readonly<Record<Way, { readonly name: string; readonly asks: string }>> => ({
  name: { name: l10n.t('Names'), asks: l10n.t('Filter by name, tag or note') },
  words: { name: l10n.t('Words'), asks: l10n.t('Words in the texts, then Enter') },
  meaning: { name: l10n.t('Meaning'), asks: l10n.t('What the texts are about, then Enter') },
});

/**
 * One box for finding documents: by name, tag or note at once, by words in their texts or by what these are about on Enter. Escape empties it.
 */
export class GwSearch extends BatchView {
  static override properties = {
    way: { state: true },
    draft: { state: true },
    running: { state: true },
    progress: { state: true },
    said: { state: true },
  };
  static override styles = [theme, searchStyles];

  declare private way: Way;
  /** What stands in the box while it is not searched by. */
  declare private draft: string;
  declare private running: AbortController | undefined;
  declare private progress: SearchProgress | undefined;
  /** Why the last search came to nothing. */
  declare private said: string;
  private shown: Found | undefined;

  constructor() {
    super();
    this.way = 'name';
    this.draft = this.said = '';
  }

  /** What is found may be taken away, or come back, elsewhere. */
  override willUpdate(): void {
    const { found } = this.store.state;
    if (found === this.shown) return;
    this.shown = found;
    if (found) this.way = found.by;
    this.draft = found?.query ?? '';
    this.said = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('vscode-text-field')?.focus();
  }

  override render() {
    const { way, running, said, store } = this;
    const { asks } = ways()[way];
    return html`
      ${
        this.searchable
          ? html`<vscode-dropdown aria-label=${l10n.t('Find by')} .value=${way} @change=${this.wayChosen}>${Object.entries(ways()).map(([value, { name }]) => html`<vscode-option value=${value} ?selected=${value === way}>${name}</vscode-option>`)}</vscode-dropdown>`
          : nothing
      }
      <vscode-text-field placeholder=${asks} aria-label=${asks} .value=${way === 'name' ? store.state.text : this.draft} @input=${this.typed} @keydown=${this.keydown}></vscode-text-field>
      ${running ? html`<button class="link" @click=${() => running.abort()}>${l10n.t('Stop')}</button>` : nothing}
      <span class=${said === '' ? 'status dim' : 'status failed'} role="status">${running ? this.soFar() : said === '' ? this.result() : said}</span>
    `;
  }

  /** Texts and vectors are with the analysis that is shown, and with nothing else. */
  private get searchable(): boolean {
    return this.batch.report !== undefined && this.host.search !== undefined;
  }

  private soFar(): string {
    const { progress, format } = this;
    return progress
      ? format.counted(
          progress.total,
          l10n.t('Read {1} of {0} text …'),
          l10n.t('Read {1} of {0} texts …'),
          format.count(progress.done),
        )
      : l10n.t('Searching …');
  }

  private result() {
    const { found } = this.store.state;
    const { format, way } = this;
    if (!found || way !== found.by) return nothing;
    const { ids, by, beyond = 0, unread = 0 } = found;
    const documents =
      by === 'meaning'
        ? format.counted(ids.length, l10n.t('The {0} nearest document'), l10n.t('The {0} nearest documents'))
        : beyond > 0
          ? l10n.t('The best {0} of {1} documents', format.count(ids.length), format.count(ids.length + beyond))
          : format.documents(ids.length);
    return unread > 0
      ? `${documents} · ${format.counted(unread, l10n.t('{0} text could not be read'), l10n.t('{0} texts could not be read'))}`
      : documents;
  }

  private readonly wayChosen = (event: Event) => {
    const way = (event.currentTarget as HTMLSelectElement).value as Way;
    if (way === this.way) return;
    const asked = this.way === 'name' ? this.store.state.text : this.draft;
    this.running?.abort();
    this.way = way;
    this.said = '';
    // What was typed is looked for in the new way.
    if (way === 'name') this.store.update({ found: undefined, text: asked });
    else {
      this.draft = asked;
      this.store.update({ text: '' });
      this.search();
    }
  };

  private readonly typed = (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement;
    if (this.way === 'name') this.store.update({ text: value });
    else this.draft = value;
  };

  private readonly keydown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && this.way !== 'name') this.search();
    else if (
      event.key === 'Escape' &&
      (this.running || this.draft !== '' || this.store.state.text !== '' || this.store.state.found)
    )
      this.clear();
    else return;
    event.preventDefault();
  };

  private clear(): void {
    this.running?.abort();
    this.draft = this.said = '';
    this.store.update({ text: '', found: undefined });
  }

  private search(): void {
    const { way } = this;
    const query = this.draft.trim();
    this.running?.abort();
    if (way === 'name') return;
    if (query === '') return this.clear();
    const running = new AbortController();
    running.signal.addEventListener('abort', () => this.running === running && (this.running = undefined));
    this.running = running;
    this.progress = undefined;
    this.said = '';
    void this.find(way, query, running);
  }

  private async find(by: SearchBy, query: string, running: AbortController): Promise<void> {
    const told = (progress: SearchProgress) => {
      if (this.running === running) this.progress = progress;
    };
    const answer = await this.host.search?.(by, query, told, running.signal).catch(failureOf);
    if (answer && this.running === running) this.answered(by, query, answer);
  }

  private answered(by: SearchBy, query: string, answer: SearchAnswer): void {
    this.running = undefined;
    if ('failure' in answer) this.said = answer.failure;
    else if (answer.ids.length === 0)
      this.said =
        by === 'words'
          ? `${l10n.t('No text holds {0}.', query)}${answer.unread > 0 ? ` ${this.format.counted(answer.unread, l10n.t('{0} text could not be read'), l10n.t('{0} texts could not be read'))}.` : ''}`
          : l10n.t('“{0}” holds no word that says what to look for.', query);
    else {
      const { ids, figures, beyond, unread } = answer;
      this.store.update({
        found: { by, query, ids, figures, ...(beyond > 0 && { beyond }), ...(unread > 0 && { unread }) },
        sort: { column: 'relevance', descending: true },
      });
    }
  }
}
customElements.define('gw-search', GwSearch);

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { stageName } from '../../protocol/job.ts';
import type { BatchPage, BatchView } from '../../protocol/service.ts';
import { messageOf } from '../../protocol/message-of.ts';
import { Formatter } from '../format.ts';
import { theme } from '../theme.ts';
import { batchListStyles } from './batch-list-styles.ts';
import { ServiceClient, ServiceError } from './service-client.ts';

/** Batches on a page, and how often they are looked at while one of them waits or runs, and otherwise. */
const PAGE = 50;
const LOOK_MS = { busy: 1500, idle: 15_000 } as const;

const STATUS: Readonly<Record<BatchView['status'], string>> = {
  pending: 'Waiting',
  processing: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** The batches of a service: signing in, uploading, and what became of each. */
export class GwBatchList extends LitElement {
  static override styles = [theme, batchListStyles];
  static override properties = {
    page: { state: true },
    offset: { state: true },
    problem: { state: true },
    asksForToken: { state: true },
    uploading: { state: true },
  };

  declare page: BatchPage | undefined;
  declare offset: number;
  declare problem: string;
  declare asksForToken: boolean;
  declare uploading: string;
  private readonly service = new ServiceClient();
  private readonly format = new Formatter(navigator.language);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.offset = 0;
    this.problem = '';
    this.asksForToken = false;
    this.uploading = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render() {
    return html`<header>
        <h1>Batch analysis</h1>
        <nav><a href="/api/docs">API</a>${this.service.token === '' || this.asksForToken ? nothing : html`<button class="link" @click=${() => this.signOut()}>Sign out</button>`}</nav>
      </header>
      <p class="problem" role="alert" ?hidden=${this.problem === ''}>${this.problem}</p>
      ${this.asksForToken ? this.signIn() : html`${this.uploadForm()}${this.list()}`}`;
  }

  private signIn(): TemplateResult {
    return html`<form class="box" @submit=${(event: SubmitEvent) => this.take(event)}>
      <h2>Sign in</h2>
      <p>This server asks for a token. Whoever runs it makes one with <code>ghostwriter-batch token add</code>.</p>
      <label>Token <input name="token" type="password" autocomplete="off" required /></label>
      <vscode-button type="submit" @click=${(event: Event) => (event.target as HTMLElement).closest('form')?.requestSubmit()}>Sign in</vscode-button>
    </form>`;
  }

  private uploadForm(): TemplateResult {
    return html`<section class="box drop" aria-label="Upload" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${(event: DragEvent) => this.dropped(event)}>
      <h2>New batch</h2>
      <p>Texts, Word, PDF and other documents, tables, or one ZIP. They are stored on the server until the batch is deleted.</p>
      <div class="choose">
        <label class="choice">Choose files… <input class="hidden" type="file" multiple ?disabled=${this.uploading !== ''} @change=${(event: Event) => this.chosen(event)} /></label>
        <label class="choice">Choose a folder… <input class="hidden" type="file" webkitdirectory ?disabled=${this.uploading !== ''} @change=${(event: Event) => this.chosen(event)} /></label>
        <span class="dim" role="status">${this.uploading === '' ? 'or drop files here' : this.uploading}</span>
      </div>
    </section>`;
  }

  private list(): TemplateResult {
    const { page, format } = this;
    if (!page) return html`<p class="dim" role="status">Loading…</p>`;
    if (page.total === 0) return html`<p class="dim empty">There is no batch yet.</p>`;
    return html`<section aria-label="Batches">
      <h2>${format.counted(page.total, '{0} batch', '{0} batches')}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr><th scope="col">Batch</th><th scope="col">State</th><th scope="col" class="number">Documents</th><th scope="col" class="number">Score high</th><th scope="col">Added</th><th scope="col"><span class="hidden">What can be done</span></th></tr>
          </thead>
          <tbody>${page.batches.map((batch) => this.row(batch))}</tbody>
        </table>
      </div>
      ${page.total > PAGE ? html`<p class="pages"><vscode-button appearance="secondary" ?disabled=${this.offset === 0} @click=${() => this.goTo(this.offset - PAGE)}>Newer</vscode-button><vscode-button appearance="secondary" ?disabled=${page.next === null} @click=${() => this.goTo(page.next ?? 0)}>Older</vscode-button></p>` : nothing}
    </section>`;
  }

  private row(batch: BatchView): TemplateResult {
    const { id, source, status, summary, progress, error, createdAt } = batch;
    const { format } = this;
    const ended = status !== 'pending' && status !== 'processing';
    const act = (what: Parameters<ServiceClient['act']>[1], label: string) =>
      html`<button class="link" aria-label=${`${label}: ${source.name}`} @click=${() => void this.act(batch, what)}>${label}</button>`;
    return html`<tr>
      <th scope="row" class="name"><a class="cut" href=${`/batch/${id}`} title=${source.name}>${source.name}</a></th>
      <td class="state">
        <span class=${`status ${status}`}>${STATUS[status]}</span>
        ${progress && status === 'processing' ? html`<progress max="1" .value=${progress.fraction} aria-label=${`${stageName(progress.stage)}, ${source.name}`}></progress><span class="dim">${format.percent(progress.fraction)}${progress.secondsLeft === null ? '' : `, ${format.duration(progress.secondsLeft)} left`}</span>` : nothing}
        ${error === undefined ? nothing : html`<span class="dim">${error}</span>`}
      </td>
      <td class="number">${summary ? html`${format.count(summary.documents)}${summary.skipped > 0 ? html` <span class="dim">(${format.count(summary.skipped)} skipped)</span>` : nothing}` : progress && progress.total > 0 ? `${format.count(progress.done)} / ${format.count(progress.total)}` : '–'}</td>
      <td class="number">${summary ? html`${format.count(summary.confidence.high)}${summary.confidence.medium > 0 ? html` <span class="dim">(${format.count(summary.confidence.medium)} undecided)</span>` : nothing}` : '–'}</td>
      <td class="added">${format.date(createdAt)}</td>
      <td class="actions">${ended ? (status === 'completed' && summary?.skipped === 0 ? nothing : act('retry', status === 'completed' ? 'Try skipped again' : 'Go on')) : act('cancel', 'Cancel')}${act('delete', 'Delete')}</td>
    </tr>`;
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    await this.attempt(async () => {
      this.page = await this.service.list(this.offset, PAGE);
      this.asksForToken = false;
    });
    const busy = this.page?.batches.some(({ status }) => status === 'pending' || status === 'processing');
    if (this.isConnected && !this.asksForToken)
      this.timer = setTimeout(() => void this.look(), busy ? LOOK_MS.busy : LOOK_MS.idle);
  }

  /** Does something and says what went wrong. */
  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.problem = '';
    } catch (error) {
      const noToken = error instanceof ServiceError && error.status === 401;
      this.problem = noToken && this.service.token === '' ? '' : messageOf(error);
      if (noToken) this.asksForToken = true;
    }
  }

  private take(event: SubmitEvent): void {
    event.preventDefault();
    const token = new FormData(event.target as HTMLFormElement).get('token');
    this.service.token = typeof token === 'string' ? token.trim() : '';
    void this.look().then(() => {
      // To the page that asked for the token: one of this server's own.
      const then = new URLSearchParams(location.search).get('then');
      if (!this.asksForToken && then !== null && /^\/batch\/[\w-]+$/.test(then)) location.assign(then);
    });
  }

  private signOut(): void {
    this.service.token = '';
    this.page = undefined;
    void this.look();
  }

  private goTo(offset: number): void {
    this.offset = Math.max(0, offset);
    void this.look();
  }

  private async act(batch: BatchView, what: Parameters<ServiceClient['act']>[1]): Promise<void> {
    if (what === 'delete' && !confirm(`Delete ${batch.source.name} with its texts and results? This cannot be undone.`))
      return;
    await this.attempt(() => this.service.act(batch.id, what));
    if (this.problem === '') await this.look();
  }

  private chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    if (files.length > 0) void this.upload(files).then(() => (input.value = ''));
  }

  private dropped(event: DragEvent): void {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0 && this.uploading === '') void this.upload(files);
  }

  private async upload(files: readonly File[]): Promise<void> {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.webkitRelativePath || file.name);
    this.uploading = `Uploading ${this.format.counted(files.length, '{0} file', '{0} files')}…`;
    await this.attempt(async () => {
      await this.service.upload(form);
      this.offset = 0;
    });
    this.uploading = '';
    if (this.problem === '') await this.look();
  }
}

customElements.define('gw-batch-list', GwBatchList);

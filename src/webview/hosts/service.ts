/**
 * The page of a batch that a service has, before the panel's own script: it is the host, as `exported-page.ts` is on exported pages, and answers with what the service says. So the page shows the
 * very same panel, by the very same script.
 */
import type { DocumentResult, Job } from '../../protocol/job.ts';
import type { Capability, PanelHost, PanelPage, PanelState } from '../../protocol/panel-host.ts';
import type { BatchView } from '../../protocol/service.ts';
import { messageOf } from '../../protocol/message-of.ts';
import type { Excerpts } from '../../report/excerpts.ts';
import type { Report } from '../../report/report.ts';
import { ServiceClient, ServiceError } from '../service/service-client.ts';
import '../report-page.css';
import '../service/service-page.css';

const id = location.pathname.split('/').filter((part) => part !== '')[1] ?? '';
const at = `/api/batch/${id}`;
const service = new ServiceClient();
const locale = navigator.language;
let page: PanelPage;

/** Without the notice of a failure, whose words name settings of the editor: the service's message names its own options. */
const jobOf = ({ progress: _, notice: __, source, ...rest }: BatchView): Job => ({
  ...rest,
  source: { ...source, paths: [location.host] },
});
const running = ({ status }: BatchView) => status === 'pending' || status === 'processing';

/** A finished batch stays as it is; any other can be stopped, or go on. */
const WHEN_COMPLETED: readonly Capability[] = ['copy', 'exportReport'];
const BEFORE: readonly Capability[] = ['copy', 'cancel', 'pause', 'resume', 'runAgain'];

/** The documents that are done of the run that is followed. */
let documents: readonly DocumentResult[] = [];

async function stateOf(batch: BatchView): Promise<PanelState> {
  document.title = `${batch.source.name} – Ghost-Writer`;
  const job = jobOf(batch);
  if (batch.status !== 'completed')
    return {
      job,
      documents,
      locale,
      can: BEFORE,
      apart: { from: 'service' },
      ...(batch.progress && { progress: batch.progress }),
    };
  const state: PanelState = {
    job,
    report: await service.json<Report>(`${at}/results`),
    documents: [],
    locale,
    can: WHEN_COMPLETED,
    apart: { from: 'service' },
  };
  void service.json<Excerpts>(`${at}/excerpts`).then(
    (excerpts) => page.show({ ...state, apart: { from: 'service', excerpts } }),
    () => undefined,
  );
  return state;
}

let following = false;

/** Follows a batch until it has ended. The service may go away meanwhile, and come back. */
async function follow(): Promise<void> {
  if (following) return;
  following = true;
  documents = [];
  let shown: BatchView['status'] | undefined;
  /** One state after the other: that of a completed batch takes a while to be fetched. */
  let telling: Promise<void> = Promise.resolve();
  const onBatch = (batch: BatchView) => {
    if (batch.status !== shown) telling = telling.then(async () => page.show(await stateOf(batch)));
    else if (batch.progress) page.progress(batch.progress);
    shown = batch.status;
  };
  try {
    await service.follow(id, {
      onBatch,
      onDocuments: (more) => {
        documents = [...documents, ...more];
        page.documents(more);
      },
    });
    await telling;
  } finally {
    following = false;
  }
}

async function again(): Promise<void> {
  await service.act(id, 'retry');
  await follow();
}

/** Says what goes wrong. A tab without a token goes to where one is asked for. */
async function told(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!goesForToken(error)) said(messageOf(error));
  }
}

function goesForToken(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.status !== 401) return false;
  location.assign(`/?then=${encodeURIComponent(location.pathname)}`);
  return true;
}

function said(message: string): void {
  const line = document.querySelector('.said') ?? document.createElement('p');
  line.className = 'said';
  line.setAttribute('role', 'alert');
  line.textContent = message;
  document.body.prepend(line);
}

const host: PanelHost = {
  async state() {
    try {
      const batch = await service.json<BatchView>(`${at}/status`);
      const state = await stateOf(batch);
      if (running(batch)) void told(follow);
      return state;
    } catch (error) {
      // Another page is on its way, and nothing is said of this one.
      if (goesForToken(error)) return new Promise(() => undefined);
      throw error;
    }
  },
  copy: (text) => told(() => navigator.clipboard.writeText(text)),
  exportReport: (format = 'html') => told(() => service.download(`${at}/export?format=${format}`)),
  cancel: () => told(() => service.act(id, 'cancel')),
  pause: () => told(() => service.act(id, 'pause')),
  resume: () => told(again),
  runAgain: () => told(again),
};

globalThis.ghostwriterHost = {
  connect(connected) {
    page = connected;
    return host;
  },
  saved: () => JSON.parse(sessionStorage.getItem(`view ${id}`) ?? 'null') as unknown,
  save: (state) => sessionStorage.setItem(`view ${id}`, JSON.stringify(state)),
};

const back = document.createElement('nav');
back.className = 'service-bar';
back.innerHTML = '<a href="/">All batches</a>';
document.body.prepend(back);

/**
 * The page of a batch that a service has, before the panel's own script: it stands in for the extension, as `report-page.ts` does on exported pages, and answers with what the service says. So the
 * page shows the very same panel, by the very same script.
 */
import type { DocumentResult, Job } from '../../protocol/job.ts';
import type { PanelState } from '../../protocol/panel.ts';
import type { BatchView } from '../../protocol/service.ts';
import { messageOf } from '../../protocol/message-of.ts';
import type { Excerpts } from '../../report/excerpts.ts';
import type { Report } from '../../report/report.ts';
import type { VsCodeApi } from '../connection.ts';
import { ServiceClient, ServiceError } from './service-client.ts';
import '../report-page.css';
import './service-page.css';

interface Asked {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly text?: string; readonly format?: string; readonly id?: string };
}

const id = location.pathname.split('/').filter((part) => part !== '')[1] ?? '';
const at = `/api/batch/${id}`;
const service = new ServiceClient();
const locale = navigator.language;
const tell = (message: object) => dispatchEvent(new MessageEvent('message', { data: { jsonrpc: '2.0', ...message } }));
/** What is one array is one argument, and not as many as there are in it: JSON-RPC takes an array for arguments by position. */
const notify = (method: string, params: unknown) => tell({ method, params: Array.isArray(params) ? [params] : params });

/** Without the notice of a failure, whose words name settings of the editor: the service's message names its own options. */
const jobOf = ({ progress: _, notice: __, source, ...rest }: BatchView): Job => ({
  ...rest,
  source: { ...source, paths: [location.host] },
});
const running = ({ status }: BatchView) => status === 'pending' || status === 'processing';

/** The documents that are done of the run that is followed. */
let documents: readonly DocumentResult[] = [];

async function stateOf(batch: BatchView): Promise<PanelState> {
  document.title = `${batch.source.name} – Ghost-Writer`;
  const job = jobOf(batch);
  // There is no source here, also while it runs: nothing can be opened.
  if (batch.status !== 'completed')
    return {
      job,
      documents,
      locale,
      detached: { from: 'service' },
      ...(batch.progress && { progress: batch.progress }),
    };
  const report = await service.json<Report>(`${at}/results`);
  void service.json<Excerpts>(`${at}/excerpts`).then(
    (excerpts) =>
      notify('panelState', {
        job,
        report,
        documents: [],
        locale,
        detached: { from: 'service', excerpts },
      } satisfies PanelState),
    () => undefined,
  );
  return { job, report, documents: [], locale, detached: { from: 'service' } };
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
    if (batch.status !== shown) telling = telling.then(async () => void notify('panelState', await stateOf(batch)));
    else if (batch.progress) notify('panelProgress', batch.progress);
    shown = batch.status;
  };
  try {
    await service.follow(id, {
      onBatch,
      onDocuments: (more) => {
        documents = [...documents, ...more];
        notify('panelDocuments', more);
      },
    });
    await telling;
  } finally {
    following = false;
  }
}

async function answer({ id: request, method, params }: Asked): Promise<void> {
  switch (method) {
    case 'state': {
      const batch = await service.json<BatchView>(`${at}/status`);
      tell({ id: request, result: await stateOf(batch) });
      if (running(batch)) void follow().catch((error: unknown) => failed(error, undefined));
      return;
    }
    case 'export':
      return service.download(`${at}/export?format=${params?.format ?? 'html'}`);
    case 'copy':
      return navigator.clipboard.writeText(params?.text ?? '');
    case 'cancel':
      return service.act(id, 'cancel');
    case 'pause':
      return service.act(id, 'pause');
    case 'resume':
    case 'retry':
    case 'runAgain':
      await service.act(id, 'retry');
      return follow();
    default:
      // Whoever asks for something else waits for an answer.
      if (request !== undefined) tell({ id: request, error: { code: -32601, message: 'The service cannot do that.' } });
  }
}

/** A tab without a token goes to where one is asked for; everything else is said. */
function failed(error: unknown, request: number | undefined): void {
  if (error instanceof ServiceError && error.status === 401) {
    location.assign(`/?then=${encodeURIComponent(location.pathname)}`);
    return;
  }
  const message = messageOf(error);
  if (request !== undefined) tell({ id: request, error: { code: -32000, message } });
  else said(message);
}

function said(message: string): void {
  const line = document.querySelector('.said') ?? document.createElement('p');
  line.className = 'said';
  line.setAttribute('role', 'alert');
  line.textContent = message;
  document.body.prepend(line);
}

const host: VsCodeApi = {
  postMessage(message) {
    const asked = message as Asked;
    void answer(asked).catch((error: unknown) => failed(error, asked.id));
  },
  getState: () => JSON.parse(sessionStorage.getItem(`view ${id}`) ?? 'null') as unknown,
  setState: (state) => sessionStorage.setItem(`view ${id}`, JSON.stringify(state)),
};
Object.assign(globalThis, { acquireVsCodeApi: () => host });

const back = document.createElement('nav');
back.className = 'service-bar';
back.innerHTML = '<a href="/">All batches</a>';
document.body.prepend(back);

import { beforeAll, expect, test, vi } from 'vitest';
import type { ExplanationAnswer } from '../../../src/protocol/panel.ts';
import { detailsOf, packReport } from '../../../src/protocol/large-report.ts';
import { overviewOf } from '../../../src/report/overview.ts';
import type { SavedPage } from '../../../src/webview/restore-view.ts';
import { INITIAL_VIEW } from '../../../src/webview/view-state.ts';
import type { GwPanel } from '../../../src/webview/panel/panel.ts';
import { EXPLANATION } from '../fixtures/explanation.ts';
import { completed, results, running, sampleReport } from '../fixtures/states.ts';
import { deep, settled, text } from '../mount.ts';
import { applyTheme } from '../themes/apply-theme.ts';

interface Sent {
  readonly id?: number;
  readonly method: string;
  readonly params?: unknown;
}

interface Answer {
  readonly id: unknown;
}

/** What the page sent to the extension, and what it saved. */
const sent: Sent[] = [];
let saved: unknown = {
  jobId: 'sample',
  view: { ...INITIAL_VIEW, document: 'd02', cluster: 99 },
  scroll: 0,
} satisfies SavedPage;
let panel: GwPanel;

const tell = (message: object) =>
  window.dispatchEvent(new MessageEvent('message', { data: { jsonrpc: '2.0', ...message } }));
const notify = (method: string, params: unknown) => tell({ method, params: [params] });
const last = () => sent.at(-1);

/** The requests of {@link arrived}: how many there were, and those that the page has answered. */
let marks = 0;
const answered = new Set<unknown>();

/** What came before on the connection was handled: messages are answered one after the other, also a request that nobody knows. */
async function arrived(): Promise<void> {
  const id = `mark-${++marks}`;
  tell({ id, method: 'unknown' });
  await vi.waitUntil(() => answered.has(id), { interval: 1, timeout: 20_000 });
  await settled(panel);
}

beforeAll(async () => {
  applyTheme('dark-modern');
  Object.assign(globalThis, {
    acquireVsCodeApi: () => ({
      postMessage: (message: Sent | Answer) => {
        if (!('method' in message)) return void answered.add(message.id);
        sent.push(message);
        if (message.method === 'state')
          queueMicrotask(() => tell({ id: message.id, result: running(sampleReport, 3) }));
      },
      getState: () => saved,
      setState: (state: unknown) => (saved = state),
    }),
  });
  await import('../../../src/webview/main.ts');
  panel = document.querySelector('gw-panel')!;
  await arrived();
});

test('asks for the state and shows it', () => {
  expect(sent[0]!.method).toBe('state');
  expect(text(deep(panel, 'h1')[0])).toBe('texts');
});

test('begins with what the page had saved', () => {
  expect(panel.store.state.document).toBe('d02');
});

test('follows the progress', async () => {
  notify('progress', { stage: 'corpus', fraction: 0.9, done: 24, total: 24, secondsLeft: null });
  await arrived();
  expect(text(deep(panel, '.what')[0])).toBe('Comparing documents · 90% · 24 of 24');
});

test('takes in the documents that come', async () => {
  notify('documents', results(sampleReport).slice(3, 7));
  await arrived();
  expect(panel.state!.documents.map((d) => d.id)).toEqual(['d01', 'd02', 'd03', 'd04', 'd05', 'd06', 'd07']);
});

test('passes Pause and Cancel on', () => {
  const methods = deep(deep(panel, 'gw-progress')[0]!, 'vscode-button').map((button) => {
    button.click();
    return last()!.method;
  });
  expect(methods).toEqual(['pause', 'cancel']);
});

test('shows the report once it is there, and lets go of a choice that it does not have', async () => {
  notify('show', completed(sampleReport));
  await arrived();
  expect(deep(panel, 'canvas').length).toBeGreaterThan(0);
  expect(panel.store.state).toMatchObject({ document: 'd02' });
  expect(panel.store.state).not.toHaveProperty('cluster');
});

test('tells the host which part of the results is in front, so that the next panel opens there', async () => {
  panel.store.update({ tab: 'matches' });
  expect(last()).toMatchObject({ method: 'keepTab', params: ['matches'] });
  panel.store.update({ tab: 'review' });
  await arrived();
});

test('saves what is chosen, with the job that it belongs to', () => {
  panel.store.update({ cluster: 1 });
  expect(saved).toMatchObject({ jobId: 'sample', view: { cluster: 1, document: 'd02' } });
});

test('selects what was chosen in a native tree', async () => {
  notify('select', { pair: ['d04', 'd05'] });
  await arrived();
  expect(panel.store.state.pair).toEqual(['d04', 'd05']);
  expect(panel.store.state).not.toHaveProperty('document');
});

test('asks why a document scores as it does, and shows the answer', async () => {
  panel.store.update({ document: 'd01', pair: undefined });
  await settled(panel);
  deep(deep(panel, 'gw-explanation')[0]!, 'summary')[0]!.click();
  await arrived();
  expect(last()).toMatchObject({ method: 'explain', params: ['d01'] });
  tell({ id: last()!.id, result: { explanation: EXPLANATION } satisfies ExplanationAnswer });
  await arrived();
  deep(deep(panel, 'gw-explanation')[0]!, 'li button')[0]!.click();
  expect(last()).toMatchObject({
    method: 'openDocument',
    params: ['d01', EXPLANATION.phrases.raising[0]!.range],
  });
  panel.store.update({ document: undefined, pair: ['d04', 'd05'] });
  await settled(panel);
});

test('passes Open side by side on', () => {
  deep(deep(panel, 'gw-evidence')[0]!, 'vscode-button')[0]!.click();
  expect(last()).toMatchObject({ method: 'openPair', params: ['d04', 'd05'] });
});

test('passes an export on', async () => {
  deep(panel, '[aria-haspopup=menu]')[0]!.click();
  await settled(panel);
  deep(panel, '[role=menuitem]')[0]!.click();
  expect(last()).toMatchObject({ method: 'exportReport', params: ['csv'] });
});

test('passes Run again on', () => {
  deep(panel, 'vscode-button')
    .find((b) => text(b) === 'Run again')!
    .click();
  expect(last()!.method).toBe('runAgain');
});

test('a large batch: its overview, then its documents, then how its source stands, and what else there is of the document that is chosen', async () => {
  const { report: _, ...before } = completed(sampleReport);
  notify('show', { ...before, overview: overviewOf(sampleReport) });
  await arrived();
  expect(panel.state!.report).toBeUndefined();
  notify('largeReport', new TextEncoder().encode(JSON.stringify(packReport(sampleReport))).buffer);
  notify('after', { source: 'changed' });
  await arrived();
  expect(panel.state!.report!.documents).toHaveLength(sampleReport.documents.length);
  expect(panel.state!.source).toBe('changed');
  panel.store.update({ document: 'd03', pair: undefined });
  await arrived();
  const asked = sent.find(({ method }) => method === 'details')!;
  expect(asked.params).toEqual(['d03']);
  const nearest = (at: number) => ({ id: sampleReport.documents[at]!.id, similarity: 0.5 });
  tell({
    id: asked.id,
    result: { ...detailsOf(sampleReport.documents[2]!), nearest: [nearest(5), nearest(6), nearest(7)] },
  });
  await arrived();
  expect(deep(deep(panel, 'gw-evidence')[0]!, 'li').map(text).join()).toContain('amara.txt');
});

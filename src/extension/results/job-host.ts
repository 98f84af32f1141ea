import * as vscode from 'vscode';
import { detailsOf } from '../../protocol/large-report.ts';
import { capabilitiesOf, type PanelHost, type PanelPage } from '../../protocol/panel-host.ts';
import { RESULTS_TABS } from '../../protocol/panel.ts';
import { toldBy } from '../../report/notice.ts';
import type { TextReader } from '../../process/host/text-reader.ts';
import type { DocumentAnnotations } from '../annotations/annotations.ts';
import type { Commands } from '../commands.ts';
import type { BatchSearch } from '../documents/batch-search.ts';
import { showDetectorFigures } from '../documents/detector-figures.ts';
import type { Explanations } from '../documents/explanations.ts';
import { findDocument } from '../documents/find-document.ts';
import type { OpenDocuments } from '../documents/open-documents.ts';
import type { PairLinks } from '../documents/pair-links.ts';
import type { Exportable, SaveExports } from '../exports/save-exports.ts';
import type { Job } from '../../protocol/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { keepLeftOut } from '../settings.ts';
import { JobState } from './job-state.ts';

/** The part of results that was in front last. */
const TAB = 'ghostwriter.resultsTab';

/** What the panels of all jobs ask. */
export interface JobParts {
  readonly jobs: Jobs;
  readonly documents: OpenDocuments;
  readonly pairLinks: PairLinks;
  readonly explanations: Explanations;
  readonly search: BatchSearch;
  readonly reader: TextReader;
  readonly annotations: DocumentAnnotations;
  readonly exports: SaveExports;
  readonly commands: Commands;
  readonly exportable: (job: Job) => Promise<Exportable>;
  readonly extensionUri: vscode.Uri;
  readonly workspaceState: vscode.Memento;
}

/** The host of one job's panel: everything that the product can do. */
export function jobHost(
  jobId: string,
  page: Pick<PanelPage, 'show' | 'largeReport' | 'after'>,
  parts: JobParts,
): PanelHost {
  const { jobs, documents, pairLinks, explanations, search, reader, annotations, exports, commands } = parts;
  const state = new JobState(jobId, jobs, annotations, page, () => capabilitiesOf(host));
  const host: PanelHost = {
    async state() {
      const tab = RESULTS_TABS.find((one) => one === parts.workspaceState.get(TAB));
      return { ...(await state.current()), ...(tab && { tab }) };
    },
    openDocument: (id, range) => documents.open(jobId, id, range),
    openPair: (a, b, passage) => documents.openPair(jobId, a, b, passage),
    copyPairLink: (a, b) => pairLinks.copy(jobId, a, b),
    explain: (id) => explanations.of(jobId, id),
    details: async (id) => detailsOf((await findDocument(jobs, jobId, id)).document),
    search: (by, query, onProgress, signal) => search.find(jobId, by, query, { onProgress, signal }),
    tile: (place) =>
      reader.tile(jobs.folder(jobId), place).then(
        ({ rows, columns, values }) => ({ rows, columns, values: Buffer.from(values).toString('base64') }),
        (error: unknown) => ({ failure: said(toldBy(error)) }),
      ),
    exportReport: (format) => commands.saveExport(jobId, format),
    async exportSelection(ids) {
      const job = jobs.get(jobId);
      if (job) await exports.saveSelection(await parts.exportable(job), ids);
    },
    copy: async (text) => vscode.env.clipboard.writeText(text),
    annotate: (change) =>
      annotations
        .change(jobId, change)
        .catch(
          (error: unknown) =>
            void vscode.window.showErrorMessage(
              plainMessage(vscode.l10n.t('What you wrote could not be saved: {0}', said(toldBy(error)))),
            ),
        ),
    cancel() {
      jobs.cancel(jobId);
      return Promise.resolve();
    },
    pause() {
      jobs.pause(jobId);
      return Promise.resolve();
    },
    async resume() {
      await commands.resume(jobId);
    },
    async retry(id) {
      await commands.retry(jobId, id);
    },
    async runAgain() {
      await commands.runAgain(jobId);
    },
    async leaveOut(kinds) {
      await keepLeftOut(kinds);
      await commands.runAgain(jobId);
    },
    showFigures: () => showDetectorFigures(parts.extensionUri),
    keepTab: async (tab) => parts.workspaceState.update(TAB, tab),
    dismissChanges: () => jobs.forgetEarlierReport(jobId),
  };
  return host;
}

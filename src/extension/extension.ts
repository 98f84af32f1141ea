import path from 'node:path';
import * as vscode from 'vscode';
import type { Job } from '../protocol/job.ts';
import type { Report } from '../report/report.ts';
import { Commands } from './commands.ts';
import { AnalysedTexts, SCHEME, wrapAnalysedTexts } from './documents/analysed-texts.ts';
import { CopiedPassages } from './documents/copied-passages.ts';
import { Explanations } from './documents/explanations.ts';
import { OpenDocuments } from './documents/open-documents.ts';
import { TextReader } from './documents/text-reader.ts';
import { SaveExports } from './exports/save-exports.ts';
import { JobStore } from './jobs/job-store.ts';
import { Jobs } from './jobs/jobs.ts';
import { offerInterrupted } from './jobs/offer-interrupted.ts';
import { StatusBar } from './jobs/status-bar.ts';
import { StoredData } from './jobs/stored-data.ts';
import { plainMessage } from './plain-message.ts';
import { Panels } from './results/panels.ts';
import { type ClusterNode, ClustersTree } from './sidebar/clusters-tree.ts';
import { DropToAnalyse } from './sidebar/drop.ts';
import { type JobRow, JobsTree } from './sidebar/jobs-tree.ts';
import { RecentSources } from './sources/recent-sources.ts';

/** What {@link activate} gives to other extensions. */
export interface ExtensionApi {
  /** All jobs, newest first. */
  jobs(): readonly Job[];
  /** The report of a completed job. */
  report(jobId: string): Promise<Report>;
  /** The sidebar's trees. */
  readonly trees: { readonly jobs: vscode.TreeDataProvider<JobRow>; readonly clusters: vscode.TreeDataProvider<ClusterNode> };
}

let interrupt: (() => Promise<void>) | undefined;

/** The window is closing: what runs in it can be resumed in another. */
export async function deactivate(): Promise<void> {
  await interrupt?.();
}

/** Puts the parts together; each gets what it needs and nothing else. */
export async function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  const workerPath = path.join(context.extensionPath, 'dist', 'worker.js');
  const log = vscode.window.createOutputChannel('Ghost-Writer', { log: true });
  const store = new JobStore(path.join(context.globalStorageUri.fsPath, 'jobs'));
  const jobs = new Jobs(store, workerPath, log);
  interrupt = () => jobs.interrupt();
  const reader = new TextReader(workerPath);
  const passages = new CopiedPassages();
  const documents = new OpenDocuments(jobs, passages);
  const explanations = new Explanations(jobs, reader);
  const panels: Panels = new Panels(
    jobs,
    {
      openDocument: (jobId, id, range) => documents.open(jobId, id, range),
      explain: (jobId, id) => explanations.of(jobId, id),
      openPair: (jobId, a, b, passage) => documents.openPair(jobId, a, b, passage),
      saveExport: (jobId, format) => commands.saveExport(jobId, format),
      runAgain: async (jobId) => {
        await commands.runAgain(jobId);
      },
      resume: async (jobId) => {
        await commands.resume(jobId);
      },
      retry: async (jobId, documentId) => {
        await commands.retry(jobId, documentId);
      },
    },
    context.extensionUri,
  );
  const commands = new Commands(jobs, panels, documents, new SaveExports(jobs), new RecentSources(context.globalState));
  const jobsTree = new JobsTree(jobs);
  const clustersTree = new ClustersTree(jobs);
  const storage = new StoredData(store, jobs, log);
  await jobs.load();
  void storage.tidy();
  void offerInterrupted(jobs, (jobId) => commands.resume(jobId));

  const jobsView = vscode.window.createTreeView('ghostwriter.jobs', { treeDataProvider: jobsTree, dragAndDropController: new DropToAnalyse((uris) => commands.analyse(uris)) });
  const clustersView = vscode.window.createTreeView('ghostwriter.clusters', { treeDataProvider: clustersTree, showCollapseAll: true });
  const showWhetherEmpty = () => void vscode.commands.executeCommand('setContext', 'ghostwriter.hasJobs', jobs.list().length > 0);
  showWhetherEmpty();
  context.subscriptions.push(
    log,
    jobs,
    reader,
    passages,
    panels,
    jobsTree,
    clustersTree,
    jobsView,
    clustersView,
    new StatusBar(jobs),
    panels.register(),
    jobs.onDidChange(showWhetherEmpty),
    jobs.onDidNote(({ job, note }) => void vscode.window.showWarningMessage(plainMessage(`${job.source.name}: ${note}`))),
    storage,
    panels.onDidActivate((jobId) => {
      clustersTree.show(jobId);
      clustersView.description = jobs.get(jobId)?.source.name ?? '';
    }),
    wrapAnalysedTexts(),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, new AnalysedTexts(jobs, reader)),
    // Another window may have run jobs meanwhile.
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void jobs.load()),
    ...commands.register(),
    ...storage.register(),
  );
  return { jobs: () => jobs.list(), report: (jobId) => jobs.report(jobId), trees: { jobs: jobsTree, clusters: clustersTree } };
}

import path from 'node:path';
import * as vscode from 'vscode';
import type { Job } from '../protocol/job.ts';
import type { Report } from '../report/report.ts';
import { DocumentAnnotations } from './annotations/annotations.ts';
import { Commands } from './commands.ts';
import { AnalysedTexts, SCHEME, wrapAnalysedTexts } from './documents/analysed-texts.ts';
import { CopiedPassages } from './documents/copied-passages.ts';
import { Explanations } from './documents/explanations.ts';
import { OpenDocuments } from './documents/open-documents.ts';
import { TextReader } from './documents/text-reader.ts';
import { evidenceInEditors } from './editor/editor-evidence.ts';
import { SaveExports } from './exports/save-exports.ts';
import { JobStore } from './jobs/job-store.ts';
import { Jobs } from './jobs/jobs.ts';
import { StatusBar } from './jobs/status-bar.ts';
import { plainMessage } from './plain-message.ts';
import { Panels } from './results/panels.ts';
import { type ClusterNode, ClustersTree } from './sidebar/clusters-tree.ts';
import { DropToAnalyse } from './sidebar/drop.ts';
import { ExplorerDecorations } from './sidebar/explorer-decorations.ts';
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

/** Puts the parts together; each gets what it needs and nothing else. */
export async function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  const workerPath = path.join(context.extensionPath, 'dist', 'worker.js');
  const log = vscode.window.createOutputChannel('Ghost-Writer', { log: true });
  const jobs = new Jobs(new JobStore(path.join(context.globalStorageUri.fsPath, 'jobs')), workerPath, log);
  const reader = new TextReader(workerPath);
  const passages = new CopiedPassages();
  const documents = new OpenDocuments(jobs, passages);
  const explanations = new Explanations(jobs, reader);
  const annotations = new DocumentAnnotations((jobId) => jobs.folder(jobId));
  const saveExports = new SaveExports(jobs, (jobId) => annotations.of(jobId));
  const panels: Panels = new Panels(
    jobs,
    {
      openDocument: (jobId, id, range) => documents.open(jobId, id, range),
      explain: (jobId, id) => explanations.of(jobId, id),
      openPair: (jobId, a, b, passage) => documents.openPair(jobId, a, b, passage),
      saveExport: (jobId, format) => commands.saveExport(jobId, format),
      exportSelection: async (jobId, ids) => {
        const job = jobs.get(jobId);
        if (job) await saveExports.saveSelection(job, ids);
      },
      annotate: (jobId, change) => annotations.change(jobId, change).catch((error: unknown) => void vscode.window.showErrorMessage(plainMessage(`What you wrote could not be saved: ${error instanceof Error ? error.message : String(error)}`))),
      annotations: (jobId) => annotations.of(jobId),
      runAgain: async (jobId) => {
        await commands.runAgain(jobId);
      },
    },
    context.extensionUri,
  );
  const commands = new Commands(jobs, panels, documents, saveExports, new RecentSources(context.globalState));
  const jobsTree = new JobsTree(jobs);
  const clustersTree = new ClustersTree(jobs);
  await jobs.load();

  const jobsView = vscode.window.createTreeView('ghostwriter.jobs', { treeDataProvider: jobsTree, dragAndDropController: new DropToAnalyse((uris) => commands.analyse(uris)) });
  const clustersView = vscode.window.createTreeView('ghostwriter.clusters', { treeDataProvider: clustersTree, showCollapseAll: true });
  const showWhetherEmpty = () => void vscode.commands.executeCommand('setContext', 'ghostwriter.hasJobs', jobs.list().length > 0);
  showWhetherEmpty();
  /** The number of analyses on their way, on the view and its icon. */
  const showRunning = () => {
    const running = jobs.list().filter(({ id }) => jobs.live(id)).length;
    jobsView.badge = running > 0 ? { value: running, tooltip: `${running} ${running === 1 ? 'analysis' : 'analyses'} running or waiting` } : undefined;
  };
  context.subscriptions.push(
    log,
    jobs,
    annotations,
    annotations.onDidChange(({ jobId, annotations: now }) => panels.annotated(jobId, now)),
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
    jobs.onDidChange(showRunning),
    new ExplorerDecorations(jobs, () => panels.lastJobId, panels.onDidActivate),
    panels.onDidActivate((jobId) => {
      clustersTree.show(jobId);
      clustersView.description = jobs.get(jobId)?.source.name ?? '';
    }),
    evidenceInEditors(jobs, panels, documents),
    wrapAnalysedTexts(),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, new AnalysedTexts(jobs, reader)),
    // Another window may have run jobs meanwhile.
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void jobs.load()),
    ...commands.register(),
  );
  return { jobs: () => jobs.list(), report: (jobId) => jobs.report(jobId), trees: { jobs: jobsTree, clusters: clustersTree } };
}

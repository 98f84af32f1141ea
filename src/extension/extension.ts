import path from 'node:path';
import * as vscode from 'vscode';
import type { Job } from '../protocol/job.ts';
import type { Report } from '../report/report.ts';
import { DocumentAnnotations } from './annotations/annotations.ts';
import { importNotes } from './annotations/import-notes.ts';
import { followReruns } from './annotations/follow-reruns.ts';
import type { GhostwriterExtension } from './api/ghostwriter.d.ts';
import { getAPI } from './api/public-api.ts';
import { JobLibrary } from './assistants/job-library.ts';
import { LanguageModelTools } from './assistants/language-model-tools.ts';
import { Commands } from './commands.ts';
import { ChangesPanels } from './compare/changes-panels.ts';
import { registerCompare } from './compare/compare-command.ts';
import { AnalysedTexts, SCHEME, wrapAnalysedTexts } from './documents/analysed-texts.ts';
import { BatchSearch } from './documents/batch-search.ts';
import { CopiedPassages } from './documents/copied-passages.ts';
import { Explanations } from './documents/explanations.ts';
import { told } from './documents/text-editors.ts';
import { OpenDocuments } from './documents/open-documents.ts';
import { PairLinks } from './documents/pair-links.ts';
import { TextReader } from '../process/host/text-reader.ts';
import { evidenceInEditors } from './editor/editor-evidence.ts';
import { SaveExports } from './exports/save-exports.ts';
import { JobStore } from '../jobs/job-store.ts';
import { Jobs } from './jobs/jobs.ts';
import { offerInterrupted } from './jobs/offer-interrupted.ts';
import { StatusBar } from './jobs/status-bar.ts';
import { tellUnreadable } from './jobs/tell-unreadable.ts';
import { StoredData } from './jobs/stored-data.ts';
import { counted } from './jobs/words.ts';
import { plainMessage } from './plain-message.ts';
import { jobHost } from './results/job-host.ts';
import { Panels } from './results/panels.ts';
import { ReportFiles } from './results/report-files.ts';
import { MachineSamples } from './samples/machine-samples.ts';
import { Servers } from './server/servers.ts';
import { type ClusterNode, ClustersTree } from './sidebar/clusters-tree.ts';
import { DropToAnalyse } from './sidebar/drop.ts';
import { ExplorerDecorations } from './sidebar/explorer-decorations.ts';
import { type JobRow, JobsTree } from './sidebar/jobs-tree.ts';
import { RecentSources } from './sources/recent-sources.ts';
import { Watches } from './watch/watches.ts';

/** What {@link activate} gives: the API for other extensions, and what the tests of this one look at. */
export interface Activated extends GhostwriterExtension {
  readonly internals: ExtensionInternals;
}

/** No part of the API: it changes with any version. */
export interface ExtensionInternals {
  /** All jobs, newest first. */
  jobs(): readonly Job[];
  /** The report of a completed job. */
  report(jobId: string): Promise<Report>;
  /** The sidebar's trees. */
  readonly trees: {
    readonly jobs: vscode.TreeDataProvider<JobRow>;
    readonly clusters: vscode.TreeDataProvider<ClusterNode>;
  };
}

let interrupt: (() => Promise<void>) | undefined;

/** The window is closing: what runs in it can be resumed in another. */
export async function deactivate(): Promise<void> {
  await interrupt?.();
}

/** Puts the parts together; each gets what it needs and nothing else. */
export async function activate(context: vscode.ExtensionContext): Promise<Activated> {
  const workerPath = path.join(context.extensionPath, 'dist', 'worker.js');
  const log = vscode.window.createOutputChannel('Ghost-Writer', { log: true });
  const store = new JobStore(path.join(context.globalStorageUri.fsPath, 'jobs'));
  const servers = new Servers(workerPath, context.workspaceState, context.secrets);
  const jobs = new Jobs(store, servers, log);
  interrupt = () => jobs.interrupt();
  const reader = new TextReader(workerPath);
  const passages = new CopiedPassages();
  const documents = new OpenDocuments(jobs, passages);
  const pairLinks = new PairLinks(jobs, documents);
  const explanations = new Explanations(jobs, reader);
  const search = new BatchSearch(jobs, reader);
  const annotations = new DocumentAnnotations(
    (jobId) => jobs.folder(jobId),
    (jobId, now) => panels.annotated(jobId, now),
    (jobId, message, aside) => {
      log.error(`${jobId}: ${message} It is kept as ${aside}`);
      void vscode.window.showWarningMessage(
        plainMessage(
          vscode.l10n.t(
            'Tags and notes of {0} are damaged: they are kept as {1}, and it goes on without them. Take that file from a backup, if there is one.',
            jobs.get(jobId)?.source.name ?? jobId,
            aside,
          ),
        ),
      );
    },
  );
  const saveExports = new SaveExports(workerPath);
  const exportable = async ({ id, source, options: { reading } }: Job) => ({
    reportPath: store.reportPath(id),
    jobFolder: store.folder(id),
    source,
    annotations: await annotations.of(id),
    ...(reading && { reading }),
  });
  const panels: Panels = new Panels(
    jobs,
    (jobId, page) =>
      jobHost(jobId, page, {
        jobs,
        documents,
        pairLinks,
        explanations,
        search,
        reader,
        annotations,
        exports: saveExports,
        commands,
        exportable,
        extensionUri: context.extensionUri,
        workspaceState: context.workspaceState,
      }),
    context.extensionUri,
  );
  const commands: Commands = new Commands(
    jobs,
    panels,
    documents,
    saveExports,
    new RecentSources(context.globalState),
    exportable,
    servers,
    (job) => told(async () => importNotes(job, await jobs.reports.whole(job.id), annotations, workerPath)),
    (before, now) => void samples.offerAgain(before, now),
  );
  const samples: MachineSamples = new MachineSamples(
    reader,
    jobs,
    context.workspaceState,
    () => panels.lastJobId,
    (jobId) => commands.runAgain(jobId),
    context.secrets,
  );
  const changes = new ChangesPanels(jobs, documents, context.extensionUri);
  const jobsTree = new JobsTree(jobs);
  const clustersTree = new ClustersTree(jobs);
  const storage = new StoredData(store, jobs, log);
  await jobs.load();
  const watches = new Watches(jobs, log);
  void storage.tidy();
  void offerInterrupted(
    jobs,
    (jobId, show) => commands.resume(jobId, show),
    (folder) => servers.runsThere(folder),
  );

  const jobsView = vscode.window.createTreeView('ghostwriter.jobs', {
    treeDataProvider: jobsTree,
    dragAndDropController: new DropToAnalyse((uris) => commands.analyse(uris)),
  });
  const clustersView = vscode.window.createTreeView('ghostwriter.clusters', {
    treeDataProvider: clustersTree,
    showCollapseAll: true,
  });
  const showWhetherEmpty = () =>
    void vscode.commands.executeCommand('setContext', 'ghostwriter.hasJobs', jobs.list().length > 0);
  showWhetherEmpty();
  /** The number of analyses on their way, on the view and its icon. */
  const showRunning = () => {
    const running = jobs.list().filter(({ id }) => jobs.live(id)).length;
    jobsView.badge =
      running > 0
        ? {
            value: running,
            tooltip: counted(
              running,
              vscode.l10n.t('{0} analysis running or waiting'),
              vscode.l10n.t('{0} analyses running or waiting'),
            ),
          }
        : undefined;
  };
  context.subscriptions.push(
    log,
    jobs,
    followReruns(jobs, annotations, log),
    reader,
    passages,
    panels,
    jobsTree,
    clustersTree,
    jobsView,
    clustersView,
    new StatusBar(jobs),
    panels.register(),
    changes.register(),
    registerCompare(jobs, changes),
    jobs.onDidChange(showWhetherEmpty),
    jobs.onDidNote(
      ({ job, note }) => void vscode.window.showWarningMessage(plainMessage(`${job.source.name}: ${note}`)),
    ),
    tellUnreadable(jobs, log),
    storage,
    jobs.onDidChange(showRunning),
    watches,
    new ExplorerDecorations(jobs, () => panels.lastJobId, panels.onDidActivate),
    panels.onDidActivate((jobId) => {
      clustersTree.show(jobId);
      clustersView.description = jobs.get(jobId)?.source.name ?? '';
    }),
    new ReportFiles(context.extensionUri, saveExports).register(),
    new LanguageModelTools(new JobLibrary(jobs, reader)),
    evidenceInEditors(jobs, panels, documents, (jobId, id) => commands.savePage(jobId, id)),
    vscode.window.registerUriHandler(pairLinks),
    wrapAnalysedTexts(),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, new AnalysedTexts(jobs, reader)),
    // Another window may have run jobs meanwhile.
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void jobs.load()),
    ...commands.register(),
    ...samples.register(),
    ...servers.register(),
    ...storage.register(),
    ...watches.register(),
  );
  return {
    getAPI: (version: number) => getAPI(version, jobs, (jobId) => void panels.show(jobId)),
    internals: {
      jobs: () => jobs.list(),
      report: (jobId) => jobs.reports.whole(jobId),
      trees: { jobs: jobsTree, clusters: clustersTree },
    },
  };
}

import * as vscode from 'vscode';
import type { Job } from '../protocol/job.ts';
import type { ExportFormat } from '../report/export-formats.ts';
import type { Summary } from '../report/report.ts';
import { describeSource } from '../worker/describe-source.ts';
import { chooseBaseline, useAsBaseline } from './baseline/baseline-folder.ts';
import type { OpenDocuments } from './documents/open-documents.ts';
import { chooseExport, type ExportChoice } from './exports/choose-export.ts';
import { type Exportable, reveal, type SaveExports } from './exports/save-exports.ts';
import type { Jobs } from './jobs/jobs.ts';
import { countOf, momentText } from './jobs/words.ts';
import { plainMessage } from './plain-message.ts';
import type { Panels } from './results/panels.ts';
import { analysisOptions, analysisThreads, exportsAutomatically } from './settings.ts';
import { chooseSource } from './sources/choose-source.ts';
import type { RecentSources } from './sources/recent-sources.ts';

const AUTOMATIC_FORMATS: readonly ExportFormat[] = ['csv', 'json'];

/** What the commands do. Each can be called from menus (with what was clicked), from the palette (with nothing) and from code. */
export class Commands {
  constructor(
    private readonly jobs: Jobs,
    private readonly panels: Panels,
    private readonly documents: OpenDocuments,
    private readonly exports: SaveExports,
    private readonly recent: RecentSources,
    /** What a completed job's export is made of. */
    private readonly exportable: (job: Job) => Promise<Exportable>,
  ) {}

  register(): vscode.Disposable[] {
    const register = (name: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(`ghostwriter.${name}`, run);
    return [
      register('analyze', () => this.chooseAndAnalyse()),
      register('analyzeResource', (clicked?: vscode.Uri, selected?: readonly vscode.Uri[]) => (clicked ? this.analyse(selected?.length ? selected : [clicked]) : this.chooseAndAnalyse())),
      register('showResults', (job?: Job) => this.withJob(job, 'Show results of', () => true, (id) => void this.panels.show(id))),
      register('runAgain', (job?: Job) => this.withJob(job, 'Run again', () => true, (id) => this.runAgain(id))),
      register('cancelJob', (job?: Job) => this.withJob(job, 'Cancel', ({ id }) => this.jobs.live(id) !== undefined, (id) => this.jobs.cancel(id))),
      register('removeJob', (job?: Job) => this.withJob(job, 'Remove', ({ id }) => this.jobs.live(id) === undefined, (id) => this.remove(id))),
      register('exportReport', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id))),
      register('exportHtml', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'html'))),
      register('exportCsv', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'csv'))),
      register('exportJson', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'json'))),
      register('revealSource', (job?: Job) => this.withJob(job, 'Reveal the source of', () => true, (id) => reveal(this.jobs.get(id)?.source.paths[0] ?? ''))),
      register('setBaselineFolder', chooseBaseline),
      register('useAsBaseline', (clicked?: vscode.Uri) => (clicked ? useAsBaseline(clicked) : chooseBaseline())),
      register('openDocument', (jobId: string, documentId: string) => this.documents.open(jobId, documentId)),
      register('selectCluster', (jobId: string, cluster: number) => this.panels.show(jobId).select({ cluster })),
      register('chooseJobAction', (jobId: string) => this.chooseJobAction(jobId)),
    ];
  }

  /**
   * Analyses files, a folder or an archive: a panel opens at once and fills up, and exports are saved at the end.
   *
   * @returns the job once it has ended in whatever state; `undefined` when there was nothing to analyse
   */
  async analyse(uris: readonly vscode.Uri[]): Promise<Job | undefined> {
    const remote = uris.find((uri) => uri.scheme !== 'file');
    if (remote) {
      void vscode.window.showErrorMessage(plainMessage(`${remote.toString(true)} does not lie on this machine's disk. Copy it there and analyse the copy.`));
      return undefined;
    }
    return this.analysePaths(uris.map((uri) => uri.fsPath));
  }

  async runAgain(jobId: string): Promise<Job | undefined> {
    const job = this.jobs.get(jobId);
    return job && this.analysePaths(job.source.paths);
  }

  /** Saves a completed job's report; without a format the user is asked for it, and for what goes in. */
  async saveExport(jobId: string, format?: ExportFormat): Promise<void> {
    const job = this.jobs.get(jobId);
    if (job?.status !== 'completed') return void vscode.window.showWarningMessage('This analysis has no results to export. Run it again first.');
    const choice = format ? { formats: [format] } : await chooseExport(true);
    if (choice) await this.saveExports(job, choice);
  }

  private async saveExports(job: Job, choice: ExportChoice, found?: string): Promise<void> {
    try {
      await this.exports.save(await this.exportable(job), choice, found);
    } catch (error) {
      void vscode.window.showErrorMessage(plainMessage(`${job.source.name} could not be exported. ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  private async chooseAndAnalyse(): Promise<Job | undefined> {
    const paths = await chooseSource(this.recent);
    return paths && this.analysePaths(paths);
  }

  private async analysePaths(paths: readonly string[]): Promise<Job | undefined> {
    let source;
    try {
      source = await describeSource(paths);
    } catch {
      await this.recent.remove(paths);
      void vscode.window.showErrorMessage(plainMessage(`${paths[0] ?? 'The source'} is not there any more. Choose another folder, ZIP or files.`));
      return undefined;
    }
    const { job, ended } = await this.jobs.start(source, analysisOptions(), analysisThreads());
    this.panels.show(job.id);
    await this.recent.add(paths);
    return ended.then((done) => {
      void this.tellEnd(done);
      return done;
    });
  }

  private async tellEnd(job: Job): Promise<void> {
    if (job.status === 'completed') {
      const found = job.summary ? `${job.source.name}: ${foundText(job.summary)}` : undefined;
      if (exportsAutomatically()) await this.saveExports(job, { formats: AUTOMATIC_FORMATS }, found);
    } else if (job.status === 'failed') {
      const again = await vscode.window.showErrorMessage(plainMessage(`${job.source.name}: ${job.error ?? 'The analysis failed.'}`), 'Run Again');
      if (again) await this.runAgain(job.id);
    }
  }

  private async remove(jobId: string): Promise<void> {
    this.panels.close(jobId);
    await this.jobs.remove(jobId);
  }

  private async chooseJobAction(jobId: string): Promise<void> {
    const job = this.jobs.get(jobId);
    if (!job) return;
    const show = { label: '$(graph) Show', description: 'the results' };
    const cancel = { label: '$(circle-slash) Cancel', description: 'stop the analysis' };
    if (!this.jobs.live(jobId)) {
      this.panels.show(jobId);
      return;
    }
    const chosen = await vscode.window.showQuickPick([show, cancel], { title: `Batch: ${job.source.name}` });
    if (chosen === show) this.panels.show(jobId);
    else if (chosen === cancel) this.jobs.cancel(jobId);
  }

  private async withCompleted(job: Job | undefined, run: (jobId: string) => unknown): Promise<void> {
    const isCompleted = (j: Job) => j.status === 'completed';
    const last = this.panels.lastJobId === undefined ? undefined : this.jobs.get(this.panels.lastJobId);
    await this.withJob(isJob(job) ? job : last && isCompleted(last) ? last : undefined, 'Export', isCompleted, run);
  }

  /** Runs something on the job that was clicked, or on one that the user chooses. */
  private async withJob(job: Job | undefined, verb: string, fits: (job: Job) => boolean, run: (jobId: string) => unknown): Promise<void> {
    const id = isJob(job) ? job.id : await this.chooseJob(verb, fits);
    if (id !== undefined) await run(id);
  }

  private async chooseJob(verb: string, fits: (job: Job) => boolean): Promise<string | undefined> {
    const jobs = this.jobs.list().filter(fits);
    if (jobs.length === 0) {
      void vscode.window.showInformationMessage('There is no such analysis. Run Ghost-Writer: Analyze Batch… first.');
      return undefined;
    }
    const only = jobs.length === 1 ? jobs[0]?.id : undefined;
    return only ?? (await vscode.window.showQuickPick(jobs.map((j) => ({ label: j.source.name, description: `${j.status} · ${momentText(j)}`, id: j.id })), { title: `${verb} …` }))?.id;
  }
}

/** Menus of an editor's title give the editor's address instead of a job. */
const isJob = (clicked: Job | undefined): clicked is Job => typeof clicked?.id === 'string';

function foundText({ documents, clusters, duplicateGroups, highConfidence }: Summary): string {
  const counted = (n: number, one: string) => `${countOf(n)} ${one}${n === 1 ? '' : 's'}`;
  return `${counted(documents, 'document')} in ${counted(clusters, 'cluster')}, ${counted(duplicateGroups, 'group')} of near-copies, ${counted(highConfidence, 'text')} rated HIGH.`;
}

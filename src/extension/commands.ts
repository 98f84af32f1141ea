import * as vscode from 'vscode';
import type { Job } from '../protocol/job.ts';
import { can } from '../protocol/job-state.ts';
import type { ExportFormat, Summary } from '../report/report.ts';
import { describeSource } from '../worker/describe-source.ts';
import { chooseBaseline, useAsBaseline } from './baseline/baseline-folder.ts';
import type { OpenDocuments } from './documents/open-documents.ts';
import { reveal, type SaveExports } from './exports/save-exports.ts';
import { isJob, withJob } from './jobs/choose-job.ts';
import type { Jobs, QueuedJob } from './jobs/jobs.ts';
import { countOf, reusedText } from './jobs/words.ts';
import { plainMessage } from './plain-message.ts';
import type { Panels } from './results/panels.ts';
import { analysisOptions, analysisThreads, exportsAutomatically } from './settings.ts';
import { chooseSource } from './sources/choose-source.ts';
import type { RecentSources } from './sources/recent-sources.ts';

const ALL_FORMATS: readonly ExportFormat[] = ['csv', 'json'];

/** What the commands do. Each can be called from menus (with what was clicked), from the palette (with nothing) and from code. */
export class Commands {
  constructor(
    private readonly jobs: Jobs,
    private readonly panels: Panels,
    private readonly documents: OpenDocuments,
    private readonly exports: SaveExports,
    private readonly recent: RecentSources,
  ) {}

  register(): vscode.Disposable[] {
    const register = (name: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(`ghostwriter.${name}`, run);
    return [
      register('analyze', () => this.chooseAndAnalyse()),
      register('analyzeResource', (clicked?: vscode.Uri, selected?: readonly vscode.Uri[]) => (clicked ? this.analyse(selected?.length ? selected : [clicked]) : this.chooseAndAnalyse())),
      register('showResults', (job?: Job) => withJob(this.jobs, job, 'Show results of', () => true, (id) => void this.panels.show(id))),
      register('runAgain', (job?: Job) => withJob(this.jobs, job, 'Run again', () => true, (id) => this.runAgain(id))),
      register('cancelJob', (job?: Job) => withJob(this.jobs, job, 'Cancel', ({ id, status }) => this.jobs.live(id) !== undefined || status === 'paused', (id) => this.jobs.cancel(id))),
      register('pauseJob', (job?: Job) => withJob(this.jobs, job, 'Pause', ({ id }) => this.jobs.live(id) !== undefined, (id) => this.jobs.pause(id))),
      register('resumeJob', (job?: Job) => withJob(this.jobs, job, 'Resume', ({ status }) => can('resume', status), (id) => this.resume(id))),
      register('retrySkipped', (job?: Job) => withJob(this.jobs, job, 'Try skipped documents again of', hasSkipped, (id) => this.retry(id))),
      register('moveJobUp', (job?: Job) => withJob(this.jobs, job, 'Move up', waits, (id) => this.jobs.move(id, -1))),
      register('moveJobDown', (job?: Job) => withJob(this.jobs, job, 'Move down', waits, (id) => this.jobs.move(id, 1))),
      register('removeJob', (job?: Job) => withJob(this.jobs, job, 'Remove', ({ id }) => this.jobs.live(id) === undefined, (id) => this.remove(id))),
      register('exportCsv', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'csv'))),
      register('exportJson', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'json'))),
      register('revealSource', (job?: Job) => withJob(this.jobs, job, 'Reveal the source of', () => true, (id) => reveal(this.jobs.get(id)?.source.paths[0] ?? ''))),
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

  /** Lets a job go on from what it has kept. */
  async resume(jobId: string): Promise<Job | undefined> {
    return this.follow(await this.jobs.resume(jobId, analysisThreads()), jobId);
  }

  /** Tries the documents again that a job skipped: one, or all. */
  async retry(jobId: string, documentId?: string): Promise<Job | undefined> {
    const report = documentId === undefined ? undefined : await this.jobs.report(jobId).catch(() => undefined);
    const path = report?.documents.find(({ id }) => id === documentId)?.path;
    return this.follow(await this.jobs.retry(jobId, path === undefined ? 'all' : [path], analysisThreads()), jobId);
  }

  private async follow(queued: QueuedJob | undefined, jobId: string): Promise<Job | undefined> {
    if (!queued) {
      const name = this.jobs.get(jobId)?.source.name ?? 'The analysis';
      void vscode.window.showWarningMessage(plainMessage(`${name} cannot go on here: it has ended, runs in another window, or was removed. Look at the list of analyses, or run it again.`));
      return undefined;
    }
    this.panels.show(jobId);
    const done = await queued.ended;
    void this.tellEnd(done);
    return done;
  }

  async saveExport(jobId: string, format: ExportFormat): Promise<void> {
    const job = this.jobs.get(jobId);
    if (job?.status === 'completed') await this.exports.save(job, [format]);
    else void vscode.window.showWarningMessage('This analysis has no results to export. Run it again first.');
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
    const queued = await this.jobs.start(source, analysisOptions(), analysisThreads());
    await this.recent.add(paths);
    return this.follow(queued, queued.job.id);
  }

  private async tellEnd(job: Job): Promise<void> {
    if (job.status === 'completed') {
      const reused = reusedText(job);
      const found = job.summary ? `${job.source.name}: ${foundText(job.summary)}${reused === undefined ? '' : ` ${capital(reused)}.`}` : undefined;
      if (exportsAutomatically()) await this.exports.save(job, ALL_FORMATS, found);
    } else if (job.status === 'failed') {
      const chosen = await vscode.window.showErrorMessage(plainMessage(`${job.source.name}: ${job.error ?? 'The analysis failed.'}`), 'Resume', 'Run Again');
      if (chosen === 'Resume') await this.resume(job.id);
      else if (chosen === 'Run Again') await this.runAgain(job.id);
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
    const pause = { label: '$(debug-pause) Pause', description: 'stop until it is resumed' };
    const cancel = { label: '$(circle-slash) Cancel', description: 'stop the analysis' };
    if (!this.jobs.live(jobId)) {
      this.panels.show(jobId);
      return;
    }
    const chosen = await vscode.window.showQuickPick([show, pause, cancel], { title: `Batch: ${job.source.name}` });
    if (chosen === show) this.panels.show(jobId);
    else if (chosen === pause) this.jobs.pause(jobId);
    else if (chosen === cancel) this.jobs.cancel(jobId);
  }

  private async withCompleted(job: Job | undefined, run: (jobId: string) => unknown): Promise<void> {
    const isCompleted = (j: Job) => j.status === 'completed';
    const last = this.panels.lastJobId === undefined ? undefined : this.jobs.get(this.panels.lastJobId);
    await withJob(this.jobs, isJob(job) ? job : last && isCompleted(last) ? last : undefined, 'Export', isCompleted, run);
  }
}

const hasSkipped = ({ status, summary }: Job) => status === 'completed' && (summary?.skipped ?? 0) > 0;
const waits = ({ status }: Job) => status === 'pending';
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function foundText({ documents, clusters, duplicateGroups, highConfidence }: Summary): string {
  const counted = (n: number, one: string) => `${countOf(n)} ${one}${n === 1 ? '' : 's'}`;
  return `${counted(documents, 'document')} in ${counted(clusters, 'cluster')}, ${counted(duplicateGroups, 'group')} of near-copies, ${counted(highConfidence, 'text')} rated HIGH.`;
}

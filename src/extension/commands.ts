import * as vscode from 'vscode';
import type { Job, MemoryOffer } from '../protocol/job.ts';
import { can } from '../protocol/job-state.ts';
import { messageOf } from '../protocol/message-of.ts';
import type { ExportFormat } from '../report/export-formats.ts';
import type { Summary } from '../report/report.ts';
import { isAbsent } from '../storage/absent.ts';
import { findDocument } from './documents/find-document.ts';
import { told } from './documents/text-editors.ts';
import { describeSource } from '../process/host/describe-source.ts';
import { chooseBaseline, useAsBaseline } from './baseline/baseline-folder.ts';
import type { OpenDocuments } from './documents/open-documents.ts';
import { chooseExport, type ExportChoice } from './exports/choose-export.ts';
import { type Exportable, reveal, type SaveExports } from './exports/save-exports.ts';
import { isJob, withJob } from './jobs/choose-job.ts';
import type { QueuedJob } from '../jobs/engine-ports.ts';
import type { Jobs } from './jobs/jobs.ts';
import { lastOfSource } from './jobs/last-of-source.ts';
import { counted, countOf, documentsText, reusedText } from './jobs/words.ts';
import { memoryOfferText } from './jobs/memory-offer.ts';
import { plainMessage } from './plain-message.ts';
import type { Panels } from './results/panels.ts';
import type { Servers } from './server/servers.ts';
import { analysisOptions, analysisThreads, exportsAutomatically } from './settings.ts';
import type { ClusterNode } from './sidebar/clusters-tree.ts';
import { chooseSource } from './sources/choose-source.ts';
import type { RecentSources } from './sources/recent-sources.ts';
import { said } from './said.ts';
import { toldBy } from '../report/notice.ts';
import { registerCommand } from './register-command.ts';

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
    private readonly servers: Servers,
    /** Takes over what was written in a list of a completed job. */
    private readonly importNotes: (job: Job) => Promise<void>,
    /** A batch is analysed that was analysed before. */
    private readonly onAnalysedAgain: (before: Job, now: Job) => void,
  ) {}

  register(): vscode.Disposable[] {
    return [
      registerCommand('analyze', () => this.chooseAndAnalyse()),
      registerCommand('analyzeResource', (clicked?: vscode.Uri, selected?: readonly vscode.Uri[]) =>
        clicked ? this.analyse(selected?.length ? selected : [clicked]) : this.chooseAndAnalyse(),
      ),
      registerCommand('showResults', (job?: Job) =>
        withJob(
          this.jobs,
          job,
          vscode.l10n.t('Show results of'),
          () => true,
          (id) => void this.panels.show(id, job === undefined),
        ),
      ),
      registerCommand('runAgain', (job?: Job) =>
        withJob(
          this.jobs,
          job,
          vscode.l10n.t('Run again'),
          () => true,
          (id) => this.runAgain(id),
        ),
      ),
      registerCommand('cancelJob', (job?: Job) =>
        withJob(
          this.jobs,
          job,
          vscode.l10n.t('Cancel'),
          ({ id, status }) => this.jobs.live(id) !== undefined || status === 'paused',
          (id) => this.jobs.cancel(id),
        ),
      ),
      registerCommand('pauseJob', (job?: Job) =>
        withJob(
          this.jobs,
          job,
          vscode.l10n.t('Pause'),
          ({ id }) => this.jobs.live(id) !== undefined,
          (id) => this.jobs.pause(id),
        ),
      ),
      registerCommand('resumeJob', (job?: Job) =>
        withJob(
          this.jobs,
          job,
          vscode.l10n.t('Resume'),
          ({ status }) => can('resume', status),
          (id) => this.resume(id),
        ),
      ),
      registerCommand('retrySkipped', (job?: Job) =>
        withJob(this.jobs, job, vscode.l10n.t('Try skipped documents again of'), hasSkipped, (id) => this.retry(id)),
      ),
      registerCommand('moveJobUp', (job?: Job) =>
        withJob(this.jobs, job, vscode.l10n.t('Move up'), waits, (id) => this.jobs.move(id, -1)),
      ),
      registerCommand('moveJobDown', (job?: Job) =>
        withJob(this.jobs, job, vscode.l10n.t('Move down'), waits, (id) => this.jobs.move(id, 1)),
      ),
      registerCommand('removeJob', (job?: Job) =>
        withJob(
          this.jobs,
          job,
          vscode.l10n.t('Remove'),
          ({ id }) => this.jobs.live(id) === undefined,
          (id) => this.remove(id),
        ),
      ),
      registerCommand('exportReport', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id))),
      registerCommand('exportHtml', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'html'))),
      registerCommand('exportCsv', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'csv'))),
      registerCommand('exportJson', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'json'))),
      registerCommand('importNotes', (job?: Job) =>
        this.withCompleted(
          job,
          async (id) => {
            const chosen = this.jobs.get(id);
            if (chosen) await this.importNotes(chosen);
          },
          vscode.l10n.t('Import notes into'),
        ),
      ),
      registerCommand('exportList', (job?: Job) => this.withCompleted(job, (id) => this.saveExport(id, 'xlsx'))),
      registerCommand('revealSource', (job?: Job) =>
        withJob(
          this.jobs,
          job,
          vscode.l10n.t('Reveal the source of'),
          () => true,
          (id) => reveal(this.jobs.get(id)?.source.paths[0] ?? ''),
        ),
      ),
      registerCommand('back', () => this.panels.navigate('back')),
      registerCommand('forward', () => this.panels.navigate('forward')),
      registerCommand('search', () => this.panels.navigate('search')),
      registerCommand('setBaselineFolder', chooseBaseline),
      registerCommand('useAsBaseline', (clicked?: vscode.Uri) => (clicked ? useAsBaseline(clicked) : chooseBaseline())),
      registerCommand('openDocument', async (job: string | ClusterNode, id?: string) => {
        if (typeof job === 'string') await this.documents.open(job, id ?? '');
        else if (job.kind === 'document') await this.documents.open(job.jobId, job.document.id);
      }),
      registerCommand('selectCluster', (job: string | ClusterNode, cluster?: number, subtopic?: number) => {
        const chosen =
          typeof job === 'string'
            ? { cluster, subtopic }
            : {
                cluster: 'cluster' in job ? job.cluster.id : undefined,
                subtopic: job.kind === 'subtopic' ? job.subtopic.id : undefined,
              };
        this.panels.show(typeof job === 'string' ? job : job.jobId).select({
          ...(chosen.cluster !== undefined && { cluster: chosen.cluster }),
          ...(chosen.subtopic !== undefined && { subtopic: chosen.subtopic }),
        });
      }),
      registerCommand('chooseJobAction', (jobId: string) => this.chooseJobAction(jobId)),
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
      void vscode.window.showErrorMessage(
        plainMessage(
          vscode.l10n.t(
            "{0} does not lie on this machine's disk. Copy it there and analyse the copy.",
            remote.toString(true),
          ),
        ),
      );
      return undefined;
    }
    return this.analysePaths(uris.map((uri) => uri.fsPath));
  }

  async runAgain(jobId: string): Promise<Job | undefined> {
    const job = this.jobs.get(jobId);
    return job && this.analysePaths(job.source.paths);
  }

  /** Lets a job go on from what it has kept. */
  async resume(jobId: string, show = true): Promise<Job | undefined> {
    return this.follow(await this.jobs.resume(jobId, analysisThreads()), jobId, show);
  }

  /** Tries the documents again that a job skipped: one, or all. */
  async retry(jobId: string, documentId?: string): Promise<Job | undefined> {
    const report = documentId === undefined ? undefined : await this.jobs.reports.outline(jobId).catch(() => undefined);
    const path = report?.documents.find(({ id }) => id === documentId)?.path;
    return this.follow(await this.jobs.retry(jobId, path === undefined ? 'all' : [path], analysisThreads()), jobId);
  }

  private async follow(queued: QueuedJob | undefined, jobId: string, show = true): Promise<Job | undefined> {
    if (!queued) {
      const name = this.jobs.get(jobId)?.source.name ?? vscode.l10n.t('The analysis');
      void vscode.window.showWarningMessage(
        plainMessage(
          vscode.l10n.t(
            '{0} cannot go on here: it has ended, runs in another window, or was removed. Look at the list of analyses, or run it again.',
            name,
          ),
        ),
      );
      return undefined;
    }
    if (show) this.panels.show(jobId);
    const done = await queued.ended;
    void this.tellEnd(done);
    return done;
  }

  /** Saves a completed job's report; without a format the user is asked for it, and for what goes in. */
  async saveExport(jobId: string, format?: ExportFormat): Promise<void> {
    const job = this.jobs.get(jobId);
    if (job?.status !== 'completed')
      return void vscode.window.showWarningMessage(
        vscode.l10n.t('This analysis has no results to export. Run it again first.'),
      );
    const choice = format ? { formats: [format] } : await chooseExport(true);
    if (choice) await this.saveExports(job, choice);
  }

  /** Saves the page of one document of a completed job, to hand out or to print. */
  async savePage(jobId: string, documentId: string): Promise<void> {
    await told(async () => {
      const { job, document } = await findDocument(this.jobs, jobId, documentId);
      await this.exports.savePage(await this.exportable(job), document);
    });
  }

  private async saveExports(job: Job, choice: ExportChoice, found?: string): Promise<void> {
    try {
      await this.exports.save(await this.exportable(job), choice, found);
    } catch (error) {
      void vscode.window.showErrorMessage(
        plainMessage(vscode.l10n.t('{0} could not be exported. {1}', job.source.name, said(toldBy(error)))),
      );
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
    } catch (error) {
      if (!isAbsent(error)) {
        void vscode.window.showErrorMessage(
          plainMessage(
            vscode.l10n.t(
              '{0} could not be read ({1}). Check its permissions.',
              paths[0] ?? vscode.l10n.t('The source'),
              (error as NodeJS.ErrnoException).code ?? messageOf(error),
            ),
          ),
        );
        return undefined;
      }
      await this.recent.remove(paths);
      void vscode.window.showErrorMessage(
        plainMessage(
          vscode.l10n.t(
            '{0} is not there any more. Choose another folder, ZIP or files.',
            paths[0] ?? vscode.l10n.t('The source'),
          ),
        ),
      );
      return undefined;
    }
    const prepare = await this.servers.choose(source.name);
    if (!prepare) return undefined;
    const before = lastOfSource(source, this.jobs.list());
    const queued = await this.jobs.start(source, analysisOptions(), analysisThreads(), prepare);
    await this.recent.add(paths);
    if (before) this.onAnalysedAgain(before, queued.job);
    return this.follow(queued, queued.job.id);
  }

  private async tellEnd(job: Job): Promise<void> {
    if (job.status === 'completed') {
      const reused = reusedText(job);
      const found = job.summary
        ? `${job.source.name}: ${foundText(job.summary)}${reused === undefined ? '' : ` ${capital(reused)}.`}`
        : undefined;
      if (exportsAutomatically()) await this.saveExports(job, { formats: AUTOMATIC_FORMATS }, found);
    } else if (job.status === 'failed' && job.memory) {
      await this.offerWhatFits(job, job.memory);
    } else if (job.status === 'failed') {
      const [resume, again] = [vscode.l10n.t('Resume'), vscode.l10n.t('Run Again')];
      const chosen = await vscode.window.showErrorMessage(
        plainMessage(
          `${job.source.name}: ${job.error === undefined ? vscode.l10n.t('The analysis failed.') : said({ ...job, message: job.error })}`,
        ),
        resume,
        again,
      );
      if (chosen === resume) await this.resume(job.id);
      else if (chosen === again) await this.runAgain(job.id);
    }
  }

  /** A job would not fit into memory: whether it goes on is the user's choice. */
  private async offerWhatFits({ id, source }: Job, offer: MemoryOffer): Promise<void> {
    const [anyway, withFast] = [vscode.l10n.t('Continue Anyway'), vscode.l10n.t('Use Fast Encoder')];
    const chosen = await vscode.window.showWarningMessage(
      plainMessage(vscode.l10n.t('{0} may not fit into memory.', source.name)),
      { modal: true, detail: memoryOfferText(offer) },
      anyway,
      ...(offer.fast ? [withFast] : []),
    );
    if (chosen === anyway) await this.follow(await this.jobs.resumeInMemory(id, 'anyway', analysisThreads()), id);
    else if (chosen === withFast) await this.follow(await this.jobs.resumeInMemory(id, 'fast', analysisThreads()), id);
  }

  private async remove(jobId: string): Promise<void> {
    this.panels.close(jobId);
    await this.jobs.remove(jobId);
  }

  private async chooseJobAction(jobId: string): Promise<void> {
    const job = this.jobs.get(jobId);
    if (!job) return;
    const show = { label: `$(graph) ${vscode.l10n.t('Show')}`, description: vscode.l10n.t('the results') };
    const pause = {
      label: `$(debug-pause) ${vscode.l10n.t('Pause')}`,
      description: vscode.l10n.t('stop until it is resumed'),
    };
    const cancel = {
      label: `$(circle-slash) ${vscode.l10n.t('Cancel')}`,
      description: vscode.l10n.t('stop the analysis'),
    };
    if (!this.jobs.live(jobId)) {
      this.panels.show(jobId);
      return;
    }
    const chosen = await vscode.window.showQuickPick([show, pause, cancel], {
      title: vscode.l10n.t('Batch: {0}', job.source.name),
    });
    if (chosen === show) this.panels.show(jobId);
    else if (chosen === pause) this.jobs.pause(jobId);
    else if (chosen === cancel) this.jobs.cancel(jobId);
  }

  private async withCompleted(
    job: Job | undefined,
    run: (jobId: string) => unknown,
    verb = vscode.l10n.t('Export'),
  ): Promise<void> {
    const isCompleted = (j: Job) => j.status === 'completed';
    const last = this.panels.lastJobId === undefined ? undefined : this.jobs.get(this.panels.lastJobId);
    await withJob(this.jobs, isJob(job) ? job : last && isCompleted(last) ? last : undefined, verb, isCompleted, run);
  }
}

const hasSkipped = ({ status, summary }: Job) => status === 'completed' && (summary?.skipped ?? 0) > 0;
const waits = ({ status }: Job) => status === 'pending';
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function foundText({ documents, clusters, duplicateGroups, confidence }: Summary): string {
  const found = `${documentsText(documents)} ${counted(clusters, vscode.l10n.t('in {0} cluster'), vscode.l10n.t('in {0} clusters'))}`;
  return `${found}, ${counted(duplicateGroups, vscode.l10n.t('{0} group of near-copies'), vscode.l10n.t('{0} groups of near-copies'))}, ${counted(confidence.high, vscode.l10n.t('{0} text rated HIGH'), vscode.l10n.t('{0} texts rated HIGH'))}, ${vscode.l10n.t('{0} undecided', countOf(confidence.medium))}.`;
}

import * as vscode from 'vscode';
import type { Job, Progress } from '../../protocol/job.ts';
import type { Summary } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { canBeWatched } from '../watch/can-be-watched.ts';
import {
  counted,
  countOf,
  documentsText,
  durationText,
  momentText,
  percentOf,
  reusedText,
  sizeText,
  stageText,
  statusText,
  timeLeftText,
} from '../jobs/words.ts';
import { said } from '../said.ts';
import { commandId } from '../register-command.ts';

const ICONS: Readonly<Record<Job['status'], vscode.ThemeIcon>> = {
  pending: new vscode.ThemeIcon('clock'),
  processing: new vscode.ThemeIcon('sync~spin'),
  paused: new vscode.ThemeIcon('debug-pause'),
  completed: new vscode.ThemeIcon('check'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  cancelled: new vscode.ThemeIcon('circle-slash'),
};

/** Blocks in the progress bar of a row. */
const BAR_WIDTH = 8;

/** How often a running job's row is drawn again, at most. */
const REDRAW_MS = 250;

/** Stands in the list while there is no job: an empty tree takes no drops. */
export const NO_JOBS = 'no jobs';

/** A row of the list. */
export type JobRow = Job | typeof NO_JOBS;

/** The sidebar's list of jobs, newest first, with their states. */
export class JobsTree implements vscode.TreeDataProvider<JobRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<JobRow | undefined>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private redraw: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly jobs: Jobs) {
    this.subscriptions = [
      this.changed,
      jobs.onDidChange(() => this.changed.fire(undefined)),
      jobs.onDidProgress(() => this.redrawSoon()),
    ];
  }

  getChildren(parent?: JobRow): JobRow[] {
    if (parent) return [];
    const jobs = this.jobs.list();
    return jobs.length > 0 ? [...jobs] : [NO_JOBS];
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(job: JobRow): vscode.TreeItem {
    if (job === NO_JOBS) return invitation();
    const live = this.jobs.live(job.id);
    const item = new vscode.TreeItem(job.source.name, vscode.TreeItemCollapsibleState.None);
    item.id = job.id;
    item.iconPath = ICONS[job.status];
    item.description = description(job, live?.progress);
    item.tooltip = tooltip(job, live?.progress, this.jobs.bytes(job.id));
    item.contextValue = this.contextValue(job);
    item.command = { command: commandId('showResults'), title: vscode.l10n.t('Show Results'), arguments: [job] };
    item.accessibilityInformation = {
      label: `${job.source.name}, ${spokenState(job, live?.progress)}, ${momentText(job)}`,
    };
    return item;
  }

  /** What the row's menu goes by: the job's state, and what is special about it. */
  private contextValue(job: Job): string {
    if (this.jobs.runsElsewhere(job.id)) return 'elsewhere';
    if (job.status !== 'completed') return job.status;
    return [
      job.status,
      ...((job.summary?.skipped ?? 0) > 0 ? ['skipped'] : []),
      ...(job.watched ? ['watched'] : canBeWatched(job) ? ['folder'] : []),
    ].join(' ');
  }

  dispose(): void {
    clearTimeout(this.redraw);
    for (const s of this.subscriptions) s.dispose();
  }

  private redrawSoon(): void {
    this.redraw ??= setTimeout(() => {
      this.redraw = undefined;
      this.changed.fire(undefined);
    }, REDRAW_MS);
  }
}

function invitation(): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Drop a folder, a ZIP or texts here'),
    vscode.TreeItemCollapsibleState.None,
  );
  item.id = NO_JOBS;
  item.iconPath = new vscode.ThemeIcon('new-folder');
  item.tooltip = vscode.l10n.t('Or right-click them in the Explorer → Analyze Batch. Press to choose.');
  item.command = { command: commandId('analyze'), title: vscode.l10n.t('Analyze Batch…') };
  return item;
}

function description(job: Job, progress: Progress | undefined): string {
  switch (job.status) {
    case 'pending':
      return statusText(job.status);
    case 'processing': {
      if (!progress) return vscode.l10n.t('starting');
      const filled = Math.round(progress.fraction * BAR_WIDTH);
      const count = progress.total > 0 ? ` · ${countOf(progress.done)}/${countOf(progress.total)}` : '';
      return `${'▰'.repeat(filled)}${'▱'.repeat(BAR_WIDTH - filled)} ${percentOf(progress.fraction)}${count}`;
    }
    case 'completed':
      return [
        documentsText(job.summary?.documents ?? 0),
        ...(job.watched ? [vscode.l10n.t('watched')] : []),
        momentText(job),
      ].join(' · ');
    case 'paused':
    case 'failed':
    case 'cancelled':
      return [
        job.interrupted ? vscode.l10n.t('interrupted') : statusText(job.status),
        ...(reachedText(job) ?? []),
        momentText(job),
      ].join(' · ');
  }
}

const reachedText = ({ reached }: Job): [string] | undefined =>
  reached && [`${countOf(reached.done)}/${countOf(reached.total)}`];

function spokenState(job: Job, progress: Progress | undefined): string {
  if (job.status === 'processing' && progress) return `${percentOf(progress.fraction)}, ${stageText(progress.stage)}`;
  if (job.status === 'completed' && job.watched) return `${statusText(job.status)}, ${vscode.l10n.t('watched')}`;
  return job.interrupted ? vscode.l10n.t('interrupted') : statusText(job.status);
}

function foundText({ analyzed, skipped, clusters, duplicateGroups }: Summary): string {
  const parts = [
    vscode.l10n.t('{0} analysed', countOf(analyzed)),
    vscode.l10n.t('{0} skipped', countOf(skipped)),
    counted(clusters, vscode.l10n.t('{0} cluster'), vscode.l10n.t('{0} clusters')),
  ];
  return [
    ...parts,
    counted(duplicateGroups, vscode.l10n.t('{0} group of near-copies'), vscode.l10n.t('{0} groups of near-copies')),
  ].join(', ');
}

function tooltip(job: Job, progress: Progress | undefined, bytes: number | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const lines = [job.source.paths[0] ?? job.source.name, momentText(job)];
  if (job.status === 'processing')
    lines.push(
      progress ? `${stageText(progress.stage)}${timeLeftText(progress.secondsLeft)}` : vscode.l10n.t('starting'),
    );
  if (job.summary) lines.push(foundText(job.summary));
  const reused = reusedText(job);
  if (reused !== undefined) lines.push(reused);
  const took = durationText(job);
  if (job.status === 'completed' && took !== undefined) lines.push(vscode.l10n.t('Took {0}', took));
  if (bytes !== undefined) lines.push(vscode.l10n.t('{0} on disk', sizeText(bytes)));
  if (job.error) lines.push(said({ ...job, message: job.error }));
  for (const line of lines) text.appendText(line).appendMarkdown('\n\n');
  return text;
}

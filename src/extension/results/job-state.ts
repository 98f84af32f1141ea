import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import { LARGE_FROM } from '../../protocol/large-report.ts';
import type { Capability, PanelPage, PanelState } from '../../protocol/panel-host.ts';
import type { Annotations } from '../../report/annotations.ts';
import { compareReports } from '../../report/compare-reports.ts';
import { toldBy } from '../../report/notice.ts';
import { isUnchanged } from '../../report/report-changes.ts';
import type { DocumentAnnotations } from '../annotations/annotations.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { sourceState } from './source-state.ts';

/** A job and what is known of it, as its panel draws it. Of a large batch the overview comes first, and the page is told of the rest. */
export class JobState {
  constructor(
    private readonly jobId: string,
    private readonly jobs: Jobs,
    private readonly annotations: DocumentAnnotations,
    private readonly page: Pick<PanelPage, 'show' | 'largeReport' | 'after'>,
    private readonly can: () => readonly Capability[],
  ) {}

  async current(): Promise<PanelState> {
    const locale = vscode.env.language;
    const can = this.can();
    const job = this.jobs.get(this.jobId);
    if (!job) return { job: goneJob(this.jobId), documents: [], locale, can };
    const live = this.jobs.live(this.jobId);
    const base = {
      job,
      documents: live?.documents ?? [],
      locale,
      can,
      ...(live?.progress && { progress: live.progress }),
    };
    const large = (job.summary?.documents ?? 0) >= LARGE_FROM;
    // While a job runs again in its place, what it found before stays in view, unless sending it takes seconds.
    if (live ? !job.summary || large : job.status !== 'completed') return base;
    const overview = large ? await this.jobs.overview(this.jobId) : undefined;
    if (overview) {
      // After the answer: the page has to have the overview by then.
      setTimeout(() => void this.sendLargeReport(), 0);
      return { ...base, overview, annotations: await this.written() };
    }
    try {
      const [report, annotations, beside] = await Promise.all([
        this.jobs.reports.whole(this.jobId),
        this.written(),
        this.beside(),
      ]);
      return { ...base, report, annotations, ...beside };
    } catch (error) {
      return live ? base : { job: { ...job, ...failedBy(error) }, documents: [], locale, can };
    }
  }

  /** Comes after the overview: a large report is megabytes. */
  private async sendLargeReport(): Promise<void> {
    try {
      this.page.largeReport(await this.jobs.reports.columns(this.jobId));
      this.page.after(await this.beside());
    } catch (error) {
      const job = this.jobs.get(this.jobId);
      if (job)
        this.page.show({
          job: { ...job, ...failedBy(error) },
          documents: [],
          locale: vscode.env.language,
          can: this.can(),
        });
    }
  }

  /** How the source stands beside the report, and how the report stands beside the one before. */
  private async beside(): Promise<Pick<PanelState, 'source' | 'changes'>> {
    const [source, before] = await Promise.all([
      this.jobs.reports.outline(this.jobId).then(sourceState),
      this.jobs.earlierReport(this.jobId),
    ]);
    const changes = before && compareReports(before, await this.jobs.reports.whole(this.jobId));
    return { source, ...(changes && !isUnchanged(changes) && { changes }) };
  }

  /** Results are shown without them; what is written then fails, and takes nothing away. */
  private written(): Promise<Annotations> {
    return this.annotations.of(this.jobId).catch((error: unknown) => {
      void vscode.window.showErrorMessage(
        plainMessage(vscode.l10n.t('Tags and notes cannot be read, and are not shown: {0}', said(toldBy(error)))),
      );
      return {};
    });
  }
}

/** Stands in for a job that was removed while its panel was open. */
function goneJob(id: string): Job {
  return {
    id,
    source: { kind: 'folder', name: vscode.l10n.t('Removed analysis'), paths: [] },
    options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
    status: 'failed',
    createdAt: new Date().toISOString(),
    error: vscode.l10n.t('This analysis was removed. Analyse its source again to see results.'),
  };
}

/** What becomes of a job whose results cannot be shown. */
function failedBy(error: unknown): Pick<Job, 'status' | 'error' | 'notice'> {
  const { message, notice } = toldBy(error);
  return { status: 'failed', error: message, ...(notice && { notice }) };
}

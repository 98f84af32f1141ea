import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import type { ReportOutline } from '../../protocol/large-report.ts';
import type { ReportDocument } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';

/** A document of an analysis, with the analysis. Rejects with a message for people where either is gone. */
export async function findDocument(
  jobs: Jobs,
  jobId: string,
  documentId: string,
): Promise<{ job: Job; report: ReportOutline; document: ReportDocument }> {
  const job = jobs.get(jobId);
  if (!job) throw new Error(vscode.l10n.t('This analysis was removed. Analyse its source again.'));
  const found = await jobs.reports.document(jobId, documentId);
  if (!found) throw new Error(vscode.l10n.t('This document is not part of the analysis.'));
  return { job, ...found };
}

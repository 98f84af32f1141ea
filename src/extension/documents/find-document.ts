import type { Job } from '../../protocol/job.ts';
import type { Report, ReportDocument } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';

/** A document of an analysis, with the analysis. Rejects with a message for people where either is gone. */
export async function findDocument(jobs: Jobs, jobId: string, documentId: string): Promise<{ job: Job; report: Report; document: ReportDocument }> {
  const job = jobs.get(jobId);
  if (!job) throw new Error('This analysis was removed. Analyse its source again.');
  const report = await jobs.report(jobId);
  const document = report.documents.find((d) => d.id === documentId);
  if (!document) throw new Error('This document is not part of the analysis.');
  return { job, report, document };
}

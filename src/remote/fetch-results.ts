import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { exportJson } from '../exports/json.ts';
import { parseReport } from '../exports/read-report.ts';
import type { AnalyzeRequest } from '../protocol/analyzer.ts';
import { storageNotice } from '../protocol/storage-notice.ts';
import { reasonOf } from '../report/notice.ts';
import { OVERVIEW_FILE, overviewOf } from '../report/overview.ts';
import type { Report, ReportDocument } from '../report/report.ts';
import { REPORT_FILE, SIMILARITY_FILE } from '../report/report-file.ts';
import { VECTORS_FILE } from '../report/vectors-file.ts';
import { sealed, writeJson } from '../storage/sealed-json.ts';
import { removeUnfinished, writeAtomically } from '../storage/write-file.ts';
import { AnalyzerError } from '../process/host/client.ts';
import type { RemoteState } from '../jobs/remote-state.ts';
import type { ServiceClient } from './service-client.ts';

/**
 * Brings what a server has found into a job's folder, as an analysis here would have left it: report, overview and what is searched and looked at closely.
 *
 * @throws {@link AnalyzerError}
 */
export async function fetchResults(
  client: ServiceClient,
  batch: string,
  { jobFolder, ...request }: AnalyzeRequest,
  state: RemoteState,
  signal?: AbortSignal,
): Promise<Report> {
  const [text, vectors, similarity] = [
    await client.report(batch, signal),
    await client.rows(batch, 'vectors', signal),
    await client.rows(batch, 'similarity', signal),
  ];
  let found: Report;
  try {
    found = await parseReport(text, `The report of ${client.url}`);
  } catch (error) {
    throw new AnalyzerError('internal', reasonOf(error));
  }
  const report = asOfHere(found, request, state);
  try {
    await mkdir(jobFolder, { recursive: true });
    await removeUnfinished(jobFolder);
    for (const [name, bytes] of [
      [VECTORS_FILE, vectors],
      [SIMILARITY_FILE, similarity],
    ] as const) {
      if (bytes) await writeAtomically(path.join(jobFolder, name), [bytes]);
      else await rm(path.join(jobFolder, name), { force: true });
    }
    await writeJson(path.join(jobFolder, OVERVIEW_FILE), overviewOf(report));
    await writeAtomically(path.join(jobFolder, REPORT_FILE), sealed(exportJson(report)));
  } catch (error) {
    throw new AnalyzerError('storage', storageNotice(error, jobFolder));
  }
  return report;
}

/** The report with the source, the paths and the clock of this machine. */
function asOfHere(
  report: Report,
  { jobId, source, createdAt }: Omit<AnalyzeRequest, 'jobFolder'>,
  { renamed, warnings, uploadedAt }: RemoteState,
): Report {
  const longestFirst = [...renamed].sort(([a], [b]) => b.length - a.length);
  const pathOf = (there: string) => {
    // A row of a table stands behind its file's path.
    const [name, here] = longestFirst.find(([at]) => there.startsWith(at)) ?? ['', ''];
    return here + there.slice(name.length);
  };
  const documents =
    renamed.length === 0
      ? report.documents
      : report.documents.map((document): ReportDocument => ({ ...document, path: pathOf(document.path) }));
  const startedAt = uploadedAt ?? report.job.startedAt;
  return {
    ...report,
    job: { ...report.job, id: jobId, source, createdAt, startedAt, finishedAt: new Date().toISOString() },
    documents,
    warnings: [...warnings, ...report.warnings],
  };
}

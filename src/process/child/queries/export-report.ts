import path from 'node:path';
import { AnalysisFailure } from '../../../analysis/failure.ts';
import type { ListedDocument } from '../../../analysis/sources/document-location.ts';
import { listDocuments } from '../../../analysis/sources/list-documents.ts';
import type { Parse } from '../../../analysis/sources/read-document.ts';
import { readAgain } from '../../../analysis/sources/read-text.ts';
import { isSystemError, systemCode } from '../../../analysis/sources/system-error.ts';
import { anonymised } from '../../../exports/anonymise.ts';
import { gatherExcerpts } from '../../../exports/excerpts.ts';
import type { ExportOptions } from '../../../exports/export-options.ts';
import { readPageParts } from '../../../exports/html.ts';
import { readReport } from '../../../exports/read-report.ts';
import { readVectors } from '../../../exports/read-vectors.ts';
import { type PagesOptions, readBySha256 } from '../../../exports/pages/pages.ts';
import { saveAllBeside, saveAs, savePageAs } from '../../../exports/save.ts';
import type { ExportRequest, ExportResponse } from '../../../protocol/analyzer.ts';
import { annotatedReport } from '../../../report/annotations.ts';
import { isFolder } from '../../../report/export-formats.ts';
import { notice } from '../../../report/notice.ts';
import type { Excerpts } from '../../../report/excerpts.ts';
import type { ReadingOptions } from '../../../report/reading-options.ts';
import type { Report } from '../../../report/report.ts';
import { readOwnReport, RESULTS_DAMAGED } from '../../../exports/read-own-report.ts';
import { writeAtomically } from '../../../storage/write-file.ts';

const KEY_FILE = 'anonymisation-key.json';

interface CompleteRequest extends ExportRequest {
  readonly reading: ReadingOptions;
}

/**
 * Saves a report as files: in the background, where nobody waits for a report of hundreds of megabytes to be read and written.
 *
 * @param dist absolute path of the folder that the built page for HTML lies in
 * @throws {@link AnalysisFailure} `report-unreadable` when there is no report to export
 */
export async function exportReport(request: CompleteRequest, dist: string, parse: Parse): Promise<ExportResponse> {
  const { source, formats, to, documents, anonymise, jobFolder } = request;
  const report = await wanted(request);
  const some = documents && new Set(documents);
  const read = textsOf(request, parse);
  const options: ExportOptions = {
    byteOrderMark: request.byteOrderMark,
    anonymise,
    page: async () => ({ ...(await readPageParts(dist)), ...(request.language && { language: request.language }) }),
    ...(request.language && { language: request.language }),
    ...(formats.includes('pages') && { zip: request.pages?.zip === true, pages: pagesOf(report, request, read) }),
    ...(formats.includes('parquet') && jobFolder !== undefined && withVectors(await readVectors(jobFolder))),
    ...(request.excerpts && (await excerptsOf(report, read))),
  };
  try {
    const outgoing = some ? { ...report, documents: report.documents.filter(({ id }) => some.has(id)) } : report;
    const [format] = formats;
    if (to && 'file' in to) {
      const [only] = documents ?? [];
      if (formats.length !== 1 || format === undefined || (isFolder(format) && !(format === 'pages' && only)))
        throw new Error('One format can be saved as a file, tables cannot, and of pages that of one document.');
      if (!isFolder(format)) await saveAs(to.file, format, outgoing, options);
      else if (only === undefined || !(await savePageAs(to.file, only, report, options)))
        throw new AnalysisFailure('source-unreadable', notice('page-of-skipped'));
    }
    const files = to && 'file' in to ? [to.file] : await saveAllBeside(source, formats, outgoing, options, to?.folder);
    return {
      files,
      ...(anonymise && request.keepKey && jobFolder !== undefined && { key: await saveKey(report, jobFolder) }),
    };
  } catch (error) {
    if (isSystemError(error)) return { refused: systemCode(error) };
    throw error;
  }
}

const withVectors = (vectors: ExportOptions['vectors']) => vectors && { vectors };

/** The report with what the user wrote about it. */
async function wanted({ reportPath, jobFolder, annotations }: CompleteRequest): Promise<Report> {
  const report = jobFolder === undefined ? await readReport(reportPath) : await readOwnReport(reportPath);
  if (!report) throw new AnalysisFailure('report-unreadable', RESULTS_DAMAGED);
  return annotations ? annotatedReport(report, annotations) : report;
}

/** Reads texts of the source again, which is listed when the first one is asked for. Where the source is gone, its texts are, one by one: pages go without them, and say so. */
function textsOf({ source, reading }: CompleteRequest, parse: Parse): (inside: string) => Promise<string> {
  let listing: Promise<readonly ListedDocument[]> | undefined;
  return async (inside) => {
    listing ??= listDocuments(source, reading, parse).then(
      ({ documents }) => documents,
      () => [],
    );
    return (await readAgain(await listing, source, inside, reading, parse)).text;
  };
}

/** Pages may have pseudonyms for names: texts are asked for by their hashes. */
function pagesOf(
  report: Report,
  { pages, language, documents }: CompleteRequest,
  read: (inside: string) => Promise<string>,
): PagesOptions {
  const { zip: _, ...choice } = pages ?? {};
  return {
    ...choice,
    ...(language && { language }),
    ...(documents && { only: new Set(documents) }),
    read: readBySha256(report, read),
  };
}

async function excerptsOf(
  report: Report,
  read: (inside: string) => Promise<string>,
): Promise<{ readonly excerpts: Excerpts; readonly textsUnread: number }> {
  let textsUnread = 0;
  const excerpts = await gatherExcerpts(
    report,
    ({ path: inside }) => read(inside),
    () => textsUnread++,
  );
  return { excerpts, textsUnread };
}

async function saveKey(report: Report, folder: string): Promise<string> {
  const file = path.join(folder, KEY_FILE);
  await writeAtomically(file, [`${JSON.stringify(anonymised(report).key, undefined, 1)}\n`]);
  return file;
}

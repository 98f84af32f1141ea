import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { AnalyzeRequest } from '../../../../../src/protocol/analyzer.ts';
import { analyzer, analyzeRequest, folderOfTexts, folderSource, readReport } from '../../../support/analysis.ts';

/** The background process on a disk that fails: `<function> <code> <after so many calls> <part of the path>`. */
function analyzerWith(fault: string) {
  vi.stubEnv('NODE_OPTIONS', `--require ${path.join(import.meta.dirname, '../../../support/failing-disk.cjs')}`).stubEnv('FAILING_DISK', fault);
  onTestFinished(() => void vi.unstubAllEnvs());
  const started = analyzer();
  vi.unstubAllEnvs();
  return started;
}

async function found(request: AnalyzeRequest) {
  const { reportPath, reused } = await analyzer().analyze(request);
  const { job: _, ...report } = readReport(reportPath);
  return { report, reused };
}

/** What an undisturbed run finds in the same texts, wherever they lie. */
let undisturbed: ReturnType<typeof found> | undefined;

test.each([
  ['a disk that is full in the middle of a record', 'writeSync ENOSPC 9 analyses.log', /The disk with .* is full\. Make room and resume the analysis: what is done is kept\./, 8],
  ['a disk that breaks in the middle of a record', 'writeSync EIO 5 analyses.log', /could not be written to \(EIO\)\. Check the disk and resume the analysis/, 4],
  ['a folder that may not be written to', 'openSync EACCES 0 analyses.log', /may not be written to \(EACCES\)\. Give yourself the right to write there and resume/, 0],
  ['too many open files', 'openSync EMFILE 0 analyses.log', /Too many files are open on this machine \(EMFILE\)\. Close some programs and resume/, 0],
  ['a disk that is full when the report is written', 'open ENOSPC 0 .tmp', /The disk with .* is full\. Make room and resume/, 16],
  ['a drive that is gone when the report is put in its place', 'rename ENOENT 0 .tmp', /is not there any more \(ENOENT\)\. Connect the drive again and resume/, 16],
])('%s fails the job with what to do; it goes on from what was kept, and nothing unfinished is left', async (_, fault, message, kept) => {
  const request = analyzeRequest(folderSource(folderOfTexts(16)), { threads: 1 });
  await expect(analyzerWith(fault).analyze(request)).rejects.toMatchObject({ code: 'storage', message: expect.stringMatching(message) as string });
  expect(readdirSync(request.jobFolder).filter((name) => name !== 'analyses.log')).toEqual([]);
  const { report, reused } = await found(request);
  expect(reused).toBe(kept);
  undisturbed ??= found({ ...request, jobFolder: analyzeRequest(request.source).jobFolder });
  expect(report).toEqual((await undisturbed).report);
});

import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { AnalyzeRequest } from '../../../../../src/protocol/analyzer.ts';
import { analyzer, analyzeRequest, folderOfTexts, folderSource, readReport } from '../../../support/analysis.ts';

/** The background process on a disk that fails: `<function> <code> <after so many calls> <part of the path>`. */
function analyzerWith(fault: string, clock = '') {
  vi.stubEnv('NODE_OPTIONS', `--require ${path.join(import.meta.dirname, '../../../support/failing-disk.cjs')}`)
    .stubEnv('FAILING_DISK', fault)
    .stubEnv('GHOSTWRITER_CLOCK', clock);
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
  [
    'a disk that is full in the middle of a record',
    'writeSync ENOSPC 9 analyses.log',
    /The disk with .* is full\. Make room and resume the analysis: what is done is kept\./,
    8,
  ],
  [
    'a disk that breaks in the middle of a record',
    'writeSync EIO 5 analyses.log',
    /could not be written to \(EIO\)\. Check the disk and resume the analysis/,
    4,
  ],
  [
    'a folder that may not be written to',
    'openSync EACCES 0 analyses.log',
    /may not be written to \(EACCES\)\. Give yourself the right to write there and resume/,
    0,
  ],
  [
    'too many open files',
    'openSync EMFILE 0 analyses.log',
    /Too many files are open on this machine \(EMFILE\)\. Close some programs and resume/,
    0,
  ],
  [
    'a disk that is full when the report is written',
    'open ENOSPC 0 .tmp',
    /The disk with .* is full\. Make room and resume/,
    16,
  ],
  [
    'a drive that is gone when the report is put in its place',
    'rename ENOENT 0 .tmp',
    /is not there any more \(ENOENT\)\. Connect the drive again and resume/,
    16,
  ],
])(
  '%s fails the job with what to do; it goes on from what was kept, and nothing unfinished is left',
  async (_, fault, message, kept) => {
    const request = analyzeRequest(folderSource(folderOfTexts(16)), { threads: 1 });
    await expect(analyzerWith(fault).analyze(request)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(message) as string,
    });
    expect(readdirSync(request.jobFolder).filter((name) => name !== 'analyses.log')).toEqual([]);
    const { report, reused } = await found(request);
    expect(reused).toBe(kept);
    undisturbed ??= found({ ...request, jobFolder: analyzeRequest(request.source).jobFolder });
    expect(report).toEqual((await undisturbed).report);
  },
);

const RUNS = Number(process.env['CHAOS_RUNS'] ?? 3);
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);

/** Whatever fails, whenever, and whatever the clock says meanwhile. */
const trouble = fc.record({
  // Records are written one by one; files are opened and renamed a few times.
  at: fc.oneof(
    fc.tuple(fc.constant('writeSync'), fc.nat({ max: 20 })),
    fc.tuple(fc.constantFrom('openSync', 'open', 'rename'), fc.nat({ max: 1 })),
  ),
  code: fc.constantFrom('ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'EIO', 'EACCES', 'EPERM'),
  clock: fc.option(fc.integer({ min: 1, max: 2 ** 31 }), { nil: undefined }),
});

test(
  'any fault of the disk at any moment, and a clock that jumps, costs the job only what was not done yet, and is told',
  { timeout: 60_000 + 60_000 * RUNS },
  async () => {
    const counts = { failed: 0, unharmed: 0, clocks: 0 };
    await fc.assert(
      fc.asyncProperty(trouble, async ({ at: [call, after], code, clock }) => {
        const part = call === 'writeSync' || call === 'openSync' ? 'analyses.log' : '.tmp';
        const request = analyzeRequest(folderSource(folderOfTexts(16)), { threads: 1 });
        undisturbed ??= found({ ...request, jobFolder: analyzeRequest(request.source).jobFolder });
        const error: unknown = await analyzerWith(`${call} ${code} ${after} ${part}`, clock?.toString())
          .analyze(request)
          .then(
            () => undefined,
            (thrown: unknown) => thrown,
          );
        counts[error === undefined ? 'unharmed' : 'failed']++;
        if (clock !== undefined) counts.clocks++;
        if (error !== undefined) {
          expect(error).toMatchObject({ code: 'storage', message: expect.stringMatching(/resume/) as string });
          // What is whole may stay beside the log: vectors are written before the report.
          expect(
            readdirSync(request.jobFolder).filter(
              (name) =>
                !['analyses.log', 'vectors.bin', 'similarity.bin', 'overview.json', 'details.bin'].includes(name),
            ),
          ).toEqual([]);
        }
        expect((await found(request)).report).toEqual((await undisturbed).report);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    expect(counts.failed + counts.unharmed).toBe(RUNS);
    if (RUNS > 3)
      console.log(
        `${RUNS} jobs: ${counts.failed} failed with what to do, ${counts.unharmed} were done before; the clock jumped in ${counts.clocks}.`,
      );
  },
);

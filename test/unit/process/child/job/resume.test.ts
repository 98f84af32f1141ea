import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnalyzeRequest } from '../../../../../src/protocol/analyzer.ts';
import { inEnglish } from '../../../../../src/report/notice.ts';
import type { SourceDescription } from '../../../../../src/report/report.ts';
import {
  analyzer,
  analyzeRequest,
  folderOfTexts,
  folderSource,
  readReport,
  withoutTimes,
} from '../../../support/analysis.ts';
import { SAMPLES } from '../../../support/paths.ts';
import { folderWith, temporaryFolder } from '../../../support/temporary-folder.ts';

const samples = folderSource(SAMPLES);

/** Runs a job to its end; gives what is the same in each run of it, and what was kept. */
async function run(request: AnalyzeRequest) {
  const { reportPath, reused, notes } = await analyzer().analyze(request);
  return {
    report: JSON.stringify(withoutTimes(readReport(reportPath))),
    reused,
    notes: notes.map(inEnglish),
    log: path.join(request.jobFolder, 'analyses.log'),
  };
}

/** A job folder below a cache's folder. */
function jobBelow(
  cacheFolder: string,
  source: SourceDescription,
  name: string,
  fields: Partial<AnalyzeRequest> = {},
): AnalyzeRequest {
  return analyzeRequest(source, { cacheFolder, jobFolder: path.join(folderIn(cacheFolder, name)), ...fields });
}

function folderIn(parent: string, name: string): string {
  cpSync(temporaryFolder(), path.join(parent, name), { recursive: true });
  return path.join(parent, name);
}

describe('a job that is run again in its folder', () => {
  test('takes every analysis from its log, and its report is the same, byte for byte', async () => {
    const request = analyzeRequest(samples);
    const first = await run(request);
    const second = await run(request);
    expect([first.reused, second.reused]).toEqual([0, 23]);
    expect(second.report).toBe(first.report);
  });

  test.each([0.2, 0.8])(
    'goes on from the last whole record when its log was torn after %d of its length',
    async (share) => {
      const request = analyzeRequest(samples);
      const first = await run(request);
      const whole = readFileSync(first.log);
      truncateSync(first.log, Math.floor(whole.length * share));
      const second = await run(request);
      expect(second.report).toBe(first.report);
      expect(second.reused).toBeGreaterThan(Math.floor(23 * share) - 10);
      expect(second.reused).toBeLessThan(23);
      expect((await run(request)).reused).toBe(23);
    },
  );

  test('analyses what has changed since, and nothing else', async () => {
    const folder = temporaryFolder();
    cpSync(SAMPLES, folder, { recursive: true });
    const request = analyzeRequest(folderSource(folder));
    await run(request);
    appendFileSync(path.join(folder, 'bees/ines.txt'), ' One more sentence stands here.');
    rmSync(path.join(folder, 'bees/jonas.txt'));
    const { reused, report } = await run(request);
    expect(reused).toBe(21);
    expect(report).toBe((await run(analyzeRequest(folderSource(folder)))).report);
  });

  test('does not use what other options gave', async () => {
    const request = analyzeRequest(samples);
    await run(request);
    expect((await run({ ...request, options: { ...request.options, granularity: 'paragraph' } })).reused).toBe(0);
    expect((await run({ ...request, options: { ...request.options, threshold: 0.5, seed: 7 } })).reused).toBe(23);
  });

  test('whose log is something else sets it aside, says so and starts anew', async () => {
    const request = analyzeRequest(samples);
    const { report, log } = await run(request);
    writeFileSync(log, 'SQLite format 3');
    const again = await run(request);
    expect(again).toMatchObject({
      report,
      reused: 0,
      notes: [expect.stringMatching(/cache was damaged.*set aside.*analysed again/)],
    });
    expect(existsSync(`${log}.damaged`)).toBe(true);
  });
});

describe('what was skipped', () => {
  const folder = () =>
    folderWith({
      'a.txt': 'The river is wide today.',
      'b.docx': 'this is no archive',
      'c.txt': 'Bread needs yeast and time.',
    });

  test('is not tried again when the job goes on, whether or not the reason is gone by itself', async () => {
    const request = analyzeRequest(folderSource(folder()));
    const first = await run(request);
    expect(readReport(path.join(request.jobFolder, 'report.json')).documents.map((d) => d.status)).toEqual([
      'analyzed',
      'skipped',
      'analyzed',
    ]);
    expect((await run(request)).report).toBe(first.report);
  });

  test('is tried again when the file is another one', async () => {
    const source = folder();
    const request = analyzeRequest(folderSource(source));
    await run(request);
    rmSync(path.join(source, 'b.docx'));
    writeFileSync(path.join(source, 'b.txt'), 'Now it is a text.');
    expect(JSON.parse((await run(request)).report)).toMatchObject({ summary: { analyzed: 3 } });
  });

  test.each([[['b.docx']], ['all' as const]])('is tried again when %j is asked for', async (retry) => {
    const source = folder();
    const request = analyzeRequest(folderSource(source));
    await run(request);
    const log = path.join(request.jobFolder, 'analyses.log');
    const before = statSync(log).size;
    expect((await run({ ...request, retry })).reused).toBe(2);
    // It failed as before, and that is kept once more.
    expect(statSync(log).size).toBeGreaterThan(before);
    const after = statSync(log).size;
    await run(request);
    expect(statSync(log).size).toBe(after);
  });
});

describe('the analyses of other jobs', () => {
  test('are used for the same texts, wherever these lie', async () => {
    const cache = temporaryFolder();
    const first = await run(jobBelow(cache, samples, 'first'));
    const copy = temporaryFolder();
    cpSync(SAMPLES, path.join(copy, 'texts'), { recursive: true });
    const second = await run(jobBelow(cache, folderSource(path.join(copy, 'texts')), 'second'));
    expect(second.reused).toBe(23);
    const documents = (report: string) => (JSON.parse(report) as { documents: unknown }).documents;
    expect(documents(second.report)).toEqual(documents(first.report));
  });

  test('are copied into the log of the job that uses them: it needs no other', async () => {
    const cache = temporaryFolder();
    await run(jobBelow(cache, samples, 'first'));
    const second = jobBelow(cache, samples, 'second');
    await run(second);
    rmSync(path.join(cache, 'first'), { recursive: true });
    expect((await run(second)).reused).toBe(23);
  });

  test('are not used where one is damaged: that text is analysed again, and the log set aside with a note', async () => {
    const cache = temporaryFolder();
    const first = await run(jobBelow(cache, samples, 'first'));
    const bytes = readFileSync(first.log);
    bytes[Math.floor(bytes.length / 2)]! ^= 255;
    writeFileSync(first.log, bytes);
    const second = await run(jobBelow(cache, samples, 'second'));
    expect(second).toMatchObject({
      report: first.report,
      reused: 22,
      notes: [expect.stringContaining('cache was damaged')],
    });
    expect(existsSync(first.log)).toBe(false);
    expect((await run(jobBelow(cache, samples, 'third'))).notes).toEqual([]);
  });

  test('one text in a hundred changed: the others are from the cache', async () => {
    const cache = temporaryFolder();
    const folder = folderOfTexts(200);
    await run(jobBelow(cache, folderSource(folder), 'first'));
    for (const i of [7, 77]) appendFileSync(path.join(folder, `text-${i}.txt`), ' More words came here.');
    expect((await run(jobBelow(cache, folderSource(folder), 'second'))).reused).toBe(198);
  });
});

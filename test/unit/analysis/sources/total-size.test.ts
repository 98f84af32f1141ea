import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { mapDocuments } from '../../../../src/process/threads/thread-pool.ts';
import type { DocumentOutcome } from '../../../../src/process/threads/thread-protocol.ts';
import { withinTotal } from '../../../../src/analysis/sources/total-size.ts';
import { analyzer, analyzeRequest, folderSource, readReport, withoutTimes } from '../../support/analysis.ts';
import { DIST, MODELS } from '../../support/paths.ts';
import { folderWith } from '../../support/temporary-folder.ts';
import { chosenByUser } from '../../../../src/storage/inside-source.ts';

describe('the total that a source may unpack to', () => {
  test('is used up in the order of the documents', () => {
    expect(withinTotal([40, 60, 1, 0], 100)).toEqual([true, true, false, false]);
    expect(withinTotal([101, 1], 100)).toEqual([false, false]);
  });

  test('lets nothing through once it is passed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(500), (bytes, total) => {
        const within = withinTotal(bytes, total);
        expect(within).toEqual([...within].sort((a, b) => Number(b) - Number(a)));
        expect(bytes.reduce((sum, b, i) => (within[i] ? sum + b : sum), 0)).toBeLessThanOrEqual(total);
      }),
    );
  });

  test('skips the same documents whatever the number of threads, and says which limit it was', async () => {
    const folder = folderWith(
      Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [
          `${String(i).padStart(2, '0')}.txt`,
          `The river is wide, and this is text ${i}. `.repeat(25),
        ]),
      ),
    );
    const reading = { ...DEFAULT_READING, limits: { ...DEFAULT_READING.limits, totalBytes: 10_000 } };
    const reports = [];
    for (const threads of [1, 3]) {
      const { reportPath } = await analyzer().analyze(
        analyzeRequest(folderSource(folder), {
          threads,
          options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1, reading },
        }),
      );
      reports.push(withoutTimes(readReport(reportPath)));
    }
    expect(reports[1]).toEqual(reports[0]);
    const skipped = reports[0]!.documents.filter((d) => d.status === 'skipped');
    expect(skipped.map((d) => d.path)).toEqual(
      Array.from({ length: 20 }, (_, i) => `${String(i + 10).padStart(2, '0')}.txt`),
    );
    expect(skipped[0]?.reason).toContain('ghostwriter.limits.totalSize');
  });
});

test('what is certainly beyond the total is not read at all', async () => {
  const outcomes: DocumentOutcome[] = [];
  const folder = folderWith(
    Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.txt`, 'The river was wide.'])),
  );
  await mapDocuments({
    threadPath: path.join(DIST, 'thread.js'),
    parserPath: path.join(DIST, 'parser.js'),
    modelsFolder: MODELS,
    granularity: 'sentence',
    encoder: 'full',
    reading: { ...DEFAULT_READING, limits: { ...DEFAULT_READING.limits, totalBytes: 100 } },
    threads: 2,
    documents: Array.from({ length: 40 }, (_, i) => ({
      path: `${i}.txt`,
      location: { kind: 'file', file: chosenByUser(path.join(folder, `${i}.txt`)) },
    })),
    context: '',
    signal: new AbortController().signal,
    onOutcome: (i, outcome) => (outcomes[i] = outcome),
  });
  const read = outcomes.filter((o) => 'analysis' in o).length;
  // Each of the two threads may be at four documents when the total is passed.
  expect(read).toBeGreaterThanOrEqual(6);
  expect(read).toBeLessThanOrEqual(16);
  expect(outcomes.at(-1)).toMatchObject({ skipped: { code: 'total-size' } });
});

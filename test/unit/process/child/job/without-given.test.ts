import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MappedDocument } from '../../../../../src/analysis/build-report.ts';
import { judgeWithoutGiven } from '../../../../../src/process/child/job/without-given.ts';
import { PackedFeatures } from '../../../../../src/process/threads/packed-features.ts';
import type { AnalysisOptions, Report } from '../../../../../src/report/report.ts';
import { DEFAULT_READING } from '../../../../../src/report/reading-options.ts';
import { givenStretches } from '../../../../../src/report/left-out.ts';
import { analyzer, analyzeRequest, folderSource, readReport, withoutTimes } from '../../../support/analysis.ts';
import { DIST, MODELS } from '../../../support/paths.ts';
import { folderWith } from '../../../support/temporary-folder.ts';
import { plainDocument, sampleTexts } from '../../../support/texts.ts';

// Nothing in it says by itself that it was given.
const SHEET =
  'Furthermore, it is important to note that the coast is a complex and multifaceted space, which plays a crucial role in the lives of many communities. In conclusion, a comprehensive approach is essential to ensure a sustainable future for all stakeholders.';
const ESSAYS = sampleTexts()
  .filter((text) => text.length > 600)
  .slice(0, 6);
const withSheet = ESSAYS.map((essay, i) => `Name: ${'Ada Ben Cleo Dag Eve Fay'.split(' ')[i]!}\n${SHEET}\n\n${essay}`);

const folder = (texts: readonly string[]) =>
  folderSource(folderWith(Object.fromEntries(texts.map((text, i) => [`${i}.txt`, text]))));

const requestFor = (texts: readonly string[], options: Partial<AnalysisOptions> = {}) => {
  const request = analyzeRequest(folder(texts));
  return { ...request, options: { ...request.options, ...options } };
};

const analysed = async (texts: readonly string[], options: Partial<AnalysisOptions> = {}): Promise<Report> =>
  readReport((await analyzer().analyze(requestFor(texts, options))).reportPath);

/** What somebody's own work decides. */
const figures = ({ documents, similarity }: Report) => ({
  probabilities: documents.map(({ aiProbability }) => aiProbability!.toFixed(4)),
  meaning: similarity.pairs.map(({ a, b, meaning, wording }) => [a, b, meaning.toFixed(3), wording.toFixed(3)].join()),
});

describe('a cover sheet that only the batch shows to be given', () => {
  test('counts neither for the AI probability nor for what documents are about, by meaning and by wording', async () => {
    const names = 'Ada Ben Cleo Dag Eve Fay'.split(' ');
    const own = figures(await analysed(ESSAYS.map((essay, i) => `Name: ${names[i]!}\n\n${essay}`)));
    const report = await analysed(withSheet);
    expect(report.documents.map(({ leftOut }) => leftOut?.map(({ kind }) => kind))).toEqual(
      Array(6).fill(['cover-sheets']),
    );
    expect(figures(report)).toEqual(own);
    expect(figures(await analysed(withSheet, { leaveOut: [] }))).not.toEqual(own);
    for (const { segments, leftOut } of report.documents)
      for (const { start, end } of givenStretches(leftOut!))
        expect(segments.filter((segment) => segment.start >= start && segment.end <= end)).toEqual([]);
  });

  test('is in no passage of an explanation', async () => {
    const source = folder(withSheet);
    const process = analyzer();
    const { documents } = readReport((await process.analyze(analyzeRequest(source))).reportPath);
    const given = givenStretches(documents[0]!.leftOut!);
    const request = { source, path: '0.txt', granularity: 'sentence' } as const;
    const { passages } = await process.explain({ ...request, given });
    expect(passages.map(({ start, end }) => [start, end])).toEqual(
      documents[0]!.segments.map(({ start, end }) => [start, end]),
    );
    expect((await process.explain(request)).passages.length).toBeGreaterThan(passages.length);
  });

  test('is left out of what is kept, too: run again nothing is analysed anew, and the report is the same', async () => {
    const request = requestFor(withSheet);
    const run = async () => {
      const { reportPath, reused } = await analyzer().analyze(request);
      return { report: JSON.stringify(withoutTimes(readReport(reportPath))), reused };
    };
    const first = await run();
    expect(await run()).toEqual({ report: first.report, reused: 6 });
  });

  test('still counts where the file is no longer what it was, and that is said', async () => {
    const request = requestFor([withSheet[0]!]);
    const mapped: MappedDocument[] = [
      {
        id: 'd1',
        listed: { path: '0.txt', location: { kind: 'row', document: plainDocument(withSheet[0]!) } },
        outcome: {
          analysis: {
            sha256: '0'.repeat(64),
            format: 'text',
            extracted: false,
            words: 1,
            ignoredWords: 0,
            characters: 1,
            logOdds: null,
            segments: [],
            warnings: [],
          },
        },
      },
    ];
    await judgeWithoutGiven(request, 'context', mapped, new Map([[0, [{ start: 0, end: 20 }]]]), new PackedFeatures(), {
      threadPath: path.join(DIST, 'thread.js'),
      parserPath: path.join(DIST, 'parser.js'),
      modelsFolder: MODELS,
      granularity: 'sentence',
      encoder: 'fast',
      reading: DEFAULT_READING,
      threads: 1,
      signal: new AbortController().signal,
    });
    const { outcome } = mapped[0]!;
    expect('analysis' in outcome && outcome.analysis.warnings).toMatchObject([
      { code: 'changed', message: expect.stringContaining('still count for its AI probability') as string },
    ]);
  });
});

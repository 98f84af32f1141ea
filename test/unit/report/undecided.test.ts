// A text that may score anything is undecided wherever its level is decided or worded; the panel's part is in test/elements/panel/undecided.test.ts.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { authorshipOf } from '../../../src/analysis/authorship.ts';
import { TOOLS } from '../../../src/assistants/tools.ts';
import type { Library } from '../../../src/assistants/library.ts';
import { findingsIn } from '../../../src/cli/findings.ts';
import { summaryText } from '../../../src/cli/summary-text.ts';
import { exportCsv } from '../../../src/exports/csv.ts';
import { gatherExcerpts } from '../../../src/exports/excerpts.ts';
import { manifestOf } from '../../../src/exports/manifest.ts';
import { exportSarif } from '../../../src/exports/sarif.ts';
import { reportDocument, reportOn } from '../support/reports.ts';
import type { Answer } from '../support/answers.ts';

const odds = (p: number) => Math.log(p / (1 - p));
const WIDE = { value: odds(0.06), low: odds(0.03), high: odds(0.97) };
const text = 'Bees dance.';
const wide = reportDocument({
  ...authorshipOf(WIDE, { prior: 0.5 }),
  words: 300,
  sha256: '0'.repeat(64),
  segments: [{ start: 0, end: 11, aiProbability: 0.05 }],
});
const report = reportOn([wide]);
const plain = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream;

test('its level is medium, in the report and its summary', () => {
  expect(wide).toMatchObject({ aiInterval: [0.03, 0.97], confidence: 'medium' });
  expect(report.summary).toMatchObject({ highConfidence: 0, confidence: { high: 0, medium: 1, low: 0, unknown: 0 } });
});

test('CSV says medium; SARIF finds nothing, and no passage is quoted as a finding', async () => {
  expect([...exportCsv(report)].join('')).toMatch(/,0\.06,medium,/);
  expect([...exportSarif({ report, manifest: manifestOf(report, false) })].join('')).not.toContain(
    '"ruleId":"machine-writing"',
  );
  expect(await gatherExcerpts(report, () => Promise.resolve(text))).toEqual({});
});

test('the command line counts it as undecided and says what would tell more', () => {
  const said = summaryText(report, plain);
  expect(said).toContain('high 0, undecided 1, low 0, unknown 0');
  expect(said).toMatch(/Undecided \(medium in exports\).*--baseline/);
  expect(findingsIn(report, ['high'])).toEqual([]);
  expect(findingsIn(report, ['medium'])).toEqual(['1 text is undecided']);
});

test('the command line says which models the detector knows', () => {
  const seen = { models: ['ChatGPT', 'Llama 2 70B'], until: '2023-07' };
  expect(summaryText({ ...report, job: { ...report.job, engine: { ...report.job.engine, seen } } }, plain)).toContain(
    'knows models up to 2023-07 (ChatGPT, Llama 2 70B)',
  );
});

test('assistants say so, and what would settle it', async () => {
  const library = {
    list: () =>
      Promise.resolve([
        { id: 'job', name: 'essays', status: 'completed', createdAt: report.job.createdAt, summary: report.summary },
      ]),
    report: () => Promise.resolve(report),
    explain: () => Promise.reject(new Error('no text')),
    textsAllowed: () => false,
    howToAnalyse: '',
    howToAllowTexts: '',
  } as unknown as Library;
  const ask = async (name: string, input: unknown) =>
    JSON.parse(await TOOLS.find((t) => t.name === name)!.answer(input, library)) as Answer;
  expect((await ask('queryAnalysis', { about: 'documents', level: 'medium' })).documents).toHaveLength(1);
  expect((await ask('queryAnalysis', { about: 'documents', level: 'low' })).documents).toHaveLength(0);
  const told = JSON.stringify(await ask('explainDocument', { document: 'd1' }));
  expect(told).toContain('Undecided: too uncertain to be rated HIGH or LOW. AI probability 6 %, interval 3 % to 97 %.');
  expect(told).toContain('wouldSettleIt');
  expect(told).not.toContain('"level":"low"');
});

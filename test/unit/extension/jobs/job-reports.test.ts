import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exportJson } from '../../../../src/exports/json.ts';
import { JobReports } from '../../../../src/extension/jobs/job-reports.ts';
import { JobStore } from '../../../../src/jobs/job-store.ts';
import { COLUMNS_FILE, DETAILS_FILE, type LargeReport, unpackReport } from '../../../../src/protocol/large-report.ts';
import { REPORT_FILE } from '../../../../src/report/report-file.ts';
import { writeForPanel } from '../../../../src/process/child/job/write-for-panel.ts';
import { arePartsWhole } from '../../../../src/storage/parts-file.ts';
import { reportDocument, reportOn } from '../../support/reports.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const segments = [{ start: 0, end: 9, aiProbability: 0.25 }];
const report = reportOn([
  reportDocument({
    id: 'd1',
    path: 'ä.txt',
    sha256: 'a'.repeat(64),
    segments,
    nearest: [
      { id: 'd2', similarity: 0.5 },
      { id: 'd3', similarity: 0.25 },
    ],
  }),
  reportDocument({ id: 'd2', path: 'b.txt', sha256: 'b'.repeat(64), segments, machineStretch: { start: 2, end: 5 } }),
  reportDocument({
    id: 'd3',
    path: 'c.txt',
    status: 'skipped',
    reason: 'The document is empty.',
    cluster: null,
    aiProbability: null,
    confidence: 'unknown',
  }),
]);

async function storedReport(large: boolean) {
  const store = new JobStore(temporaryFolder());
  mkdirSync(store.folder('job'));
  writeFileSync(path.join(store.folder('job'), REPORT_FILE), [...exportJson(report)].join(''));
  if (large) await writeForPanel(store.folder('job'), report);
  return { store, reports: new JobReports(store) };
}

test('of a large report the outline and single documents are there without reading the whole', async () => {
  const { store, reports } = await storedReport(true);
  rmSync(path.join(store.folder('job'), REPORT_FILE));
  const outline = await reports.outline('job');
  expect(outline.documents.map(({ path: inside, nearest }) => [inside, nearest.length])).toEqual([
    ['ä.txt', 1],
    ['b.txt', 0],
    ['c.txt', 0],
  ]);
  expect(outline.documents[0]).not.toHaveProperty('segments');
  for (const document of report.documents)
    expect((await reports.document('job', document.id))?.document).toEqual(document);
  const columns = JSON.parse(new TextDecoder().decode(await reports.columns('job'))) as LargeReport;
  expect(unpackReport(columns)).toEqual(outline);
});

test.each([true, false])('documents are the same with and without the files of large reports (%s)', async (large) => {
  const { reports } = await storedReport(large);
  expect((await reports.document('job', 'd1'))?.document).toEqual(report.documents[0]);
  expect(
    unpackReport(JSON.parse(new TextDecoder().decode(await reports.columns('job'))) as LargeReport).documents,
  ).toHaveLength(3);
  expect(await reports.document('job', 'd9')).toBeUndefined();
});

test.each([COLUMNS_FILE, DETAILS_FILE])('a missing %s is not needed while there is the report', async (name) => {
  const { store, reports } = await storedReport(true);
  rmSync(path.join(store.folder('job'), name));
  expect(await reports.document('job', 'd1')).toMatchObject({ document: report.documents[0] });
});

test('details that were changed on the disk are not shown: they are set aside, and made anew of the report', async () => {
  const { store, reports } = await storedReport(true);
  const file = path.join(store.folder('job'), DETAILS_FILE);
  const whole = readFileSync(file);
  const changed = Buffer.from(whole);
  // A digit of a number: it is JSON as before.
  const digit = changed.findIndex((byte, i) => byte >= 0x31 && byte <= 0x38 && changed[i - 1] === 0x2e);
  changed[digit]!++;
  writeFileSync(file, changed);
  expect(await arePartsWhole(file)).toBe(false);
  expect(await reports.document('job', 'd1')).toMatchObject({ document: report.documents[0] });
  expect(readFileSync(file)).toEqual(whole);
  expect(readFileSync(`${file}.damaged`)).toEqual(changed);
});

test('details that are damaged with the report are told with what to do', async () => {
  const { store, reports } = await storedReport(true);
  await reports.outline('job');
  for (const name of [DETAILS_FILE, 'report.json']) rmSync(path.join(store.folder('job'), name));
  await expect(reports.document('job', 'd1')).rejects.toThrow('Run the analysis again.');
});

test('a job that was analysed again has its new results once the old ones are forgotten', async () => {
  const { store, reports } = await storedReport(true);
  await reports.outline('job');
  await writeForPanel(store.folder('job'), reportOn([reportDocument({ id: 'd1', path: 'new.txt' })]));
  expect((await reports.outline('job')).documents).toHaveLength(3);
  reports.forget('job');
  expect((await reports.outline('job')).documents.map((d) => d.path)).toEqual(['new.txt']);
});

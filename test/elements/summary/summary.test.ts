import { beforeEach, expect, test } from 'vitest';
import { overviewOf } from '../../../src/report/overview.ts';
import { SelectionStore } from '../../../src/webview/selection-store.ts';
import { GwSummary } from '../../../src/webview/summary/summary.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { type FakeHost, fakeHost } from '../fixtures/host.ts';
import { jobOf, sampleReport } from '../fixtures/states.ts';
import { deep, mount, press, settled, text } from '../mount.ts';

let summary: GwSummary;
let host: FakeHost;
beforeEach(async () => {
  summary = new GwSummary();
  summary.job = jobOf(sampleReport);
  summary.overview = overviewOf(sampleReport);
  summary.store = new SelectionStore();
  host = fakeHost();
  await mount(summary, host);
});

const link = (label: string) => deep(summary, 'p button').find((b) => text(b) === label)!;
const items = () => deep(summary, '[role=menuitem]');
const exportButton = () => deep(summary, '[aria-haspopup=menu]')[0]!;
const focused = () => text(deep(summary, 'gw-export-menu')[0]!.shadowRoot!.activeElement);

test('says in one sentence what was found', () => {
  expect(text(deep(summary, 'p')[0])).toBe(
    '24 documents in 3 clusters. 2 groups of near-copies were found. No text scores HIGH for machine writing, 1 stays undecided, 1 is too short to judge, 1 was skipped (try again).',
  );
});

test('does not call texts short that are unknown for another reason', async () => {
  summary.overview = overviewOf({
    ...sampleReport,
    documents: sampleReport.documents.map((d) => (d.declined ? { ...d, declined: 'not-english' } : d)),
  });
  await settled(summary);
  expect(text(deep(summary, 'p')[0])).toContain('1 cannot be judged');
});

test('says where levels are those of an earlier version', async () => {
  expect(text(deep(summary, 'p')[0])).not.toContain('earlier version');
  summary.overview = overviewOf({
    ...sampleReport,
    documents: sampleReport.documents.map((d) => (d.confidence === 'medium' ? { ...d, confidence: 'low' } : d)),
  });
  await settled(summary);
  expect(text(deep(summary, 'p')[0])).toContain(
    'Made with an earlier version, whose levels meant something else: LOW was said of texts that are undecided now. Run the analysis again.',
  );
});

test('a number filters by what it counts, and by nothing else', () => {
  summary.store.update({ text: 'bees' });
  link('2 groups').click();
  expect(summary.store.state).toMatchObject({ card: 'copies', text: '' });
});

test('the texts that score HIGH can be shown alone', async () => {
  const report = generateReport(60);
  summary.overview = overviewOf(report);
  await settled(summary);
  link(`${report.summary.highConfidence} texts`).click();
  expect(summary.store.state.confidence).toBe('high');
});

test('Run again asks for it', () => {
  deep(summary, 'vscode-button')[0]!.click();
  expect(host.runAgain).toHaveBeenCalledOnce();
});

test('the export menu opens on its first format and gives the chosen one', async () => {
  exportButton().click();
  await settled(summary);
  expect(focused()).toMatch(/^CSV/);
  press(items()[0]!, 'ArrowDown');
  expect(focused()).toMatch(/^JSON/);
  items()[1]!.click();
  await settled(summary);
  expect(host.exportReport.mock.calls).toEqual([['json']]);
  expect(items()).toHaveLength(0);
});

test('the last entry of the export menu asks for other formats, and for what goes in', async () => {
  exportButton().click();
  await settled(summary);
  items().at(-1)!.click();
  expect(host.exportReport.mock.calls).toEqual([[undefined]]);
});

test('offers what the host can do, and nothing else', async () => {
  await mount(summary, { exportReport: host.exportReport });
  expect([deep(summary, 'vscode-button').length, deep(summary, 'gw-export-menu').length]).toEqual([0, 1]);
  expect(text(deep(summary, 'p')[0])).not.toContain('try again');
  await mount(summary, {});
  expect(deep(summary, 'gw-export-menu')).toHaveLength(0);
});

test('Escape closes the export menu and gives the focus back', async () => {
  exportButton().click();
  await settled(summary);
  press(items()[0]!, 'Escape');
  await settled(summary);
  expect(items()).toHaveLength(0);
  expect(focused()).toBe('Export');
});

test('notes on the batch as a whole can be unfolded; those on a document stand elsewhere', async () => {
  const message = 'Only 2 clusters could be made of 2 documents.';
  summary.overview = overviewOf({
    ...sampleReport,
    warnings: [...sampleReport.warnings, { code: 'clusters-reduced', message }],
  });
  await settled(summary);
  expect(text(deep(summary, 'summary')[0])).toBe('1 note on this analysis');
  expect(deep(summary, 'details li').map((li) => text(li))).toEqual([message]);
});

test('says what levels were measured against where that is not the usual', async () => {
  const { job } = sampleReport;
  summary.overview = overviewOf({
    ...sampleReport,
    job: {
      ...job,
      options: { ...job.options, prior: 0.2 },
      baseline: { folder: '/home/user/essays 2021/', texts: 99, highRate: 0.01 },
    },
  });
  await settled(summary);
  expect(text(deep(summary, 'p')[0])).toMatch(
    /skipped \(try again\)\. Levels are measured against the 99 texts of essays 2021\. Assumed to be machine-written: 20% of all texts\.$/,
  );
});

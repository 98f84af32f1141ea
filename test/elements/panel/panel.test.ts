import { page } from 'vitest/browser';
import { beforeEach, expect, test } from 'vitest';
import { EXPLANATION } from '../fixtures/explanation.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { fakeHost } from '../fixtures/host.ts';
import { completed, results, running, sampleReport, without } from '../fixtures/states.ts';
import { deep, mountExplained, mountPanel, settled, text } from '../mount.ts';

beforeEach(() => page.viewport(1400, 900));

const notice = (panel: Element) => deep(panel, 'gw-notice').map((n) => text(n.shadowRoot!.querySelector('p')));
const top = (panel: Element, tag: string) => Math.round(deep(panel, tag)[0]!.getBoundingClientRect().top);

test('a selection in one view shows in the others', async () => {
  const panel = await mountPanel(completed(sampleReport), { tab: 'topics', expanded: [0] });
  deep(deep(panel, 'gw-cluster-tree')[0]!, '.document')[0]!.click();
  await settled(panel);
  expect(text(deep(deep(panel, 'gw-evidence')[0]!, 'h3')[0])).toBe(
    sampleReport.documents.find((d) => d.id === sampleReport.clusters[0]!.members[0])!.path,
  );
  panel.store.update({ tab: 'review' });
  await settled(panel);
  expect(deep(deep(panel, 'gw-document-table')[0]!, '[role=row][aria-selected=true]')).toHaveLength(1);
});

test('a cluster filters the table and stands in the breadcrumb, from where it is let go', async () => {
  const panel = await mountPanel(completed(sampleReport), { cluster: 2 });
  const table = deep(panel, 'gw-document-table')[0]!;
  expect(text(deep(table, 'h2')[0])).toBe('Documents — 7 of 24');
  deep(deep(panel, 'gw-breadcrumb')[0]!, '.step')[0]!.click();
  await settled(panel);
  expect(text(deep(table, 'h2')[0])).toBe('Documents — 24');
});

test('Clear takes all filters away', async () => {
  const panel = await mountPanel(completed(sampleReport), {
    cluster: 2,
    text: 'e',
    confidence: 'low',
    card: 'analyzed',
  });
  expect(deep(deep(panel, 'gw-breadcrumb')[0]!, '.step').map((s) => text(s.querySelector('.cut')))).toEqual([
    sampleReport.clusters[2]!.label,
    'analysed',
    'confidence low',
    '“e”',
  ]);
  deep(deep(panel, 'gw-breadcrumb')[0]!, '.clear')[0]!.click();
  expect(panel.store.filtered).toBe(false);
});

test('while the job runs it can be paused and cancelled', async () => {
  const host = fakeHost();
  const panel = await mountPanel(running(sampleReport), {}, host);
  const [pause, cancel] = deep(deep(panel, 'gw-progress')[0]!, 'vscode-button');
  pause!.click();
  expect([host.pause.mock.calls.length, host.cancel.mock.calls.length]).toEqual([1, 0]);
  cancel!.click();
  expect([host.pause.mock.calls.length, host.cancel.mock.calls.length]).toEqual([1, 1]);
});

test('says how far the job is', async () => {
  const panel = await mountPanel(running(sampleReport));
  expect(text(deep(deep(panel, 'gw-progress')[0]!, '.what')[0])).toBe(
    'Analysing documents · 40% · 12 of 24 · about 12 s left',
  );
});

test('nothing jumps when the report comes', async () => {
  const state = running(generateReport(60));
  const panel = await mountPanel(state);
  const parts = ['gw-figures', 'gw-document-table', 'gw-evidence'];
  const before = parts.map((tag) => top(panel, tag));
  panel.state = completed(generateReport(60));
  await settled(panel);
  expect(parts.map((tag) => top(panel, tag))).toEqual(before);
});

test('new documents join the table while the job runs', async () => {
  const state = running(sampleReport, 3);
  const panel = await mountPanel(state);
  panel.state = { ...state, documents: results(sampleReport).slice(0, 4) };
  await settled(panel);
  expect(text(deep(deep(panel, 'gw-document-table')[0]!, 'h2')[0])).toBe('Documents — 4');
});

test('a failed job shows its error, and can be resumed or run again', async () => {
  const host = fakeHost();
  const panel = await mountPanel(without(sampleReport, 'failed', 'The folder is gone. Choose another one.'), {}, host);
  expect(notice(panel)).toEqual(['The analysis failed. The folder is gone. Choose another one.']);
  const [resume, again] = deep(deep(panel, 'gw-notice')[0]!, 'vscode-button');
  resume!.click();
  expect([host.resume.mock.calls.length, host.runAgain.mock.calls.length]).toEqual([1, 0]);
  again!.click();
  expect([host.resume.mock.calls.length, host.runAgain.mock.calls.length]).toEqual([1, 1]);
});

test('a paused job says how far it came, and can be resumed or cancelled', async () => {
  const state = without(sampleReport, 'paused');
  const panel = await mountPanel({ ...state, job: { ...state.job, reached: { done: 3, total: 5 } } });
  expect(notice(panel)).toEqual(['The analysis is paused. 3 of 5 documents are done; that is kept.']);
  expect(deep(deep(panel, 'gw-notice')[0]!, 'vscode-button').map(text)).toEqual(['Resume', 'Cancel']);
});

test('an interrupted job says why', async () => {
  const state = without(sampleReport, 'paused');
  const panel = await mountPanel({ ...state, job: { ...state.job, interrupted: true } });
  expect(notice(panel)[0]).toMatch(/^The analysis was interrupted: its window was closed.*What was done is kept\.$/);
});

test('the head says how much was kept from before, and a skipped document can be tried again', async () => {
  const state = completed(sampleReport);
  const host = fakeHost();
  const panel = await mountPanel(
    {
      ...state,
      job: { ...state.job, summary: sampleReport.summary, reused: sampleReport.summary.analyzed - 1 },
    },
    {},
    host,
  );
  expect(text(deep(panel, 'gw-summary')[0]!.shadowRoot!.querySelector('p'))).toContain(
    `1 of ${sampleReport.summary.analyzed} analysed, the rest from the cache.`,
  );
  const again = deep(panel, 'button.link').find((button) => text(button) === 'try again');
  again?.click();
  const skipped = sampleReport.documents.find((d) => d.status === 'skipped')!;
  panel.store.select({ document: skipped.id });
  await settled(panel);
  deep(deep(panel, 'gw-evidence')[0]!, 'vscode-button')[0]!.click();
  expect(host.retry.mock.calls).toEqual([[], [skipped.id]]);
});

test('a cancelled job keeps what it has and can be run again', async () => {
  const panel = await mountPanel(without(sampleReport, 'cancelled'));
  expect(notice(panel)).toEqual(['The analysis was cancelled before it was done. What was done is kept.']);
  expect(text(deep(deep(panel, 'gw-document-table')[0]!, 'h2')[0])).toBe('Documents — 5');
});

test('a waiting job says so and can be cancelled', async () => {
  const panel = await mountPanel(without(sampleReport, 'pending'));
  expect(notice(panel)[0]).toMatch(/waits for an earlier one/);
  expect(text(deep(deep(panel, 'gw-notice')[0]!, 'vscode-button')[0])).toBe('Cancel');
});

test('an empty batch says what to do', async () => {
  const panel = await mountPanel(completed(generateReport(0)));
  expect(notice(panel)).toEqual([
    'No documents were found in essays. Add some texts to it and run the analysis again.',
  ]);
  expect(deep(panel, 'gw-cards')).toHaveLength(0);
});

test('one document alone says what to do, and still shows its row', async () => {
  const panel = await mountPanel(completed(generateReport(1)));
  expect(notice(panel)[0]).toMatch(/^One document alone cannot be compared/);
  expect(deep(deep(panel, 'gw-document-table')[0]!, '.analyzed')).toHaveLength(1);
});

test('one part of the results is shown at a time, and the evidence beside each', async () => {
  const panel = await mountPanel(completed(sampleReport));
  const shown = () =>
    ['gw-document-table', 'gw-pairs', 'gw-cards', 'gw-cluster-tree', 'gw-heatmap'].filter((tag) =>
      deep(panel, tag)[0]!.checkVisibility(),
    );
  const tab = async (name: string) => {
    deep(panel, '[role=tab]')
      .find((t) => text(t) === name)!
      .click();
    await settled(panel);
  };
  expect(shown()).toEqual(['gw-document-table']);
  await tab('Matches');
  expect(shown()).toEqual(['gw-pairs']);
  await tab('Topics');
  expect(shown()).toEqual(['gw-cluster-tree', 'gw-heatmap']);
  await tab('Overview');
  expect(shown()).toEqual(['gw-cards', 'gw-cluster-tree', 'gw-heatmap']);
  expect(deep(panel, 'gw-evidence')[0]!.checkVisibility()).toBe(true);
  expect(panel.store.state.tab).toBe('overview');
});

/** Whether all of an element is on the first screen. */
const onScreen = (element: Element) => {
  const { top: from, bottom } = element.getBoundingClientRect();
  return from >= 0 && bottom <= innerHeight;
};

test.each([
  [1280, 800],
  [1400, 900],
])('at %d × %d the first ten documents to look at are on the first screen', async (width, height) => {
  await page.viewport(width, height);
  const panel = await mountPanel(completed(generateReport(120)));
  const rows = deep(deep(panel, 'gw-document-table')[0]!, '.list [role=rowgroup]:not(.head) [role=row]');
  expect(rows.filter(onScreen).length).toBeGreaterThanOrEqual(10);
  expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(height);
});

test('at 1400 × 900 cards, tree and heatmap are on one screen', async () => {
  const panel = await mountPanel(completed(generateReport(120)), { tab: 'overview' });
  for (const tag of ['gw-cards', 'gw-cluster-tree', 'gw-heatmap'])
    expect(onScreen(deep(panel, tag)[0]!), tag).toBe(true);
  expect(deep(panel, 'gw-heatmap canvas, canvas')[0]!.clientWidth).toBeGreaterThan(300);
});

test('an open explanation stays open when the page becomes narrow', async () => {
  const panel = await mountExplained(completed(sampleReport), { explanation: EXPLANATION });
  await page.viewport(560, 900);
  await settled(panel);
  expect(deep(deep(panel, 'gw-explanation')[0]!, 'section')).toHaveLength(4);
});

test('below 840 px the evidence stands under the list', async () => {
  await page.viewport(800, 900);
  const panel = await mountPanel(completed(sampleReport));
  expect(top(panel, 'gw-evidence')).toBeGreaterThan(
    deep(panel, 'gw-document-table')[0]!.getBoundingClientRect().bottom - 1,
  );
});

for (const width of [1400, 1000, 840, 839, 600, 599, 400])
  test(`nothing scrolls sideways at ${width} px`, async () => {
    await page.viewport(width, 900);
    await mountPanel(completed(generateReport(60)), {
      cluster: 0,
      text: 'a rather long text to filter by',
      confidence: 'low',
      card: 'judged',
      expanded: [0],
    });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });

test('numbers follow the locale', async () => {
  const panel = await mountPanel({ ...completed(generateReport(2000)), locale: 'de' });
  expect(text(deep(deep(panel, 'gw-document-table')[0]!, 'h2')[0])).toBe('Documents — 2.000');
});

test('draws itself under a policy that forbids style attributes and inline scripts', async () => {
  const blocked: string[] = [];
  addEventListener('securitypolicyviolation', (e) => blocked.push(`${e.violatedDirective} ${e.sourceFile}`));
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "style-src-attr 'none'; script-src-attr 'none'; img-src 'none'; object-src 'none'";
  document.head.append(policy);
  const panel = await mountPanel(completed(generateReport(60)), { expanded: [0], document: 'd01' });
  panel.store.update({ tab: 'matches', document: undefined, cluster: 0 });
  await settled(panel);
  expect(deep(panel, '[style]').length).toBeGreaterThan(0);
  expect(blocked).toEqual([]);
});

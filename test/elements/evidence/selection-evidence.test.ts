import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { GwEvidence } from '../../../src/webview/evidence/evidence.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { type FakeHost, fakeHost } from '../fixtures/host.ts';
import { sampleReport } from '../fixtures/states.ts';
import { deep, mountWith, text } from '../mount.ts';

const ids = sampleReport.documents.slice(0, 5).map((d) => d.id);
let element: GwEvidence;
let host: FakeHost;
beforeEach(async () => {
  host = fakeHost();
  element = await mountWith(new GwEvidence(), sampleReport, { marked: ids }, host);
});
const button = (label: string) => deep(element, 'vscode-button').find((b) => text(b) === label)!;

test('says what they score together', () => {
  expect(text(deep(element, 'h3')[0])).toBe('5 documents');
  const words = sampleReport.documents.slice(0, 5).reduce((n, d) => n + d.words, 0);
  expect(Object.fromEntries(deep(element, 'dt').map((dt) => [text(dt), text(dt.nextElementSibling)]))['Words']).toBe(
    new Intl.NumberFormat('en').format(words),
  );
});

test('filters by them', () => {
  button('Show only these').click();
  expect(element.store.state.only).toEqual(ids);
  expect(element.batch.shown(element.store.state)?.size).toBe(5);
});

test('copies and exports them', () => {
  button('Copy').click();
  expect(host.copy.mock.calls[0]![0].split('\n')).toHaveLength(6);
  button('Export CSV…').click();
  expect(host.exportSelection).toHaveBeenCalledWith(ids);
});

test('two are compared', async () => {
  element = await mountWith(new GwEvidence(), sampleReport, { marked: ids.slice(0, 2) });
  button('Compare').click();
  expect([element.store.state.pair, element.store.state.marked]).toEqual([ids.slice(0, 2), undefined]);
});

test('the element has no accessibility violations', async () => {
  expect((await axe.run(element)).violations).toEqual([]);
});

test('counts outliers below the clusters', async () => {
  const report = generateReport(60, { outliers: 2 });
  element = await mountWith(new GwEvidence(), report, {
    marked: report.documents.filter((d) => d.status === 'analyzed').map((d) => d.id),
  });
  expect(text(deep(element, 'ul li').at(-1))).toMatch(/^Outliers, in no cluster ?2$/);
});

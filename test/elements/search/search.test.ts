import { page } from 'vitest/browser';
import { expect, test } from 'vitest';
import type { GwPanel } from '../../../src/webview/panel/panel.ts';
import { savedPage } from '../../../src/webview/restore-view.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { askedHost, EVERYTHING } from '../fixtures/host.ts';
import { completed } from '../fixtures/states.ts';
import { deep, mountPanel, press, settled, text } from '../mount.ts';

async function searchPanel() {
  await page.viewport(1400, 900);
  const { host, searched: asked } = askedHost();
  const panel = await mountPanel(completed(generateReport(60)), {}, host);
  const ask = async (query: string) => {
    const field = box(panel);
    field.value = query;
    field.dispatchEvent(new Event('input'));
    press(field, 'Enter');
    await settled(panel);
  };
  return { panel, asked, ask };
}

const box = (panel: GwPanel) => deep<HTMLInputElement>(deep(panel, 'gw-search')[0]!, 'vscode-text-field')[0]!;
const said = (panel: GwPanel) => text(deep(deep(panel, 'gw-search')[0]!, '[role=status]')[0]);
const rows = (panel: GwPanel) =>
  deep(deep(panel, 'gw-document-table')[0]!, '.list [role=rowgroup]:not(.head) [role=row]').map((row) => [
    text(row.querySelector('.path')),
    text(row.querySelector('.relevance')),
  ]);

async function chooseWay(panel: GwPanel, way: string): Promise<void> {
  const dropdown = deep<HTMLSelectElement>(deep(panel, 'gw-search')[0]!, 'vscode-dropdown')[0]!;
  dropdown.value = way;
  dropdown.dispatchEvent(new Event('change'));
  await settled(panel);
}

test('what is found by meaning stands in the table, nearest first, and every view follows', async () => {
  const { panel, asked, ask } = await searchPanel();
  await chooseWay(panel, 'meaning');
  await ask('early school');
  expect(asked.map(({ args: [by, query] }) => [by, query])).toEqual([['meaning', 'early school']]);
  expect(said(panel)).toBe('Searching …');
  asked[0]!.answer({ ids: ['d07', 'd02', 'd40'], figures: [0.71, 0.5, 0.123], beyond: 0, unread: 0 });
  await settled(panel);
  expect(rows(panel).map(([, relevance]) => relevance)).toEqual(['0.71', '0.50', '0.12']);
  expect(rows(panel)[0]![0]).toContain('student-07');
  expect(said(panel)).toBe('The 3 nearest documents');
  expect(text(deep(panel, 'nav')[0])).toContain('meaning “early school”');
  expect(text(deep(panel, 'nav')[0])).toContain('3 shown');
  const header = deep(deep(panel, 'gw-document-table')[0]!, '[role=columnheader].relevance')[0]!;
  expect(header.getAttribute('aria-sort')).toBe('descending');
});

test('taking the step away empties the box and brings all documents back; back brings it again', async () => {
  const { panel, asked, ask } = await searchPanel();
  await chooseWay(panel, 'meaning');
  await ask('early school');
  asked[0]!.answer({ ids: ['d07', 'd02'], figures: [0.71, 0.5], beyond: 0, unread: 0 });
  await settled(panel);
  deep(panel, 'nav .step')[0]!.click();
  await settled(panel);
  expect(box(panel).value).toBe('');
  expect(rows(panel).length).toBeGreaterThan(10);
  expect(deep(panel, '.relevance')).toEqual([]);
  panel.store.go('back');
  await settled(panel);
  expect(box(panel).value).toBe('early school');
  expect(rows(panel)).toHaveLength(2);
});

test('a search for words says how far it is, and can be stopped', async () => {
  const { panel, asked, ask } = await searchPanel();
  await chooseWay(panel, 'words');
  await ask('homework "early start"');
  asked[0]!.args[2]({ done: 20, total: 60 });
  await settled(panel);
  expect(said(panel)).toBe('Read 20 of 60 texts …');
  deep(deep(panel, 'gw-search')[0]!, 'button')[0]!.click();
  await settled(panel);
  expect(asked[0]!.args[3].aborted).toBe(true);
  expect(said(panel)).toBe('');
  asked[0]!.answer({ ids: ['d07'], figures: [3], beyond: 0, unread: 0 });
  await settled(panel);
  expect(panel.store.state.found, 'what comes late is not shown').toBeUndefined();
});

test('figures of words are how often they occur; what is left out is said', async () => {
  const { panel, asked, ask } = await searchPanel();
  await chooseWay(panel, 'words');
  await ask('homework');
  asked[0]!.answer({ ids: ['d07', 'd02'], figures: [3, 1], beyond: 10, unread: 1 });
  await settled(panel);
  expect(rows(panel).map(([, relevance]) => relevance)).toEqual(['3 times', '1 time']);
  expect(said(panel)).toBe('The best 2 of 12 documents · 1 text could not be read');
  await ask('nothing like it');
  asked[1]!.answer({ ids: [], figures: [], beyond: 0, unread: 0 });
  await settled(panel);
  expect(said(panel)).toBe('No text holds nothing like it.');
});

test('a failure is said in the place of the result', async () => {
  const { panel, asked, ask } = await searchPanel();
  await chooseWay(panel, 'words');
  await ask('homework');
  asked[0]!.answer({ failure: '/home/user/essays does not exist. Check the path, or whether it was moved.' });
  await settled(panel);
  expect(said(panel)).toContain('does not exist');
});

test('what was typed is looked for in the way that is chosen next; Escape takes it away', async () => {
  const { panel, asked, ask } = await searchPanel();
  await ask('student-1');
  expect(asked).toEqual([]);
  expect(rows(panel)).toHaveLength(10);
  for (const [path] of rows(panel)) expect(path).toContain('student-1');
  await chooseWay(panel, 'words');
  expect(asked.map(({ args: [, query] }) => query)).toEqual(['student-1']);
  expect(panel.store.state.text).toBe('');
  press(box(panel), 'Escape');
  await settled(panel);
  expect(asked[0]!.args[3].aborted).toBe(true);
  expect(box(panel).value).toBe('');
});

test('a report without its source is searched by name alone', async () => {
  const panel = await mountPanel({
    ...completed(generateReport(60)),
    can: EVERYTHING.filter((name) => name !== 'search'),
    apart: { from: 'file' },
  });
  expect(deep(deep(panel, 'gw-search')[0]!, 'vscode-dropdown')).toEqual([]);
});

test('what was found survives a reload, and what an older version saved is left', () => {
  const found = { by: 'meaning', query: 'bees', ids: ['d01'], figures: [0.5] };
  expect(savedPage({ jobId: 'j', view: { found } })?.view.found).toEqual(found);
  expect(savedPage({ jobId: 'j', view: { found: { ...found, figures: [] } } })?.view.found).toBeUndefined();
});

test('the command leads into the box', async () => {
  const { panel } = await searchPanel();
  await panel.goToSearch();
  expect(deep(panel, 'gw-search')[0]!.shadowRoot!.activeElement?.localName).toBe('vscode-text-field');
});

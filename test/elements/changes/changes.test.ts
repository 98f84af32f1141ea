import axe from 'axe-core';
import { page } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { ChangesState } from '../../../src/protocol/changes.ts';
import { compareReports } from '../../../src/report/compare-reports.ts';
import type { GwChangedSince } from '../../../src/webview/changes/changed-since.ts';
import { GwChangesPage } from '../../../src/webview/changes/changes-page.ts';
import { GwChanges } from '../../../src/webview/changes/changes.ts';
import { changedReports, someChanges } from '../fixtures/changed-report.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { fakeHost } from '../fixtures/host.ts';
import { completed } from '../fixtures/states.ts';
import { deep, mount, mountPanel, settled, text } from '../mount.ts';
import { applyTheme, type ThemeName, THEMES } from '../themes/apply-theme.ts';

const changes = someChanges();
const state = (result: ChangesState['result']): ChangesState => ({ before: 'a', after: 'b', result, locale: 'en' });
const table = (root: Element, title: string) =>
  deep(root, 'section').find((s) => text(s.querySelector('h2')).startsWith(title));
const rows = (root: Element, title: string) =>
  [...(table(root, title)?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => text(cell)),
  );

async function list(given = changes, host = fakeHost()): Promise<GwChanges> {
  return mount(Object.assign(new GwChanges(), { changes: given }), host);
}

async function pageOf(result: ChangesState['result']): Promise<GwChangesPage> {
  const element = new GwChangesPage();
  element.state = state(result);
  document.body.replaceChildren(element);
  await settled(element);
  return element;
}

describe('the tables', () => {
  test('give each document whose score changed with both figures and its levels, those that went up first', async () => {
    const element = await list();
    expect(rows(element, 'AI probability')).toEqual([
      ['class-b/student-11.txt', '36%', '50%', 'Low→ to Undecided', 'the same'],
      ['class-c/student-09.txt', '91%', '93%', 'Undecided→ to High', 'edited'],
      ['class-a/student-10.txt', '33%', '12%', 'Undecided→ to Low', 'the same'],
      ['class-b/student-29.txt', '—', '26%', '—→ to Low', 'edited'],
    ]);
  });

  test('name the documents that came, went, were renamed or edited', async () => {
    const element = await list();
    expect(rows(element, 'Documents added').map(([path]) => path)).toEqual(['class-c/student-99.txt']);
    expect(rows(element, 'Documents gone').map(([path]) => path)).toEqual([changes.gone[0]!.path]);
    expect(rows(element, 'Documents renamed')).toEqual([[changes.renamed[0]!.before.path, 'class-a/renamed.txt']]);
    expect(rows(element, 'Texts edited').map(([, , , note]) => note)).toEqual(['—', 'Was skipped, can be read now']);
  });

  test('say how pairs were alike, and are', async () => {
    const element = await list();
    expect(rows(element, 'Copied pairs').map((cells) => cells.slice(0, 4))).toEqual([
      ['class-c/student-99.txt', 'class-a/student-01.txt', '—', 'Identical'],
      ['class-a/student-01.txt', 'class-b/student-02.txt', 'Identical', 'Partly copied'],
    ]);
  });

  test('have no place where nothing changed', async () => {
    const report = generateReport(20);
    const element = await list(compareReports(report, report));
    expect(deep(element, 'section')).toHaveLength(0);
  });

  test('open a document, and a pair side by side', async () => {
    const host = fakeHost();
    const element = await list(changes, host);
    table(element, 'Documents added')!.querySelector('button')!.click();
    table(element, 'Copied pairs')!.querySelector<HTMLElement>('.action button')!.click();
    expect(host.openDocument.mock.calls).toEqual([['new']]);
    expect(host.openPair.mock.calls).toEqual([[changes.pairs[0]!.a.id, changes.pairs[0]!.b.id]]);
  });

  test('begin with a hundred rows, and show all when asked to', async () => {
    const before = generateReport(400);
    const element = await list(compareReports(before, generateReport(10)));
    const gone = () => rows(element, 'Documents gone').length;
    expect(gone()).toBe(100);
    table(element, 'Documents gone')!.querySelector<HTMLElement>('.more')!.click();
    await settled(element);
    expect(gone()).toBe(Number(text(table(element, 'Documents gone')!.querySelector('h2 span')).slice(2)));
  });
});

describe('the panel of a watched folder', () => {
  test('says what changed in a line, has the tables below, and can be told that it was seen', async () => {
    const host = fakeHost();
    const panel = await mountPanel({ ...completed(changedReports()[1]), changes }, {}, host);
    const since = deep<GwChangedSince>(panel, 'gw-changed-since')[0]!;
    expect(text(deep(since, 'p')[0])).toMatch(
      /^Changed since Nov 24, 2026, .*: 1 document added, 1 gone, 1 renamed, 2 edited, 2 levels went up, 1 new copied pair, 1 document in another cluster\.$/,
    );
    deep(since, 'vscode-button')[0]!.click();
    expect(host.dismissChanges).toHaveBeenCalledOnce();
  });

  test('has no such line otherwise', async () => {
    expect(deep(await mountPanel(completed(generateReport(20))), 'gw-changed-since')).toHaveLength(0);
  });

  test('shows what was found before while it is analysed again', async () => {
    const before = completed(generateReport(20));
    const panel = await mountPanel({ ...before, job: { ...before.job, status: 'processing', watched: true } });
    expect(text(deep(deep(panel, 'gw-summary')[0]!, 'p')[0])).toContain(
      'It is being analysed again: this is what was found before.',
    );
    expect(text(deep(deep(panel, 'gw-document-table')[0]!, 'h2')[0])).toBe('Documents — 20');
    expect(text(deep(panel, '.where')[0])).toContain('watched');
  });
});

describe('the page of two analyses', () => {
  test('has what differs in how they were made on top, then figures side by side', async () => {
    const element = await pageOf({ changes });
    expect(
      deep(element, 'h2')
        .slice(0, 2)
        .map((h) => text(h)),
    ).toEqual(['Made in different ways', 'At a glance']);
    expect(rows(element, 'Made in different ways')).toEqual([['Threshold of near-copies', '0.85', '0.9']]);
    expect(rows(element, 'At a glance')[0]).toEqual(['Documents', '60', '60']);
  });

  test('says that nothing differs', async () => {
    const report = generateReport(20);
    const element = await pageOf({ changes: compareReports(report, report) });
    expect(deep(element, 'p').map((p) => text(p))).toContain('Both say the same of the same documents.');
    expect(deep(element, 'h2').map((h) => text(h))).toEqual(['At a glance']);
  });

  test('says why there is nothing to see', async () => {
    const element = await pageOf({ failure: 'One of the two analyses was removed.' });
    expect(text(deep(element, 'p')[0])).toBe('One of the two analyses was removed.');
  });
});

async function violations(): Promise<string[]> {
  document.title = 'Results';
  document.documentElement.lang = 'en';
  const { violations: found } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} — ${n.failureSummary ?? ''}`));
}

for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const width of [1400, 560])
    test(`the page and the panel in ${theme}, ${width} px, have no violation and no sideways scroll`, async () => {
      applyTheme(theme);
      await page.viewport(width, 1500);
      await pageOf({ changes });
      expect(await violations()).toEqual([]);
      await page.screenshot({
        path: `../../../build/screenshots/elements/changes-${theme}-${width}.png`,
        element: document.body,
      });
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      const host = fakeHost();
      const panel = await mountPanel({ ...completed(changedReports()[1]), changes }, {}, host);
      deep(deep(panel, 'gw-changed-since')[0]!, 'summary')[0]!.click();
      await settled(panel);
      expect(await violations()).toEqual([]);
      await page.screenshot({
        path: `../../../build/screenshots/elements/changed-since-${theme}-${width}.png`,
        element: document.body,
      });
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });

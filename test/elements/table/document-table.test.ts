import { beforeEach, describe, expect, test } from 'vitest';
import { confidenceOf } from '../../../src/report/confidence.ts';
import type { Report } from '../../../src/report/report.ts';
import { Batch } from '../../../src/webview/batch.ts';
import { GwDocumentTable } from '../../../src/webview/table/document-table.ts';
import type { ViewState } from '../../../src/webview/view-state.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { type FakeHost, fakeHost } from '../fixtures/host.ts';
import { earlierReport, results, sampleReport } from '../fixtures/states.ts';
import { deep, mount, mountWith, press, settled, text } from '../mount.ts';

/** All columns, in the report's order. */
const BY_PATH: Partial<ViewState> = { sort: { column: 'path', descending: false }, hidden: [] };
let table: GwDocumentTable;
let host: FakeHost;
beforeEach(async () => {
  host = fakeHost();
  table = await mountWith(new GwDocumentTable(), sampleReport, BY_PATH, host);
});

const rows = () =>
  deep(table, '.list [role=rowgroup]:not(.head) [role=row]').sort(
    (a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex),
  );
const grid = () => deep(table, '[role=grid]')[0]!;
const cell = (row: Element, name: string) => text(row.querySelector(`.${name}`));
const row = (path: string) => rows().find((r) => cell(r, 'path') === path)!;
const header = (title: string) =>
  deep<HTMLButtonElement>(table, '[role=columnheader] button').find((b) => text(b).startsWith(title))!;
async function sortBy(title: string): Promise<void> {
  header(title).click();
  await settled(table);
}
test('lists the documents in order of path', () => {
  expect(cell(rows()[0]!, 'path')).toBe('bees/ines.txt');
  expect(grid().getAttribute('aria-rowcount')).toBe('25');
});

test('says why a document is skipped', () => {
  table.store.update({ card: 'skipped' });
  return settled(table).then(() => {
    expect(cell(row('sleep/xaver.txt'), 'status')).toBe('Skipped · The document is empty.');
    expect(row('sleep/xaver.txt').querySelector('.status')?.getAttribute('title')).toContain('The document is empty.');
  });
});

test('shows the skipped ones alone, with all the room for their reasons', async () => {
  const choice = deep<HTMLSelectElement>(table, 'vscode-dropdown')[0]!;
  choice.value = 'skipped';
  choice.dispatchEvent(new Event('change'));
  await settled(table);
  expect(rows().map((r) => cell(r, 'path'))).toEqual(['sleep/xaver.txt']);
  const visible = [...rows()[0]!.children].filter((c) => c.getClientRects().length > 0).map((c) => c.classList[0]);
  expect(visible).toEqual(['path', 'status', 'reviewed']);
  expect(
    deep(table, '[role=columnheader]')
      .filter((h) => h.getClientRects().length > 0)
      .map((h) => text(h)),
  ).toEqual(['Filename ↑', 'Status', 'Reviewed']);
  choice.value = '';
  choice.dispatchEvent(new Event('change'));
  await settled(table);
  expect(table.store.filtered).toBe(false);
});

test('says that a short text cannot be judged', async () => {
  table.store.update({ confidence: 'unknown' });
  await settled(table);
  expect(rows().map((r) => text(r.querySelector('.level')))).toEqual(['Unknown · too short']);
});

test('sorts numbers largest first, and the other way at the next press', async () => {
  await sortBy('Words');
  const most = Math.max(...sampleReport.documents.map((d) => d.words));
  expect(cell(rows()[0]!, 'words')).toBe(String(most));
  expect(deep(table, '[aria-sort]').map((h) => h.ariaSort)).toEqual(['descending']);
  await sortBy('Words');
  expect(cell(rows()[0]!, 'words')).toBe('17');
});

test('rows without a value come last in both directions', async () => {
  for (const _ of ['descending', 'ascending']) {
    await sortBy('AI probability');
    press(grid(), 'End');
    await settled(table);
    expect(
      rows()
        .slice(-2)
        .map((r) => text(r.querySelector('.probability'))),
    ).toEqual(['—', '—']);
  }
});

describe('an AI probability with its interval', () => {
  const intervals: Record<string, readonly [number, number, number]> = {
    d01: [0.72, 0.48, 0.9],
    d02: [0.6, 0.55, 0.7],
    d03: [0.9, 0.2, 0.95],
    d04: [0.3, 0.25, 0.35],
  };
  const report = {
    ...sampleReport,
    documents: sampleReport.documents.map((d) => {
      const [aiProbability, ...aiInterval] = intervals[d.id] ?? [];
      return aiProbability === undefined
        ? { ...d, aiProbability: null, confidence: 'unknown' }
        : { ...d, aiProbability, aiInterval, confidence: confidenceOf(aiInterval as [number, number]) };
    }),
  } as Report;
  beforeEach(async () => {
    table = await mountWith(new GwDocumentTable(), report, BY_PATH);
  });
  const firstIds = () =>
    rows()
      .slice(0, 4)
      .map((r) => report.documents.find((d) => d.path === cell(r, 'path'))!.id);

  test('is read out with it and drawn with it', () => {
    const probability = rows()[0]!.querySelector('.probability')!;
    expect(text(probability)).toBe('72%, between 48% and 90%');
    expect(probability.getAttribute('title')).toBe(
      'between 48% and 90%. HIGH needs a lower end above 70%, LOW an upper end below 40%.',
    );
    expect(Number(probability.querySelector('.interval')!.getAttribute('x'))).toBeCloseTo(0.48 * 78);
  });

  test('sorts by the figure, and the level by itself, then by the lower end', async () => {
    await sortBy('AI probability');
    expect(firstIds()).toEqual(['d03', 'd01', 'd02', 'd04']);
    await sortBy('Confidence');
    expect(firstIds()).toEqual(['d02', 'd01', 'd03', 'd04']);
  });

  test('stands alone in the report of an earlier version', async () => {
    table = await mountWith(new GwDocumentTable(), earlierReport, BY_PATH);
    expect(deep(table, '.interval')).toHaveLength(0);
    expect(text(rows()[0]!.querySelector('.probability'))).toMatch(/^[<>]?\d+%$/);
  });
});

test('filters by file name as one types', async () => {
  const field = deep<HTMLInputElement>(table, 'vscode-text-field')[0]!;
  field.value = 'RIN';
  field.dispatchEvent(new Event('input'));
  await settled(table);
  expect(table.store.state.text).toBe('RIN');
  expect(text(deep(table, 'h2')[0])).toBe('Documents — 0 of 24');
});

test('offers to clear filters that leave nothing', async () => {
  table.store.update({ text: 'no such file' });
  await settled(table);
  deep(table, 'p button')[0]!.click();
  await settled(table);
  expect(table.store.filtered).toBe(false);
});

test('filters by confidence', async () => {
  const choice = deep<HTMLSelectElement>(table, 'vscode-dropdown')[0]!;
  choice.value = 'medium';
  choice.dispatchEvent(new Event('change'));
  await settled(table);
  expect(rows().map((r) => cell(r, 'path'))).toEqual(['cycling/grace.txt']);
});

describe('grouped documents', () => {
  const group = (path: string) => (path.startsWith('bees/') ? undefined : path.split('/')[0]!);
  const grouped = {
    ...sampleReport,
    documents: sampleReport.documents.map((d) => ({
      ...d,
      ...(group(d.path) !== undefined && { group: group(d.path) }),
    })),
  } as Report;
  beforeEach(async () => {
    table = await mountWith(new GwDocumentTable(), grouped, BY_PATH);
  });

  test('say their group in a column of its own, which sorts', async () => {
    expect([cell(row('bees/ines.txt'), 'group'), cell(row('cycling/grace.txt'), 'group')]).toEqual(['—', 'cycling']);
    await sortBy('Group');
    expect(cell(rows()[0]!, 'group')).toBe('cycling');
    await sortBy('Group');
    expect(cell(rows()[0]!, 'group')).toBe('sleep');
  });

  test('are filtered by it', async () => {
    const choice = deep<HTMLSelectElement>(table, 'vscode-dropdown')[1]!;
    expect([...choice.querySelectorAll('vscode-option')].map((o) => text(o))).toEqual([
      'All groups',
      'cycling',
      'sleep',
    ]);
    choice.value = 'sleep';
    choice.dispatchEvent(new Event('change'));
    await settled(table);
    expect(text(deep(table, 'h2')[0])).toBe('Documents — 9 of 24');
    choice.value = '';
    choice.dispatchEvent(new Event('change'));
    await settled(table);
    expect(table.store.filtered).toBe(false);
  });
});

test('without groups there is neither column nor filter', () => {
  expect(header('Group')).toBeUndefined();
  expect(deep(table, 'vscode-dropdown[aria-label=Group]')).toEqual([]);
});

test('a press selects a row and does not open it', () => {
  row('bees/jonas.txt').click();
  expect(table.store.state.document).toBe('d02');
  expect(host.openDocument).not.toHaveBeenCalled();
});

test('a press on the file name opens the document', () => {
  row('bees/jonas.txt').querySelector<HTMLElement>('.file')!.click();
  expect(host.openDocument).toHaveBeenCalledWith('d02');
});

test('a double press opens the document', () => {
  row('bees/jonas.txt').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  expect(host.openDocument).toHaveBeenCalledWith('d02');
});

test('arrows move, Enter selects, Ctrl+Enter opens', async () => {
  press(grid(), 'ArrowDown');
  await settled(table);
  press(grid(), 'Enter');
  expect(table.store.state.document).toBe('d02');
  press(grid(), 'Enter', { ctrlKey: true });
  expect(host.openDocument).toHaveBeenCalledWith('d02');
});

test('a skipped document cannot be opened', async () => {
  press(grid(), 'End');
  await settled(table);
  press(grid(), 'Enter', { ctrlKey: true });
  row('sleep/xaver.txt').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  expect(host.openDocument).not.toHaveBeenCalled();
});

test('marks both documents of the selected pair', async () => {
  table.store.select({ pair: ['d01', 'd02'] });
  await settled(table);
  expect(
    rows()
      .filter((r) => r.ariaSelected === 'true')
      .map((r) => cell(r, 'path')),
  ).toEqual(['bees/ines.txt', 'bees/jonas.txt']);
});

test('scrolls to a document that was selected elsewhere', async () => {
  table = await mountWith(new GwDocumentTable(), generateReport(2000), BY_PATH);
  table.store.select({ document: 'd1500' });
  await settled(table);
  await settled(table);
  expect(rows().some((r) => r.ariaSelected === 'true')).toBe(true);
});

test('draws only the visible of 10,000 rows', async () => {
  table = await mountWith(new GwDocumentTable(), generateReport(10_000), BY_PATH);
  expect(grid().getAttribute('aria-rowcount')).toBe('10001');
  expect(rows().length).toBeGreaterThan(10);
  expect(rows().length).toBeLessThan(80);
});

test('while the job runs, new documents stand at the end and nothing can be sorted', async () => {
  const all = results(sampleReport);
  table.batch = new Batch(undefined, [all[5]!, all[2]!]);
  await settled(table);
  table.batch = new Batch(undefined, [all[5]!, all[2]!, all[0]!]);
  await settled(table);
  expect(rows().map((r) => cell(r, 'path'))).toEqual(['bees/nadia.txt', 'bees/katya.txt', 'bees/ines.txt']);
  expect(deep(table, '[role=columnheader] button')).toHaveLength(0);
});

describe('several documents', () => {
  const ids = (...indices: number[]) => indices.map((i) => sampleReport.documents[i]!.id);
  const click = (index: number, init: MouseEventInit = {}) =>
    rows()
      .at(index)!
      .querySelector('.words')!
      .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1, ...init }));
  function copied(): () => string[][] {
    return () =>
      host.copy.mock.calls
        .at(-1)![0]
        .split('\n')
        .map((line) => line.split('\t'));
  }

  test('Ctrl takes rows in and out', () => {
    click(1);
    click(4, { ctrlKey: true });
    click(2, { ctrlKey: true });
    expect(table.store.state.marked).toEqual(ids(1, 4, 2));
    click(4, { ctrlKey: true });
    expect(table.store.state.marked).toEqual(ids(1, 2));
    click(1, { ctrlKey: true });
    expect([table.store.state.marked, table.store.state.document]).toEqual([undefined, ids(2)[0]]);
  });

  test('Shift selects from the last row on, in both directions', () => {
    click(3);
    click(6, { shiftKey: true });
    expect(table.store.state.marked).toEqual(ids(3, 4, 5, 6));
    click(1, { shiftKey: true });
    expect(table.store.state.marked).toEqual(ids(1, 2, 3));
  });

  test('Shift and arrows do the same from the cursor on', async () => {
    press(grid(), 'ArrowDown');
    press(grid(), 'ArrowDown', { shiftKey: true });
    press(grid(), 'ArrowDown', { shiftKey: true });
    expect(table.store.state.marked).toEqual(ids(1, 2, 3));
    press(grid(), 'ArrowUp', { shiftKey: true });
    expect(table.store.state.marked).toEqual(ids(1, 2));
    await settled(table);
    expect(
      rows()
        .filter((r) => r.ariaSelected === 'true')
        .map((r) => cell(r, 'path')),
    ).toEqual(sampleReport.documents.slice(1, 3).map((d) => d.path));
  });

  test('Ctrl+A selects what the filters show, Escape nothing', async () => {
    table.store.update({ text: 'bees' });
    await settled(table);
    press(grid(), 'a', { ctrlKey: true });
    expect(table.store.state.marked).toEqual(
      sampleReport.documents.filter((d) => d.path.startsWith('bees')).map((d) => d.id),
    );
    press(grid(), 'Escape');
    expect(table.store.selected).toEqual([]);
  });

  test('Ctrl+C copies them in the order and the columns of the table', async () => {
    const lines = copied();
    table.store.update({
      hidden: ['cluster', 'similarity', 'confidence', 'notices', 'status', 'reviewed'],
      sort: { column: 'words', descending: true },
    });
    await settled(table);
    press(grid(), 'a', { ctrlKey: true });
    press(grid(), 'c', { ctrlKey: true });
    expect(lines()[0]).toEqual(['Filename', 'Words', 'AI probability']);
    const words = lines()
      .slice(1)
      .map(([, w]) => Number(w))
      .filter((w) => w > 0);
    expect(words).toEqual(words.toSorted((a, b) => b - a));
    expect(lines().find(([name]) => name === 'cycling/grace.txt')![2]).toBe(
      String(sampleReport.documents.find((d) => d.path === 'cycling/grace.txt')!.aiProbability),
    );
  });

  test('outliers say so, on the page and copied', async () => {
    const report = generateReport(60, { outliers: 2 });
    table.batch = new Batch(report);
    table.store.update({ card: 'outliers' });
    await settled(table);
    expect(rows().map((r) => cell(r, 'cluster'))).toEqual(['Outlier', 'Outlier']);
    const lines = copied();
    press(grid(), 'c', { ctrlKey: true });
    expect(lines()[1]![lines()[0]!.indexOf('Cluster')]).toBe('Outlier');
  });

  test('without a selection the row of the cursor is copied', () => {
    const lines = copied();
    press(grid(), 'c', { ctrlKey: true });
    expect(lines().map(([name]) => name)).toEqual(['Filename', 'bees/ines.txt']);
  });
});

describe('columns', () => {
  const titles = () => deep(table, '[role=columnheader]').map((h) => text(h).replace(/ [↑↓]$/, ''));
  const choice = () => deep(table, 'gw-column-choice')[0]!;
  const box = (title: string) =>
    deep(choice(), 'label')
      .find((l) => text(l) === title)!
      .querySelector('input')!;

  test('can be left out, and the rest takes their room', async () => {
    deep(choice(), 'button')[0]!.click();
    await settled(table);
    box('Words').click();
    box('Status').click();
    await settled(table);
    expect(titles()).toEqual([
      'Filename',
      'AI probability',
      'Confidence',
      'Cluster',
      'Most similar',
      'Notices',
      'Reviewed',
    ]);
    const cells = [...rows()[0]!.children].map((c) => c.getBoundingClientRect()).filter(({ width }) => width > 0);
    expect(cells.at(-1)!.right).toBeGreaterThan(rows()[0]!.getBoundingClientRect().right - 20);
    box('Words').click();
    await settled(table);
    expect(titles()).toContain('Words');
  });

  test('show how near documents are to the machine samples where there were any', async () => {
    expect(titles()).not.toContain('Like samples');
    const machineSamples = {
      folder: '/school/answers',
      texts: 19,
      sha256: 'ab',
      against: 'batch',
      others: 22,
      used: true,
    } as const;
    const documents = sampleReport.documents.map((d, i) =>
      d.status === 'analyzed' ? { ...d, sampleRank: 0.45, sampleSimilarity: i / 100 } : d,
    );
    table.batch = new Batch({ ...sampleReport, job: { ...sampleReport.job, machineSamples }, documents });
    table.store.update({ sort: { column: 'samples', descending: true } });
    await settled(table);
    expect(titles()).toContain('Like samples');
    const own = documents.flatMap((d) => ('sampleSimilarity' in d ? [Math.round(d.sampleSimilarity * 100)] : []));
    expect(cell(rows()[0]!, 'samples')).toBe(`${Math.max(...own)}%`);
    for (const width of ['1300px', '900px', '700px']) {
      table.style.width = width;
      await settled(table);
      const places = [...rows()[0]!.children].map((c) => c.getBoundingClientRect()).filter((place) => place.width > 0);
      expect(new Set(places.map(({ top, height }) => Math.round(top + height / 2))).size, width).toBe(1);
    }
    table.style.width = '';
    expect(rows()[0]!.querySelector<HTMLElement>('.samples')!.title).toBe(
      'Worded at least as much like a machine sample as 8 of the 19 samples are.',
    );
  });

  test('show tags and notes where there are any', async () => {
    expect(titles()).not.toContain('Tags and note');
    table.batch = new Batch(sampleReport, [], { d02: { tags: ['late'], note: 'asked' } });
    await settled(table);
    expect(cell(rows()[1]!, 'tags')).toBe('late · asked');
    table.store.update({ text: 'ASKED' });
    await settled(table);
    expect(rows().map((r) => cell(r, 'tags'))).toEqual(['late · asked']);
  });
});

describe('reviewing', () => {
  const reviewed = (...ids: string[]) =>
    new Batch(sampleReport, [], Object.fromEntries(ids.map((id) => [id, { tags: [], note: '', reviewed: true }])));
  const said = () => text(deep(table, 'header [role=status]')[0]);
  const tick = (at: number) => rows()[at]!.querySelector<HTMLInputElement>('.reviewed input')!;

  test('a tick is kept by the host, and selects nothing', () => {
    tick(1).click();
    expect(host.annotate.mock.calls).toEqual([[{ documents: ['d02'], reviewed: true }]]);
    expect(table.store.state.document).toBeUndefined();
  });

  test('says how many were reviewed', async () => {
    expect(said()).toBe('0 of 24 reviewed');
    table.batch = reviewed('d01', 'd02');
    await settled(table);
    expect(said()).toBe('2 of 24 reviewed');
    expect([tick(0).checked, tick(2).checked]).toEqual([true, false]);
    expect(table.batch.tagged, 'a tick is no tag').toBe(false);
  });

  test('N and P select the next document and the one before', async () => {
    press(grid(), 'n');
    expect(table.store.state.document).toBe('d01');
    press(grid(), 'n');
    press(grid(), 'n');
    expect(table.store.state.document).toBe('d03');
    press(grid(), 'p');
    expect(table.store.state.document).toBe('d02');
    await settled(table);
  });

  test('R marks the document of the cursor and goes to the next that nobody has reviewed', async () => {
    table.batch = reviewed('d02');
    await settled(table);
    press(grid(), 'n');
    press(grid(), 'r');
    expect(host.annotate.mock.calls).toEqual([[{ documents: ['d01'], reviewed: true }]]);
    expect(table.store.state.document).toBe('d03');
    table.batch = reviewed('d01', 'd02', 'd03');
    await settled(table);
    press(grid(), 'r');
    expect(host.annotate).toHaveBeenLastCalledWith({ documents: ['d03'], reviewed: false });
    expect(table.store.state.document, 'taken back, it stays').toBe('d03');
  });

  test('where nothing can be kept, nothing can be ticked', async () => {
    await mount(table, {});
    expect(tick(0).disabled).toBe(true);
    press(grid(), 'r');
    expect(host.annotate).not.toHaveBeenCalled();
  });
});

test('a text of which a stretch reads like a machine’s is partly AI, whatever its level', async () => {
  const [first, ...others] = sampleReport.documents;
  table.batch = new Batch({
    ...sampleReport,
    documents: [{ ...first!, confidence: 'low', machineStretch: { start: 0, end: 200 } }, ...others],
  });
  await settled(table);
  expect(cell(rows()[0]!, 'confidence')).toBe('Partly AI');
});

test('a search leads to its best hits, wherever the list was', async () => {
  table = await mountWith(new GwDocumentTable(), generateReport(2000), BY_PATH);
  const list = deep(table, '.list')[0]!;
  list.scrollTop = 20_000;
  await settled(table);
  table.store.update({
    found: {
      by: 'words',
      query: 'x',
      ids: table.batch.documents.map(({ id }) => id),
      figures: table.batch.documents.map(() => 1),
    },
    sort: { column: 'relevance', descending: true },
  });
  await settled(table);
  expect(list.scrollTop).toBe(0);
});

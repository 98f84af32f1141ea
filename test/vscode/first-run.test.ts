// What a person does first, in a real VS Code with the packed extension.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { readCsv } from '../unit/support/csv-reader.ts';
import {
  axeViolations,
  deepText,
  notification,
  openTab,
  reloadWindow,
  rightClick,
  runCommand,
  setTheme,
  shownProbability,
  sidebarRows,
  statusBarText,
  THEMES,
  until,
  webviewFrame,
} from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

let session: Session;
let page: Page;

beforeAll(async () => {
  session = await Session.start();
  ({ page } = session);
});

afterAll(() => session.end());

const completedPanel = () => webviewFrame(page, /Run again.*Total Documents/);
const percent = (p: number) => `${Math.round(p * 100)}%`;

/** Rows of the documents' table, also of those that are not drawn. */
const rowCount = async (frame: Frame) =>
  Number(await frame.locator('gw-document-table [role=grid]').getAttribute('aria-rowcount')) - 1;

/** Shows one document in the table and opens it. */
async function openFromTable(frame: Frame, name: string): Promise<void> {
  await openTab(frame, 'Review');
  await frame.locator('gw-document-table vscode-text-field input').fill(name);
  await frame.locator('gw-document-table .file', { hasText: name }).click();
  await page.locator('.tab', { hasText: name }).first().waitFor();
}

/** Selects the second cell of the heatmap's first row by keyboard. */
async function selectFirstPair(frame: Frame): Promise<void> {
  await openTab(frame, 'Topics');
  await frame.locator('gw-heatmap [role=application]').focus();
  for (const key of ['Home', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
}

/** What the documents' table shows at its top, the cells of each row by their columns. */
async function tableRows(frame: Frame): Promise<Record<string, string>[]> {
  await openTab(frame, 'Review');
  await frame.locator('gw-document-table .file').first().waitFor();
  return frame
    .locator('gw-document-table [role=row][aria-rowindex]:not([aria-rowindex="1"])')
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) =>
          Object.fromEntries(
            [...row.querySelectorAll('[role=gridcell]')].map((cell) => [
              cell.classList[0]!,
              cell.textContent.trim().replace(/\s+/g, ' '),
            ]),
          ),
        ),
    );
}

describe('a folder', () => {
  let report: Report;

  test('right-click → Analyze Batch: the status bar counts, and exports appear beside the folder', async () => {
    await rightClick(page, 'texts', 'Analyze Batch');
    expect(await statusBarText(page, /Batch \d+%/)).toMatch(/Batch \d+%/);
    report = await session.exportedReport('texts.analysis.json');
    expect(await statusBarText(page, /Batch done/)).toContain('24 documents');
    expect(report.summary).toMatchObject({ documents: 24, analyzed: 23, skipped: 1, clusters: 3, duplicateGroups: 2 });
  });

  test('a notification says what was found and offers to open the files', async () => {
    const item = await notification(page, /Saved texts\.analysis\.csv and texts\.analysis\.json/);
    expect(await item.textContent()).toContain('24 documents in 3 clusters, 2 groups of near-copies');
    expect(await item.locator('a.monaco-button').allTextContents()).toEqual([
      'Open List',
      'Open CSV',
      'Open JSON',
      'Reveal',
    ]);
    await item.locator('a.monaco-button', { hasText: 'Open CSV' }).click();
    await page.locator('.tab', { hasText: 'texts.analysis.csv' }).first().waitFor();
    await runCommand(page, 'Ghost-Writer: Show Results');
  });

  test('the cards show the figures of the report', async () => {
    const text = await deepText(await completedPanel());
    const { documents, clusters, meanAiProbability, highConfidence, skipped, duplicateGroups } = report.summary;
    for (const [title, figure] of [
      ['Total Documents', documents],
      ['Clusters Found', clusters],
      ['Avg AI Probability', percent(meanAiProbability ?? 0)],
      ['High Confidence AI', highConfidence],
      ['Near-copies', duplicateGroups],
      ['Skipped', skipped],
    ])
      expect(text).toContain(`${title} ${figure}`);
  });

  test('the tree has the clusters of the report, with counts and average probabilities', async () => {
    const frame = await completedPanel();
    await openTab(frame, 'Topics');
    await frame.locator('gw-cluster-tree [role=treeitem]').first().waitFor();
    const rows = await frame
      .locator('gw-cluster-tree [role=treeitem]')
      .evaluateAll((all) => all.map((row) => row.getAttribute('title')));
    expect(rows).toEqual(
      report.clusters.map(
        (c) => `${c.label}\n${c.size} documents, average AI probability ${percent(c.meanAiProbability ?? 0)}`,
      ),
    );
  });

  test('the heatmap reads out the similarities of the report', async () => {
    const frame = await completedPanel();
    await openTab(frame, 'Topics');
    const plot = frame.locator('gw-heatmap [role=application]');
    await plot.focus();
    await page.keyboard.press('Home');
    const { order, matrix } = report.similarity;
    const path = (i: number) => report.documents.find((d) => d.id === order[i])?.path ?? '';
    for (let column = 1; column < 6; column++) {
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(() => frame.locator('gw-heatmap [role=status]').textContent())
        .toContain(`${path(0)} × ${path(column)}: ${(matrix?.[0]?.[column] ?? -1).toFixed(2)} similar`);
    }
  });

  test('the table has the documents of the report', async () => {
    const frame = await completedPanel();
    await openTab(frame, 'Review');
    await frame.locator('gw-document-table [role=columnheader] button', { hasText: 'Filename' }).click();
    const rows = await tableRows(frame);
    const expected = report.documents.map((d) => [
      d.path,
      d.aiProbability === null
        ? '—'
        : `${shownProbability(d.aiProbability)}, between ${shownProbability(d.aiInterval?.[0] ?? NaN)} and ${shownProbability(d.aiInterval?.[1] ?? NaN)}`,
      report.clusters.find((c) => c.id === d.cluster)?.label ?? '—',
    ]);
    expect(rows.map(({ path: name, probability, cluster }) => [name, probability, cluster])).toEqual(
      expected.slice(0, rows.length),
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(await rowCount(await completedPanel())).toBe(report.documents.length);
  });

  test('the CSV has the same documents', async () => {
    const [head, ...records] = readCsv(await session.exported('texts.analysis.csv'));
    expect(head?.slice(0, 7)).toEqual([
      'Document ID',
      'Filename',
      'Word Count',
      'AI Probability',
      'Confidence Level',
      'Cluster ID',
      'Status',
    ]);
    expect(records.map((r) => [r[0], r[1], Number(r[2]), r[6]])).toEqual(
      report.documents.map((d) => [d.id, d.path, d.words, d.status]),
    );
  });

  test('choosing a cluster filters the table and the heatmap, and lets go again', async () => {
    const frame = await completedPanel();
    await openTab(frame, 'Topics');
    const first = frame.locator('gw-cluster-tree [role=treeitem][aria-level="1"]').first();
    await first.click();
    await expect.poll(() => rowCount(frame)).toBe(report.clusters[0]?.size);
    await first.click();
    await expect.poll(() => rowCount(frame)).toBe(24);
  });

  test('a click on a cell selects the pair, and the pair opens side by side', async () => {
    const frame = await completedPanel();
    await selectFirstPair(frame);
    const { similarity } = report;
    const paths = similarity.order.slice(0, 2).map((id) => report.documents.find((d) => d.id === id)?.path ?? '');
    await expect
      .poll(() => frame.locator('gw-evidence').evaluate((e) => e.shadowRoot?.textContent ?? ''))
      .toContain(paths[0]);
    await frame.locator('gw-evidence vscode-button', { hasText: 'Open side by side' }).click();
    await page.locator('.tab', { hasText: '↔' }).first().waitFor();
    const names = paths.map((p) => path.basename(p));
    const title = await page.locator('.tab', { hasText: '↔' }).first().textContent();
    for (const name of names) expect(title).toContain(name);
  });

  test('the name of a document opens its file, in the encoding that it has', async () => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Ghost-Writer: Show Results');
    const frame = await completedPanel();
    await openFromTable(frame, 'henri.txt');
    await expect.poll(() => page.locator('.editor-instance .view-lines').first().textContent()).toMatch(/[é]/);
  });

  test('analysing it again never overwrites an export', async () => {
    const before = await session.exported('texts.analysis.json');
    await rightClick(page, 'texts', 'Analyze Batch');
    const second = await session.exportedReport('texts.analysis-2.json');
    expect(await session.exported('texts.analysis.json')).toBe(before);
    expect(second.similarity).toEqual(report.similarity);
    expect(second.clusters).toEqual(report.clusters);
  });
});

describe('a ZIP', () => {
  test('gives the same report as the folder, apart from names and times', async () => {
    await rightClick(page, 'texts.zip', 'Analyze Batch');
    // texts.analysis.json and -2 are the folder's.
    const { job, manifest: archive, ...zipped } = await session.exportedReport('texts.analysis-3.json');
    const { job: _, manifest, ...folder } = await session.exportedReport('texts.analysis.json');
    expect(job.source).toMatchObject({ kind: 'zip', name: 'texts.zip' });
    expect(zipped).toEqual(folder);
    expect([archive?.resultsSha256, archive?.source.sha256]).toEqual([
      manifest?.resultsSha256,
      manifest?.source.sha256,
    ]);
  });

  test('the name of a document opens its text from inside the archive, read-only', async () => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Ghost-Writer: Show Results', 'texts.zip');
    const frame = await completedPanel();
    await openFromTable(frame, 'liam.txt');
    const shown = await until(
      async () => {
        const text = await page.locator('.editor-instance .view-lines').first().textContent();
        return text ? text.replaceAll('\u00a0', ' ') : undefined;
      },
      () => 'the editor stays empty',
    );
    expect(readFileSync(path.join(session.workspace, 'texts/bees/liam.txt'), 'utf8')).toContain(shown.slice(0, 40));
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.type('x');
    await page.getByText('Cannot edit in read-only editor').first().waitFor();
  });
});

describe('the sidebar', () => {
  test('lists the jobs, newest first, and the clusters of the open one', async () => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Ghost-Writer: Show Results', 'texts.zip');
    await completedPanel();
    await session.activityBarIcon('Ghost-Writer').click();
    await expect.poll(() => sidebarRows(page, 'Analyses')).toHaveLength(3);
    const rows = await sidebarRows(page, 'Analyses');
    expect(rows.map((row) => row.split(', ').slice(0, 2))).toEqual([
      ['texts.zip', 'completed'],
      ['texts', 'completed'],
      ['texts', 'completed'],
    ]);
    const { clusters } = await session.exportedReport('texts.analysis-3.json');
    await expect.poll(() => sidebarRows(page, 'Clusters')).toHaveLength(clusters.length);
    for (const [i, row] of (await sidebarRows(page, 'Clusters')).entries()) expect(row).toContain(clusters[i]?.label);
  });

  test('a cluster in the native tree filters the panel', async () => {
    const { clusters } = await session.exportedReport('texts.analysis-3.json');
    const row = page.locator('.pane .monaco-list-row', { hasText: clusters[1]?.label ?? '' }).first();
    await row.click();
    const frame = await completedPanel();
    await expect.poll(() => rowCount(frame)).toBe(clusters[1]?.size);
    await frame.locator('gw-breadcrumb button', { hasText: /clear/i }).first().click();
  });
});

describe('after the window was reloaded', () => {
  test('the panel is there again, and jobs open from the sidebar', async () => {
    await reloadWindow(page);
    await completedPanel();
    await runCommand(page, 'View: Close All Editors');
    await page.locator('.pane .monaco-list-row', { hasText: 'texts' }).first().click();
    await completedPanel();
  });
});

describe('looks', () => {
  const WIDTHS = { wide: 1400, medium: 980, narrow: 640 };

  beforeAll(() => runCommand(page, 'View: Close Primary Side Bar'));

  test.each(Object.entries(THEMES))('no accessibility violations in %s', async (kind, theme) => {
    await setTheme(page, theme);
    if (kind === 'light') await selectFirstPair(await completedPanel());
    for (const [name, width] of Object.entries(WIDTHS)) {
      await page.setViewportSize({ width, height: 1000 });
      await page.waitForTimeout(500);
      await page.screenshot({ path: path.join(SCREENSHOTS, `${kind}-${name}.png`) });
    }
    await page.setViewportSize({ width: 1400, height: 900 });
    expect(await axeViolations(await completedPanel())).toEqual([]);
  });
});

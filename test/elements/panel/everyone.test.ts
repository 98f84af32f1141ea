import axe from 'axe-core';
import { cdp, page } from 'vitest/browser';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { completed, running } from '../fixtures/states.ts';
import { RESULTS_TABS } from '../../../src/protocol/panel.ts';
import { deep, mountPanel, settled, text } from '../mount.ts';
import { applyTheme } from '../themes/apply-theme.ts';

const essays = generateReport(60);
const [a, b] = essays.duplicateGroups[0]!.members as [string, string];
/** All elements of the page, inside all shadow roots. */
const everything = () => deep(document.body, '*');

/** Twice the size in a window of 1,400 × 900 leaves half of both. */
test.each([
  [700, 450],
  [640, 480],
])('at twice the size, %d × %d, nothing scrolls sideways and nothing is without a violation', async (width, height) => {
  applyTheme('dark-modern');
  await page.viewport(width, height);
  for (const tab of RESULTS_TABS) {
    const panel = await mountPanel(completed(essays), {
      tab,
      pair: [a, b],
      found: { by: 'meaning', query: 'early school', ids: [a, b], figures: [0.5, 0.4] },
    });
    await settled(panel);
    expect(document.documentElement.scrollWidth, tab).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
    // All of the page, which is looked at.
    await page.viewport(width, 1640);
    await settled(panel);
    await page.screenshot({
      path: `../../../build/screenshots/elements/zoom-${width}-${tab}.png`,
      element: document.body,
    });
    await page.viewport(width, height);
  }
});

/** The same report with other names. */
function named(report: Report, names: readonly string[]): Report {
  return { ...report, documents: report.documents.map((d, i) => ({ ...d, path: names[i] ?? d.path })) };
}

test('a name that is written from the right moves nothing beside it', async () => {
  applyTheme('dark-modern');
  await page.viewport(1400, 900);
  const names = ['תיקייה/מאמר ראשון.txt', 'مجلد/مقال (2).txt', 'latin/plain.txt'];
  const panel = await mountPanel(completed(named(essays, names)), {
    document: 'd01',
    sort: { column: 'path', descending: false },
  });
  await settled(panel);
  const table = deep(panel, 'gw-document-table')[0]!;
  const rows = deep(table, '.list [role=rowgroup]:not(.head) [role=row]').slice(0, 3);
  const places = rows.map((row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)));
  expect(places[0]).toEqual(places[2]);
  expect(places[1]).toEqual(places[2]);
  for (const [i, row] of rows.entries()) {
    const name = row.querySelector<HTMLElement>('.path-name')!;
    const [folders, file] = [...name.children].map((part) => part.getBoundingClientRect());
    expect(text(name)).toBe(names[i]);
    expect(folders!.right, 'the folder stands before the file').toBeLessThanOrEqual(file!.left + 1);
    // The figure that follows is not drawn into the name.
    expect(row.querySelector('.probability')!.getBoundingClientRect().left).toBeGreaterThanOrEqual(
      name.getBoundingClientRect().right - 1,
    );
  }
  expect(getComputedStyle(deep(panel, '.path-name .cut').at(-1)!).unicodeBidi).toBe('plaintext');
});

test('nothing moves by itself where the user wants less motion', async () => {
  const media = (features: readonly object[]) =>
    (cdp() as unknown as { send(method: string, options: object): Promise<void> }).send('Emulation.setEmulatedMedia', {
      features,
    });
  await media([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  try {
    applyTheme('dark-modern');
    await page.viewport(1400, 900);
    const panel = await mountPanel(running(essays));
    await settled(panel);
    expect(matchMedia('(prefers-reduced-motion: reduce)').matches).toBe(true);
    expect(document.getAnimations().filter((animation) => animation.playState === 'running')).toEqual([]);
    for (const element of everything().filter(({ localName }) => !localName.startsWith('vscode-'))) {
      const { animationName, transitionDuration } = getComputedStyle(element);
      expect(
        [animationName, ...transitionDuration.split(', ')].filter((v) => v !== 'none' && v !== '0s'),
        element.localName,
      ).toEqual([]);
    }
  } finally {
    await media([]);
  }
});

import { page } from 'vitest/browser';
import { expect, test } from 'vitest';
import { EXPLANATION } from '../fixtures/explanation.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { completed, running, sampleReport, without } from '../fixtures/states.ts';
import { deep, mountExplained, mountPanel, settled } from '../mount.ts';
import { applyTheme, type ThemeName, THEMES } from '../themes/apply-theme.ts';
import type { Report } from '../../../src/report/report.ts';
import type { PanelState } from '../../../src/protocol/panel-host.ts';
import { RESULTS_TABS } from '../../../src/protocol/panel.ts';
import type { ViewState } from '../../../src/webview/view-state.ts';

const essays = generateReport(60);
const copies = essays.duplicateGroups[0]!.members as [string, string];
/** The panel fills a window; where it is narrow it is as long as it needs. */
const HEIGHTS: Readonly<Record<number, number>> = { 1400: 900, 900: 900, 560: 2300 };
const TAGGED = {
  d02: { tags: ['talk to'], note: '' },
  d03: { tags: ['talk to', 'late'], note: 'Asked on Monday; brings the drafts on Wednesday.' },
};
const PAIR: Partial<ViewState> = { pair: copies, expanded: [0] };

async function shoot(
  name: string,
  state: PanelState,
  view: Partial<ViewState>,
  theme: ThemeName,
  width: number,
): Promise<void> {
  applyTheme(theme);
  await page.viewport(width, HEIGHTS[width]!);
  const panel = await mountPanel(state, view);
  await settled(panel);
  await page.screenshot({ path: `../../../build/screenshots/elements/${name}.png`, element: document.body });
  expect(document.documentElement.scrollWidth, 'no sideways scroll').toBeLessThanOrEqual(width);
}

for (const theme of Object.keys(THEMES) as ThemeName[]) {
  for (const width of [1400, 900, 560])
    test(`panel, ${theme}, ${width} px`, () => shoot(`panel-${theme}-${width}`, completed(essays), PAIR, theme, width));
}

const STATES: Readonly<Record<string, readonly [PanelState, Partial<ViewState>]>> = {
  sample: [completed(sampleReport), {}],
  running: [running(essays), {}],
  failed: [
    without(
      essays,
      'failed',
      'The folder /home/user/coursework/essays is not there any more. Put it back or choose another one.',
    ),
    {},
  ],
  cancelled: [without(essays, 'cancelled'), {}],
  pending: [without(essays, 'pending'), {}],
  empty: [completed(generateReport(0)), {}],
  one: [completed(generateReport(1)), {}],
  subtopic: [
    completed(generateReport(60, { clusters: 3, outliers: 2, subtopics: 2 })),
    { tab: 'topics', cluster: 0, subtopic: 1, expanded: [0, -1], expandedSubtopics: ['0/1'] },
  ],
  cluster: [completed(essays), { tab: 'overview', cluster: 1, expanded: [1], confidence: 'high' }],
  document: [completed(essays), { document: 'd01', expanded: [0] }],
  matches: [completed(essays), { ...PAIR, tab: 'matches' }],
  topics: [completed(essays), { ...PAIR, tab: 'topics' }],
  overview: [completed(essays), { ...PAIR, tab: 'overview' }],
  reviewed: [
    {
      ...completed(essays),
      annotations: { d02: { tags: [], note: '', reviewed: true }, d07: { tags: [], note: '', reviewed: true } },
    },
    { document: 'd07' },
  ],
  map: [completed(essays), { tab: 'topics', view: 'map', document: 'd03', expanded: [0] }],
  'map-large': [
    completed(generateReport(10_000, { clusters: 20 })),
    { tab: 'topics', view: 'map', confidence: 'high' },
  ],
  selection: [
    { ...completed(essays), annotations: TAGGED },
    { marked: ['d02', 'd03', 'd05', 'd08'], tab: 'topics', view: 'map' },
  ],
  tagged: [{ ...completed(essays), annotations: TAGGED }, { document: 'd03' }],
  large: [completed(generateReport(10_000, { clusters: 20 })), { expanded: [0] }],
};
for (const [name, [state, view]] of Object.entries(STATES))
  test(`panel, ${name}`, () => shoot(`state-${name}`, state, view, 'dark-modern', 1400));
for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const width of [1400, 900, 560])
    test(`map with a selection, ${theme}, ${width} px`, () =>
      shoot(
        `map-${theme}-${width}`,
        { ...completed(essays), annotations: TAGGED },
        { tab: 'topics', view: 'map', marked: ['d02', 'd03', 'd05', 'd08'] },
        theme,
        width,
      ));
/** Hidden text, look-alike letters, words of others and what was left out. */
const tricked: Report = {
  ...essays,
  documents: essays.documents.map((d, i) =>
    d.status === 'skipped'
      ? d
      : {
          ...d,
          shareCopied: i % 7 === 0 ? 0.1 + (i % 5) / 6 : 0,
          ...(i % 13 === 2 && { hiddenWords: 120 + i }),
          ...(i % 17 === 4 && { disguisedWords: i }),
          ...(i % 2 === 0 && { leftOut: [{ kind: 'references' as const, start: 900, end: 1200, words: 40 }] }),
        },
  ),
  sharedPassages: [
    { words: 86, documents: essays.documents.slice(0, 9).map(({ id }) => ({ id, start: 0, end: 400 })) },
  ],
  summary: {
    ...essays.summary,
    leftOut: { references: { documents: 30, words: 1200 }, 'cover-sheets': { documents: 60, words: 4100 } },
    sharedPassages: 1,
  },
};
for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const width of [1400, 900, 560])
    for (const tab of ['review', 'overview'] as const)
      test(`hidden text, ${tab}, ${theme}, ${width} px`, () =>
        shoot(
          `hidden-${tab}-${theme}-${width}`,
          completed(tricked),
          { tab, card: 'tricked', document: tricked.documents[2]!.id },
          theme,
          width,
        ));
const FOUND: Partial<ViewState> = {
  found: {
    by: 'meaning',
    query: 'when school begins in the morning',
    ids: ['d07', 'd02', 'd40', 'd13', 'd22'],
    figures: [0.71, 0.5, 0.44, 0.31, 0.12],
  },
  sort: { column: 'relevance', descending: true },
  document: 'd07',
};
for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const width of [1400, 900, 560])
    test(`search by meaning, ${theme}, ${width} px`, () =>
      shoot(`search-${theme}-${width}`, completed(essays), FOUND, theme, width));
for (const tab of RESULTS_TABS)
  test(`panel, narrow, ${tab}`, () => shoot(`narrow-${tab}`, completed(essays), { ...PAIR, tab }, 'dark-modern', 560));

for (const theme of Object.keys(THEMES) as ThemeName[])
  for (const width of [1400, 900, 560])
    test(`evidence in full, ${theme}, ${width} px`, async () => {
      applyTheme(theme);
      await page.viewport(width, HEIGHTS[width]! + 700);
      const panel = await mountExplained(completed(generateReport(60, { baseline: true })), {
        explanation: EXPLANATION,
      });
      await page.screenshot({
        path: `../../../build/screenshots/elements/evidence-${theme}-${width}.png`,
        element: document.body,
      });
      deep(panel, 'gw-evidence')[0]!.scrollTo(0, 10_000);
      await settled(panel);
      await page.screenshot({
        path: `../../../build/screenshots/elements/evidence-end-${theme}-${width}.png`,
        element: deep(panel, 'gw-evidence')[0]!,
      });
      expect(document.documentElement.scrollWidth, 'no sideways scroll').toBeLessThanOrEqual(width);
    });

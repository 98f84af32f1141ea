// The panel in German: its words come with the page, before its elements.
import { page } from 'vitest/browser';
import { beforeEach, describe, expect, test } from 'vitest';
import english from '../../../l10n/bundle.l10n.json';
import german from '../../../l10n/bundle.l10n.de.json';
import type { PanelState } from '../../../src/protocol/panel-host.ts';
import type { Notice } from '../../../src/report/notice.ts';
import type { ViewState } from '../../../src/webview/view-state.ts';

document.documentElement.lang = 'de';
document.head.insertAdjacentHTML('beforeend', '<script type="application/json" id="l10n"></script>');
document.getElementById('l10n')!.textContent = JSON.stringify(german);
const { deep, mountExplained, mountPanel, settled, text } = await import('../mount.ts');
const { generateReport } = await import('../fixtures/generate-report.ts');
const { completed, running, sampleReport, without } = await import('../fixtures/states.ts');
const { EXPLANATION } = await import('../fixtures/explanation.ts');
const { someChanges } = await import('../fixtures/changed-report.ts');
const { said: inWords } = await import('../../../src/webview/said.ts');
const { notice, told } = await import('../../../src/report/notice.ts');
const { adviceFor } = await import('../../../src/report/formats.ts');
const { conditionsOf } = await import('../../../src/report/compare-conditions.ts');
const { default: axe } = await import('axe-core');

const inGerman = (state: PanelState): PanelState => ({ ...state, locale: 'de' });
const essays = generateReport(60, { clusters: 3, outliers: 2, subtopics: 2, baseline: true });
const copies = essays.duplicateGroups[0]!.members as [string, string];

/** What is the same in both languages, or belongs to the fixtures. */
const words = Object.entries(english as Record<string, string | { message: string }>);
const onlyEnglish = new Set(
  words.flatMap(([key, value]) =>
    (german as Record<string, string>)[key] === (typeof value === 'string' ? value : value.message) ||
    Object.values(german).includes(key)
      ? []
      : [typeof value === 'string' ? value : value.message],
  ),
);

/** All that is seen and heard of an element and what is inside. */
function said(root: Element | ShadowRoot): string[] {
  const elements = deep(root, '*').filter((e) => !/^(STYLE|SCRIPT)$/.test(e.tagName));
  const attributes = elements.flatMap((e) =>
    ['title', 'aria-label', 'placeholder', 'aria-roledescription'].flatMap((name) => e.getAttribute(name) ?? []),
  );
  const texts = elements.flatMap((e) =>
    [...e.childNodes].flatMap((n) => (n.nodeType === Node.TEXT_NODE ? [n.textContent ?? ''] : [])),
  );
  return [...texts, ...attributes].map((s) => s.replace(/\s+/g, ' ').trim()).filter((s) => s !== '');
}

beforeEach(() => page.viewport(1440, 2000));

test('the summary is a German sentence, with German figures', async () => {
  const panel = await mountPanel(inGerman(completed(sampleReport)));
  const sentence = text(deep(panel, '.said p')[0]);
  expect(sentence).toMatch(/^\d+ Dokumente in \d+ Clustern/);
  expect(sentence).toContain('von Beinahe-Kopien');
  expect(sentence).toContain('HOCH für maschinelles Schreiben');
  expect(deep(panel, '.title').map((e) => text(e))).toEqual([
    'Dokumente insgesamt',
    'Gefundene Cluster',
    'Ø KI-Wahrscheinlichkeit',
    'KI-Stufe „Hoch“',
    'Beinahe-Kopien',
    'Übersprungen',
  ]);
});

test('a page says its language', () => {
  expect(document.documentElement.lang).toBe('de');
});

function failedBecause(why: Notice): PanelState {
  const state = without(essays, 'failed', told(why).message);
  return { ...state, job: { ...state.job, notice: why } };
}

const VIEWS: Readonly<Record<string, readonly [PanelState, Partial<ViewState>]>> = {
  pair: [completed(essays), { pair: copies, expanded: [0] }],
  pairs: [completed(essays), { pair: copies, tab: 'matches', pairKind: 'identical' }],
  overview: [completed(essays), { tab: 'overview' }],
  map: [completed(essays), { tab: 'topics', view: 'map', marked: ['d02', 'd03', 'd05'], expanded: [0, -1] }],
  cluster: [completed(essays), { cluster: 0, subtopic: 1, confidence: 'high' }],
  running: [running(essays), {}],
  paused: [without(essays, 'paused'), {}],
  failed: [failedBecause(notice('process-ended', { status: 1 })), {}],
  one: [completed(generateReport(1)), {}],
  changed: [{ ...completed(essays), changes: someChanges() }, {}],
};

describe.each(Object.entries(VIEWS))('%s', (_, [state, view]) => {
  test('nothing is in English', async () => {
    const panel = await mountPanel(inGerman(state), view);
    expect(said(panel).filter((s) => onlyEnglish.has(s))).toEqual([]);
  });
});

test('the evidence in full is in German', async () => {
  const panel = await mountExplained(inGerman(completed(essays)), { explanation: EXPLANATION });
  expect(said(panel).filter((s) => onlyEnglish.has(s))).toEqual([]);
  expect(text(deep(panel, 'gw-evidence')[0]!.shadowRoot!.querySelector('details'))).toContain(
    'irrt der Detektor öfter, und in beide Richtungen',
  );
});

test('what a report says in English is said in German by its notice, with all that is inside of it', () => {
  expect(inWords(told(notice('archive-none', { archive: 'essays.zip' })))).toMatch(/^essays\.zip ist kein ZIP-Archiv/);
  expect(inWords(told(notice('parser-failed', { reason: notice('thread-ended') })))).toMatch(
    /^Das Dokument konnte nicht gelesen werden: Der Thread wurde beendet\. /,
  );
  expect(
    inWords(
      told(notice('formats-left-out', { count: 2, files: 'a.xlsx, b.py', advice: adviceFor(['a.xlsx', 'b.py']) })),
    ),
  ).toBe(
    '2 Dateien haben Formate, die nicht gelesen werden, und wurden ausgelassen: a.xlsx, b.py. Speichern Sie solche Tabellen als .csv, schalten Sie ghostwriter.sourceCode für Quelltext ein, um sie analysieren zu lassen.',
  );
  expect(
    inWords(
      told(
        notice('hidden-characters', {
          count: 3,
          kinds: [notice('zero-width', { count: 2 }), notice('soft-hyphens', { count: 1 })],
        }),
      ),
    ),
  ).toContain('(2 ohne Breite, 1 weiches Trennzeichen)');
});

test('what an earlier or a later version said stays in English', () => {
  expect(inWords({ message: 'The document is empty.' })).toBe('The document is empty.');
  expect(inWords({ message: 'Something new.', notice: { code: 'of-a-later-version' } })).toBe('Something new.');
  expect(inWords({ message: '1 link leads out.', notice: { code: 'links-out', args: { count: 1 } } })).toBe(
    '1 link leads out.',
  );
});

test('warnings and reasons stand in the panel in German', async () => {
  const warned = {
    ...essays,
    warnings: [
      {
        code: 'unsupported-format' as const,
        ...told(notice('formats-left-out', { count: 1, files: 'old.doc', advice: adviceFor(['old.doc']) })),
      },
    ],
  };
  const panel = await mountPanel(inGerman(completed(warned)));
  expect(said(panel).join(' ')).toContain(
    '1 Datei hat ein Format, das nicht gelesen wird, und wurde ausgelassen: old.doc. Speichern Sie solche Dokumente als .docx oder PDF, um sie analysieren zu lassen.',
  );
  expect(said(panel).join(' ')).not.toContain('left out');
});

test('what two analyses were made with is told in German', () => {
  const { job } = essays;
  expect(
    conditionsOf(job, {
      ...job,
      options: { ...job.options, granularity: job.options.granularity === 'sentence' ? 'paragraph' : 'sentence' },
      baseline: { folder: '/old/essays', texts: 31, highRate: 0.03 },
    }),
  ).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'Texteinheit' }),
      expect.objectContaining({ name: 'Referenz', after: '31 Texte aus /old/essays' }),
    ]),
  );
});

for (const width of [1400, 900, 560])
  test(`has room for German words, ${width} px`, async () => {
    await page.viewport(width, 1700);
    for (const [name, view] of [
      ['overview', { tab: 'overview' }],
      ['matches', { tab: 'matches' }],
      ['topics', { tab: 'topics' }],
      ['review', { document: 'd01' }],
    ] as const) {
      const panel = await mountPanel(inGerman(completed(essays)), { pair: copies, expanded: [0], ...view });
      await settled(panel);
      await page.screenshot({
        path: `../../../build/screenshots/elements/german-${name}-${width}.png`,
        element: document.body,
      });
      expect(document.documentElement.scrollWidth, 'no sideways scroll').toBeLessThanOrEqual(width);
      // A title that is cut off says less than it has to; the rest of the panel is cut where English is, too.
      const cutOff = deep(panel, 'gw-cards .title, [role=columnheader], [role=tab], vscode-button').filter(
        (e) => e.offsetWidth > 0 && e.scrollWidth > e.clientWidth + 1,
      );
      expect(
        cutOff.map((e) => text(e)),
        'titles that are cut off',
      ).toEqual([]);
    }
  });

test('is accessible', async () => {
  const panel = await mountPanel(inGerman(completed(essays)), { pair: copies });
  expect((await axe.run(panel)).violations.map(({ id }) => id)).toEqual([]);
});

import { expect, test, vi } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { GwEvidence } from '../../../src/webview/evidence/evidence.ts';
import type { ViewState } from '../../../src/webview/view-state.ts';
import { sampleReport } from '../fixtures/states.ts';
import { deep, mountWith, settled, text } from '../mount.ts';

const id = (path: string) => sampleReport.documents.find((d) => d.path === path)!.id;
const pair = sampleReport.similarity.pairs[0]!;

async function evidence(view: Partial<ViewState>, report: Report = sampleReport): Promise<GwEvidence> {
  return mountWith(new GwEvidence(), report, view);
}
const heading = (element: GwEvidence) => text(deep(element, 'h2')[0]);
const values = (element: GwEvidence) => Object.fromEntries(deep(element, 'dt').map((dt) => [text(dt), text(dt.nextElementSibling)]));
const button = (element: GwEvidence, label: string) => deep(element, 'vscode-button').find((b) => text(b) === label)!;
function listen(element: GwEvidence, name: string): ReturnType<typeof vi.fn> {
  const listener = vi.fn();
  element.addEventListener(name, (e) => void listener((e as CustomEvent).detail));
  return listener;
}

test('says what to do while nothing is selected', async () => {
  expect(text(deep(await evidence({}), 'p')[0])).toBe('Select a cell of the heatmap or a document to see what was found.');
});

test('shows what a document scores, and that it is no proof', async () => {
  const element = await evidence({ document: id('cycling/grace.txt') });
  const shown = deep(element, 'p').map((p) => text(p)).join(' ');
  expect(shown).toContain('56%');
  expect(shown).toContain('Undecided: scores between the levels');
  expect(shown).toContain('An estimate, never proof');
});

test('draws a bar for each judged segment', async () => {
  const element = await evidence({ document: id('cycling/grace.txt') });
  expect(deep(element, '.segment')).toHaveLength(6);
  expect(deep(element, '.strip')[0]!.getAttribute('aria-label')).toMatch(/^AI probability along the text: 6 parts, from \d+% to \d+%$/);
});

test('draws a long text with at most 150 bars', async () => {
  const segments = Array.from({ length: 1000 }, (_, i) => ({ start: i * 10, end: i * 10 + 9, aiProbability: 0.5 }));
  const report = { ...sampleReport, documents: sampleReport.documents.map((d, i) => (i === 0 ? { ...d, segments } : d)) };
  expect(deep(await evidence({ document: 'd01' }, report), '.segment').length).toBeLessThanOrEqual(150);
});

test('says of a short text that it cannot be judged', async () => {
  const element = await evidence({ document: id('sleep/wanda.txt') });
  expect(text(deep(element, '.level')[0])).toBe('Too short to judge: at least 50 words are needed');
  expect(deep(element, '.figure')).toHaveLength(0);
});

test('says why a document was skipped and offers nothing to open', async () => {
  const element = await evidence({ document: id('sleep/xaver.txt') });
  expect(text(deep(element, 'p')[0])).toBe('Skipped: The document is empty.');
  expect(deep(element, 'vscode-button')).toHaveLength(0);
});

test('shows words and the encoding that a document was read in', async () => {
  expect(values(await evidence({ document: id('cycling/henri.txt') }))).toMatchObject({ Words: '124', Encoding: 'windows-1252' });
});

test('a similar document leads to the pair', async () => {
  const element = await evidence({ document: pair.a });
  deep(element, 'li button')[0]!.click();
  await settled(element);
  expect(heading(element)).toBe('Selected pair');
  expect(element.store.state.document).toBeUndefined();
});

test('Open asks for the document', async () => {
  const element = await evidence({ document: pair.a });
  const listener = listen(element, 'open-document');
  button(element, 'Open').click();
  expect(listener).toHaveBeenCalledWith({ id: pair.a });
});

test('shows in what way a pair is alike', async () => {
  expect(values(await evidence({ pair: [pair.a, pair.b] }))).toEqual({
    Similarity: pair.similarity.toFixed(2),
    Meaning: pair.meaning.toFixed(2),
    Wording: pair.wording.toFixed(2),
    Containment: `${Math.round(pair.containment * 100)}%`,
    'Near-copies': 'Yes, in one group',
  });
});

test('shows of a pair that is not listed what the matrix knows', async () => {
  const shown = values(await evidence({ pair: [id('bees/ines.txt'), id('sleep/uma.txt')] }));
  expect(shown).toMatchObject({ 'Near-copies': 'No' });
  expect(shown['Similarity']).toMatch(/^0\.\d\d$/);
  expect(shown).not.toHaveProperty('Wording');
});

test('Open side by side asks for both documents', async () => {
  const element = await evidence({ pair: [pair.a, pair.b] });
  const listener = listen(element, 'open-pair');
  button(element, 'Open side by side').click();
  expect(listener).toHaveBeenCalledWith({ a: pair.a, b: pair.b });
});

test('describes the cluster that is filtered by', async () => {
  const element = await evidence({ cluster: 1 });
  const cluster = sampleReport.clusters[1]!;
  expect(deep(element, '.terms li').map((li) => text(li))).toEqual(cluster.terms);
  expect(values(element)['Similar to each other']).toBe(cluster.cohesion.toFixed(2));
});

test('the most typical document can be selected from there', async () => {
  const element = await evidence({ cluster: 1 });
  deep(element, 'li button').at(-1)!.click();
  expect(element.store.state.document).toBe(sampleReport.clusters[1]!.representative);
});

test('a selection stands before the cluster', async () => {
  expect(heading(await evidence({ cluster: 1, document: 'd01' }))).toBe('Selected document');
});

test('no state of it accuses anyone', async () => {
  for (const view of [{}, { document: 'd01' }, { pair: [pair.a, pair.b] as const }, { cluster: 0 }]) {
    const shown = deep(await evidence(view), '*').map((e) => text(e)).join(' ');
    expect(shown).not.toMatch(/cheat|plagiari|fraud|guilty|dishonest|caught/i);
  }
});

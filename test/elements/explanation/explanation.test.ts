import { expect, test } from 'vitest';
import type { ExplanationAnswer } from '../../../src/protocol/panel.ts';
import { GwExplanation } from '../../../src/webview/explanation/explanation.ts';
import { SelectionStore } from '../../../src/webview/selection-store.ts';
import { EXPLANATION } from '../fixtures/explanation.ts';
import { askedHost } from '../fixtures/host.ts';
import { deep, mount, settled, text } from '../mount.ts';

/** The element, what it asked for, oldest first, and of whom. */
async function mounted(store = new SelectionStore()) {
  const element = new GwExplanation();
  const { host, explained: asked } = askedHost();
  element.document = 'd1';
  element.store = store;
  await mount(element, host);
  return { element, asked, host };
}

async function open(element: GwExplanation): Promise<void> {
  deep(element, 'summary')[0]!.click();
  await settled(element);
}

async function answered(answer: ExplanationAnswer) {
  const { element, asked, host } = await mounted();
  await open(element);
  asked[0]!.answer(answer);
  await settled(element);
  return { element, host };
}
const section = (element: GwExplanation, title: string) =>
  deep(element, 'section').find((s) => text(s.querySelector('h4')) === title)!;
const items = (list: Element) => [...list.querySelectorAll('li')].map((li) => text(li));

test('is closed and asks for nothing until it is opened', async () => {
  const { element, asked } = await mounted();
  expect(deep<HTMLDetailsElement>(element, 'details')[0]!.open).toBe(false);
  expect(asked).toEqual([]);
});

test('says that it reads the text while the answer is under way', async () => {
  const { element, asked } = await mounted();
  await open(element);
  expect(asked.map(({ args: [id] }) => id)).toEqual(['d1']);
  expect(text(deep(element, '[role=status]')[0])).toBe('Reading the text again …');
});

test('shows the phrases of both directions, strongest first, with how often they occur', async () => {
  const { element } = await answered({ explanation: EXPLANATION });
  expect(items(section(element, 'Phrases that raised it'))).toEqual([
    'important to ×3',
    'conclusion ,',
    'meaningful way ×2',
    'overall',
    'can help ×2',
  ]);
  expect(items(section(element, 'Phrases that lowered it'))).toEqual(["do n't ×4", 'my ×6', 'really', '! i']);
  expect(text(deep(element, '[role=status]')[0])).toBe('');
});

test('draws bars in the proportion of the influence, both directions on one scale', async () => {
  const { element } = await answered({ explanation: EXPLANATION });
  const width = (title: string) => Number(section(element, title).querySelector('rect')!.getAttribute('width'));
  expect(width('Phrases that raised it')).toBe(48);
  expect(width('Phrases that lowered it')).toBeCloseTo((48 * 0.42) / 0.61);
});

test('says whose weights these are, and that a phrase proves nothing', async () => {
  const { element } = await answered({ explanation: EXPLANATION });
  expect(text(deep(element, 'p')[0])).toMatch(/^By the detector's own weights\. A phrase alone proves nothing\./);
});

test.each([
  [0.6, /^How it is written raised it, too/],
  [-0.6, /^How it is written lowered it, too/],
])('says what the style of the whole text does (%d)', async (style, says) => {
  const { element } = await answered({ explanation: { ...EXPLANATION, style } });
  expect(text(deep(element, 'p.style')[0])).toMatch(says);
});

test.each([undefined, 0.1])('says nothing of a style that does little, or is not known (%s)', async (style) => {
  const { element } = await answered({ explanation: { ...EXPLANATION, ...(style !== undefined && { style }) } });
  expect(deep(element, 'p.style')).toEqual([]);
});

test('a press on a phrase opens the document there', async () => {
  const { element, host } = await answered({ explanation: EXPLANATION });
  section(element, 'Phrases that lowered it').querySelectorAll('button')[1]!.click();
  section(element, 'Passages that raised it most').querySelector('button')!.click();
  expect(host.openDocument.mock.calls).toEqual([
    ['d1', EXPLANATION.phrases.lowering[1]!.range],
    ['d1', EXPLANATION.passages.raising[0]!.range],
  ]);
});

test('leaves out passages where there are none to tell apart', async () => {
  const { element } = await answered({ explanation: { ...EXPLANATION, passages: { raising: [], lowering: [] } } });
  expect(deep(element, 'h4').map((h) => text(h))).toEqual(['Phrases that raised it', 'Phrases that lowered it']);
});

test('says what went wrong in its place, and tries again', async () => {
  const { element, asked } = await mounted();
  await open(element);
  asked[0]!.answer({ failure: 'essays holds no a.txt any more. Run the analysis again.' });
  await settled(element);
  expect(text(deep(element, '[role=alert]')[0])).toBe('essays holds no a.txt any more. Run the analysis again.');
  deep(element, 'button')[0]!.click();
  asked[1]!.answer({ explanation: EXPLANATION });
  await settled(element);
  expect(deep(element, 'section')).toHaveLength(4);
  expect(deep(element, '[role=alert]')).toHaveLength(0);
});

test('another document begins closed, and an answer on the last one is not taken for its own', async () => {
  const { element, asked } = await mounted();
  await open(element);
  element.document = 'd2';
  await settled(element);
  asked[0]!.answer({ explanation: EXPLANATION });
  await open(element);
  expect(asked.map(({ args: [id] }) => id)).toEqual(['d1', 'd2']);
  expect(deep(element, 'section')).toHaveLength(0);
});

test('is open again, and asks again, after the page was drawn anew', async () => {
  const { element } = await mounted();
  await open(element);
  const { element: anew, asked } = await mounted(element.store);
  expect(deep<HTMLDetailsElement>(anew, 'details')[0]!.open).toBe(true);
  expect(asked.map(({ args: [id] }) => id)).toEqual(['d1']);
});

test('of a document that is chosen again, it is shown again', async () => {
  const { element, asked } = await mounted();
  await open(element);
  for (const id of ['d2', 'd1']) {
    element.document = id;
    await settled(element);
  }
  asked.at(-1)!.answer({ explanation: EXPLANATION });
  await settled(element);
  expect(asked.map(({ args: [id] }) => id)).toEqual(['d1', 'd1']);
  expect(deep(element, 'section')).toHaveLength(4);
});

test('closed and opened again it asks no second time', async () => {
  const { element, host } = await answered({ explanation: EXPLANATION });
  await open(element);
  expect(deep(element, 'section')).toHaveLength(0);
  await open(element);
  expect(deep(element, 'section')).toHaveLength(4);
  expect(host.explain).toHaveBeenCalledOnce();
});

test('a host that fails to answer is told in the place of the answer', async () => {
  const { host } = askedHost();
  host.explain.mockRejectedValue(new Error('The connection is gone.'));
  const element = new GwExplanation();
  element.document = 'd1';
  await mount(element, host);
  await open(element);
  expect(text(deep(element, '[role=alert]')[0])).toBe('The connection is gone.');
});

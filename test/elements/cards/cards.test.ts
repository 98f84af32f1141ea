import { overviewFigures } from '../../../src/report/overview.ts';
import { beforeEach, expect, test } from 'vitest';
import { GwCards } from '../../../src/webview/cards/cards.ts';
import { SelectionStore } from '../../../src/webview/selection-store.ts';
import { results, sampleReport } from '../fixtures/states.ts';
import { Batch } from '../../../src/webview/batch.ts';
import { deep, mount, settled, text } from '../mount.ts';

let cards: GwCards;
beforeEach(async () => {
  cards = new GwCards();
  cards.figures = overviewFigures(sampleReport.documents, sampleReport);
  cards.store = new SelectionStore();
  await mount(cards);
});

const card = (title: string) =>
  deep<HTMLButtonElement>(cards, 'button').find((b) => text(b.querySelector('.title')) === title)!;
const figure = (title: string) => text(card(title).querySelector('.figure'));

test('gives the figures of the report', () => {
  expect(
    ['Total Documents', 'Clusters Found', 'Avg AI Probability', 'High Confidence AI', 'Near-copies', 'Skipped'].map(
      figure,
    ),
  ).toEqual(['24', '3', '15%', '0', '2', '1']);
});

test('a card is a filter and shows when it is on', async () => {
  card('Near-copies').click();
  await settled(cards);
  expect(cards.store.state.card).toBe('copies');
  expect(card('Near-copies').ariaPressed).toBe('true');
  card('Near-copies').click();
  await settled(cards);
  expect(cards.store.filtered).toBe(false);
  expect(card('Near-copies').ariaPressed).toBe('false');
});

test('the card of high confidence is the same filter as the choice of a level', async () => {
  cards.store.setConfidence('high');
  await settled(cards);
  expect(card('High Confidence AI').ariaPressed).toBe('true');
});

test('the card of skipped documents takes away filters that no skipped one passes', () => {
  cards.store.update({ cluster: 1, confidence: 'low' });
  card('Skipped').click();
  expect(cards.store.state).not.toHaveProperty('cluster');
  expect(cards.store.state).not.toHaveProperty('confidence');
});

test('the card of all documents takes every filter away', () => {
  cards.store.update({ cluster: 1, text: 'a', card: 'judged' });
  card('Total Documents').click();
  expect(cards.store.filtered).toBe(false);
});

test('counts while the job runs; what needs all documents waits', async () => {
  cards.figures = overviewFigures(results(sampleReport).slice(0, 9));
  await settled(cards);
  expect(figure('Total Documents')).toBe('9');
  expect(figure('Clusters Found')).toBe('–');
  expect(card('Near-copies').disabled).toBe(true);
});

test('says what the levels go by', () => {
  expect(card('High Confidence AI').querySelector('.context')!.getAttribute('title')).toContain(
    'HIGH: the lower end of the range is above 70%. LOW: the upper end is below 40%. All between is undecided',
  );
});

test('how many documents hold words of others is a card, and shows them alone', async () => {
  const documents = sampleReport.documents.map((d, i) =>
    d.status === 'skipped' ? d : { ...d, shareCopied: i < 3 ? 0.2 + i / 10 : 0 },
  );
  cards.figures = overviewFigures(documents, { ...sampleReport, sharedPassages: [] });
  await settled(cards);
  expect(figure('Share Copied')).toBe('3');
  expect(text(card('Share Copied').querySelector('.context'))).toBe('hold words of others, up to 40%');
  card('Share Copied').click();
  expect([...new Batch({ ...sampleReport, documents }).shown(cards.store.state)!]).toEqual(
    documents.slice(0, 3).map(({ id }) => id),
  );
});

test('hidden text and look-alike letters are a card where there are any, skipped documents among them', async () => {
  expect(deep(cards, 'button').map((b) => text(b.querySelector('.title')))).not.toContain('Hidden Text');
  const documents = sampleReport.documents.map((d, i) => ({
    ...d,
    ...(i === 1 && { hiddenWords: 120 }),
    ...(i === 2 && { disguisedWords: 1 }),
    ...(d.status === 'skipped' && { hiddenWords: 30 }),
  }));
  cards.figures = overviewFigures(documents, sampleReport);
  await settled(cards);
  expect(figure('Hidden Text')).toBe('3');
  expect(text(card('Hidden Text').querySelector('.context'))).toBe(
    '150 words that no reader sees, 1 word with look-alike letters',
  );
  card('Hidden Text').click();
  expect([...new Batch({ ...sampleReport, documents }).shown(cards.store.state)!]).toEqual(
    documents.filter((d) => 'hiddenWords' in d || 'disguisedWords' in d).map(({ id }) => id),
  );
});

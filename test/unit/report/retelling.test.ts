import { expect, test } from 'vitest';
import { Retelling } from '../../../src/report/retelling.ts';

const retelling = new Retelling({
  '{0} is empty.': '{0} ist leer.',
  'Look at the original.': 'Sehen Sie sich das Original an.',
  '{0} characters were left out ({1}).': '{0} Zeichen wurden weggelassen ({1}).',
  '{0} of no width': '{0} ohne Breite',
  '{0} soft hyphens': '{0} weiche Trennzeichen',
  'The process ended ({0}). Run it again.': 'Der Prozess wurde beendet ({0}). Führen Sie ihn erneut aus.',
});

test.each([
  ['a wording with its values', 'a.txt is empty.', 'a.txt ist leer.'],
  ['a list among the values', '5 characters were left out (2 of no width, 3 soft hyphens).', '5 Zeichen wurden weggelassen (2 ohne Breite, 3 weiche Trennzeichen).'],
  ['sentences that are known each by itself', '2 characters were left out (2 of no width). Look at the original.', '2 Zeichen wurden weggelassen (2 ohne Breite). Sehen Sie sich das Original an.'],
  ['what comes before something unknown', 'The process ended (SIGKILL). Run it again.\nError: no such thing', 'Der Prozess wurde beendet (SIGKILL). Führen Sie ihn erneut aus.\nError: no such thing'],
  ['nothing that is known', 'Something else, and more. And more.', 'Something else, and more. And more.'],
])('%s', (_, english, german) => {
  expect(retelling.of(english)).toBe(german);
});

test('takes no time worth speaking of, whatever a report says', () => {
  const many = new Retelling({ 'The {0} of {1} has {2} in {3} and {4}.': '{4} {3} {2} {1} {0}' });
  const begun = performance.now();
  for (const message of [`The ${' of  has  in  and '.repeat(200)}`, 'The . '.repeat(600), 'The a of '.repeat(400), `The ${'x'.repeat(5_000_000)}`]) expect(many.of(message)).toBe(message);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(many.of('The end of it has a place in time and space.')).toBe('space time a place it end');
});

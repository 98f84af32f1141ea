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

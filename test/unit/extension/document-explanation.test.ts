import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentExplanation } from '../../../src/extension/documents/document-explanation.ts';
import type { Explanation } from '../../../src/report/explanation.ts';

const cue = (start: number, end: number, influence: number) => ({ phrase: 'p', start, end, count: 2, influence });
const explained = (text: string, passages: Explanation['passages'], raising: Explanation['raising'] = []) =>
  documentExplanation({ raising, lowering: [], passages }, text);

test('counts lines and characters as editors do, whatever ends the lines', () => {
  const text = 'one\r\ntwo three\nfour\rfive';
  const [mover] = explained(text, [], [cue(text.indexOf('three'), text.indexOf('five') + 2, 1)]).phrases.raising;
  expect(mover?.range).toEqual({ start: { line: 1, character: 4 }, end: { line: 3, character: 2 } });
});

test('a range holds the very stretch of the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', ' ')), fc.nat(), fc.nat(), (parts, a, b) => {
      const text = parts.join('');
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
      const { range } = explained(text, [], [cue(start, end, 1)]).phrases.raising[0]!;
      const lines = text.split(/(?<=\n)/);
      const offset = ({ line, character }: typeof range.start) => lines.slice(0, line).join('').length + character;
      expect(text.slice(offset(range.start), offset(range.end))).toBe(text.slice(start, end));
    }),
  );
});

test('gives a phrase as people write it, and as it first stands in the text', () => {
  const [mover] = explained('All in all , a\ngood way (so).', [], [{ ...cue(0, 18, 1), phrase: 'all , a … ( so )' }])
    .phrases.raising;
  expect(mover).toMatchObject({ words: 'all, a … (so)', quote: 'All in all , a goo' });
});

test('names the three strongest passages of each direction by their first words', () => {
  const sentences = [
    'One sentence of more than nine words that has to be cut.',
    'Two.',
    'Three.',
    'Four.',
    'Five.',
    'Six.',
  ];
  const text = sentences.join(' ');
  const influences = [0.2, -0.1, 0.9, 0.1, 0.4, 0];
  const passages = sentences.map((sentence, i) => ({
    start: text.indexOf(sentence),
    end: text.indexOf(sentence) + sentence.length,
    influence: influences[i]!,
  }));
  const { raising, lowering } = explained(text, passages).passages;
  expect(raising.map((m) => m.words)).toEqual(['Three.', 'Five.', 'One sentence of more than nine words that has …']);
  expect(lowering.map((m) => m.words)).toEqual(['Two.']);
});

test('a text of one passage has none to name', () => {
  expect(explained('One.', [{ start: 0, end: 4, influence: 1 }]).passages).toEqual({ raising: [], lowering: [] });
});

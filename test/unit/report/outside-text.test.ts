import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clipped,
  modelLine,
  printableName,
  terminalLine,
  terminalText,
  wellFormed,
} from '../../../src/report/outside-text.ts';

const UNSEEN = [
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u1160',
  '\u17b4',
  '\u180b',
  '\u180e',
  '\u200b',
  '\u200f',
  '\u2028',
  '\u202e',
  '\u2060',
  '\u2066',
  '\u206a',
  '\u206f',
  '\u2800',
  '\u3164',
  '\ufe00',
  '\ufe0f',
  '\ufeff',
  '\uffa0',
  '\ufff9',
  '\u{e0001}',
  '\u{e0041}',
  '\u{e0100}',
  '\u{1d173}',
  '\0',
  '\x1b',
  '\x7f',
  '\x9b',
  '\r',
  '\n',
  '\t',
  '\ud800',
  '\udc00',
];

describe('what is not seen', () => {
  test.each(UNSEEN.map((c) => [c.codePointAt(0)!.toString(16), c]))(
    'U+%s stands for itself in no name, no line of a terminal and no answer to a model',
    (code, c) => {
      expect(printableName(`a${c}b`)).toBe(`a\\u{${code}}b`);
      expect(terminalLine(`a${c}b`)).not.toContain(c);
      expect(modelLine(`a${c}b`)).toBe('a\ufffdb');
    },
  );

  test('leaves ordinary names of any script as they are', () => {
    for (const name of ['Ünïcode 日本 مرحبا 😀 (1).txt', 'नमस्ते.txt', 'Ελληνικά — “quotes”', 'e\u0301.txt'])
      expect([printableName(name), terminalLine(name), modelLine(name)]).toEqual([name, name, name]);
  });
});

test('a text is cut between characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 0, max: 45 }), (text, most) => {
      const cut = clipped(text, most);
      expect(cut.length).toBeLessThanOrEqual(most);
      expect(cut).toBe(wellFormed(cut));
      expect(() => encodeURIComponent(cut)).not.toThrow();
    }),
  );
  expect(clipped('ab😀', 3)).toBe('ab');
  expect(clipped('ab😀', 4)).toBe('ab😀');
  expect(wellFormed('a\ud83db\udc00😀')).toBe('a\ufffdb\ufffd😀');
});

test('whatever a report says, it is one line of bounded length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      for (const line of [terminalLine(text), modelLine(text)])
        expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/u);
      expect(modelLine(text).length).toBeLessThanOrEqual(500);
    }),
  );
  expect(terminalLine('a'.repeat(1_000_000)).length).toBeLessThan(600);
  expect(modelLine('a'.repeat(1_000_000))).toBe(`${'a'.repeat(499)}…`);
});

test('lines that the program composes keep its colours and line ends, and nothing else', () => {
  expect(terminalText('\x1b[1mname\x1b[0m: \x1b[2J\x1b]0;title\x07a\rb\nnext')).toBe(
    '\x1b[1mname\x1b[0m: \\u{1b}[2J\\u{1b}]0;title\\u{7}a\\u{d}b\nnext',
  );
});

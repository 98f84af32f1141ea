import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotations } from '../../../../src/analysis/document/quotations.ts';
import { countWords } from '../../../../src/analysis/document/words.ts';
import { processorTime } from '../../support/processor-time.ts';

const OWN =
  'I walked along the quay for an hour and thought of what my aunt had told me about the boats and the mud. '.repeat(6);
const QUOTED =
  'a quay is the only street of a town that moves, and whoever builds there has to know that the ground is lent';
const around = (part: string) => `${OWN}\n\n${part}\n\n${OWN}`;
const found = (part: string, text = around(part)) =>
  quotations(text, countWords(text)).map(({ start, end }) => text.slice(start, end).trim());

test.each([
  `As Holm puts it, "${QUOTED}" (2011, p. 41).`,
  `As Holm puts it, '${QUOTED}' (2011, p. 41).`,
  `Holm (2011, p. 41) writes: “${QUOTED}.”`,
  `“${QUOTED}” [3]`,
  `“${QUOTED}.”2 So it is.`,
  `‘${QUOTED}’ (Holm 41).`,
  `Holm schreibt: „${QUOTED}“ (2011, S. 41).`,
  `»${QUOTED}« (Holm 2011)`,
  `« ${QUOTED} » (Holm, 2011)`,
  `«${QUOTED}» (Holm, 2011)`,
  `”${QUOTED}” (Holm 2011)`,
  `「${QUOTED}」（Holm 2011）`,
  `\`\`${QUOTED}''~\\cite{holm}`,
  `> ${QUOTED}\n> (Holm 2011: 41)`,
  `    ${QUOTED},\n    and so on. (Holm 2011: 41)`,
  `\\begin{quote}\n${QUOTED} \\cite{holm}\n\\end{quote}`,
  `"${QUOTED}. This is a second sentence of it."`,
  `In The Quay, Holm writes that “${QUOTED}.” That is true.`,
  `Wie Holm schreibt: „${QUOTED}“. Das stimmt.`,
  `“${QUOTED.replaceAll(', ', ',\n')}\nand all the lamps\nand all the boats”`,
])('%j is a quotation', (part) => {
  expect(found(part)).toHaveLength(1);
  expect(found(part)[0]).toContain('a quay is the only street');
});

describe('what counts all the same', () => {
  test('is a sentence without its source', () => {
    expect(found(`He said, "${QUOTED}", and left.`)).toEqual([]);
    expect(found(`"${QUOTED}"`)).toEqual([]);
  });

  test('is a long passage without its source', () => {
    expect(found(`"${`${QUOTED}. `.repeat(6)}"`)).toEqual([]);
  });

  test('is a text of little else', () => {
    const text = `"${`${QUOTED}. `.repeat(3)}" (Holm 2011) said Holm.`;
    expect(found('', text)).toEqual([]);
  });

  test('are apostrophes, inches and measures', () => {
    expect(
      found(`It's the neighbours' dog, isn't it? In the '90s a 5" pipe and a 6" one were the dogs' bowls (2011).`),
    ).toEqual([]);
  });

  test('are paragraphs whose first lines are indented', () => {
    const set = Array.from({ length: 6 }, () => `    ${OWN}`).join('\n\n');
    expect(quotations(set, countWords(set))).toEqual([]);
  });
});

test('lie in order and apart in whatever text', () => {
  const piece = fc.constantFrom(
    '"',
    "'",
    '“',
    '”',
    '„',
    '«',
    '»',
    '\n\n',
    '\n',
    '> ',
    '    ',
    '(2011)',
    'a b c d e. ',
    '「',
    '」',
    '``',
    "''",
    '\\begin{quote}',
    '\\end{quote}',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const spans = quotations(text, 1000);
      expect(
        spans.every(
          ({ start, end }, i) => start < end && end <= text.length && (i === 0 || start >= spans[i - 1]!.end),
        ),
      ).toBe(true);
    }),
  );
});

test('takes no time on a text that opens and never closes', () => {
  const begin = processorTime();
  for (const part of ['„', "'a ", '\\begin{quote}', '" (', '>\n', ' ', '\n '])
    quotations(part.repeat(100_000 / part.length), 10);
  expect(processorTime() - begin).toBeLessThan(5_000);
});

test('a paragraph that the markup says is a quotation is one, where it is cited or longer than a sentence', () => {
  const start = OWN.length + 2;
  const quotesIn = (part: string) => {
    const text = around(part);
    return quotations(text, countWords(text), [{ start, end: start + part.length }]).map((span) =>
      text.slice(span.start, span.end),
    );
  };
  expect(quotesIn(`${QUOTED}. And this is a second sentence of it.`)).toHaveLength(1);
  expect(quotesIn(`${QUOTED} (Holm 2011, p. 41)`)).toHaveLength(1);
  expect(quotesIn(QUOTED)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { referenceLists } from '../../../../src/analysis/document/reference-list.ts';
import { processorTime } from '../../support/processor-time.ts';

const ESSAY =
  'The quay at Holm is empty twice a day. My aunt said that a fisher owns half of the time, and the moon the rest.';
const ENTRIES = [
  'Holm, K. (2011) The quay as a machine. Uppsala: North Press.',
  "Brandt, S. and Ojala, P. (2007) 'Who owns the shore?', Journal of Small Harbours, 14(2), pp. 88-121.",
  'Delacroix, M. (1998) A short history of waiting. Lyon: Editions du Quai. https://example.org/waiting',
];
const found = (text: string) => referenceLists(text).map(({ start, end }) => text.slice(start, end));

test.each([
  'References',
  'REFERENCES:',
  '## Bibliography',
  'Works Cited',
  '5. Literaturverzeichnis',
  'Quellen',
  'Références',
  'Bibliografía',
  'Riferimenti bibliografici',
  'Källförteckning',
  'Список литературы',
  '参考文献',
  'المراجع',
  'Kaynakça',
  '**References**',
  'Sources and further reading',
  'Selected bibliography',
  'Websites',
  'Endnotes',
  'Literatur- und Quellenverzeichnis',
])('a list below %j', (title) => {
  expect(found(`${ESSAY}\n\n${title}\n${ENTRIES.join('\n')}`)).toEqual([`${title}\n${ENTRIES.join('\n')}`]);
  expect(found(`${ESSAY}\n\n${title}\n\n${ENTRIES.join('\n\n')}`)).toEqual([`${title}\n\n${ENTRIES.join('\n\n')}`]);
});

test.each([
  ['as in Harvard style', ENTRIES],
  [
    'numbered',
    [
      '[1] K. Holm, The Quay as a Machine, North Press, 2011.',
      '[2] S. Brandt and P. Ojala, "Who owns the shore?", J. Small Harbours, vol. 14, 2007.',
      '[3] M. Delacroix, A Short History of Waiting. Lyon, 1998.',
    ],
  ],
  [
    'as in notes',
    [
      '1 Holm, The Quay as a Machine (Uppsala: North Press, 2011), 41.',
      '2 Ibid., 44.',
      '3 Brandt and Ojala, “Who Owns the Shore?”, Journal of Small Harbours 14 (2007): 90.',
    ],
  ],
  [
    'of addresses',
    [
      'https://example.org/tides/how-the-moon-moves-water',
      'https://example.org/tide (accessed 3 May 2024)',
      'www.example.org/harbours',
    ],
  ],
])('entries in a row need no title, %s', (_, entries) => {
  expect(found(`${ESSAY}\n\n${entries.join('\n')}`)).toEqual([entries.join('\n')]);
});

test('a list may stand in one line with the text before it', () => {
  expect(found(`${ESSAY} References: ${ENTRIES.join(' ')}`)).toEqual([`References: ${ENTRIES.join(' ')}`]);
  expect(
    found(
      `${ESSAY} References are a matter of taste, as Holm said in 1998, in 2003 and in 2011, and my aunt does not care for any of them at all, because she thinks that whoever talks of a quay should have stood on one for a whole winter and should have felt the wind there.`,
    ),
  ).toEqual([]);
});

test('ends where prose begins again', () => {
  const [list] = found(`${ESSAY}\n\nReferences\n${ENTRIES.join('\n')}\n\nAppendix\n\n${ESSAY}`);
  expect(list).toBe(`References\n${ENTRIES.join('\n')}`);
});

describe('is none', () => {
  test('where prose stands below the title', () => {
    expect(found(`References\n\n${ESSAY} ${ESSAY}`)).toEqual([]);
    expect(found(`Literature\n${ESSAY}\n${ESSAY}`)).toEqual([]);
  });

  test('in prose that names years', () => {
    expect(
      found(`${ESSAY} In 1998 it burnt, in 2003 it was built again, and in 2011 Holm (2011) wrote of it.\n\n${ESSAY}`),
    ).toEqual([]);
  });
});

test('takes no time on a text of nothing else', () => {
  const begin = processorTime();
  for (const part of [
    'Holm, K. ',
    'References ',
    'References\n',
    'https://a',
    'Holm, K. (2011)\n',
    '1 Ibid.\n',
    '. Sources A 2011 ',
  ])
    referenceLists(part.repeat(100_000 / part.length));
  expect(processorTime() - begin).toBeLessThan(5_000);
});

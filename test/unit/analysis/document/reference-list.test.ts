import { describe, expect, test } from 'vitest';
import { referenceLists } from '../../../../src/analysis/document/reference-list.ts';

const ESSAY = 'The quay at Holm is empty twice a day. My aunt said that a fisher owns half of the time, and the moon the rest.';
const ENTRIES = ['Holm, K. (2011) The quay as a machine. Uppsala: North Press.', "Brandt, S. and Ojala, P. (2007) 'Who owns the shore?', Journal of Small Harbours, 14(2), pp. 88-121.", 'Delacroix, M. (1998) A short history of waiting. Lyon: Editions du Quai. https://example.org/waiting'];
const found = (text: string) => referenceLists(text).map(({ start, end }) => text.slice(start, end));

test.each(['References', 'REFERENCES:', '## Bibliography', 'Works Cited', '5. Literaturverzeichnis', 'Quellen', 'Références', 'Bibliografía', 'Riferimenti bibliografici', 'Källförteckning', 'Список литературы', '参考文献', 'المراجع', 'Kaynakça', '**References**'])('a list below %j', (title) => {
  expect(found(`${ESSAY}\n\n${title}\n${ENTRIES.join('\n')}`)).toEqual([`${title}\n${ENTRIES.join('\n')}`]);
  expect(found(`${ESSAY}\n\n${title}\n\n${ENTRIES.join('\n\n')}`)).toEqual([`${title}\n\n${ENTRIES.join('\n\n')}`]);
});

test('entries in a row need no title', () => {
  expect(found(`${ESSAY}\n\n${ENTRIES.join('\n')}`)).toEqual([ENTRIES.join('\n')]);
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
    expect(found(`${ESSAY} In 1998 it burnt, in 2003 it was built again, and in 2011 Holm (2011) wrote of it.\n\n${ESSAY}`)).toEqual([]);
  });
});

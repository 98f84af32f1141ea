import type { TextSpan } from './segments.ts';

/** What a list of references is called. */
const TITLES = [
  'references', 'reference list', 'list of references', 'references cited', 'bibliography', 'annotated bibliography', 'works cited', 'work cited', 'literature', 'literature cited', 'sources', 'sources cited', 'list of sources',
  'literatur', 'literaturverzeichnis', 'literaturliste', 'literaturangaben', 'quellen', 'quellenverzeichnis', 'quellenangaben', 'bibliographie', 'bibliografie', 'références', 'références bibliographiques', 'ouvrages cités', 'sources consultées',
  'bibliografía', 'referencias', 'referencias bibliográficas', 'obras citadas', 'fuentes', 'bibliografia', 'referências', 'referências bibliográficas', 'riferimenti', 'riferimenti bibliografici', 'opere citate', 'fonti',
  'literatuur', 'literatuurlijst', 'bronnen', 'bronnenlijst', 'referenser', 'källor', 'källförteckning', 'litteraturförteckning', 'litteratur', 'litteraturliste', 'kilder', 'referanser', 'referencer', 'kildeliste', 'lähteet', 'kirjallisuus',
  'literatura', 'seznam literatury', 'použitá literatura', 'piśmiennictwo', 'spis literatury', 'irodalom', 'irodalomjegyzék', 'felhasznált irodalom', 'referințe', 'kaynakça', 'kaynaklar', 'viited', 'izmantotā literatūra',
  'литература', 'список литературы', 'список использованных источников', 'источники', 'библиография', 'список використаних джерел', 'література', 'βιβλιογραφία', 'αναφορές',
  'المراجع', 'المصادر', 'المصادر والمراجع', 'قائمة المراجع', 'منابع', 'מקורות', 'ביבליוגרפיה', 'רשימת מקורות', 'संदर्भ', 'संदर्भ सूची', 'बिबलियोग्राफी',
  '参考文献', '參考文獻', '参考资料', '參考資料', '引用文献', '引用文獻', '文献', '참고문헌', '참고 문헌', 'เอกสารอ้างอิง', 'บรรณานุกรม', 'tài liệu tham khảo', 'daftar pustaka',
];
const TITLE = new RegExp(`^[^\\p{L}\\p{N}\\n]*(?:\\d+(?:\\.\\d+)*\\.?\\s+|[IVX]+\\.\\s+)?(?:${TITLES.map((title) => title.replaceAll(' ', '\\s+')).join('|')})[^\\p{L}\\p{N}\\n]*$`, 'iu');
const MAY_BE_TITLE = 80;

/** Marks of an entry: a year, an address, pages, a volume, a number before it, an author with initials. */
const MARK = /(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?:\/\/|www\.|\bdoi\b|\bpp?\.\s*\d|\b(?:vol|no|ed|eds|hrsg|éd|dir)\.|\d\s*[(:]\s*\d|^\s*\[\d+\]|[\p{L}'’-]{2,40},\s{1,3}\p{Lu}\./gimu;

/** Words for one mark, at most, in what is a list of references. */
const WORDS_A_MARK = 22;

/** An entry that needs no title above it, such as `Brandt, S. and Ojala, P. (2007) …` or `[3] K. Ahlberg, …, 2011`. */
const ENTRY = /^\s*(?:[-*•–]\s+|\[\d+\]\s*|\d+\.\s+)?(?:\p{Lu}[\p{L}'’-]+,\s+\p{Lu}[\p{L}.]|\p{Lu}\.\s*(?:\p{Lu}\.\s*)?\p{Lu}[\p{L}'’-]+,).{1,400}?(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/u;

/** Entries in a row that are a list without a title. */
const LEAST_ENTRIES = 3;

/**
 * The lists of references in a text: from a line that is the title of one, in any of some thirty languages, as far as what follows is made of entries; and entries in a row without a title. A title with prose below it
 * is none.
 *
 * @returns ascending, not overlapping
 */
export function referenceLists(text: string): TextSpan[] {
  const lists: TextSpan[] = [];
  let entries: TextSpan | undefined;
  let count = 0;
  const close = () => {
    if (entries && count >= LEAST_ENTRIES) lists.push(entries);
    entries = undefined;
    count = 0;
  };
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    const below = line.length <= MAY_BE_TITLE && TITLE.test(line) ? entriesBelow(text, end + 1) : end;
    if (below > end) {
      close();
      lists.push({ start, end: below });
      start = below + 1;
      continue;
    }
    if (ENTRY.test(line)) {
      entries = { start: entries?.start ?? start, end };
      count++;
    } else if (line.trim() !== '' && !isContinued(line, count)) close();
    else if (entries && line.trim() !== '') entries = { ...entries, end };
    start = end + 1;
  }
  close();
  return lists;
}

/** A line that an entry goes on in: indented, or short. */
const isContinued = (line: string, entries: number) => entries > 0 && (/^\s{2,}\S/.test(line) || line.length < 90) && !/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}/u.test(line);

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where the paragraphs of entries below a title end; no further than `from` where there is none. */
function entriesBelow(text: string, from: number): number {
  let reached = from - 1;
  for (let start = from; start < text.length; ) {
    const blank = /\n[^\S\n]*(?:\n|$)/g;
    blank.lastIndex = start;
    const end = blank.exec(text)?.index ?? text.length;
    const paragraph = text.slice(start, end);
    if (paragraph.trim() !== '') {
      const words = paragraph.match(/\p{L}[\p{L}\p{M}'’-]*/gu)?.length ?? 0;
      const marks = paragraph.match(MARK)?.length ?? 0;
      if (marks === 0 || words > marks * WORDS_A_MARK) break;
      reached = end;
    }
    start = end + 1;
  }
  return reached;
}

import type { TextSpan } from './segments.ts';

/** What a list of references is called. */
const TITLES = [
  'references',
  'reference list',
  'list of references',
  'references cited',
  'bibliography',
  'annotated bibliography',
  'works cited',
  'work cited',
  'literature',
  'literature cited',
  'sources',
  'sources cited',
  'sources used',
  'references used',
  'list of sources',
  'further reading',
  'reading list',
  'websites',
  'web sources',
  'web references',
  'internet sources',
  'online sources',
  'notes',
  'endnotes',
  'footnotes',
  'literatur',
  'literaturverzeichnis',
  'literaturliste',
  'literaturangaben',
  'quellen',
  'quellenverzeichnis',
  'quellenangaben',
  'internetquellen',
  'webseiten',
  'weiterführende literatur',
  'anmerkungen',
  'endnoten',
  'fußnoten',
  'literatur- und quellenverzeichnis',
  'quellen- und literaturverzeichnis',
  'bibliographie',
  'bibliografie',
  'références',
  'références bibliographiques',
  'ouvrages cités',
  'sources consultées',
  'sitographie',
  'webographie',
  'notes de bas de page',
  'liste des références',
  'bibliografía',
  'referencias',
  'referencias bibliográficas',
  'obras citadas',
  'fuentes',
  'webgrafía',
  'notas',
  'lista de referencias',
  'bibliografia',
  'referências',
  'referências bibliográficas',
  'riferimenti',
  'riferimenti bibliografici',
  'opere citate',
  'fonti',
  'sitografia',
  'note',
  'literatuur',
  'literatuurlijst',
  'bronnen',
  'bronnenlijst',
  'noten',
  'referenser',
  'källor',
  'källförteckning',
  'litteraturförteckning',
  'litteratur',
  'litteraturliste',
  'kilder',
  'referanser',
  'referencer',
  'kildeliste',
  'lähteet',
  'kirjallisuus',
  'literatura',
  'seznam literatury',
  'použitá literatura',
  'piśmiennictwo',
  'spis literatury',
  'irodalom',
  'irodalomjegyzék',
  'felhasznált irodalom',
  'referințe',
  'kaynakça',
  'kaynaklar',
  'viited',
  'izmantotā literatūra',
  'литература',
  'список литературы',
  'список использованных источников',
  'источники',
  'библиография',
  'список використаних джерел',
  'література',
  'βιβλιογραφία',
  'αναφορές',
  'المراجع',
  'المصادر',
  'المصادر والمراجع',
  'قائمة المراجع',
  'منابع',
  'מקורות',
  'ביבליוגרפיה',
  'רשימת מקורות',
  'संदर्भ',
  'संदर्भ सूची',
  'बिबलियोग्राफी',
  '参考文献',
  '參考文獻',
  '参考资料',
  '參考資料',
  '引用文献',
  '引用文獻',
  '文献',
  '참고문헌',
  '참고 문헌',
  'เอกสารอ้างอิง',
  'บรรณานุกรม',
  'tài liệu tham khảo',
  'daftar pustaka',
];
const NAMED = `(?:${TITLES.map((title) => title.replaceAll(' ', '\\s+')).join('|')})`;
/** `References`, `5. Sources and literature`, `Selected bibliography`. */
const TITLE = new RegExp(
  `^[^\\p{L}\\p{N}\\n]*(?:\\d+(?:\\.\\d+)*\\.?\\s+|[IVX]+\\.\\s+)?(?:(?:selected|primary|secondary|my|cited|consulted|other|general)\\s+)?${NAMED}(?:\\s*(?:,|/|&|\\+|and|und|et|y|e|en|och|og)\\s*${NAMED})?(?:\\s+(?:used|cited|consulted))?[^\\p{L}\\p{N}\\n]*$`,
  'iu',
);
/** The title before its first entry, in the same line. */
const TITLE_INLINE =
  /(?:^|[.!?]["”’)]?\s+)((?:References|REFERENCES|Bibliography|BIBLIOGRAPHY|Works Cited|WORKS CITED|Sources|Literature Cited|Literaturverzeichnis|Literatur|Quellen|Bibliographie|Références|Bibliografía|Referencias|Bibliografia|Referências|Riferimenti|Литература|Список литературы)[:.]?\s+)(?=[“"'‘[(]?[\p{Lu}\d])/gu;
const MAY_BE_TITLE = 80;
const MOST_TRIES = 20;

/** Marks of an entry: a year, an address, pages, a volume, a number before it, an author with initials. */
const MARK =
  /(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?:\/\/|www\.|\bdoi\b|\bpp?\.\s*\d|\b(?:vol|no|ed|eds|hrsg|éd|dir)\.|\d\s*[(:]\s*\d|^\s*\[\d+\]|[\p{L}'’-]{2,40},\s{1,3}\p{Lu}\./gimu;

/** Words for one mark, at most, in what is a list of references. */
const WORDS_A_MARK = 22;

/** An entry that needs no title above it, such as `Brandt, S. and Ojala, P. (2007) …` or `[3] K. Ahlberg, …, 2011`. */
const ENTRY =
  /^\s*(?:[-*•–]\s+|\[\d+\]\s*|\d{1,3}[.)]?\s+)?(?:\p{Lu}[\p{L}'’-]+(?:\s+(?:and|und|et|&|y|e)\s+\p{Lu}[\p{L}'’-]+)?,\s+[“"‘'«„]?\p{Lu}[\p{L}.]?|\p{Lu}\.\s*(?:\p{Lu}\.\s*)?\p{Lu}[\p{L}'’-]+(?:,|\s+(?:and|und|et|&|y|e)\s)).{1,400}?(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/u;
/** One that is an address alone. */
const ADDRESS =
  /^\s*(?:[-*•–]\s+|\[?\d{1,3}[\].)]?\s+)?<?(?:https?:\/\/|www\.)\S+>?[\s.]*(?:\(?(?:accessed|retrieved|abgerufen|zugriff|consulté|consultado)\b.{0,60})?$/iu;
/** One that points to the one above. */
const AGAIN = /^\s*(?:\[?\d{1,3}[\].)]?\s+)?(?:ibid|ebd|ebenda|op\. ?cit|idem)\b/iu;
/** Words that an entry has at most. */
const LONGEST_ENTRY = 70;

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
  // Titles in one paragraph that nothing came of: it is not read again and again.
  let tries = 0;
  const close = () => {
    if (entries && count >= LEAST_ENTRIES) lists.push(entries);
    entries = undefined;
    count = 0;
  };
  for (let start = 0; start < text.length;) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (line.trim() === '') tries = 0;
    const isTitle = line.length <= MAY_BE_TITLE && tries < MOST_TRIES && TITLE.test(line);
    const below = isTitle ? entriesBelow(text, end + 1) : end;
    if (isTitle) tries++;
    if (below > end) {
      close();
      lists.push({ start, end: below });
      start = below + 1;
      continue;
    }
    const inline = line.length > MAY_BE_TITLE ? listInline(line) : -1;
    if (inline >= 0) {
      close();
      lists.push({ start: start + inline, end });
      start = end + 1;
      continue;
    }
    if (isEntry(line, count)) {
      entries = { start: entries?.start ?? start, end };
      count++;
    } else if (line.trim() !== '' && !isContinued(line, count)) close();
    else if (entries && line.trim() !== '') entries = { ...entries, end };
    start = end + 1;
  }
  close();
  return lists;
}

const wordsIn = (text: string) => text.match(/\p{L}[\p{L}\p{M}'’-]*/gu)?.length ?? 0;

const isEntry = (line: string, entries: number) =>
  (ENTRY.test(line) && wordsIn(line) <= LONGEST_ENTRY) || ADDRESS.test(line) || (entries > 0 && AGAIN.test(line));

/** Where the last list of a line begins that its title stands in as well; −1 where there is none. */
function listInline(line: string): number {
  TITLE_INLINE.lastIndex = 0;
  for (const { index, 0: matched, 1: title = '' } of [...line.matchAll(TITLE_INLINE)].reverse()) {
    const marks = line.slice(index).match(MARK)?.length ?? 0;
    if (marks >= LEAST_ENTRIES && wordsIn(line.slice(index)) <= marks * WORDS_A_MARK)
      return index + matched.length - title.length;
  }
  return -1;
}

/** A line that an entry goes on in: indented, or short. */
const isContinued = (line: string, entries: number) =>
  entries > 0 &&
  (/^\s{2,}\S/.test(line) || line.length < 90) &&
  !/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}/u.test(line);

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where the paragraphs of entries below a title end; no further than `from` where there is none. */
function entriesBelow(text: string, from: number): number {
  let reached = from - 1;
  for (let start = from; start < text.length;) {
    const blank = /\n[^\S\n]*(?:\n|$)/g;
    blank.lastIndex = start;
    const end = blank.exec(text)?.index ?? text.length;
    const paragraph = text.slice(start, end);
    if (paragraph.trim() !== '') {
      const words = wordsIn(paragraph);
      const marks = paragraph.match(MARK)?.length ?? 0;
      if (marks === 0 || words > marks * WORDS_A_MARK) break;
      reached = end;
    }
    start = end + 1;
  }
  return reached;
}

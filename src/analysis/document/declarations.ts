import type { TextSpan } from './segments.ts';

/** Words that a declaration has at most, and those for each phrase that is typical of one. */
const MOST_WORDS = 220;
const WORDS_A_PHRASE = 40;

/** Lines of that many words are set on their own; shorter ones go on in the next line. What is longer than a declaration is looked at for none. */
const WRAPPED = 25;
const LONGEST_LINE = 2000;

/** Someone declares something, in languages of schools and universities. */
const DECLARES = [
  String.raw`\b(?:i|we)\b[^.!?\n]{0,90}?\b(?:declare|certify|confirm|affirm|attest|acknowledge|pledge|promise|swear)\b`,
  String.raw`\bmy signature (?:below )?(?:confirms|certifies|indicates)\b`,
  String.raw`\b(?:declaration|statement) of (?:originality|authorship|academic integrity|own work)\b`,
  String.raw`\b(?:erkläre|versichere|bestätige)n?\s+(?:ich|wir|hiermit)\b`,
  String.raw`\b(?:ich|wir)\b[^.!?\n]{0,90}?\b(?:erkläre|versichere|bestätige)n?\b`,
  String.raw`\ban eides statt\b|\beidesstattlich`,
  String.raw`\b(?:je|nous)\b[^.!?\n]{0,90}?\b(?:déclar|certifi|attest|affirm)\w*`,
  String.raw`\b(?:declaro|declaramos|certifico|certificamos)\b`,
  String.raw`\b(?:dichiaro|dichiariamo|dichiara)\b`,
  String.raw`\bverkla(?:ar|ren)\b`,
  String.raw`\b(?:försäkrar|intygar|erklærer|bekræfter|bekrefter|vakuutan)\b`,
  String.raw`oświadczam|prohlašuji|prehlasujem|beyan ederi[mz]|kijelentem|declar pe propria`,
  '(?:заявляю|подтверждаю|декларирую|засвідчую|підтверджую)',
  '(?:郑重声明|鄭重聲明|声明如下|本人声明|本人承诺|本人保证|宣言します|誓います|申告します|서약|선언합니다)',
  '(?:أقر|أتعهد|مצהיר|מצהירה|הנני מצהיר)',
  'δηλώνω',
];

/** What is declared. */
const DECLARED = [
  String.raw`\b(?:my|our|their) own(?:,? (?:original|unaided|independent))? work\b|\bown unaided work\b|\bis (?:entirely )?(?:my|our) own\b|\boriginal work\b`,
  String.raw`\bplagiari[sz]|\bacademic (?:integrity|honesty|dishonesty|misconduct)\b|\bhonou?r code\b|\bexclusion from\b|\bfailing grade\b|\bbreach of\b`,
  String.raw`\bsources?\b[^.!?\n]{0,60}\b(?:given|acknowledged|cited|listed|referenced|used|named)\b|\bno (?:other )?sources\b|\b(?:acknowledged|referenced|cited) (?:all|any|every)\b|\bmarked all passages\b`,
  String.raw`\bnot (?:been )?(?:previously )?(?:submitted|handed in|presented)\b|\bany other (?:course|module|degree|class|institution|university|assessment)\b`,
  String.raw`\b(?:given|received) (?:no|any|neither)?\s*(?:unauthori[sz]ed )?(?:help|aid|assistance)\b|\bunauthori[sz]ed (?:help|aid|assistance)\b`,
  String.raw`selbst(?:st)?ändig|eigenständig`,
  String.raw`angegebenen?(?: (?:quellen|hilfsmittel)|\b)|unerlaubte hilfe`,
  String.raw`wörtlich|sinngemäß|kenntlich gemacht|plagiat`,
  String.raw`prüfungsbehörde|in gleicher oder ähnlicher form|anderweitig`,
  String.raw`sur l['’]honneur|travail (?:personnel|original)|propre travail|sans aide`,
  String.raw`\bfraude\b|\bsources\b|\bcitations?\b`,
  String.raw`\btrabajo (?:original|propio|personal)|autoría|\bfuentes\b|\btrabalho (?:original|próprio)|\bautoria\b|\bfontes\b|pl[aá]gio`,
  String.raw`\blavoro (?:originale|personale)|\bfonti\b|pla[gĝ]io\b`,
  String.raw`\beigen werk\b|zelfstandig|\bbronnen\b|plagiaat`,
  String.raw`\beget (?:arbete|arbeid|arbejde)|självständigt|selvstendig|selvstændigt|\bkällor\b|\bkilder\b|itsenäisesti`,
  'samodzieln|źród|samostatn|zdroj|intihal|kaynak|önálló|forrás|surse|plagi',
  'самостоятельн|самостійн|источник|джерел|плагиат|плагіат',
  '独立|獨立|抄袭|抄襲|剽窃|盗用|引用|出典|자신|표절|출처',
  'انتحال|مصادر|עצמאי|מקורות|λογοκλοπ|πηγές',
];

const DECLARING = new RegExp(DECLARES.join('|'), 'iu');
const PHRASES = DECLARED.map((phrase) => new RegExp(phrase, 'iu'));

/** What any declaration has, in lower case. */
const MAY_DECLARE =
  /declar|certif|confirm|affirm|attest|pledge|signature|swear|promise|acknowledge|statement of|kläre|sichere|stätige|eides|déclar|dichiar|verkla|försäk|intyg|erklær|bekr|vakuut|oświad|prohla|prehla|beyan|kijelent|заявл|подтвержд|деклар|засвідч|підтвердж|声明|聲明|承诺|保证|宣言|誓い|申告|서약|선언|أقر|أتعهد|מצהיר|δηλώνω/u;

/** A line that is the title of one. */
const TITLE =
  /^[^\p{L}\n]*(?:[\p{L} ’'-]{0,40}\b(?:declaration|integrity|honesty|originality|authorship|plagiarism|honou?r code)\b[\p{L} ’'-]{0,30}|(?:eidesstattliche|selbst(?:st)?ändigkeits|ehrenwörtliche)[\p{L} -]*(?:erklärung|versicherung)?|déclaration[\p{L} ’'-]{0,40}|declaración[\p{L} ]{0,40}|dichiarazione[\p{L} ]{0,40}|verklaring[\p{L} ]{0,40})[^\p{L}\n]*$/iu;

/**
 * The declarations in a text that it is somebody's own work: lines in which someone declares it, in some twenty languages, with the lines that go on with it and a title above. An essay on plagiarism has none.
 *
 * @returns ascending, not overlapping
 */
export function declarations(text: string): TextSpan[] {
  if (!MAY_DECLARE.test(text.toLowerCase())) return [];
  const lines = new Lines(text);
  const found: TextSpan[] = [];
  for (let i = 0; i < lines.all.length; i++) {
    if (!lines.mayDeclare(i)) continue;
    const last = endOf(lines, i);
    if (last < i) continue;
    const above = lastFilled(lines, i - 1);
    const first = above >= 0 && lines.isTitle(above) ? above : i;
    found.push({
      start: lines.all[first]!.start,
      end: lines.all[last]!.start + lines.all[last]!.text.trimEnd().length,
    });
    i = last;
  }
  return found;
}

interface Line {
  readonly start: number;
  readonly text: string;
  readonly words: number;
}

/** The lines of a text, each looked at once however many declarations may begin above it. */
class Lines {
  readonly all: readonly Line[];
  private readonly masks = new Map<number, number>();

  constructor(text: string) {
    const all: Line[] = [];
    let start = 0;
    for (const line of text.split('\n')) {
      all.push({ start, text: line, words: line.length > LONGEST_LINE ? Infinity : wordsIn(line) });
      start += line.length + 1;
    }
    this.all = all;
  }

  mayDeclare(at: number): boolean {
    const { text, words } = this.all[at]!;
    return words <= MOST_WORDS && MAY_DECLARE.test(text.toLowerCase());
  }

  isTitle(at: number): boolean {
    const { text, words } = this.all[at]!;
    return words <= WRAPPED && TITLE.test(text);
  }

  /** Whether something is declared in a line, or in it and the two that it goes on in. */
  declares(at: number): boolean {
    return DECLARING.test(this.joined(at, at + 3));
  }

  /** The phrases of declarations in a line and, where it goes on in this one, at the end of the line above, as bits. */
  phrases(at: number): number {
    let mask = this.masks.get(at);
    if (mask === undefined) {
      const text = this.joined(at - 1, at + 1);
      mask = PHRASES.reduce((bits, phrase, i) => (phrase.test(text) ? bits | (1 << i) : bits), 0);
      this.masks.set(at, mask);
    }
    return mask;
  }

  private joined(from: number, to: number): string {
    const parts = this.all.slice(Math.max(0, from), to).map(({ text, words }) => (words > MOST_WORDS ? '' : text));
    return from === to - 2 && (this.all[from]?.words ?? 0) >= WRAPPED ? parts.at(-1)! : parts.join(' ');
  }
}

const wordsIn = (line: string) =>
  (line.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []).reduce(
    (sum, word) => sum + (/[\p{sc=Han}\p{scx=Hira}\p{scx=Kana}]/u.test(word) ? Math.ceil(word.length / 2) : 1),
    0,
  );

/** The last filled line at or above a place; −1 where there is none. */
function lastFilled({ all }: Lines, from: number): number {
  let at = from;
  while (at >= 0 && all[at]!.words === 0) at--;
  return at;
}

/** The last line of a declaration that begins in a line; one before it where that is none. */
function endOf(lines: Lines, from: number): number {
  if (!lines.declares(from)) return from - 1;
  let phrases = 0;
  let words = 0;
  let end = from - 1;
  for (let i = from; i < lines.all.length; i++) {
    const { words: own } = lines.all[i]!;
    if (own === 0) continue;
    words += own;
    if (words > MOST_WORDS) break;
    const isWrapped = own < WRAPPED && lines.all[i - 1]?.words !== 0;
    const here = lines.phrases(i);
    // A line that has nothing of a declaration belongs to none, unless the sentence goes on in it.
    if (i > from && here === 0 && (!isWrapped || (end >= from && /[.!?。]["”’)]?\s*$/u.test(lines.all[end]!.text))))
      break;
    phrases |= here;
    const count = PHRASES.filter((_, bit) => (phrases & (1 << bit)) !== 0).length;
    if (count >= 1 && words <= WORDS_A_PHRASE * (count + 1)) end = i;
    else if (!isWrapped) break;
  }
  return end;
}

import {
  afr,
  ara,
  ben,
  bul,
  cat,
  ces,
  dan,
  deu,
  ell,
  epo,
  est,
  eus,
  fas,
  fin,
  fra,
  gle,
  glg,
  guj,
  hau,
  heb,
  hin,
  hrv,
  hun,
  hye,
  ind,
  ita,
  jpn,
  kor,
  kur,
  lat,
  lav,
  lit,
  mar,
  mya,
  nld,
  nob,
  panGu,
  pol,
  por,
  ron,
  rus,
  slk,
  slv,
  som,
  sot,
  spa,
  swa,
  swe,
  tgl,
  tha,
  tur,
  ukr,
  urd,
  vie,
  yor,
} from 'stopword';
import type { TfIdf } from './tf-idf.ts';

/** Chinese function words of two characters and more, in both scripts: lone characters are no terms, and the package has nothing else. */
const ZHO =
  `我们 你们 他们 她们 它们 自己 大家 我的 你的 他的 她的 这个 那个 这些 那些 这样 那样 这里 那里 这种 那种 什么 怎么 怎样 如何 为什么 多少 因为 所以 如果 但是 可是 不过 然而 虽然 尽管 而且 并且 或者 还是 以及 由于 因此 于是 然后 就是 也是 不是 都是 还有 没有 不能 可以
  能够 可能 应该 必须 已经 正在 曾经 一直 一样 一个 一些 一种 一下 一点 两个 许多 很多 非常 十分 更加 只有 只是 只要 除了 关于 对于 根据 通过 按照 随着 为了 之间 之后 之前 以后 以前 的话 时候 其中 其他 其它 任何 所有 全部 有些 有的 那么 这么 几乎 甚至 比如 例如 后来 同时 当时 现在 不会 不要 不同 以来
  我們 你們 他們 她們 它們 這個 那個 這些 這樣 那樣 這裡 那裡 這種 那種 什麼 怎麼 怎樣 為什麼 因為 雖然 儘管 並且 還是 由於 於是 然後 還有 沒有 能夠 應該 必須 已經 曾經 一樣 一個 一種 一點 兩個 許多 關於 對於 根據 通過 隨著 為了 之間 之後 以後 時候 其他 那麼 這麼 幾乎 後來 同時 當時 現在 不會 以來`.split(
    /\s+/,
  );

/** Lists by language (BCP 47); English is not among them, for its stop words are no terms at all. */
const LISTS_BY_LANGUAGE = {
  af: afr,
  ar: ara,
  bn: ben,
  bg: bul,
  ca: cat,
  cs: ces,
  da: dan,
  de: deu,
  el: ell,
  eo: epo,
  et: est,
  eu: eus,
  fa: fas,
  fi: fin,
  fr: fra,
  ga: gle,
  gl: glg,
  gu: guj,
  ha: hau,
  he: heb,
  hi: hin,
  hr: hrv,
  hu: hun,
  hy: hye,
  id: ind,
  it: ita,
  ja: jpn,
  ko: kor,
  ku: kur,
  la: lat,
  lv: lav,
  lt: lit,
  mr: mar,
  my: mya,
  nl: nld,
  no: nob,
  pa: panGu,
  pl: pol,
  pt: por,
  ro: ron,
  ru: rus,
  sk: slk,
  sl: slv,
  so: som,
  st: sot,
  es: spa,
  sw: swa,
  sv: swe,
  tl: tgl,
  th: tha,
  tr: tur,
  uk: ukr,
  ur: urd,
  vi: vie,
  yo: yor,
};
const LISTS = Object.values(LISTS_BY_LANGUAGE);
const numberOf = new Map(Object.keys(LISTS_BY_LANGUAGE).map((language, number) => [language, number]));

/** Of scripts that no other language's words are written in: they are stop words in any text. */
const OWN_SCRIPT = [ZHO, jpn, tha, mya, kor, heb, ell, hye];

/** Share of a document's terms that are stop words of a language, from which on it is taken to be written in that: running text has 0.3 and more, of other languages' words hardly a tenth are spelt like one. */
const LEAST_SHARE = 0.2;

/** … and different ones that it has of them at least. */
const LEAST_DIFFERENT = 4;

const ALWAYS = new Set(OWN_SCRIPT.flat().map(plainOf));

/** As the lists are spelt: Greek is without accents in its list. */
function plainOf(word: string): string {
  const plain = word.normalize('NFC').toLowerCase();
  return /\p{sc=Greek}/u.test(plain) ? plain.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ς', 'σ') : plain;
}

/** Numbers of the lists that hold a word. */
const listsOf = new Map<string, number[]>();
for (const [number, list] of LISTS.entries())
  for (const word of list) {
    const plain = plainOf(word);
    const lists = listsOf.get(plain);
    if (lists === undefined) listsOf.set(plain, [number]);
    else if (lists.at(-1) !== number) lists.push(number);
  }

/**
 * Which terms carry grammar rather than topic, document by document: `war` is a topic in English and none in German. Where a document's language is not known, or has no list, it is the one that has most of
 * its terms on its list of stop words.
 *
 * @param languages of the documents, as of `languageOf`
 * @returns whether term `t` is a stop word in document `d`'s language
 */
export function stopTerms(
  { matrix: { rows, starts, columns }, counts, vocabulary }: Pick<TfIdf, 'matrix' | 'counts' | 'vocabulary'>,
  languages: readonly (string | undefined)[] = [],
): (d: number, t: number) => boolean {
  const known: (readonly number[])[] = [[]];
  const listed = new Uint32Array(vocabulary.length);
  const always = new Uint8Array(vocabulary.length);
  for (const [t, term] of vocabulary.entries()) {
    const plain = plainOf(term);
    if (ALWAYS.has(plain)) always[t] = 1;
    const lists = listsOf.get(plain);
    if (lists) listed[t] = known.push(lists) - 1;
  }
  const language = new Int8Array(rows).fill(-1);
  const found = new Float64Array(LISTS.length);
  const different = new Uint32Array(LISTS.length);
  for (let d = 0; d < rows; d++) {
    const told = numberOf.get(languages[d] ?? '');
    if (told !== undefined) {
      language[d] = told;
      continue;
    }
    let all = 0;
    found.fill(0);
    different.fill(0);
    for (let k = starts[d]!; k < starts[d + 1]!; k++) {
      all += counts[k]!;
      for (const list of known[listed[columns[k]!]!]!) {
        found[list]! += counts[k]!;
        different[list]!++;
      }
    }
    const best = found.reduce((most, count, list) => (count > found[most]! ? list : most), 0);
    if (different[best]! >= LEAST_DIFFERENT && found[best]! / all >= LEAST_SHARE) language[d] = best;
  }
  return (d, t) => always[t] === 1 || (listed[t] !== 0 && known[listed[t]!]!.includes(language[d]!));
}

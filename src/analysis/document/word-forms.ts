import { hash32 } from '../hash.ts';
import { termOf } from './stopwords.ts';
import { apart, scanHash, WordCache } from './word-cache.ts';
import { withoutBlanks, wordPlaces } from './words.ts';

/** What a word counts as. */
export interface WordForms {
  /** In lower case, with plain apostrophes. */
  readonly text: string;
  /** The term that it stands for; empty for one that is none. */
  readonly term: string;
  /** Hash of {@link text}. */
  readonly lower: number;
  /** Hash of the same without compatibility forms. */
  readonly plain: number;
  /** … and in the singular. */
  readonly singular: number;
}

const remembered = new WordCache<WordForms>();

/** Every part of the map stage asks for the words of the same text. */
let latest: { readonly text: string; readonly forms: readonly WordForms[] } = { text: '', forms: [] };

/** The forms of the words of a text ({@link wordPlaces}), in order. */
export function wordForms(text: string): readonly WordForms[] {
  if (text === latest.text) return latest.forms;
  const { starts, ends } = wordPlaces(text);
  const forms = new Array<WordForms>(starts.length);
  for (let i = 0; i < forms.length; i++) forms[i] = formsAt(text, starts[i]!, ends[i]!);
  latest = { text, forms };
  return forms;
}

/** The forms of a stretch of a text that is a word. */
export function formsAt(text: string, from: number, to: number): WordForms {
  const hash = scanHash(text, from, to);
  return (
    remembered.find(text, from, to, hash) ??
    remembered.add(text, from, to, hash, formsOf(withoutBlanks(apart(text.slice(from, to)))))
  );
}

/** The forms of the words of a text in lower case and without compatibility forms, which may take words apart or join them. */
export function foldedWordForms(text: string): readonly WordForms[] {
  return wordForms(keepsWords(text) ? text : text.normalize('NFKC').toLowerCase());
}

/** Whether folding a text does to each of its words what folding the word alone does: of the letters without compatibility forms, two become others by what stands beside them, or two. */
const keepsWords = (text: string) =>
  /^[\0-\x7f]*$/.test(text) || (text.normalize('NFKC') === text && !/[\u03a3\u0130]/.test(text));

/** Signs that some write and others leave out: vowels of Arabic and Hebrew, and what stretches Arabic words. Hamza and madda make other letters. */
const OPTIONAL_SIGNS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+/g;

/** The forms of a word, or of what stands for one. */
export function formsOf(written: string): WordForms {
  const word = written.replace(OPTIONAL_SIGNS, '') || written;
  const lower = word.toLowerCase();
  const text = lower.replaceAll('’', "'");
  const plain = word.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  return { text, term: termOf(lower), lower: hash32(text), plain: hash32(plain), singular: hash32(singular(plain)) };
}

/** Takes the ending of plurals, of the third person and of possessives away (the "S stemmer" of Harman 1991, "How effective is suffixing?"). */
function singular(word: string): string {
  if (word.endsWith("'s")) return word.slice(0, -2);
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (/(?<![ae])ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:(?<![aeo])es|(?<![us])s)$/.test(word)) return word.slice(0, -1);
  return word;
}

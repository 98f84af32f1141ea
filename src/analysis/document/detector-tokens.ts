import { hash32, mix32 } from '../hash.ts';
import { APOSTROPHE, classAt, LETTER, MARK, PAIR } from './character-classes.ts';
import { formsAt, type WordForms } from './word-forms.ts';

/** Numbers that n-grams are hashed into. */
export const BUCKETS = 1 << 20;

/** A text as the detector sees it: one entry a token, position by position. */
export interface TokenStream {
  /** Where each token begins in the text, in UTF-16 code units, ascending. */
  readonly starts: Uint32Array;
  /** The token as it is counted: a word in lower case, or a punctuation mark. */
  readonly tokens: readonly string[];
  /** Letters of a word (at most 255), 0 for a punctuation mark. */
  readonly lengths: Uint8Array;
  /** Buckets of the n-grams that begin at each token: unigram, bigram. */
  readonly grams: readonly [Uint32Array, Uint32Array];
}

/** A token with its hash. */
type Token = Pick<WordForms, 'text' | 'lower'>;

const tokenOf = (text: string): Token => ({ text, lower: hash32(text) });

/** The mark of every code unit that is one: quotation marks are of one kind. */
const markOfUnit: (Token | undefined)[] = [];
for (const raw of '.,;:!?()"“”„') markOfUnit[raw.charCodeAt(0)] = tokenOf('“”„'.includes(raw) ? '"' : raw);

const NEWLINE = 0x0a;

/** What begins an item of a list: "1." or "(a)" at the start of a line, which says how a text was set and not who wrote it. */
const LIST_MARK = /[ \t]*(?:\d{1,3}[.)]|\(?[a-z]\))(?=\s)/y;

/** What says at the start of a line or sentence whose turn it is ("Question:", "A 2:"): how a text was set, not who wrote it. */
const TURNS = new Set('question answer q a prompt response reply user assistant human title topic'.split(' '));
const AFTER_TURN = /[ \t]*\d{0,3}[ \t]*:/y;
const SENTENCE_ENDS = '.!?';

/**
 * Takes a text apart for the detector. A token is a word with its apostrophes, or a mark of punctuation: the matches of
 * `\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.,;:!?()"“”„]`. Digits are no words: they mark sources, not writers.
 *
 * What gives a source away rather than a writer is taken out: quotation marks are of one kind, contractions that a tokenizer has split
 * ("ca n't") are joined, and dashes, marks of lists, labels of questions and answers, letter case, digits, line breaks and white space do not count.
 */
export function tokenStream(text: string): TokenStream {
  const tokens: Token[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  /** Whether a line or a sentence begins with the next token. */
  let begins = true;
  for (let at = 0; at < text.length;) {
    if (at === 0 || text.charCodeAt(at - 1) === NEWLINE) {
      begins = true;
      LIST_MARK.lastIndex = at;
      if (LIST_MARK.test(text)) at = LIST_MARK.lastIndex;
    }
    const bits = classAt(text, at);
    if (bits & LETTER) {
      const end = wordEnd(text, at + (bits & PAIR ? 2 : 1));
      const token = formsAt(text, at, end);
      if (begins && TURNS.has(token.text)) {
        AFTER_TURN.lastIndex = end;
        if (AFTER_TURN.test(text)) {
          at = AFTER_TURN.lastIndex;
          continue;
        }
      }
      begins = false;
      if (token.text === "n't" && lengths.at(-1)) joinNegation();
      else push(token, at, Math.min(255, token.text.length));
      at = end;
      continue;
    }
    const mark = markOfUnit[text.charCodeAt(at)];
    if (mark) {
      push(mark, at, 0);
      begins ||= SENTENCE_ENDS.includes(mark.text);
    }
    at++;
  }
  return {
    tokens: tokens.map((t) => t.text),
    starts: Uint32Array.from(starts),
    lengths: Uint8Array.from(lengths),
    grams: gramsOf(tokens),
  };

  function push(token: Token, start: number, length: number): void {
    tokens.push(token);
    starts.push(start);
    lengths.push(length);
  }

  /** "do n't", "ca n't": the tail of a contraction that stands alone. */
  function joinNegation(): void {
    const last = tokens.length - 1;
    const previous = tokens[last]!.text;
    tokens[last] = tokenOf(JOINED_NEGATIONS[previous] ?? `${previous}n't`);
    lengths[last] = tokens[last].text.length;
  }
}

/** Where the word ends whose first letter ends at `at`. */
function wordEnd(text: string, at: number): number {
  for (let followers = LETTER | MARK; at < text.length;) {
    const bits = classAt(text, at);
    if (bits & followers) at += bits & PAIR ? 2 : 1;
    else if (bits & APOSTROPHE && at + 1 < text.length && classAt(text, at + 1) & LETTER) {
      at++;
      followers = LETTER;
    } else break;
  }
  return at;
}

/** What the first half of a split negation stands for. */
const JOINED_NEGATIONS: Readonly<Record<string, string>> = { ca: "can't", wo: "won't", sha: "shan't" };

function gramsOf(tokens: readonly Token[]): TokenStream['grams'] {
  const unigrams = new Uint32Array(tokens.length);
  const bigrams = new Uint32Array(tokens.length);
  for (let i = 0; i < tokens.length; i++) {
    const mixed = mix32(tokens[i]!.lower);
    unigrams[i] = mixed % BUCKETS;
    bigrams[i] = mix32(Math.imul(mixed, 31) ^ (tokens[i + 1]?.lower ?? 0) ^ 0x2545f491) % BUCKETS;
  }
  return [unigrams, bigrams];
}

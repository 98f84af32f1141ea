import { countWords } from '../document/words.ts';
import { notice } from '../../report/notice.ts';
import { type Problem, problem } from './problem.ts';

/** Characters of hidden text that a finding quotes. */
const EXCERPT = 80;

/** A colour, red, green and blue of 0 … 255. */
export type Colour = readonly [red: number, green: number, blue: number];

export const WHITE: Colour = [255, 255, 255];

/** Differences of each channel up to which letters cannot be made out: light grey on white, not yellow on white. */
const UNSEEN = 24;

/** Letters under this many points cannot be read. */
export const LEAST_POINTS = 2;

/** Whether letters of a colour cannot be made out on a background. */
export const isUnseenOn = (colour: Colour, background: Colour): boolean =>
  colour.every((channel, i) => Math.abs(channel - background[i]!) <= UNSEEN);

/** A colour as six hexadecimal digits, or three; `undefined` for anything else. */
export function hexColour(digits: string): Colour | undefined {
  if (/^[\da-f]{3}$/i.test(digits)) return hexColour(Array.from(digits, (d) => d + d).join(''));
  if (!/^[\da-f]{6}$/i.test(digits)) return undefined;
  const number = parseInt(digits, 16);
  return [number >> 16, (number >> 8) & 0xff, number & 0xff];
}

/** Gathers what stands in a document where no reader sees it. */
export class HiddenText {
  private readonly parts: string[] = [];
  private length = 0;

  /** @param most UTF-16 code units after which nothing more is gathered */
  constructor(private readonly most = 1_000_000) {}

  add(text: string): void {
    if (text === '' || this.length > this.most) return;
    this.parts.push(text);
    this.length += text.length;
  }

  /** Words that touch in the document are words of their own here. */
  break(): void {
    if (this.length > 0 && this.parts.at(-1) !== ' ') this.parts.push(' ');
  }

  /** What was gathered, as a finding; none where there is no word in it. */
  warnings(): Problem[] {
    const text = this.parts.join('').replace(/\s+/g, ' ').trim();
    const words = countWords(text);
    if (words === 0) return [];
    const characters = Array.from(text);
    const excerpt = characters.length > EXCERPT ? `${characters.slice(0, EXCERPT).join('').trim()} …` : text;
    return [problem('hidden-text', notice('hidden-text', { count: words, excerpt }), words)];
  }
}

/** Stands in a text, until it is whole, where text without any width was left out. */
export const SEAM = '\uffff';

/** Characters that a word has at most, and that a word has on average at least: what is longer, and falls into such parts, is several. */
const LONGEST_WORD = 24;
const LEAST_PART = 2;

/**
 * The text without its seams: what stood on both sides is one word, as a reader sees it; but what is far too long for a word was held together by them in place of spaces.
 */
export function withoutSeams(text: string): string {
  if (!text.includes(SEAM)) return text;
  return text.replace(/\S*\uffff\S*/g, (word) => {
    const parts = word.split(/\uffff+/).filter((part) => part !== '');
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return parts.join(length > LONGEST_WORD && parts.length > 3 && length >= LEAST_PART * parts.length ? ' ' : '');
  });
}

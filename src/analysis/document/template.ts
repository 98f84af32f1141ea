import { mix32 } from '../hash.ts';
import type { TextSpan } from './segments.ts';
import { wordForms } from './word-forms.ts';
import { wordPlaces } from './words.ts';

/** Words in a shingle. */
const WIDTH = 3;

/** Words that a passage has at least, so that ordinary phrases which the template happens to hold do not count as taken from it. */
const LEAST_WORDS = 8;

/** What templates consist of, as numbers that can be sent to threads. */
export interface TemplateHashes {
  /** Hashes of all runs of three words. */
  readonly shingles: Uint32Array;
  /** Hashes of whole lines: short headings and questions stand in a line of their own. */
  readonly lines: Uint32Array;
}

/** The hashes of some templates' texts. */
export function templateHashes(texts: readonly string[]): TemplateHashes {
  const shingles = new Set<number>();
  const lines = new Set<number>();
  for (const text of texts) {
    const words = hashedWords(text);
    for (let i = 0; i + WIDTH <= words.length; i++) shingles.add(shingleAt(words, i));
    for (const { start, end } of linesOf(text)) {
      const inLine = hashedWords(text.slice(start, end));
      if (inLine.length > 0) lines.add(hashOf(inLine, 0, inLine.length));
    }
  }
  return { shingles: Uint32Array.from(shingles), lines: Uint32Array.from(lines) };
}

/** What a batch's documents may have in common without anyone having copied: an assignment sheet, a form. */
export class Template {
  private readonly shingles: ReadonlySet<number>;
  private readonly lines: ReadonlySet<number>;

  constructor({ shingles, lines }: TemplateHashes) {
    this.shingles = new Set(shingles);
    this.lines = new Set(lines);
  }

  /**
   * The passages of a text that stand in a template, ascending: runs of at least eight words, each three of which follow each other there too, and
   * whole lines.
   */
  passagesIn(text: string): TextSpan[] {
    const words = hashedWords(text);
    const covered = new Uint8Array(words.length);
    for (let i = 0; i < words.length;) {
      const run = this.runAt(words, i);
      if (run >= LEAST_WORDS) covered.fill(1, i, i + run);
      // The last two words of a run may begin the next one.
      i += Math.max(1, run - WIDTH + 1);
    }
    let first = 0;
    for (const { end } of linesOf(text)) {
      let last = first;
      while (last < words.length && words[last]!.end <= end) last++;
      if (last > first && this.lines.has(hashOf(words, first, last))) covered.fill(1, first, last);
      first = last;
    }
    return spansOf(words, covered, text);
  }

  /** Words from `i` on of which each three stand in a template. */
  private runAt(words: readonly HashedWord[], i: number): number {
    let run = 0;
    while (i + run + WIDTH <= words.length && this.shingles.has(shingleAt(words, i + run))) run++;
    return run === 0 ? 0 : run + WIDTH - 1;
  }
}

interface HashedWord extends TextSpan {
  readonly hash: number;
}

function hashedWords(text: string): HashedWord[] {
  const { starts, ends } = wordPlaces(text);
  return wordForms(text).map(({ plain }, i) => ({ start: starts[i]!, end: ends[i]!, hash: plain }));
}

const shingleAt = (words: readonly HashedWord[], i: number) => hashOf(words, i, i + WIDTH);

function hashOf(words: readonly HashedWord[], from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = mix32(Math.imul(hash, 31) ^ words[i]!.hash);
  return hash >>> 0;
}

function linesOf(text: string): TextSpan[] {
  const lines: TextSpan[] = [];
  for (let start = 0; start <= text.length;) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/** The stretches of covered words, each with what follows up to the next word that is not. */
function spansOf(words: readonly HashedWord[], covered: Uint8Array, text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  for (let i = 0; i < words.length;) {
    if (covered[i] === 0) {
      i++;
      continue;
    }
    let last = i;
    while (last + 1 < words.length && covered[last + 1] === 1) last++;
    // The full stop behind a passage belongs to it.
    const after =
      /^[^\p{L}\p{N}\n]*/u.exec(text.slice(words[last]!.end, words[last]!.end + 40))?.[0].trimEnd().length ?? 0;
    spans.push({
      start: words[i]!.start,
      end: Math.min(words[last]!.end + after, words[last + 1]?.start ?? text.length),
    });
    i = last + 1;
  }
  return spans;
}

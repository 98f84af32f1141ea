import { QUOTE_BEGIN, QUOTE_END } from '../quote-marks.ts';

/** Gathers the text of a document that is made of elements: white space is collapsed, blocks stand in paragraphs of their own. */
export class TextFlow {
  private readonly parts: string[] = [];
  private length = 0;
  /** White space that comes before the next word: line feeds, or one space. */
  private pending = '';
  private preformatted = 0;
  private quoted: 'no' | 'next' | 'yes' = 'no';

  /** @param most UTF-16 code units after which nothing more is gathered: the reader cuts there anyway */
  constructor(private readonly most = Infinity) {}

  get isFull(): boolean {
    return this.length > this.most;
  }

  text(text: string): void {
    if (this.isFull) return;
    if (this.preformatted > 0) return this.push(text);
    for (const piece of text.split(/([ \t\n\r\f]+)/)) {
      if (piece === '') continue;
      if (/^[ \t\n\r\f]/.test(piece)) this.pending = this.pending.trim() === '' ? this.pending || ' ' : ' ';
      else this.push(piece);
    }
  }

  /** Puts a mark, or a space, in place of text that is left out, where text stands right before and behind it. */
  gap(mark: string): void {
    if (this.length > 0 && this.pending === '') this.pending = mark;
  }

  /** The next text begins a line of its own. */
  line(): void {
    if (!this.pending.includes('\n')) this.pending = '\n';
  }

  /** The next text begins a paragraph of its own. */
  paragraph(): void {
    this.pending = '\n\n';
  }

  /** Whether what comes next is a quotation, by its markup. */
  quote(isQuoted: boolean): void {
    if (isQuoted) this.quoted = this.quoted === 'no' ? 'next' : this.quoted;
    else {
      if (this.quoted === 'yes') this.parts.push(QUOTE_END);
      this.quoted = 'no';
    }
  }

  /** Keeps white space as it is until {@link endPreformatted}. */
  beginPreformatted(): void {
    this.paragraph();
    this.preformatted++;
  }

  endPreformatted(): void {
    this.preformatted = Math.max(0, this.preformatted - 1);
    this.paragraph();
  }

  toString(): string {
    return (this.parts.join('') + (this.quoted === 'yes' ? QUOTE_END : '')).trim();
  }

  private push(text: string): void {
    if (this.length > 0) this.parts.push(this.pending);
    this.pending = '';
    if (this.quoted === 'next') {
      this.parts.push(QUOTE_BEGIN);
      this.quoted = 'yes';
    }
    this.parts.push(text);
    this.length += text.length;
  }
}

import { Parser } from 'htmlparser2';
import { HiddenText, SEAM, withoutSeams } from '../hidden-text.ts';
import { type Declarations, declarationsIn, hiding, PLAIN, styled, type TextStyle } from './css.ts';
import { type StyledElement, StyleSheet } from './style-sheet.ts';
import { TextFlow } from './text-flow.ts';

/** Elements whose content is no text of the document. */
const LEFT_OUT = new Set([
  'head',
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'svg',
  'math',
  'canvas',
  'audio',
  'video',
  'select',
  'datalist',
  'button',
  'nav',
  'rp',
  'rt',
  'xml',
]);

/** Elements that stand apart from what is around them. */
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main ol p section summary table textarea ul'.split(
    ' ',
  ),
);
const QUOTES = new Set(['blockquote', 'q']);
const LINES = new Set(['br', 'li', 'option', 'td', 'th', 'tr']);

/** Inputs whose value a reader sees. */
const TYPED = /^(?:|text|search|email|url|tel|number|date)$/;

type Attributes = Readonly<Record<string, string>>;

export interface HtmlOptions {
  /** UTF-16 code units that are needed. */
  readonly most?: number;
  /** Whether the page is XML (XHTML), where any element may close itself. It is read as forgivingly as HTML all the same. */
  readonly xml?: boolean;
  /** Gathers what no reader sees. */
  readonly hidden?: HiddenText;
  /** The style sheet that the page links to by this address; `undefined` where there is none. */
  readonly styleSheet?: (address: string) => string | undefined;
}

/** An element that is open. */
interface Open extends StyledElement {
  readonly style: TextStyle;
  leftOut: boolean;
}

/**
 * The text of an HTML page: paragraphs apart, list items and table cells in lines of their own. Scripts, styles, navigation, and the
 * comments and field codes of word processors are left out; so is what no reader sees, which is gathered.
 */
export function htmlText(source: string, options: HtmlOptions = {}): string {
  const reader = new HtmlReader(options);
  return reader.read(source);
}

class HtmlReader {
  private readonly flow: TextFlow;
  private readonly hidden: HiddenText;
  private readonly open: Open[] = [];
  private readonly sheet = new StyleSheet();
  private css: string[] | undefined;
  /** Quotations that are open, one in the other. */
  private quotes = 0;
  /** Depth of field codes that Word writes between marks. */
  private codes = 0;

  constructor(private readonly options: HtmlOptions) {
    this.flow = new TextFlow(options.most);
    this.hidden = options.hidden ?? new HiddenText();
  }

  read(source: string): string {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.begin(localName(name), attributes),
        ontext: (text) => {
          this.text(text);
          if (this.flow.isFull) parser.pause();
        },
        onclosetag: (name) => this.end(localName(name)),
      },
      {
        decodeEntities: true,
        recognizeSelfClosing: this.options.xml ?? false,
        recognizeCDATA: this.options.xml ?? false,
      },
    );
    parser.end(source);
    return withoutSeams(this.flow.toString());
  }

  private begin(name: string, attributes: Attributes): void {
    const outer = this.open.at(-1);
    if (name === 'style') this.css = [];
    else if (name === 'link') this.linkedSheet(attributes);
    const element = { name, id: attributes['id'] ?? '', classes: (attributes['class'] ?? '').split(/\s+/) };
    const style = this.styleOf(element, attributes, outer?.style ?? PLAIN);
    const leftOut = (outer?.leftOut ?? false) || LEFT_OUT.has(name) || isOfWordProcessor(name, attributes);
    this.open.push({ ...element, style, leftOut });
    if (name === 'a' && /^cmnt\d/i.test(attributes['id'] ?? '')) this.leaveOutComment();
    if (/mso-element:\s*field-begin/i.test(attributes['style'] ?? '')) this.codes++;
    else if (/mso-element:\s*field-(?:separator|end)/i.test(attributes['style'] ?? ''))
      this.codes = Math.max(0, this.codes - 1);
    if (leftOut || hiding(style)) return;
    if (QUOTES.has(name) && ++this.quotes === 1) this.flow.quote(true);
    if (name === 'pre') this.flow.beginPreformatted();
    else if (BLOCKS.has(name)) this.flow.paragraph();
    else if (LINES.has(name)) this.flow.line();
    else if (name === 'input' && TYPED.test((attributes['type'] ?? '').toLowerCase()) && attributes['value']) {
      this.flow.line();
      this.text(attributes['value']);
      this.flow.line();
    }
  }

  private linkedSheet({ rel = '', href = '', media = '' }: Attributes): void {
    if (!/\bstylesheet\b/i.test(rel) || /alternate/i.test(rel) || /print|speech/i.test(media)) return;
    const css = this.options.styleSheet?.(href);
    if (css !== undefined) this.sheet.add(css);
  }

  /** A comment of Google Docs begins with a link back to its place: what the link stands in is the comment. */
  private leaveOutComment(): void {
    const box = this.open.findLastIndex(({ name }) => name === 'div');
    const from =
      box > 0 && this.open[box - 1]!.name !== 'html' && this.open.length - box <= 4
        ? box
        : this.open.findLastIndex(({ name }) => name === 'p' || name === 'li');
    for (const element of this.open.slice(Math.max(0, from))) element.leftOut = true;
  }

  private text(text: string): void {
    if (this.css) this.css.push(text);
    const inside = this.open.at(-1);
    if ((inside?.leftOut ?? false) || this.codes > 0) return;
    const how = inside && hiding(inside.style);
    if (!how) return this.flow.text(text);
    this.hidden.add(text);
    this.hidden.break();
    // What takes its room stands between words as a space does.
    if (text.trim() !== '') this.flow.gap(how === 'room' ? ' ' : SEAM);
  }

  private end(name: string): void {
    if (name === 'style' && this.css) {
      this.sheet.add(this.css.join(''));
      this.css = undefined;
    }
    const closed = this.open.pop();
    if (!closed || closed.leftOut || hiding(closed.style)) return;
    if (QUOTES.has(name) && --this.quotes === 0) this.flow.quote(false);
    if (name === 'pre') this.flow.endPreformatted();
    else if (BLOCKS.has(name)) this.flow.paragraph();
    else if (name !== 'br' && LINES.has(name)) this.flow.line();
  }

  private styleOf(element: StyledElement, attributes: Attributes, outer: TextStyle): TextStyle {
    let style = outer;
    const presented = presentationOf(element.name, attributes);
    if (presented) style = styled(style, presented);
    const ruled = this.sheet.isEmpty ? undefined : this.sheet.declarationsFor(element, this.open);
    const own = attributes['style'] === undefined ? undefined : declarationsIn(attributes['style']);
    if (ruled || own) style = styled(style, { ...ruled, ...own });
    return attributes['hidden'] === undefined ? style : { ...style, gone: true };
  }
}

/** What attributes of HTML before CSS say. */
function presentationOf(name: string, attributes: Attributes): Declarations | undefined {
  const colour = name === 'font' ? attributes['color'] : name === 'body' ? attributes['text'] : undefined;
  const background = attributes['bgcolor'] ?? attributes['background'];
  if (colour === undefined && background === undefined) return undefined;
  return {
    ...(colour !== undefined && { color: colour }),
    ...(background !== undefined && { background: attributes['bgcolor'] === undefined ? 'url()' : background }),
  };
}

/** Comments of Word and of Google Docs, the numbers of their lists, and links from notes to their places. */
function isOfWordProcessor(name: string, { style = '', href = '', id = '', class: classes = '' }: Attributes): boolean {
  if (/mso-element:\s*comment|mso-list:\s*ignore|mso-special-character:\s*comment/i.test(style)) return true;
  if (
    name === 'a' &&
    (/^#(?:cmnt|_msocom|ftnt|_ftn|_edn|sdfootnote|sdendnote)/i.test(href) || /^(?:cmnt|_msoanchor|_msocom)/i.test(id))
  )
    return true;
  return /\bmsocom(?:anchor|off|txt|list)\b/i.test(classes);
}

/** An element's name without the prefix that XHTML may have; those of Word's own elements stay. */
const localName = (name: string) => name.toLowerCase().replace(/^(?:html|xhtml|h):/, '');

/** The encoding that a page names for itself, in the first kilobyte as browsers look for it. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  return (
    /<meta[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1] ??
    /<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1]
  );
}

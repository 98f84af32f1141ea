import { notice } from '../../../report/notice.ts';
import { UnreadableDocument } from '../document-location.ts';
import { problem } from '../problem.ts';
import { decodeAs } from '../encoding-tables.ts';
import { type Colour, type HiddenText, isUnseenOn, SEAM, WHITE, withoutSeams } from '../hidden-text.ts';
import { TextFlow } from './text-flow.ts';

/** Groups that hold no text of the document. Those that begin with `\*` and are unknown are left out too. */
const LEFT_OUT = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl annotation atnid atnauthor atnref atntime atndate fldinst bkmkstart bkmkend xe tc template operator comment ftnsep ftnsepc aftnsep filetbl pgptbl mmathPr nonshppict shppict shprslt pntext listtext'.split(
    ' ',
  ),
);

/** Control words that stand for a character or a break. */
const CHARACTERS: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  tab: ' ',
  cell: '\n',
  nestcell: '\n',
  line: '\n',
  row: '\n\n',
  nestrow: '\n\n',
  par: '\n\n',
  sect: '\n\n',
  page: '\n\n',
};

/** Code pages of `\fcharset` (RTF 1.9.1, font table). */
const CHARSETS: Readonly<Record<string, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};

interface Group {
  leftOut: boolean;
  /** Whether the group is the font table, whose fonts name their code pages. */
  fonts: boolean;
  /** Whether the group is the table of colours. */
  colours: boolean;
  /** Tracked as deleted. */
  deleted: boolean;
  /** Marked as hidden. */
  hidden: boolean;
  /** Number of the letters' colour, and of the one behind them; 0 for none. */
  colour: number;
  background: number;
  /** Of the letters, in half points. */
  size: number;
  /** Whether the group is the name of a shape's property. */
  names: boolean;
  /** Whether the group is the text of a shape. */
  box: boolean;
  encoding: string;
  /** Characters that stand behind a `\u` for programs that do not know it. */
  fallback: number;
}

/** Half points under which letters cannot be read. */
const LEAST_SIZE = 4;

/** Words that change how bytes are read, or whether they are seen. */
const BREAKS = new Set('f ansicpg plain v cf cb chcbpat highlight cbpat fs deleted trowd clcbpat'.split(' '));

const SEMICOLON = 0x3b;

/** The property of a shape that holds the text that it shows; the others are no text. */
const DRAWN_TEXT = 'gtextUNICODE';

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

/**
 * The text of a document in Rich Text Format (1.9.1). Of tracked changes insertions are in it and deletions are not; headers, footers, comments and field codes are not,
 * and what no reader sees is gathered.
 *
 * @param most UTF-16 code units that are needed
 * @throws {@link UnreadableDocument} when it is none
 */
export function readRtf(bytes: Uint8Array, most: number, hidden: HiddenText): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  if (!/^\s*\{\\rtf/.test(source)) throw new UnreadableDocument(problem('damaged', notice('rich-text-damaged')));
  const reader = new RtfReader(most, hidden);
  const token = new RegExp(TOKEN);
  for (let match = token.exec(source); match; match = token.exec(source)) {
    if (!reader.take(match)) break;
    // What is binary may hold braces.
    if (match[1]?.toLowerCase() === 'bin') token.lastIndex += Math.max(0, Number(match[2] ?? 0));
  }
  return reader.toString();
}

class RtfReader {
  private readonly flow: TextFlow;
  private readonly stack: Group[] = [];
  private group: Group = {
    leftOut: false,
    fonts: false,
    colours: false,
    names: false,
    deleted: false,
    hidden: false,
    colour: 0,
    background: 0,
    size: 24,
    box: false,
    encoding: 'windows-1252',
    fallback: 1,
  };
  private readonly fontEncodings = new Map<string, string>();
  private defaultEncoding = 'windows-1252';
  private font = '';
  /** Bytes of the code page that are not decoded yet: a character may take two of them. */
  private bytes: number[] = [];
  /** Fallback characters that are still to be passed. */
  private toPass = 0;
  private isOptional = false;

  private readonly colours: (Colour | undefined)[] = [];
  private shapeProperty = '';
  private mixed: [number, number, number] | undefined;
  /** Whether cells of the row have colours behind them. */
  private hasShadedCells = false;

  constructor(
    most: number,
    private readonly hidden: HiddenText,
  ) {
    this.flow = new TextFlow(most);
  }

  /** Takes the next token; returns whether more are wanted. */
  take([, word, parameter, hex, sign, brace, text]: RegExpExecArray): boolean {
    if (hex !== undefined) this.byte(parseInt(hex, 16));
    else if (brace === '{') this.open();
    else if (brace === '}') this.close();
    else if (word !== undefined) this.word(word.toLowerCase(), parameter);
    else if (sign !== undefined) this.sign(sign);
    else if (text !== undefined) for (const character of text) this.byte(character.charCodeAt(0));
    return !this.flow.isFull;
  }

  toString(): string {
    this.decode();
    return withoutSeams(this.flow.toString());
  }

  private open(): void {
    this.decode();
    this.stack.push(this.group);
    this.group = { ...this.group, box: false };
    this.isOptional = false;
    this.toPass = 0;
  }

  private close(): void {
    this.decode();
    const { box } = this.group;
    this.group = this.stack.pop() ?? this.group;
    if (box) this.character('\n\n');
    this.toPass = 0;
  }

  private sign(sign: string): void {
    if (sign === '*') this.isOptional = true;
    else if (sign === '~') this.character('\u00a0');
    else if (sign === '_') this.character('-');
    else if ('\\{}'.includes(sign)) this.byte(sign.charCodeAt(0));
    else if (sign === '\n' || sign === '\r') this.character('\n\n');
  }

  private word(word: string, parameter: string | undefined): void {
    const isOptional = this.isOptional;
    this.isOptional = false;
    if (word === 'u') {
      this.character(String.fromCharCode(Number(parameter ?? 0) & 0xffff));
      this.toPass = this.group.fallback;
      return;
    }
    const character = CHARACTERS[word];
    if (character !== undefined) this.character(character);
    else if (word === 'bin') return;
    else if (isOptional && word !== 'shpinst' && word !== 'footnote') this.group.leftOut = true;
    else this.property(word, parameter);
  }

  private property(word: string, parameter: string | undefined): void {
    if (BREAKS.has(word)) this.decode();
    if (word === 'fonttbl') this.group.fonts = true;
    if (word === 'colortbl') this.group.colours = true;
    if (this.group.colours && /^(?:red|green|blue)$/.test(word)) {
      this.mixed ??= [0, 0, 0];
      this.mixed[['red', 'green', 'blue'].indexOf(word)] = Number(parameter ?? 0) & 0xff;
    }
    if (LEFT_OUT.has(word)) this.group.leftOut = true;
    else if (word === 'uc') this.group.fallback = Math.min(16, Math.max(0, Number(parameter ?? 1)));
    else if (word === 'deleted') this.group.deleted = parameter !== '0';
    else if (word === 'v') this.group.hidden = parameter !== '0';
    else if (word === 'cf') this.group.colour = Number(parameter ?? 0);
    else if (word === 'cb' || word === 'chcbpat' || word === 'highlight' || word === 'cbpat')
      this.group.background = Number(parameter ?? 0);
    else if (word === 'fs') this.group.size = Number(parameter ?? 24);
    else if (word === 'plain')
      Object.assign(this.group, { hidden: false, deleted: false, colour: 0, background: 0, size: 24 });
    else if (word === 'clcbpat') this.hasShadedCells = true;
    else if (word === 'trowd') this.hasShadedCells = false;
    else if (word === 'sn') {
      this.shapeProperty = '';
      this.group.names = true;
    } else if (word === 'sv' && this.shapeProperty !== DRAWN_TEXT) this.group.leftOut = true;
    else if (word === 'shptxt' || word === 'sv') {
      this.group.box = true;
      this.character('\n\n');
    } else if (word === 'footnote') this.character('\n\n');
    else if (word === 'ansicpg')
      this.defaultEncoding = this.group.encoding = parameter === '65001' ? 'utf-8' : `windows-${parameter ?? '1252'}`;
    else if (word === 'mac') this.defaultEncoding = this.group.encoding = 'macintosh';
    else if (word === 'f' && this.group.fonts) this.font = parameter ?? '';
    else if (word === 'f') this.group.encoding = this.fontEncodings.get(parameter ?? '') ?? this.defaultEncoding;
    else if (word === 'fcharset' && this.group.fonts) {
      const encoding = CHARSETS[parameter ?? ''];
      // The Western set is what a font says that says nothing: the document's own code page stands.
      if (encoding !== undefined && parameter !== '0') this.fontEncodings.set(this.font, encoding);
    }
  }

  private byte(byte: number): void {
    if (this.toPass > 0) this.toPass--;
    else if (this.group.names) this.shapeProperty += String.fromCharCode(byte);
    else if (this.group.colours) {
      if (byte !== SEMICOLON) return;
      this.colours.push(this.mixed);
      this.mixed = undefined;
      // What stands behind the last group is none of the document.
    } else if (!this.isLeftOut && this.stack.length > 0 && byte !== 0) this.bytes.push(byte);
  }

  private character(text: string): void {
    this.decode();
    if (this.isLeftOut) return;
    if (text === '\n') this.flow.line();
    else if (text === '\n\n') this.flow.paragraph();
    else this.put(text);
  }

  private get isLeftOut(): boolean {
    return this.group.leftOut || this.group.deleted;
  }

  private put(text: string): void {
    const { hidden, size } = this.group;
    const isUnseen = this.isUnseen();
    if (!hidden && size >= LEAST_SIZE && !isUnseen) return this.flow.text(text);
    this.hidden.add(text);
    if (text.trim() === '') return;
    this.flow.gap(isUnseen ? ' ' : SEAM);
  }

  private isUnseen(): boolean {
    const colour = this.colours[this.group.colour];
    const background = this.group.background > 0 ? this.colours[this.group.background] : WHITE;
    return (
      this.group.colour > 0 &&
      colour !== undefined &&
      background !== undefined &&
      !this.hasShadedCells &&
      isUnseenOn(colour, background)
    );
  }

  private decode(): void {
    if (this.bytes.length === 0) return;
    const bytes = Uint8Array.from(this.bytes, (byte) => byte & 0xff);
    this.bytes = [];
    this.put(decodeAs(bytes, this.group.encoding) ?? decodeAs(bytes, 'windows-1252') ?? '');
  }
}

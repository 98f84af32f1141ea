import { UnreadableDocument } from '../document-location.ts';
import { decodeAs } from '../encoding-tables.ts';
import { TextFlow } from './text-flow.ts';

/** Groups that hold no text of the document. Those that begin with `\*` and are unknown are left out too. */
const LEFT_OUT = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl annotation atnid atnauthor atnref atntime atndate fldinst bkmkstart bkmkend xe tc template operator comment ftnsep ftnsepc aftnsep filetbl pgptbl mmathPr nonshppict shppict'.split(' '),
);

/** Control words that stand for a character or a break. */
const CHARACTERS: Readonly<Record<string, string>> = { emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', emspace: ' ', enspace: ' ', qmspace: ' ', tab: ' ', cell: '\n', nestcell: '\n', line: '\n', row: '\n\n', nestrow: '\n\n', par: '\n\n', sect: '\n\n', page: '\n\n' };

/** Code pages of `\fcharset` (RTF 1.9.1, font table). */
const CHARSETS: Readonly<Record<string, string>> = { 0: 'windows-1252', 77: 'macintosh', 128: 'shift_jis', 129: 'euc-kr', 134: 'gbk', 136: 'big5', 161: 'windows-1253', 162: 'windows-1254', 163: 'windows-1258', 177: 'windows-1255', 178: 'windows-1256', 186: 'windows-1257', 204: 'windows-1251', 222: 'windows-874', 238: 'windows-1250' };

interface Group {
  leftOut: boolean;
  /** Whether the group is the font table, whose fonts name their code pages. */
  fonts: boolean;
  /** Tracked as deleted, or hidden. */
  unseen: boolean;
  encoding: string;
  /** Characters that stand behind a `\u` for programs that do not know it. */
  fallback: number;
}

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

/**
 * The text of a document in Rich Text Format (1.9.1), as bytes read as Latin-1. Of tracked changes insertions are in it and deletions are not; hidden
 * text, headers, footers, comments and field codes are not.
 *
 * @param most UTF-16 code units that are needed
 * @throws {@link UnreadableDocument} when it is none
 */
export function rtfText(source: string, most: number): string {
  if (!/^\s*\{\\rtf/.test(source)) throw new UnreadableDocument({ code: 'damaged', message: 'The document is damaged: it does not begin as Rich Text Format does. Open it in a word processor and save it again.' });
  const reader = new RtfReader(most);
  for (const token of source.matchAll(TOKEN)) if (!reader.take(token)) break;
  return reader.toString();
}

class RtfReader {
  private readonly flow: TextFlow;
  private readonly stack: Group[] = [];
  private group: Group = { leftOut: false, fonts: false, unseen: false, encoding: 'windows-1252', fallback: 1 };
  private readonly fontEncodings = new Map<string, string>();
  private defaultEncoding = 'windows-1252';
  private font = '';
  /** Bytes of the code page that are not decoded yet: a character may take two of them. */
  private bytes: number[] = [];
  /** Fallback characters that are still to be passed. */
  private toPass = 0;
  private isOptional = false;

  constructor(most: number) {
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
    return this.flow.toString();
  }

  private open(): void {
    this.decode();
    this.stack.push({ ...this.group });
    this.isOptional = false;
    this.toPass = 0;
  }

  private close(): void {
    this.decode();
    this.group = this.stack.pop() ?? this.group;
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
    else if (word === 'bin') this.toPass = Math.max(0, Number(parameter ?? 0));
    else if (isOptional && word !== 'shpinst' && word !== 'footnote') this.group.leftOut = true;
    else this.property(word, parameter);
  }

  private property(word: string, parameter: string | undefined): void {
    if (word === 'f' || word === 'ansicpg' || word === 'plain') this.decode();
    if (word === 'fonttbl') this.group.fonts = true;
    if (LEFT_OUT.has(word)) this.group.leftOut = true;
    else if (word === 'uc') this.group.fallback = Math.min(16, Math.max(0, Number(parameter ?? 1)));
    else if (word === 'deleted' || word === 'v') this.group.unseen = parameter !== '0';
    else if (word === 'footnote') this.character('\n\n');
    else if (word === 'ansicpg') this.defaultEncoding = this.group.encoding = `windows-${parameter ?? '1252'}`;
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
    else if (!this.isUnseen) this.bytes.push(byte);
  }

  private character(text: string): void {
    this.decode();
    if (this.isUnseen) return;
    if (text === '\n') this.flow.line();
    else if (text === '\n\n') this.flow.paragraph();
    else this.flow.text(text);
  }

  private get isUnseen(): boolean {
    return this.group.leftOut || this.group.unseen;
  }

  private decode(): void {
    if (this.bytes.length === 0) return;
    const bytes = Uint8Array.from(this.bytes, (byte) => byte & 0xff);
    this.bytes = [];
    this.flow.text(decodeAs(bytes, this.group.encoding) ?? decodeAs(bytes, 'windows-1252') ?? '');
  }
}

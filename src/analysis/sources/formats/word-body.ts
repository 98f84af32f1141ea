import { Parser } from 'htmlparser2';
import { type Colour, type HiddenText, hexColour, SEAM, withoutSeams } from '../hidden-text.ts';
import { TextFlow } from './text-flow.ts';
import { attributeOf, hidingOf, PAGE, type RunLook, shadeOf, takeLook, type WordStyles } from './word-styles.ts';

/** Elements whose content is no text: deletions, former formats, reading aids, field codes, formulas, and what a part says of itself. */
const LEFT_OUT = new Set([
  'del',
  'moveFrom',
  'rPrChange',
  'pPrChange',
  'tblPrChange',
  'tcPrChange',
  'trPrChange',
  'sectPrChange',
  'numberingChange',
  'cellDel',
  'rt',
  'instrText',
  'delInstrText',
  'delText',
  'fldData',
  'oMath',
  'sectPr',
]);

/** Prefixes of formulas and drawings, whose elements are called as those of texts are. */
const OTHERS = /^(?:m|a|pic|c|dgm|wp|wp14|w14|w15)$/;

/** Characters and breaks that are elements. */
const SIGNS: Readonly<Record<string, string>> = {
  tab: ' ',
  ptab: ' ',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '-',
  softHyphen: '',
};

/** What the text of a part stands on: the page, a cell, a box. */
type Ground = Colour | 'unknown';

interface Paragraph {
  style?: string;
  isList: boolean;
  shade?: Colour | 'unknown' | 'none';
  /** Whether it is apart from what was before it. */
  begun: boolean;
  /** It is the large first letter of the paragraph behind it. */
  isInitial?: boolean;
  readonly boxes: string[];
}

/** Part of a document that has a flow of its own: the body, or a text box. */
interface Story {
  readonly flow: TextFlow;
  readonly ground: Ground;
  readonly paragraphs: Paragraph[];
  afterList: boolean;
  afterInitial?: boolean;
}

interface Choice {
  /** Characters that were read when it began. */
  readonly length: number;
}

export interface WordPart {
  readonly text: string;
  /** Numbers of the footnotes and endnotes, in their order. */
  readonly notes: readonly { readonly kind: 'footnote' | 'endnote'; readonly id: string }[];
  /** Whether each element was closed where it had to be. */
  readonly isWhole: boolean;
}

export interface WordContext {
  readonly styles: WordStyles;
  readonly hidden: HiddenText;
  readonly most: number;
  /** Text of the parts that take the place of an `altChunk`, by the ids of their relationships. */
  readonly chunks: ReadonlyMap<string, string>;
  /** Whether there are pictures, which text may stand on. */
  readonly hasPictures: boolean;
}

/**
 * The text of a part of a Word document (ECMA-376, part 1). Everything that is not known to be no text is walked through, so that a `w:t` counts wherever it
 * stands. Text boxes come behind the paragraph that they are anchored in.
 */
export class WordBody {
  private readonly stories: Story[];
  private readonly notes: { kind: 'footnote' | 'endnote'; id: string }[] = [];
  private readonly fields: ('code' | 'result')[] = [];
  private readonly choices: Choice[] = [];
  private readonly looks: RunLook[] = [];
  private readonly tables: Ground[] = [];
  private readonly rows: ('shown' | 'hidden' | 'deleted')[] = [];
  private readonly shapes: Ground[] = [];
  private readonly path: string[] = [];
  private skipped = 0;
  private length = 0;
  private list: { result: number; readonly entries: string[] } | undefined;
  private isText = false;
  private runStyle: string | undefined;
  private isWhole = true;
  private readonly noteIds: string[] = [];

  /** @param noteTexts gets the notes of a part of notes, by their ids */
  constructor(
    private readonly context: WordContext,
    private readonly noteTexts?: Map<string, string>,
  ) {
    this.stories = [{ flow: new TextFlow(context.most), ground: PAGE, paragraphs: [], afterList: false }];
  }

  read(xml: string): WordPart {
    let opened = -1;
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          opened = parser.endIndex;
          this.open(name, attributes);
        },
        ontext: (text) => {
          if (this.isText && this.skipped === 0) this.text(text);
        },
        onclosetag: (name, implied) => {
          // One that closes itself is closed by what opened it.
          if (implied && parser.endIndex !== opened) this.isWhole = false;
          this.close(name);
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
    parser.end(xml);
    return { text: withoutSeams(this.story.flow.toString()), notes: this.notes, isWhole: this.isWhole };
  }

  private get story(): Story {
    return this.stories.at(-1)!;
  }

  private get paragraph(): Paragraph | undefined {
    return this.story.paragraphs.at(-1);
  }

  private open(prefixed: string, attributes: Readonly<Record<string, string>>): void {
    const [prefix, name] = split(prefixed);
    const around = this.path.at(-1);
    this.path.push(name);
    if (this.skipped > 0 || this.leavesOut(prefix, name)) {
      this.skipped++;
      return;
    }
    if (OTHERS.test(prefix)) return this.drawing(prefix, name, attributes);
    switch (name) {
      case 'p':
        this.story.paragraphs.push({ isList: false, begun: false, boxes: [] });
        return;
      case 'r':
        this.looks.push({});
        this.runStyle = undefined;
        return;
      case 't':
        this.isText = true;
        return;
      case 'pStyle':
        if (this.paragraph) this.paragraph.style = attributeOf(attributes, 'val') ?? '';
        return;
      case 'numPr':
        if (this.paragraph) this.paragraph.isList = true;
        return;
      case 'framePr':
        if (this.paragraph && /^(?:drop|margin)$/.test(attributeOf(attributes, 'dropCap') ?? ''))
          this.paragraph.isInitial = true;
        return;
      case 'rStyle':
        if (this.isInRun()) this.runStyle = attributeOf(attributes, 'val');
        return;
      case 'fldChar': {
        const kind = attributeOf(attributes, 'fldCharType');
        if (kind === 'begin') this.fields.push('code');
        else if (kind === 'separate' && this.fields.length > 0) this.fields[this.fields.length - 1] = 'result';
        else if (kind === 'end') this.fields.pop();
        return;
      }
      case 'ddList':
        this.list = { result: 0, entries: [] };
        return;
      case 'result':
        if (this.list) this.list.result = Number(attributeOf(attributes, 'val') ?? 0);
        return;
      case 'listEntry':
        this.list?.entries.push(attributeOf(attributes, 'val') ?? '');
        return;
      case 'sym':
        return this.text(symbolOf(attributeOf(attributes, 'char') ?? ''));
      case 'footnoteReference':
      case 'endnoteReference': {
        const id = attributeOf(attributes, 'id');
        if (id !== undefined) this.notes.push({ kind: name === 'footnoteReference' ? 'footnote' : 'endnote', id });
        return;
      }
      case 'altChunk': {
        const chunk = this.context.chunks.get(attributeOf(attributes, 'id') ?? '');
        if (chunk !== undefined) this.insert(chunk);
        return;
      }
      case 'tbl':
        this.tables.push(this.ground());
        return;
      case 'tblStyle':
        if (this.tables.length > 0 && this.context.styles.coloursCells(attributeOf(attributes, 'val')))
          this.tables[this.tables.length - 1] = 'unknown';
        return;
      case 'tr':
        this.rows.push('shown');
        return;
      case 'hidden':
        if (around === 'trPr') this.rows[this.rows.length - 1] = 'hidden';
        return;
      case 'tc':
        this.tables.push(this.ground());
        return;
      case 'shd':
        if (around === 'tcPr' || around === 'tblPr') this.shadeCell(shadeOf(attributes));
        else if (around === 'pPr' && this.paragraph) this.paragraph.shade = shadeOf(attributes);
        else if (this.isInRun()) takeLook(this.looks.at(-1)!, name, attributes);
        return;
      case 'Choice':
        this.choices.push({ length: this.length });
        return;
      case 'wsp':
      case 'shape':
      case 'rect':
      case 'roundrect':
        this.shapes.push(vmlGround(prefix, attributes, this.context.hasPictures));
        return;
      case 'txbxContent':
        this.stories.push({
          flow: new TextFlow(this.context.most),
          ground: this.shapes.at(-1) ?? (this.context.hasPictures ? 'unknown' : PAGE),
          paragraphs: [],
          afterList: false,
        });
        return;
      case 'footnote':
      case 'endnote':
        this.stories.push({ flow: new TextFlow(this.context.most), ground: PAGE, paragraphs: [], afterList: false });
        this.noteIds.push(
          /separator/i.test(attributeOf(attributes, 'type') ?? '') ? '' : (attributeOf(attributes, 'id') ?? ''),
        );
        return;
      default: {
        const sign = SIGNS[name];
        if (sign !== undefined) {
          if (around === 'r') this.text(sign);
        } else if (this.isInRun()) takeLook(this.looks.at(-1)!, name, attributes);
      }
    }
  }

  private close(prefixed: string): void {
    const [prefix, name] = split(prefixed);
    this.path.pop();
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    if (OTHERS.test(prefix)) return;
    switch (name) {
      case 't':
        this.isText = false;
        return;
      case 'r':
        this.looks.pop();
        return;
      case 'p': {
        const ended = this.story.paragraphs.pop();
        // An empty paragraph stands between two all the same.
        if (ended && !ended.begun) this.story.flow.paragraph();
        if (ended?.begun) {
          this.story.afterList = ended.isList;
          this.story.afterInitial = ended.isInitial === true;
        }
        for (const box of ended?.boxes ?? []) this.insert(box);
        return;
      }
      case 'ddList': {
        const chosen = this.list?.entries[this.list.result];
        this.list = undefined;
        if (chosen !== undefined) this.put(chosen);
        return;
      }
      case 'tbl':
      case 'tc':
        this.tables.pop();
        return;
      case 'tr':
        this.rows.pop();
        return;
      case 'wsp':
      case 'shape':
      case 'rect':
      case 'roundrect':
        this.shapes.pop();
        return;
      case 'txbxContent': {
        const box = withoutSeams(this.stories.pop()!.flow.toString());
        if (box === '') return;
        if (this.paragraph) this.paragraph.boxes.push(box);
        else this.insert(box);
        return;
      }
      case 'footnote':
      case 'endnote':
        if (this.noteIds.length === 0) return;
        this.noteTexts?.set(this.noteIds.pop()!, withoutSeams(this.stories.pop()!.flow.toString()));
        return;
      case 'AlternateContent':
        this.choices.length = this.path.filter((part) => part === 'AlternateContent').length;
    }
  }

  /** Alternatives say the same: the first of them that has text is read. */
  private leavesOut(prefix: string, name: string): boolean {
    if (name === 'Choice' || name === 'Fallback') {
      const depth = this.path.filter((part) => part === 'AlternateContent').length;
      const earlier = this.choices[depth - 1];
      if (earlier && this.length > earlier.length) return true;
      if (name === 'Choice') this.choices.length = Math.max(0, depth - 1);
      return false;
    }
    if (name === 'del' && this.path.at(-2) === 'trPr') this.rows[this.rows.length - 1] = 'deleted';
    return (LEFT_OUT.has(name) && !(name === 'del' && this.path.at(-2) === 'rPr')) || prefix === 'm';
  }

  /** Of drawings the colour behind a box counts, and whether letters are filled. */
  private drawing(prefix: string, name: string, attributes: Readonly<Record<string, string>>): void {
    const around = this.path.at(-2);
    if (prefix === 'a' && this.shapes.length > 0 && this.stories.length === this.storiesAtShape()) {
      if (around === 'spPr' && /^(?:solidFill|gradFill|blipFill|pattFill|grpFill)$/.test(name))
        this.shapes[this.shapes.length - 1] = 'unknown';
      else if (around === 'solidFill' && this.path.at(-3) === 'spPr' && name === 'srgbClr')
        this.shapes[this.shapes.length - 1] = hexColour(attributes['val'] ?? '') ?? 'unknown';
      else if (name === 'fillRef' && (attributes['idx'] ?? '0') !== '0')
        this.shapes[this.shapes.length - 1] = 'unknown';
    }
    if (prefix !== 'w14' || !this.path.includes('textFill')) return;
    const look = this.looks.at(-1);
    if (!look) return;
    if (name === 'noFill' || (name === 'alpha' && Number(attributeOf(attributes, 'val')) >= 90_000)) look.clear = true;
  }

  private storiesAtShape(): number {
    return 1 + this.path.filter((part) => part === 'txbxContent' || part === 'footnote' || part === 'endnote').length;
  }

  private isInRun(): boolean {
    return this.looks.length > 0 && this.path.at(-2) === 'rPr' && this.path.at(-3) === 'r';
  }

  /** What a paragraph here stands on. */
  private ground(): Ground {
    return this.stories.length > 1 && this.path.lastIndexOf('tbl') < this.path.lastIndexOf('txbxContent')
      ? this.story.ground
      : (this.tables.at(-1) ?? this.story.ground);
  }

  private shadeCell(shade: Colour | 'unknown' | 'none'): void {
    if (this.tables.length > 0 && shade !== 'none') this.tables[this.tables.length - 1] = shade;
  }

  private text(text: string): void {
    if (this.fields.includes('code') || text === '' || this.rows.includes('deleted')) return;
    const { styles, hidden } = this.context;
    const paragraph = this.paragraph;
    const look = styles.lookOf(paragraph?.style, this.runStyle, this.looks.at(-1) ?? {});
    const shade = paragraph?.shade ?? styles.shadeOf(paragraph?.style);
    const how = this.rows.includes('hidden') ? 'gone' : hidingOf(look, shade === 'none' ? this.ground() : shade);
    if (!how) return this.put(text);
    hidden.add(text);
    if (text.trim() === '') return;
    hidden.break();
    this.story.flow.gap(how === 'room' ? ' ' : SEAM);
  }

  private put(text: string): void {
    const { story, paragraph } = this;
    if (paragraph && !paragraph.begun) {
      paragraph.begun = true;
      paragraph.isList ||= this.context.styles.isList(paragraph.style);
      story.flow.quote(this.context.styles.isQuote(paragraph.style));
      if (story.afterInitial) story.afterInitial = false;
      else if (paragraph.isList && story.afterList) story.flow.line();
      else story.flow.paragraph();
    }
    if (text === '\n') story.flow.line();
    else story.flow.text(text);
    if (text.trim() !== '') this.length += text.length;
  }

  /** A text of paragraphs of its own. */
  private insert(text: string): void {
    const { flow } = this.story;
    flow.quote(false);
    flow.beginPreformatted();
    flow.text(text);
    flow.endPreformatted();
    this.story.afterList = false;
    this.length += text.length;
  }
}

function split(name: string): readonly [prefix: string, name: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** What text in a shape of VML, or in one that says nothing of its fill yet, stands on. */
function vmlGround(prefix: string, attributes: Readonly<Record<string, string>>, hasPictures: boolean): Ground {
  const none = hasPictures ? 'unknown' : PAGE;
  if (prefix !== 'v') return none;
  if (/^(?:f|false)$/.test(attributes['filled'] ?? '')) return none;
  return hexColour((attributes['fillcolor'] ?? '#ffffff').replace('#', '')) ?? 'unknown';
}

/** A sign of a font of symbols; those of such a font alone are no text. */
function symbolOf(hex: string): string {
  const code = /^[\da-f]{4}$/i.test(hex) ? parseInt(hex, 16) : 0;
  return code < 0x20 || (code >= 0xe000 && code <= 0xf8ff) ? '' : String.fromCharCode(code);
}

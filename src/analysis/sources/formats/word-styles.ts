import { Parser } from 'htmlparser2';
import { type Colour, hexColour, isUnseenOn, WHITE } from '../hidden-text.ts';

/** What is said of how runs look (ECMA-376, 17.3.2), as far as it decides whether they are seen. What is absent is as it is around them. */
export interface RunLook {
  vanish?: boolean;
  colour?: Colour | 'auto';
  /** Of the letters, in half points. */
  size?: number;
  /** Behind the letters; `unknown` for a pattern. */
  shade?: Colour | 'unknown' | 'none';
  /** Whether the letters are filled with nothing. */
  clear?: boolean;
}

/** Half points under which letters cannot be read. */
const LEAST_SIZE = 4;

/** Colours that text is highlighted with. */
const HIGHLIGHTS: Readonly<Record<string, string>> = {
  white: 'ffffff',
  black: '000000',
  yellow: 'ffff00',
  green: '00ff00',
  cyan: '00ffff',
  magenta: 'ff00ff',
  blue: '0000ff',
  red: 'ff0000',
  darkBlue: '000080',
  darkCyan: '008080',
  darkGreen: '008000',
  darkMagenta: '800080',
  darkRed: '800000',
  darkYellow: '808000',
  darkGray: '808080',
  lightGray: 'c0c0c0',
};

/** An attribute by its name without a prefix. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const own = attributes[`w:${name}`];
  if (own !== undefined) return own;
  for (const [key, value] of Object.entries(attributes)) if (key === name || key.endsWith(`:${name}`)) return value;
  return undefined;
}

const isOn = (attributes: Readonly<Record<string, string>>) =>
  !/^(?:0|false|off)$/.test(attributeOf(attributes, 'val') ?? '');

/** Takes what an element inside of run properties says. */
export function takeLook(look: RunLook, name: string, attributes: Readonly<Record<string, string>>): void {
  const value = attributeOf(attributes, 'val') ?? '';
  switch (name) {
    case 'vanish':
      look.vanish = isOn(attributes);
      return;
    case 'color':
      look.colour = hexColour(value) ?? 'auto';
      return;
    case 'sz':
      if (/^\d+$/.test(value)) look.size = Number(value);
      return;
    case 'highlight':
      look.shade = value === 'none' ? 'none' : (hexColour(HIGHLIGHTS[value] ?? '') ?? 'unknown');
      return;
    case 'shd':
      look.shade ??= shadeOf(attributes);
  }
}

/** The colour of a shading; `none` where there is none. */
export function shadeOf(attributes: Readonly<Record<string, string>>): Colour | 'unknown' | 'none' {
  const pattern = attributeOf(attributes, 'val') ?? 'clear';
  const fill = attributeOf(attributes, 'fill') ?? 'auto';
  if (pattern === 'solid') return hexColour(attributeOf(attributes, 'color') ?? '') ?? 'unknown';
  if (pattern !== 'clear' && pattern !== 'nil') return 'unknown';
  return fill === 'auto' ? 'none' : (hexColour(fill) ?? 'unknown');
}

/** How a run is hidden: `room` where it leaves a gap; `undefined` where it is seen. */
export function hidingOf(
  { vanish, colour, size, shade, clear }: RunLook,
  background: Colour | 'unknown',
): 'gone' | 'room' | undefined {
  if (vanish || (size !== undefined && size < LEAST_SIZE)) return 'gone';
  if (clear) return 'room';
  if (!colour || colour === 'auto') return undefined;
  const behind = shade === undefined || shade === 'none' ? background : shade;
  return behind !== 'unknown' && isUnseenOn(colour, behind) ? 'room' : undefined;
}

interface Style {
  readonly type: string;
  basedOn?: string;
  readonly look: RunLook;
  /** Of its paragraphs. */
  shade?: Colour | 'unknown' | 'none';
  isList: boolean;
  /** Of paragraphs that are quotations, by its name, which Word writes in English everywhere. */
  isQuote: boolean;
  /** Of tables: whether it colours cells. */
  colours: boolean;
}

/** Names of styles for quotations: of Word, of LibreOffice and of pandoc. */
const QUOTE = /^(?:(?:intense )?quote|quotations?|block ?text|block ?quot(?:e|ation)s?)$/i;

/** Longest chain of styles that are based on each other. */
const LONGEST_CHAIN = 50;

/** The styles of a Word document. */
export class WordStyles {
  private readonly styles = new Map<string, Style>();
  private readonly defaults: RunLook = {};
  private defaultParagraph = '';

  /** @param xml of the part `styles.xml`; empty where there is none */
  constructor(xml: string) {
    const path: string[] = [];
    let style: Style | undefined;
    const parser = new Parser(
      {
        onopentag: (prefixed, attributes) => {
          const name = prefixed.slice(prefixed.indexOf(':') + 1);
          path.push(name);
          if (name === 'style') {
            const type = attributeOf(attributes, 'type') ?? 'paragraph';
            style = { type, look: {}, isList: false, isQuote: false, colours: false };
            const id = attributeOf(attributes, 'styleId') ?? '';
            this.styles.set(id, style);
            if (type === 'paragraph' && /^(?:1|true|on)$/.test(attributeOf(attributes, 'default') ?? ''))
              this.defaultParagraph = id;
            return;
          }
          const around = path.at(-2);
          if (around === 'rPr' && path.includes('rPrDefault')) takeLook(this.defaults, name, attributes);
          if (!style) return;
          if (name === 'name' && around === 'style') style.isQuote = QUOTE.test(attributeOf(attributes, 'val') ?? '');
          else if (name === 'basedOn') style.basedOn = attributeOf(attributes, 'val') ?? '';
          else if (name === 'tblStylePr' || (name === 'shd' && around !== 'rPr' && style.type === 'table'))
            style.colours = true;
          else if (around === 'rPr' && path.at(-3) === 'style') takeLook(style.look, name, attributes);
          else if (around === 'pPr' && name === 'shd') style.shade = shadeOf(attributes);
          else if (around === 'pPr' && name === 'numPr') style.isList = true;
        },
        onclosetag: (prefixed) => {
          path.pop();
          if (prefixed.endsWith('style') && prefixed.slice(prefixed.indexOf(':') + 1) === 'style') style = undefined;
        },
      },
      { xmlMode: true },
    );
    parser.end(xml);
  }

  /** The styles of a chain, the most general first. */
  private chain(id: string | undefined): Style[] {
    const chain: Style[] = [];
    for (let at = id; at !== undefined && chain.length < LONGEST_CHAIN; at = chain[0]!.basedOn) {
      const style = this.styles.get(at);
      if (!style) break;
      chain.unshift(style);
    }
    return chain;
  }

  /** How a run looks by its styles and what it says itself. Hiding is a switch: a style that hides, in one that hides, shows (17.7.3). */
  lookOf(paragraph: string | undefined, character: string | undefined, own: RunLook): RunLook {
    const levels = [this.chain(paragraph ?? this.defaultParagraph), this.chain(character)].map(
      (chain): RunLook => Object.assign({}, ...chain.map(({ look }) => look)) as RunLook,
    );
    const vanish = own.vanish ?? levels.filter((level) => level.vanish).length % 2 === 1;
    return { ...this.defaults, ...levels[0], ...levels[1], ...own, vanish };
  }

  shadeOf(paragraph: string | undefined): Colour | 'unknown' | 'none' {
    return this.chain(paragraph ?? this.defaultParagraph).findLast(({ shade }) => shade !== undefined)?.shade ?? 'none';
  }

  isList(paragraph: string | undefined): boolean {
    return this.chain(paragraph).some((style) => style.isList);
  }

  isQuote(paragraph: string | undefined): boolean {
    return paragraph !== undefined && this.chain(paragraph).some((style) => style.isQuote);
  }

  /** Whether the cells of a table have colours that are not looked into. */
  coloursCells(table: string | undefined): boolean {
    return this.chain(table).some((style) => style.colours);
  }
}

export const PAGE: Colour = WHITE;

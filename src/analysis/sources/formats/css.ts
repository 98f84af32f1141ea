import { type Colour, hexColour, isUnseenOn, LEAST_POINTS, WHITE } from '../hidden-text.ts';

/** What decides whether a reader sees an element's text. */
export interface TextStyle {
  /** Whether it takes no room at all. */
  readonly gone: boolean;
  /** Whether it is not drawn though it takes its room. */
  readonly invisible: boolean;
  /** `undefined` for a colour that is not known. */
  readonly colour: Colour | undefined;
  /** `undefined` for a picture, or a colour that is not known. */
  readonly background: Colour | undefined;
  /** Of the letters, in points. */
  readonly size: number;
  readonly opacity: number;
}

export const PLAIN: TextStyle = {
  gone: false,
  invisible: false,
  colour: [0, 0, 0],
  background: WHITE,
  size: 12,
  opacity: 1,
};

/** How a reader does not see text of a style: `room` where it leaves a gap; `undefined` where it is seen. */
export function hiding({ gone, invisible, colour, background, size, opacity }: TextStyle): 'gone' | 'room' | undefined {
  if (gone || size < LEAST_POINTS) return 'gone';
  if (invisible || opacity < 0.1 || (colour && background && isUnseenOn(colour, background))) return 'room';
  return undefined;
}

/** Pixels to the left of, or above, the page from which on an element lies beside it. */
const FAR = 500;

export type Declarations = Readonly<Record<string, string>>;

const WANTED = new Set([
  'color',
  '-webkit-text-fill-color',
  'background',
  'background-color',
  'background-image',
  'display',
  'visibility',
  'opacity',
  'filter',
  'font-size',
  'font',
  'position',
  'left',
  'right',
  'top',
  'bottom',
  'margin-left',
  'text-indent',
  'clip',
  'clip-path',
  'transform',
  'width',
  'height',
  'max-height',
  'max-width',
  'overflow',
  'overflow-x',
  'overflow-y',
  'mso-hide',
]);

/** The declarations of a style attribute, or of a rule, that matter here. */
export function declarationsIn(style: string): Declarations {
  const found: Record<string, string> = {};
  const important = new Set<string>();
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (!WANTED.has(name)) continue;
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const isImportant = value.endsWith('!important');
    if (important.has(name) && !isImportant) continue;
    if (isImportant) important.add(name);
    found[name] = value.replace(/\s*!important$/, '');
  }
  return found;
}

/** The style of an element's text, by its declarations and the style around it. */
export function styled(outer: TextStyle, own: Declarations): TextStyle {
  const colour = own['-webkit-text-fill-color'] ?? own['color'];
  const drawn =
    colour === undefined || /^(?:inherit|unset|revert)$/.test(colour)
      ? { colour: outer.colour, alpha: 1 }
      : (colourOf(colour) ?? { colour: undefined, alpha: 1 });
  const visibility = own['visibility'];
  const opacity = own['opacity'] ?? /opacity\(\s*([\d.]+%?)/.exec(own['filter'] ?? '')?.[1];
  return {
    gone: outer.gone || own['display'] === 'none' || own['mso-hide'] === 'all' || isBeside(own) || isCutOff(own),
    invisible:
      drawn.alpha < 0.1 ||
      (visibility === undefined || visibility === 'inherit'
        ? outer.invisible
        : visibility === 'hidden' || visibility === 'collapse'),
    colour: drawn.colour,
    background: backgroundOf(outer, own),
    size: sizeOf(outer.size, own),
    opacity: outer.opacity * (opacity === undefined ? 1 : fraction(opacity)),
  };
}

const fraction = (text: string) => {
  const number = parseFloat(text);
  return Number.isNaN(number) ? 1 : text.endsWith('%') ? number / 100 : number;
};

function backgroundOf(outer: TextStyle, own: Declarations): Colour | undefined {
  let { background } = outer;
  for (const name of ['background', 'background-color', 'background-image']) {
    const value = own[name];
    if (value === undefined || /^(?:none|transparent|inherit|initial|unset|revert)\b/.test(value)) continue;
    if (/url\(|gradient|image/.test(value)) return undefined;
    const found = value
      .split(/\s+(?![^(]*\))/)
      .map(colourOf)
      .find((part) => part !== undefined);
    if (found && found.alpha < 0.1) continue;
    background = found && found.alpha > 0.9 ? found.colour : undefined;
  }
  return background;
}

const isBeside = (own: Declarations) => {
  if (lengthOf(own['text-indent'], 12) < -FAR * 0.75) return true;
  if (lengthOf(own['margin-left'], 12) < -FAR * 0.75) return true;
  if (!/absolute|fixed|relative/.test(own['position'] ?? '')) return false;
  return (
    ['left', 'top', 'right', 'bottom'].some((side) => lengthOf(own[side], 12) < -FAR * 0.75) ||
    lengthOf(own['left'], 12) > 10_000
  );
};

function isCutOff(own: Declarations): boolean {
  if (/^rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)/.test(own['clip'] ?? '')) return true;
  if (/inset\(\s*(?:50|100)%|circle\(\s*0/.test(own['clip-path'] ?? '')) return true;
  if (/scale[xy]?\(\s*0*\.?0*[\s,)]/.test(own['transform'] ?? '')) return true;
  const cuts = /hidden|clip/.test(`${own['overflow'] ?? ''} ${own['overflow-x'] ?? ''} ${own['overflow-y'] ?? ''}`);
  return (
    cuts &&
    ['width', 'height', 'max-height', 'max-width'].some(
      (side) => own[side] !== undefined && lengthOf(own[side], 12) <= 1,
    )
  );
}

function sizeOf(outer: number, own: Declarations): number {
  const value =
    own['font-size'] ?? /(?:^|\s)([\d.]+(?:px|pt|em|rem|%|pc|mm|cm|in|ex)?)(?:\/|\s)/.exec(own['font'] ?? '')?.[1];
  if (value === undefined) return outer;
  const size = lengthOf(value, outer);
  return Number.isNaN(size) || size < 0 ? Math.max(outer, 9) : size;
}

const POINTS: Readonly<Record<string, number>> = {
  '': 0.75,
  px: 0.75,
  pt: 1,
  pc: 12,
  in: 72,
  cm: 28.35,
  mm: 2.835,
  rem: 12,
  vw: 6,
  vh: 6,
};

/** A length in points; `NaN` for none. */
function lengthOf(value: string | undefined, outer: number): number {
  const match = /^(-?(?:\d+\.?\d*|\.\d+))([a-z%]*)$/.exec(value ?? '');
  if (!match) return NaN;
  const number = Number(match[1]);
  const unit = match[2]!;
  if (unit === 'em' || unit === 'ex' || unit === 'ch') return number * outer;
  if (unit === '%') return (number / 100) * outer;
  return number * (POINTS[unit] ?? NaN);
}

/** Names of colours that hide text, or lie under it, most often. A colour that is not known hides nothing. */
const NAMES: Readonly<Record<string, string>> = {
  white: 'ffffff',
  snow: 'fffafa',
  ivory: 'fffff0',
  ghostwhite: 'f8f8ff',
  floralwhite: 'fffaf0',
  whitesmoke: 'f5f5f5',
  azure: 'f0ffff',
  mintcream: 'f5fffa',
  honeydew: 'f0fff0',
  aliceblue: 'f0f8ff',
  seashell: 'fff5ee',
  lavenderblush: 'fff0f5',
  black: '000000',
  red: 'ff0000',
  green: '008000',
  lime: '00ff00',
  blue: '0000ff',
  navy: '000080',
  yellow: 'ffff00',
  gray: '808080',
  grey: '808080',
  silver: 'c0c0c0',
  maroon: '800000',
  purple: '800080',
  teal: '008080',
  olive: '808000',
  aqua: '00ffff',
  cyan: '00ffff',
  fuchsia: 'ff00ff',
  magenta: 'ff00ff',
  orange: 'ffa500',
  lightgray: 'd3d3d3',
  lightgrey: 'd3d3d3',
  gainsboro: 'dcdcdc',
  darkgray: 'a9a9a9',
  darkgrey: 'a9a9a9',
  darkblue: '00008b',
  darkred: '8b0000',
  darkgreen: '006400',
  windowtext: '000000',
  window: 'ffffff',
  canvas: 'ffffff',
  canvastext: '000000',
};

/** A colour of CSS, with its alpha; `undefined` for anything else. */
export function colourOf(value: string): { readonly colour: Colour | undefined; readonly alpha: number } | undefined {
  const text = value.trim().toLowerCase();
  if (text === 'transparent') return { colour: WHITE, alpha: 0 };
  const digits = /^#([\da-f]{3,8})$/.exec(text)?.[1];
  if (digits !== undefined) {
    const short = digits.length < 6;
    const colour = hexColour(digits.slice(0, short ? 3 : 6));
    const alpha = digits.slice(short ? 3 : 6);
    return colour && { colour, alpha: alpha === '' ? 1 : parseInt(short ? alpha + alpha : alpha, 16) / 255 };
  }
  if (Object.hasOwn(NAMES, text)) return { colour: hexColour(NAMES[text]!), alpha: 1 };
  const [, name, inside] = /^(rgb|hsl)a?\(([^)]*)\)$/.exec(text) ?? [];
  if (name === undefined || inside === undefined) return undefined;
  const [a = '', b = '', c = '', alpha = '1'] = inside.split(/[\s,/]+/).filter((part) => part !== '');
  if (name === 'hsl') return { colour: fromHsl(parseFloat(a), fraction(b), fraction(c)), alpha: fraction(alpha) };
  const channels = [a, b, c].map((part) => (part.endsWith('%') ? fraction(part) * 255 : parseFloat(part)));
  return channels.some(Number.isNaN) ? undefined : { colour: channels as unknown as Colour, alpha: fraction(alpha) };
}

function fromHsl(hue: number, saturation: number, lightness: number): Colour {
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return (
      255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
    );
  };
  return [channel(0), channel(8), channel(4)];
}

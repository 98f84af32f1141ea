import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Colour, isUnseenOn, LEAST_POINTS, WHITE } from '../hidden-text.ts';
import { DrawingState } from './pdf-drawing-state.ts';
import { areaOf, type Box, boxOf, holds, intersection, isRectangle, pointAt, product } from './pdf-geometry.ts';

/** What a page draws, as PDF.js lists it. */
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** A character that a page draws, but for spaces, and whether a reader sees it. */
export interface DrawnCharacter {
  readonly character: string;
  hidden: boolean;
  /** Whether it lies beside the page, where PDF.js may leave it out by itself. */
  readonly outside: boolean;
  /** Whether a space or a step comes before it. */
  readonly apart: boolean;
  /** Whether a character that is a space comes before it, in what is drawn with it. */
  readonly spaced: boolean;
  /** Number of the glyph that it is drawn with: those of a ligature share one. */
  readonly glyph: number;
  /** Middle of the letter, in points. */
  readonly x: number;
  readonly y: number;
  /** Where the glyph begins and ends along its baseline, and the size of its letters. */
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** What a font says that decides where its letters stand. */
export interface DrawnFont {
  /** Whether its letters are drawings with colours of their own (Type 3). */
  readonly isType3Font?: boolean;
  readonly vertical?: boolean;
  readonly fontMatrix?: ArrayLike<number>;
}

/** A surface that was filled; `undefined` for the colour of a picture or a pattern. */
interface Fill {
  readonly box: Box;
  readonly colour: Colour | undefined;
  /** Characters that were drawn before a rectangle that nothing shines through; absent for others. */
  readonly covers?: number;
}

/** A picture, and how many characters were drawn before it. */
interface Picture {
  readonly box: Box;
  readonly before: number;
}

interface Glyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace?: boolean;
}

/** Text render modes (ISO 32000-1, 9.3.6): filled ones take the colour of fillings; 3 draws nothing. */
const INVISIBLE = 3;
const FILLED_ONLY = 0;
/** From this one on letters are what is filled later on shines through. */
const CLIPS = 4;
const LEAST_ALPHA = 0.1;
/** Points by which text may stand over the page's edge. */
const MARGIN = 2;
/** Share of a page that pictures cover when it is a scan: its words are drawn invisibly over what a reader sees. */
const SCAN = 0.5;
/** Points that a character lies inside of what covers it, at least. */
const COVER = 1;
/** Thousandths of the letters' size that a step must have to stand for a space. */
const STEP = 200;
/** Fills that are looked at for one character: a drawing may have thousands. */
const MOST_FILLS = 2000;
/** Characters back that are looked through for the same one at the same place: letters that are drawn twice, as an outline and filled. */
const TWICE_WITHIN = 400;

/** Finds out of what a page draws which of its characters a reader sees. */
export class PageVisibility {
  readonly characters: DrawnCharacter[] = [];
  private readonly fills: Fill[] = [];
  /** Those that are drawn invisibly. */
  private readonly invisible: DrawnCharacter[] = [];
  private readonly images: Picture[] = [];
  /** Those through which something else shines: drawn where letters are clipped to. */
  private readonly clipping = new Set<DrawnCharacter>();
  private glyphs = 0;
  /** Whether what was shown last ended with a space. */
  private spaced = false;
  private readonly drawing = new DrawingState();
  private clips = false;
  /** Whether something was drawn since the last change of the coordinates: where nothing was, a picture was left out. */
  private drew = true;
  private hiddenLayers = 0;
  private readonly layers: boolean[] = [];

  /**
   * @param view the part of the page that is shown
   * @param isLayerShown whether the content of an optional-content group is shown
   * @param fontOf what is known of a font by its name
   * @param hasPictures whether PDF.js has decoded the pictures, so that it is known which of them nothing shines through
   * @param isWhole whether nothing shines through a picture that has a mask
   */
  constructor(
    private readonly view: Box,
    private readonly isLayerShown: (group: unknown) => boolean,
    private readonly fontOf: (font: string) => DrawnFont | undefined,
    private readonly hasPictures = false,
    private readonly isWhole: (picture: unknown) => boolean = () => false,
  ) {}

  /** Takes all that a page draws. Where PDF.js has left out the pictures, of each a change of the coordinates remains, and that is where it is. */
  take({ fnArray, argsArray }: Operators): void {
    for (const [i, operator] of fnArray.entries()) this.operator(operator, (argsArray[i] ?? []) as readonly unknown[]);
    this.hideCovered();
    for (const character of this.invisible)
      if (!(this.isScan && this.images.some(({ box }) => holds(box, character.x, character.y))))
        character.hidden = true;
  }

  private get isScan(): boolean {
    return (
      this.images.reduce((sum, { box }) => sum + areaOf(intersection(box, this.view)), 0) >= SCAN * areaOf(this.view)
    );
  }

  /**
   * Whether the pictures themselves have to be looked at: characters that count as seen lie under some, which may cover them or let them shine through, or characters on the page count as hidden, which may stand on a picture that
   * left no trace. Those of a scan lie under its picture because a reader sees them there.
   */
  get needsPictures(): boolean {
    return (
      this.characters.some(({ hidden, outside }) => hidden && !outside) ||
      (!this.isScan && this.images.some(({ box, before }) => this.anyUnder(box, before)))
    );
  }

  private anyUnder(box: Box, before: number): boolean {
    for (let i = 0; i < before; i++) {
      const character = this.characters[i]!;
      if (!character.hidden && holds(box, character.x, character.y, -COVER)) return true;
    }
    return false;
  }

  /** Hides what a rectangle, or a picture that is no scan, was drawn over. */
  private hideCovered(): void {
    const isScan = this.isScan;
    for (const { box, covers, colour } of this.fills.filter((fill) => fill.covers !== undefined).slice(0, MOST_FILLS)) {
      if (isScan && colour === undefined) continue;
      for (let i = 0; i < covers!; i++) {
        const character = this.characters[i]!;
        if (!this.clipping.has(character) && holds(box, character.x, character.y, -COVER)) character.hidden = true;
      }
    }
  }

  private operator(operator: number, args: readonly unknown[]): void {
    switch (operator) {
      case OPS.restore:
        if (!this.drew && !this.hasPictures) this.picture(false);
        break;
      case OPS.transform:
        this.drew = false;
        break;
      case OPS.paintFormXObjectBegin:
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
      case OPS.beginText:
        this.drew = true;
        break;
      case OPS.clip:
      case OPS.eoClip:
        this.clips = true;
        return;
      case OPS.constructPath:
        return this.path(args);
      case OPS.shadingFill:
        this.fills.push({ box: this.drawing.state.clip, colour: undefined });
        return;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
        return this.picture(!this.drawing.isMasked || this.isWhole(args[0]));
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
        return this.picture(false);
      case OPS.beginMarkedContentProps:
      case OPS.beginMarkedContent: {
        const hides = args[0] === 'OC' && !this.isLayerShown(args[1]);
        this.layers.push(hides);
        if (hides) this.hiddenLayers++;
        return;
      }
      case OPS.endMarkedContent:
        if (this.layers.pop()) this.hiddenLayers--;
        return;
      case OPS.showText:
        return this.show(args[0] as readonly (Glyph | number | null)[]);
    }
    this.drawing.take(operator, args);
  }

  private show(glyphs: readonly (Glyph | number | null)[]): void {
    const { state } = this.drawing;
    const whole = product(state.matrix, this.drawing.text);
    const font = this.fontOf(state.font);
    const isDrawn = font?.isType3Font === true;
    const unit = isDrawn ? Math.abs(font.fontMatrix?.[0] ?? 0.001) : 0.001;
    const isVertical = font?.vertical === true;
    const height = Math.abs(state.size) * Math.hypot(whole[2], whole[3]);
    // A font that is upright in one direction only is squeezed to nothing all the same.
    const isTiny = !isDrawn && height < LEAST_POINTS;
    let x = 0;
    let y = 0;
    let apart = true;
    for (const glyph of glyphs) {
      if (glyph === null) continue;
      if (typeof glyph === 'number') {
        if (isVertical) y -= (glyph * state.size) / 1000;
        else x -= (glyph * state.size * state.scale) / 1000;
        apart ||= glyph < -STEP;
        continue;
      }
      const width = glyph.width * state.size * unit * state.scale;
      const spacing = state.characterSpacing + (glyph.isSpace ? state.wordSpacing : 0);
      const middle = isVertical
        ? pointAt(whole, 0, y - 0.5 * state.size)
        : pointAt(whole, x + width / 2, state.rise + 0.3 * state.size);
      const [left, baseline] = pointAt(whole, x, state.rise + y);
      const [right] = pointAt(whole, x + width, state.rise + y);
      if (isVertical) y -= state.size + spacing;
      else x += width + spacing * state.scale;
      const [px, py] = middle;
      const outside = !holds(this.view, px, py, MARGIN);
      const hidden = isTiny || outside || this.isUnseenAt(px, py, isDrawn, glyph.unicode, height);
      this.glyphs++;
      for (const character of glyph.unicode) {
        if (/\s/.test(character)) {
          apart = this.spaced = true;
          continue;
        }
        const drawing = {
          character,
          hidden,
          outside,
          apart,
          spaced: this.spaced,
          glyph: this.glyphs,
          x: px,
          y: py,
          left: Math.min(left, right),
          right: Math.max(left, right),
          baseline,
          size: height,
        };
        apart = this.spaced = false;
        this.characters.push(drawing);
        if (!hidden && this.isInvisible(isDrawn)) this.invisible.push(drawing);
        if (state.mode >= CLIPS) this.clipping.add(drawing);
      }
    }
    this.drawing.text = product(this.drawing.text, [1, 0, 0, 1, x, y]);
  }

  /** Whether letters leave no trace on the page: they may be those of a scan. */
  private isInvisible(isDrawn: boolean): boolean {
    const { mode, alpha, groupAlpha } = this.drawing.state;
    return mode === INVISIBLE || (mode === FILLED_ONLY && !isDrawn && alpha * groupAlpha < LEAST_ALPHA);
  }

  private isUnseenAt(x: number, y: number, isDrawn: boolean, unicode: string, size: number): boolean {
    const { state } = this.drawing;
    if (this.hiddenLayers > 0) return true;
    if (!holds(state.clip, x, y, MARGIN)) return true;
    if (state.mode !== FILLED_ONLY || isDrawn) return false;
    if (!state.colour || state.blends || this.isInvisible(isDrawn)) return false;
    const background = this.backgroundAt(x, y);
    return background !== undefined && isUnseenOn(state.colour, background) && !this.isDrawnTwice(unicode, x, y, size);
  }

  /** Whether the same letter was drawn right here before, and is seen behind this one: white letters with an outline or a shadow. */
  private isDrawnTwice(unicode: string, x: number, y: number, size: number): boolean {
    for (let i = this.characters.length - 1; i >= Math.max(0, this.characters.length - TWICE_WITHIN); i--) {
      const other = this.characters[i]!;
      if (!other.hidden && unicode.startsWith(other.character) && Math.hypot(other.x - x, other.y - y) < 0.15 * size)
        return true;
    }
    return false;
  }

  private backgroundAt(x: number, y: number): Colour | undefined {
    const { fills } = this;
    const least = Math.max(0, fills.length - MOST_FILLS);
    for (let i = fills.length - 1; i >= least; i--) if (holds(fills[i]!.box, x, y)) return fills[i]!.colour;
    return least > 0 ? undefined : WHITE;
  }

  private path([paint, path, bounds]: readonly unknown[]): void {
    const { state } = this.drawing;
    this.drew = true;
    const box = bounds ? boxOf(state.matrix, bounds as ArrayLike<number>) : undefined;
    if (this.clips) {
      this.clips = false;
      state.clip = box ? intersection(state.clip, box) : state.clip;
      return;
    }
    const fills =
      paint === OPS.fill ||
      paint === OPS.eoFill ||
      paint === OPS.fillStroke ||
      paint === OPS.eoFillStroke ||
      paint === OPS.closeFillStroke ||
      paint === OPS.closeEOFillStroke;
    const alpha = state.alpha * state.groupAlpha;
    if (!box || !fills || alpha < LEAST_ALPHA) return;
    const isOpaque = alpha === 1 && !state.blends && this.hiddenLayers === 0;
    // Of another shape it is not known what it covers: white letters may stand on it, and black ones in its gaps.
    const isWhole = isOpaque && isRectangle((path as readonly unknown[] | undefined)?.[0]);
    const covers = isWhole && state.colour && this.characters.length > 0 ? this.characters.length : undefined;
    this.fills.push({
      box: intersection(box, state.clip),
      colour: isWhole ? state.colour : undefined,
      ...(covers !== undefined && { covers }),
    });
  }

  /**
   * A picture fills the unit square of its coordinates.
   *
   * @param isOpaque whether nothing shines through it
   */
  private picture(isOpaque: boolean): void {
    this.drew = true;
    const { state } = this.drawing;
    const box = intersection(boxOf(state.matrix, [0, 0, 1, 1]), state.clip);
    if (!(areaOf(box) > 1)) return;
    this.images.push({ box, before: this.characters.length });
    const isWhole =
      isOpaque &&
      this.hasPictures &&
      state.alpha * state.groupAlpha === 1 &&
      !state.blends &&
      this.hiddenLayers === 0 &&
      this.characters.length > 0;
    this.fills.push({ box, colour: undefined, ...(isWhole && { covers: this.characters.length }) });
  }
}

import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Colour, hexColour, isUnseenOn, LEAST_POINTS, WHITE } from '../hidden-text.ts';

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
  readonly x: number;
  readonly y: number;
}

type Matrix = readonly [number, number, number, number, number, number];
type Box = readonly [left: number, bottom: number, right: number, top: number];

/** A surface that was filled; `undefined` for the colour of a picture or a pattern. */
interface Fill {
  readonly box: Box;
  readonly colour: Colour | undefined;
  /** Characters that were drawn before a rectangle that nothing shines through; absent for others. */
  readonly covers?: number;
}

interface State {
  matrix: Matrix;
  clip: Box;
  colour: Colour | undefined;
  alpha: number;
  /** Of the group that is drawn. */
  groupAlpha: number;
  blends: boolean;
  mode: number;
  size: number;
  font: string;
  characterSpacing: number;
  wordSpacing: number;
  scale: number;
  /** Step to the next line, upwards. */
  leading: number;
  rise: number;
}

interface Glyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace?: boolean;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const ALL: Box = [-Infinity, -Infinity, Infinity, Infinity];
/** Text render modes (ISO 32000-1, 9.3.6): filled ones take the colour of fillings; 3 draws nothing. */
const INVISIBLE = 3;
const FILLED_ONLY = 0;
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

/** Finds out of what a page draws which of its characters a reader sees. */
export class PageVisibility {
  readonly characters: DrawnCharacter[] = [];
  private readonly fills: Fill[] = [];
  /** Those that are drawn invisibly. */
  private readonly invisible: DrawnCharacter[] = [];
  private readonly images: Box[] = [];
  private readonly stack: State[] = [];
  private state: State = { matrix: IDENTITY, clip: ALL, colour: [0, 0, 0], alpha: 1, groupAlpha: 1, blends: false, mode: 0, size: 0, font: '', characterSpacing: 0, wordSpacing: 0, scale: 1, leading: 0, rise: 0 };
  private text: Matrix = IDENTITY;
  private line: Matrix = IDENTITY;
  private clips = false;
  /** Whether something was drawn since the last change of the coordinates: where nothing was, a picture was left out. */
  private drew = true;
  private hiddenLayers = 0;
  private readonly layers: boolean[] = [];

  /**
   * @param view the part of the page that is shown
   * @param isLayerShown whether the content of an optional-content group is shown
   * @param isDrawnFont whether a font's letters are drawings with colours of their own (Type 3)
   */
  constructor(
    private readonly view: Box,
    private readonly isLayerShown: (group: unknown) => boolean,
    private readonly isDrawnFont: (font: string) => boolean,
  ) {}

  /** Takes all that a page draws. Pictures must have been left out by PDF.js: of each a change of the coordinates remains, and that is where it is. */
  take({ fnArray, argsArray }: Operators): void {
    for (const [i, operator] of fnArray.entries()) this.operator(operator, (argsArray[i] ?? []) as readonly unknown[]);
    this.hideCovered();
    const pageArea = areaOf(this.view);
    const covered = this.images.reduce((sum, box) => sum + areaOf(intersection(box, this.view)), 0);
    const isScan = covered >= SCAN * pageArea;
    for (const character of this.invisible) if (!(isScan && this.images.some((box) => holds(box, character.x, character.y)))) character.hidden = true;
  }

  /** Hides what a rectangle was drawn over. */
  private hideCovered(): void {
    for (const { box, covers } of this.fills.filter((fill) => fill.covers !== undefined).slice(0, MOST_FILLS)) {
      for (let i = 0; i < covers!; i++) if (holds(box, this.characters[i]!.x, this.characters[i]!.y, -COVER)) this.characters[i]!.hidden = true;
    }
  }

  private operator(operator: number, args: readonly unknown[]): void {
    const { state } = this;
    const number = (i = 0) => Number(args[i] ?? 0);
    switch (operator) {
      case OPS.save:
        this.stack.push({ ...state });
        return;
      case OPS.restore:
        if (!this.drew) this.picture();
        this.state = this.stack.pop() ?? state;
        return;
      case OPS.transform:
        state.matrix = product(state.matrix, args as unknown as Matrix);
        this.drew = false;
        return;
      case OPS.paintFormXObjectBegin: {
        this.stack.push({ ...state });
        if (Array.isArray(args[0])) state.matrix = product(state.matrix, args[0] as unknown as Matrix);
        const box = args[1] as ArrayLike<number> | null;
        if (box) state.clip = intersection(state.clip, boxOf(state.matrix, box));
        this.drew = true;
        return;
      }
      case OPS.beginGroup:
        this.stack.push({ ...state });
        // What is drawn in a group shines through each other as if it were alone, and through the page as the group does.
        state.groupAlpha *= state.alpha;
        state.alpha = 1;
        return;
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
        this.state = this.stack.pop() ?? state;
        this.drew = true;
        return;
      case OPS.setFillRGBColor:
        state.colour = hexColour(String(args[0]).replace('#', ''));
        return;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.colour = undefined;
        return;
      case OPS.setGState:
        for (const [key, value] of (args[0] ?? []) as readonly (readonly [string, unknown])[]) {
          if (key === 'ca') state.alpha = Number(value);
          else if (key === 'BM') state.blends = value !== 'source-over';
          else if (key === 'SMask') state.blends = value !== false;
          else if (key === 'Font') [state.font, state.size] = value as [string, number];
        }
        return;
      case OPS.clip:
      case OPS.eoClip:
        this.clips = true;
        return;
      case OPS.constructPath:
        return this.path(args);
      case OPS.shadingFill:
        this.fill({ box: state.clip, colour: undefined });
        return;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
        return this.picture();
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
      case OPS.beginText:
        this.text = this.line = IDENTITY;
        this.drew = true;
        return;
      case OPS.setFont:
        state.font = String(args[0]);
        state.size = number(1);
        return;
      case OPS.setTextMatrix:
        this.text = this.line = matrixOf(args);
        return;
      case OPS.moveText:
        return this.move(number(), number(1));
      case OPS.setLeadingMoveText:
        state.leading = number(1);
        return this.move(number(), number(1));
      case OPS.nextLine:
        return this.move(0, state.leading);
      case OPS.setLeading:
        state.leading = -number();
        return;
      case OPS.setCharSpacing:
        state.characterSpacing = number();
        return;
      case OPS.setWordSpacing:
        state.wordSpacing = number();
        return;
      case OPS.setHScale:
        state.scale = number() / 100;
        return;
      case OPS.setTextRise:
        state.rise = number();
        return;
      case OPS.setTextRenderingMode:
        state.mode = number();
        return;
      case OPS.showText:
        return this.show(args[0] as readonly (Glyph | number | null)[]);
    }
  }

  private move(x: number, y: number): void {
    this.text = this.line = product(this.line, [1, 0, 0, 1, x, y]);
  }

  private show(glyphs: readonly (Glyph | number | null)[]): void {
    const { state } = this;
    const whole = product(state.matrix, this.text);
    const height = Math.abs(state.size) * Math.hypot(whole[2], whole[3]);
    const drawn = this.isDrawnFont(state.font);
    // A font that is upright in one direction only is squeezed to nothing all the same.
    const isTiny = !drawn && height < LEAST_POINTS;
    let x = 0;
    let apart = true;
    for (const glyph of glyphs) {
      if (glyph === null) continue;
      if (typeof glyph === 'number') {
        x -= (glyph * state.size * state.scale) / 1000;
        apart ||= glyph < -STEP;
        continue;
      }
      const advance = ((glyph.width * state.size) / 1000 + state.characterSpacing + (glyph.isSpace ? state.wordSpacing : 0)) * state.scale;
      const [px, py] = pointAt(whole, x + advance / 2, state.rise + 0.3 * state.size);
      x += advance;
      const outside = !holds(this.view, px, py, MARGIN);
      const hidden = isTiny || outside || this.isUnseenAt(px, py, drawn);
      for (const character of glyph.unicode) {
        if (/\s/.test(character)) {
          apart = true;
          continue;
        }
        const drawing = { character, hidden, outside, apart, x: px, y: py };
        apart = false;
        this.characters.push(drawing);
        if (state.mode === INVISIBLE && !hidden) this.invisible.push(drawing);
      }
    }
    this.text = product(this.text, [1, 0, 0, 1, x, 0]);
  }

  private isUnseenAt(x: number, y: number, drawn: boolean): boolean {
    const { state } = this;
    if (this.hiddenLayers > 0) return true;
    if (!holds(state.clip, x, y, MARGIN)) return true;
    if (state.mode !== FILLED_ONLY || drawn) return false;
    if (state.alpha * state.groupAlpha < LEAST_ALPHA) return true;
    if (!state.colour || state.blends) return false;
    const background = this.backgroundAt(x, y);
    return background !== undefined && isUnseenOn(state.colour, background);
  }

  private backgroundAt(x: number, y: number): Colour | undefined {
    const { fills } = this;
    const least = Math.max(0, fills.length - MOST_FILLS);
    for (let i = fills.length - 1; i >= least; i--) if (holds(fills[i]!.box, x, y)) return fills[i]!.colour;
    return least > 0 ? undefined : WHITE;
  }

  private path([paint, path, bounds]: readonly unknown[]): void {
    const { state } = this;
    this.drew = true;
    const box = bounds ? boxOf(state.matrix, bounds as ArrayLike<number>) : undefined;
    if (this.clips) {
      this.clips = false;
      state.clip = box ? intersection(state.clip, box) : state.clip;
      return;
    }
    const fills = paint === OPS.fill || paint === OPS.eoFill || paint === OPS.fillStroke || paint === OPS.eoFillStroke || paint === OPS.closeFillStroke || paint === OPS.closeEOFillStroke;
    const alpha = state.alpha * state.groupAlpha;
    if (!box || !fills || alpha < LEAST_ALPHA) return;
    const isOpaque = alpha === 1 && !state.blends && this.hiddenLayers === 0;
    const covers = isOpaque && state.colour && isRectangle((path as readonly unknown[] | undefined)?.[0]) && this.characters.length > 0 ? this.characters.length : undefined;
    this.fill({ box: intersection(box, state.clip), colour: isOpaque ? state.colour : undefined, ...(covers !== undefined && { covers }) });
  }

  private fill(fill: Fill): void {
    this.fills.push(fill);
  }

  /** A picture fills the unit square of its coordinates. */
  private picture(): void {
    this.drew = true;
    const box = intersection(boxOf(this.state.matrix, [0, 0, 1, 1]), this.state.clip);
    if (!(areaOf(box) > 1)) return;
    this.images.push(box);
    this.fill({ box, colour: undefined });
  }
}

/** PDF.js gives a text matrix as its six numbers, or as one list of them. */
const matrixOf = (args: readonly unknown[]): Matrix => (typeof args[0] === 'number' ? args : Array.from(args[0] as ArrayLike<number>)) as unknown as Matrix;

function product([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

const pointAt = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [a * x + c * y + e, b * x + d * y + f];

function boxOf(matrix: Matrix, bounds: ArrayLike<number>): Box {
  const corners = [[0, 1], [2, 1], [0, 3], [2, 3]].map(([i, k]) => pointAt(matrix, bounds[i!]!, bounds[k!]!));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const intersection = (a: Box, b: Box): Box => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
const areaOf = ([left, bottom, right, top]: Box) => Math.max(0, right - left) * Math.max(0, top - bottom);
const holds = ([left, bottom, right, top]: Box, x: number, y: number, margin = 0) => x >= left - margin && x <= right + margin && y >= bottom - margin && y <= top + margin;

/** Whether a path, as PDF.js packs it, is one rectangle along the axes: steps to four corners, and back. */
function isRectangle(path: unknown): boolean {
  if (!(path instanceof Float32Array) || path.length < 12 || path.length > 16) return false;
  const corners: [number, number][] = [];
  for (let i = 0; i < path.length; i += 3) {
    if (path[i] === 4) break;
    if (path[i] !== (i === 0 ? 0 : 1)) return false;
    corners.push([path[i + 1]!, path[i + 2]!]);
  }
  return corners.length >= 4 && corners.every(([x, y], i) => i === 0 || x === corners[i - 1]![0] || y === corners[i - 1]![1]);
}

import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Colour, hexColour } from '../hidden-text.ts';
import { ALL, type Box, boxOf, IDENTITY, intersection, type Matrix, matrixOf, product } from './pdf-geometry.ts';

/** What is in force while a page is drawn (ISO 32000-1, 8.4 and 9.3). */
export interface State {
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

const BEGIN: State = {
  matrix: IDENTITY,
  clip: ALL,
  colour: [0, 0, 0],
  alpha: 1,
  groupAlpha: 1,
  blends: false,
  mode: 0,
  size: 0,
  font: '',
  characterSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
};

/** Follows what the operators of a page, as PDF.js lists them, set. Clipping paths are the caller's. */
export class DrawingState {
  state: State = { ...BEGIN };
  /** Where the next letters go. */
  text: Matrix = IDENTITY;
  /** Whether the next picture has a mask, and lets through what is behind it. */
  isMasked = false;
  private line: Matrix = IDENTITY;
  private readonly stack: State[] = [];

  take(operator: number, args: readonly unknown[]): void {
    const { state } = this;
    const number = (i = 0) => Number(args[i] ?? 0);
    switch (operator) {
      case OPS.save:
        this.stack.push({ ...state });
        return;
      case OPS.restore:
        this.isMasked = false;
        return this.restore();
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
        return this.restore();
      case OPS.transform:
        state.matrix = product(state.matrix, args as unknown as Matrix);
        return;
      case OPS.paintFormXObjectBegin: {
        this.stack.push({ ...state });
        if (args[0])
          state.matrix = product(state.matrix, Array.from(args[0] as ArrayLike<number>) as unknown as Matrix);
        const box = args[1] as ArrayLike<number> | null;
        if (box) state.clip = intersection(state.clip, boxOf(state.matrix, box));
        return;
      }
      case OPS.beginGroup:
        this.stack.push({ ...state });
        // What is drawn in a group shines through each other as if it were alone, and through the page as the group does.
        state.groupAlpha *= state.alpha;
        state.alpha = 1;
        return;
      case OPS.setFillRGBColor:
        state.colour = hexColour(String(args[0]).replace('#', ''));
        return;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.colour = undefined;
        return;
      case OPS.setGState:
        return this.graphicsState((args[0] ?? []) as readonly (readonly [string, unknown])[]);
      case OPS.beginText:
        this.text = this.line = IDENTITY;
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
    }
  }

  private restore(): void {
    this.state = this.stack.pop() ?? this.state;
  }

  private move(x: number, y: number): void {
    this.text = this.line = product(this.line, [1, 0, 0, 1, x, y]);
  }

  private graphicsState(entries: readonly (readonly [string, unknown])[]): void {
    const { state } = this;
    for (const [key, value] of entries) {
      if (key === 'ca') state.alpha = Number(value);
      else if (key === 'BM') state.blends = value !== 'source-over';
      else if (key === 'SMask') state.blends = value !== false;
      else if (key === 'Font') [state.font, state.size] = value as [string, number];
    }
    // Before a picture with a mask PDF.js turns off that of the page, and nothing else.
    this.isMasked = entries.length === 1 && entries[0]![0] === 'SMask' && entries[0]![1] === false;
  }
}

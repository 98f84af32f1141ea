import type { Batch } from '../batch.ts';
import { markOf } from './marks.ts';
import type { ShownDocument } from '../shown-document.ts';

/** The documents that have a place, and their places, 0 … 1. */
export interface MapPoints {
  readonly documents: readonly ShownDocument[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Which mark each has. */
  readonly marks: Uint8Array;
}

/** A rectangle of the map: its corner and its side, in the places' own units. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Around the outermost points, so that their marks are whole. */
const MARGIN = 0.04;

export const WHOLE: Viewport = { x: -MARGIN, y: -MARGIN, side: 1 + 2 * MARGIN };

/** How much of the map the closest look shows. */
const LEAST_SIDE = 1 / 64;

/** The points of a finished batch; `undefined` where there are none: before the end, and in reports of earlier versions. */
export function pointsOf(batch: Batch): MapPoints | undefined {
  const documents = batch.report ? batch.documents.filter((d) => d.x !== undefined && d.y !== undefined) : [];
  if (documents.length < 2) return undefined;
  return {
    documents,
    x: Float32Array.from(documents, (d) => d.x!),
    y: Float32Array.from(documents, (d) => d.y!),
    marks: Uint8Array.from(documents, (d) => markOf(d.cluster)),
  };
}

/** The same viewport `factor` times closer, with the given place of the map staying where it is. */
export function zoomed({ x, y, side }: Viewport, factor: number, atX: number, atY: number): Viewport {
  const next = Math.min(WHOLE.side, Math.max(LEAST_SIDE, side / factor));
  return moved({ x: atX - ((atX - x) * next) / side, y: atY - ((atY - y) * next) / side, side: next }, 0, 0);
}

/** Moves a viewport by a part of the map, no further than the map reaches. */
export function moved({ x, y, side }: Viewport, byX: number, byY: number): Viewport {
  const within = (v: number) => Math.max(WHOLE.x, Math.min(WHOLE.x + WHOLE.side - side, v));
  return { x: within(x + byX), y: within(y + byY), side };
}

/** Moves a viewport just so far that a place is well inside it. */
export function showing(viewport: Viewport, x: number, y: number): Viewport {
  const margin = viewport.side / 10;
  const by = (v: number, from: number) =>
    Math.min(0, v - from - margin) + Math.max(0, v - from - viewport.side + margin);
  return moved(viewport, by(x, viewport.x), by(y, viewport.y));
}

import type { Segment } from './report.ts';

/** A stretch of a document's text. */
export interface Excerpt extends Segment {
  readonly text: string;
}

/** Stretches of the documents that something was found in, by the SHA-256 of their texts: that stays when names become pseudonyms. */
export type Excerpts = Readonly<Record<string, readonly Excerpt[]>>;

/** What a page of results and its host tell each other; `panel-host.ts` has who tells it. */
import type { Excerpts } from '../report/excerpts.ts';

/** Results without their texts: an exported page, a report that was opened as a file, or one that a service has. */
export interface Apart {
  readonly from: 'page' | 'file' | 'service';
  /** Passages that came along. */
  readonly excerpts?: Excerpts;
}

/** `moved`: it is not where it was; `changed`: something in it was written, came or went since it was analysed. */
export type SourceState = 'same' | 'moved' | 'changed';

/** What is selected, in every view at once. Saved with the webview's state. */
export interface Selection {
  /** Filter: one cluster's `id`. */
  readonly cluster?: number;
  /** Filter: a sub-topic's `id` within that cluster. */
  readonly subtopic?: number;
  /** Selected document's `id`. */
  readonly document?: string;
  /** Selected pair of documents' `id`s. */
  readonly pair?: readonly [string, string];
}

/** A stretch of a text as editors count it: lines, and UTF-16 code units in them, from 0; the end is exclusive. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** Something in a document's text that moved its AI probability. */
export interface Mover {
  /** A phrase as the detector counts it, or the first words of a passage. */
  readonly words: string;
  /** A phrase as it stands in the text where it occurs first: words that the detector does not know are themselves there. */
  readonly quote?: string;
  /** How often a phrase occurs; 1 for a passage. */
  readonly count: number;
  /** What it adds to the log-odds: positive towards a machine. */
  readonly influence: number;
  /** Where it occurs first. */
  readonly range: TextRange;
}

/** What moved a document's AI probability most, strongest first. */
export interface DocumentExplanation {
  readonly phrases: { readonly raising: readonly Mover[]; readonly lowering: readonly Mover[] };
  /** What the style of the whole text adds to the log-odds. */
  readonly style?: number;
  /** Both empty where the document is one passage. */
  readonly passages: { readonly raising: readonly Mover[]; readonly lowering: readonly Mover[] };
}

/** An explanation, or why there is none and what to do next, for people. */
export type ExplanationAnswer = { readonly explanation: DocumentExplanation } | { readonly failure: string };

/** By words: they stand in the text. By meaning: the text is about what the query says. */
export type SearchBy = 'words' | 'meaning';

/** What a search found, or why it could not be made and what to do next, for people. */
export type SearchAnswer =
  | {
      /** Best first: `id`s. */
      readonly ids: readonly string[];
      /** One a document: how often the words occur, or how near text and query are in meaning, 0 … 1. */
      readonly figures: readonly number[];
      /** Documents that were found beyond these, and those that could not be read. */
      readonly beyond: number;
      readonly unread: number;
    }
  | { readonly failure: string };

/** A part of the heatmap for the page, or why there is none and what to do next, for people. */
export type TileAnswer =
  | {
      readonly rows: number;
      readonly columns: number;
      /** As {@link TileResponse} has them, in Base64: messages to a page are JSON. */
      readonly values: string;
    }
  | { readonly failure: string };

/** Where the panel can be led: to what was chosen before, after it again, or into the search box. */
export type Destination = 'back' | 'forward' | 'search';

/** The parts of the results, in the order of their tabs. */
export const RESULTS_TABS = ['review', 'matches', 'topics', 'overview'] as const;
export type ResultsTab = (typeof RESULTS_TABS)[number];

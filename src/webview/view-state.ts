import type { ResultsTab, SearchBy, Selection } from '../protocol/panel.ts';
import type { Confidence, PairKind } from '../report/report.ts';
import type { ShownDocument } from './shown-document.ts';

/** Which documents a card shows. */
export type CardFilter = 'analyzed' | 'judged' | 'copies' | 'copied' | 'tricked' | 'outliers' | 'skipped';

export type SortColumn =
  | 'path'
  | 'relevance'
  | 'group'
  | 'words'
  | 'aiProbability'
  | 'confidence'
  | 'cluster'
  | 'similarity'
  | 'copied'
  | 'notices'
  | 'reviewed'
  | 'tricked'
  | 'samples'
  | 'tags'
  | 'status';

/** What a search found, best first. */
export interface Found {
  readonly by: SearchBy;
  readonly query: string;
  readonly ids: readonly string[];
  /** One a document: how often the words occur, or how near text and query are in meaning, 0 … 1. */
  readonly figures: readonly number[];
  /** Documents that were found beyond these, and those that could not be read; absent where there are none. */
  readonly beyond?: number;
  readonly unread?: number;
}

/** What is chosen and what is shown, in every view at once. */
export interface ViewState extends Selection {
  readonly card?: CardFilter;
  readonly confidence?: Confidence;
  /** Filter: one group of documents. */
  readonly group?: string;
  /** Filter: these documents alone. */
  readonly only?: readonly string[];
  /** Filter: what a search found. */
  readonly found?: Found;
  /** `id`s of the documents that are chosen together, two at least; `document` and `pair` are then empty. */
  readonly marked?: readonly string[];
  /** Part of a file name, of a tag or of a note. */
  readonly text: string;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
  /** Least similarity that heatmap and pairs show, 0 … 1. */
  readonly threshold: number;
  /** Kind of the pairs that are listed, or all that are copies; every kind where it is absent. */
  readonly pairKind?: PairKind | 'copied';
  /** Whether the pairs that are listed are of one group, or of two. */
  readonly pairGroups?: 'within' | 'across';
  /** Which part of the results is in front. */
  readonly tab: ResultsTab;
  /** How similarities are shown beside the topics. */
  readonly view: 'heatmap' | 'map';
  /** `id` of the document whose explanation is open, when it is selected. */
  readonly explained?: string;
  /** Columns that the table does not show. */
  readonly hidden: readonly SortColumn[];
  /** `id`s of the clusters whose documents the tree shows. */
  readonly expanded: readonly number[];
  /** The same of sub-topics: `cluster/subtopic`. */
  readonly expandedSubtopics: readonly string[];
}

/** Stands among the expanded clusters for the outliers. */
export const OUTLIERS = -1;

export const INITIAL_VIEW: ViewState = {
  text: '',
  sort: { column: 'notices', descending: true },
  threshold: 0,
  tab: 'review',
  view: 'heatmap',
  hidden: ['words', 'similarity', 'tricked', 'samples', 'status'],
  expanded: [],
  expandedSubtopics: [],
};

/** The part of the state that decides which documents are shown. */
export type Filters = Pick<
  ViewState,
  'cluster' | 'subtopic' | 'card' | 'confidence' | 'group' | 'only' | 'found' | 'text'
>;

export function isFiltered({ cluster, card, confidence, group, only, found, text }: Filters): boolean {
  return (
    cluster !== undefined ||
    card !== undefined ||
    confidence !== undefined ||
    group !== undefined ||
    only !== undefined ||
    found !== undefined ||
    text !== ''
  );
}

const setsOf = new WeakMap<readonly string[], ReadonlySet<string>>();

/** A list of `id`s as a set, which is made once for each list. */
export function idSet(ids: readonly string[]): ReadonlySet<string> {
  const known = setsOf.get(ids) ?? new Set(ids);
  setsOf.set(ids, known);
  return known;
}

const ranksOf = new WeakMap<Found, ReadonlyMap<string, number>>();

/** The place of each document that a search found, from 0. */
export function ranks(found: Found): ReadonlyMap<string, number> {
  const known = ranksOf.get(found) ?? new Map(found.ids.map((id, rank) => [id, rank]));
  ranksOf.set(found, known);
  return known;
}

/** Whether a document passes all filters. */
export function passes(
  document: ShownDocument,
  { cluster, subtopic, card, confidence, group, only, found, text }: Filters,
): boolean {
  return (
    (cluster === undefined || document.cluster === cluster) &&
    (cluster === undefined || subtopic === undefined || document.subtopic === subtopic) &&
    (card === undefined || passesCard(document, card)) &&
    (confidence === undefined || (document.status === 'analyzed' && document.confidence === confidence)) &&
    (group === undefined || document.group === group) &&
    (only === undefined || idSet(only).has(document.id)) &&
    (found === undefined || idSet(found.ids).has(document.id)) &&
    (text === '' || says(document, text.toLowerCase()))
  );
}

const says = ({ path, tags = [], note = '' }: ShownDocument, text: string) =>
  [path, ...tags, note].some((part) => part.toLowerCase().includes(text));

function passesCard(document: ShownDocument, card: CardFilter): boolean {
  switch (card) {
    case 'analyzed':
      return document.status === 'analyzed';
    case 'judged':
      return document.aiProbability !== null;
    case 'copies':
      return typeof document.duplicateGroup === 'number';
    case 'copied':
      return (document.shareCopied ?? 0) > 0;
    case 'tricked':
      return document.hiddenWords !== undefined || document.disguisedWords !== undefined;
    case 'outliers':
      return document.outlier === true;
    case 'skipped':
      return document.status === 'skipped';
  }
}

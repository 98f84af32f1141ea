import type { Selection } from '../protocol/panel.ts';
import type { Confidence, PairKind } from '../report/report.ts';
import type { ShownDocument } from './shown-document.ts';

/** Which documents a card shows. */
export type CardFilter = 'analyzed' | 'judged' | 'copies' | 'skipped';

export type SortColumn = 'path' | 'group' | 'words' | 'aiProbability' | 'confidence' | 'cluster' | 'similarity' | 'tags' | 'status';

/** What is chosen and what is shown, in every view at once. */
export interface ViewState extends Selection {
  readonly card?: CardFilter;
  readonly confidence?: Confidence;
  /** Filter: one group of documents. */
  readonly group?: string;
  /** Filter: these documents alone. */
  readonly only?: readonly string[];
  /** `id`s of the documents that are chosen together, two at least; `document` and `pair` are then empty. */
  readonly marked?: readonly string[];
  /** Part of a file name, of a tag or of a note. */
  readonly text: string;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
  /** Least similarity that heatmap and pairs show, 0 … 1. */
  readonly threshold: number;
  /** Kind of the pairs that are listed, or all that are copies; every kind where it is absent. */
  readonly pairKind?: PairKind | 'copied';
  /** How similarities are shown. */
  readonly view: 'heatmap' | 'map' | 'pairs';
  /** Which part a narrow page shows. */
  readonly part: 'clusters' | 'similarity' | 'documents';
  /** `id` of the document whose explanation is open, when it is selected. */
  readonly explained?: string;
  /** Columns that the table does not show. */
  readonly hidden: readonly SortColumn[];
  /** `id`s of the clusters whose documents the tree shows. */
  readonly expanded: readonly number[];
}

export const INITIAL_VIEW: ViewState = { text: '', sort: { column: 'path', descending: false }, threshold: 0, view: 'heatmap', part: 'clusters', hidden: [], expanded: [] };

/** The part of the state that decides which documents are shown. */
export type Filters = Pick<ViewState, 'cluster' | 'card' | 'confidence' | 'group' | 'only' | 'text'>;

export function isFiltered({ cluster, card, confidence, group, only, text }: Filters): boolean {
  return cluster !== undefined || card !== undefined || confidence !== undefined || group !== undefined || only !== undefined || text !== '';
}

const setsOf = new WeakMap<readonly string[], ReadonlySet<string>>();

/** A list of `id`s as a set, which is made once for each list. */
export function idSet(ids: readonly string[]): ReadonlySet<string> {
  const known = setsOf.get(ids) ?? new Set(ids);
  setsOf.set(ids, known);
  return known;
}

/** Whether a document passes all filters. */
export function passes(document: ShownDocument, { cluster, card, confidence, group, only, text }: Filters): boolean {
  return (
    (cluster === undefined || document.cluster === cluster) &&
    (card === undefined || passesCard(document, card)) &&
    (confidence === undefined || (document.status === 'analyzed' && document.confidence === confidence)) &&
    (group === undefined || document.group === group) &&
    (only === undefined || idSet(only).has(document.id)) &&
    (text === '' || says(document, text.toLowerCase()))
  );
}

const says = ({ path, tags = [], note = '' }: ShownDocument, text: string) => [path, ...tags, note].some((part) => part.toLowerCase().includes(text));

function passesCard(document: ShownDocument, card: CardFilter): boolean {
  switch (card) {
    case 'analyzed':
      return document.status === 'analyzed';
    case 'judged':
      return document.aiProbability !== null;
    case 'copies':
      return typeof document.duplicateGroup === 'number';
    case 'skipped':
      return document.status === 'skipped';
  }
}

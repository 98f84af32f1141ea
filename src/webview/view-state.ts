import type { Selection } from '../protocol/panel.ts';
import type { Confidence, PairKind } from '../report/report.ts';
import type { ShownDocument } from './shown-document.ts';

/** Which documents a card shows. */
export type CardFilter = 'analyzed' | 'judged' | 'copies' | 'skipped';

export type SortColumn = 'path' | 'group' | 'words' | 'aiProbability' | 'confidence' | 'cluster' | 'similarity' | 'status';

/** What is chosen and what is shown, in every view at once. */
export interface ViewState extends Selection {
  readonly card?: CardFilter;
  readonly confidence?: Confidence;
  /** Filter: one group of documents. */
  readonly group?: string;
  /** Part of a file name. */
  readonly text: string;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
  /** Least similarity that heatmap and pairs show, 0 … 1. */
  readonly threshold: number;
  /** Kind of the pairs that are listed, or all that are copies; every kind where it is absent. */
  readonly pairKind?: PairKind | 'copied';
  /** How similarities are shown. */
  readonly view: 'heatmap' | 'pairs';
  /** Which part a narrow page shows. */
  readonly part: 'clusters' | 'similarity' | 'documents';
  /** `id` of the document whose explanation is open, when it is selected. */
  readonly explained?: string;
  /** `id`s of the clusters whose documents the tree shows. */
  readonly expanded: readonly number[];
}

export const INITIAL_VIEW: ViewState = { text: '', sort: { column: 'path', descending: false }, threshold: 0, view: 'heatmap', part: 'clusters', expanded: [] };

/** The part of the state that decides which documents are shown. */
export type Filters = Pick<ViewState, 'cluster' | 'card' | 'confidence' | 'group' | 'text'>;

export function isFiltered({ cluster, card, confidence, group, text }: Filters): boolean {
  return cluster !== undefined || card !== undefined || confidence !== undefined || group !== undefined || text !== '';
}

/** Whether a document passes all filters. */
export function passes(document: ShownDocument, { cluster, card, confidence, group, text }: Filters): boolean {
  return (
    (cluster === undefined || document.cluster === cluster) &&
    (card === undefined || passesCard(document, card)) &&
    (confidence === undefined || (document.status === 'analyzed' && document.confidence === confidence)) &&
    (group === undefined || document.group === group) &&
    (text === '' || document.path.toLowerCase().includes(text.toLowerCase()))
  );
}

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

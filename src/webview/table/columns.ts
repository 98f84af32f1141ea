import type { SortColumn } from '../view-state.ts';

export interface Column {
  readonly id: SortColumn;
  readonly title: string;
  readonly end?: boolean;
  /** Whether the first press sorts largest first. */
  readonly largestFirst?: boolean;
}

export const COLUMNS: readonly Column[] = [
  { id: 'path', title: 'Filename' },
  { id: 'words', title: 'Words', end: true, largestFirst: true },
  { id: 'aiProbability', title: 'AI probability', largestFirst: true },
  { id: 'confidence', title: 'Confidence', largestFirst: true },
  { id: 'cluster', title: 'Cluster' },
  { id: 'similarity', title: 'Most similar', end: true, largestFirst: true },
  { id: 'status', title: 'Status', largestFirst: true },
];

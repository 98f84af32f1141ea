import type { SortColumn } from '../view-state.ts';

export interface Column {
  readonly id: SortColumn;
  readonly title: string;
  readonly end?: boolean;
  /** What it sorts by, where that is not its title. */
  readonly sortsBy?: string;
  /** Whether the first press sorts largest first. */
  readonly largestFirst?: boolean;
}

const COLUMNS: readonly Column[] = [
  { id: 'path', title: 'Filename' },
  { id: 'group', title: 'Group' },
  { id: 'words', title: 'Words', end: true, largestFirst: true },
  { id: 'aiProbability', title: 'AI probability', largestFirst: true },
  { id: 'confidence', title: 'Confidence', sortsBy: 'the lower end of the interval, which decides the level', largestFirst: true },
  { id: 'cluster', title: 'Cluster' },
  { id: 'similarity', title: 'Most similar', end: true, largestFirst: true },
  { id: 'status', title: 'Status', largestFirst: true },
];

/** The columns of a table whose documents are grouped, or are not. */
export const columns = (grouped: boolean): readonly Column[] => (grouped ? COLUMNS : COLUMNS.filter(({ id }) => id !== 'group'));

import type { Batch } from '../batch.ts';
import type { ShownDocument } from '../shown-document.ts';
import { attentionOf } from './attention.ts';
import { INITIAL_VIEW, ranks, type SortColumn, type ViewState } from '../view-state.ts';

const AS_READ: ViewState['sort'] = { column: 'path', descending: false };

/** Rows of the document table: filtered and sorted. Keeps the last answer, as a selection changes neither. */
export class TableRows {
  private key: readonly unknown[] = [];
  private rows: readonly ShownDocument[] = [];

  of(batch: Batch, state: ViewState): readonly ShownDocument[] {
    const shown = batch.shown(state);
    // Until the report is there documents come in the order in which they were read, and new ones stand at the end.
    const { column, descending } = batch.report ? sortOf(state) : AS_READ;
    const key = [batch, shown, column, descending, state.found];
    if (key.some((part, i) => part !== this.key[i])) {
      this.key = key;
      this.rows = sorted(
        shown ? batch.documents.filter((d) => shown.has(d.id)) : batch.documents,
        column,
        descending,
        valueOf(column, batch, state),
      );
    }
    return this.rows;
  }
}

/** Without a search nothing is relevant. */
export function sortOf({ sort, found }: Pick<ViewState, 'sort' | 'found'>): ViewState['sort'] {
  return sort.column === 'relevance' && !found ? INITIAL_VIEW.sort : sort;
}

const LEVEL_RANK = { unknown: 0, low: 1, medium: 2, high: 3 } as const;

/** What a column sorts by; `null` where the row has nothing there. The report's own order is that of the paths. */
const VALUES: Readonly<
  Record<Exclude<SortColumn, 'path' | 'group' | 'relevance'>, (d: ShownDocument) => number | null>
> = {
  words: (d) => (d.status === 'skipped' ? null : d.words),
  aiProbability: (d) => d.aiProbability,
  // What cannot be judged stands below all levels.
  confidence: (d) =>
    d.status === 'skipped' ? null : LEVEL_RANK[d.confidence] * 2 + (d.aiInterval?.[0] ?? d.aiProbability ?? 0),
  cluster: (d) => d.cluster ?? null,
  similarity: (d) => d.nearest?.[0]?.similarity ?? null,
  copied: (d) => d.shareCopied ?? null,
  notices: (d) => attentionOf(d),
  reviewed: (d) => (d.reviewed ? 1 : 0),
  tricked: (d) => (d.hiddenWords ?? 0) + (d.disguisedWords ?? 0) || null,
  samples: (d) => d.sampleSimilarity ?? null,
  tags: (d) => (d.tags?.length ?? 0) + (d.note === undefined ? 0 : 0.5) || null,
  status: (d) => (d.status === 'skipped' ? 1 : 0),
};

function valueOf(column: SortColumn, batch: Batch, { found }: ViewState): (d: ShownDocument) => number | null {
  if (column === 'path') return () => null;
  if (column === 'group') return rankIn(batch.groups);
  if (column !== 'relevance') return VALUES[column];
  const rank = found && ranks(found);
  return ({ id }) => (rank?.has(id) ? -rank.get(id)! : null);
}

function rankIn(groups: readonly string[]): (d: ShownDocument) => number | null {
  const rank = new Map(groups.map((group, i) => [group, i]));
  return ({ group }) => (group === undefined ? null : (rank.get(group) ?? null));
}

/** Sorts stably; rows without a value come last in both directions. */
function sorted(
  documents: readonly ShownDocument[],
  column: SortColumn,
  descending: boolean,
  value: (d: ShownDocument) => number | null,
): readonly ShownDocument[] {
  if (column === 'path') return descending ? documents.toReversed() : documents;
  const sign = descending ? -1 : 1;
  return documents
    .map((document) => ({ document, by: value(document) }))
    .sort((x, y) =>
      x.by === null || y.by === null ? Number(x.by === null) - Number(y.by === null) : sign * (x.by - y.by),
    )
    .map(({ document }) => document);
}

import * as l10n from '@vscode/l10n';
import type { Batch } from '../batch.ts';
import { inertText } from '../../report/spreadsheet-text.ts';
import { confidenceText, type Formatter } from '../format.ts';
import { reasonText } from '../said.ts';
import type { ShownDocument } from '../shown-document.ts';
import { type Found, ranks, type SortColumn } from '../view-state.ts';
import { noticesOf } from './attention.ts';
import type { Column } from './columns.ts';

const VALUES: Readonly<
  Record<
    SortColumn,
    (
      document: ShownDocument,
      batch: Batch,
      found: Found | undefined,
      format: Formatter,
    ) => string | number | null | undefined
  >
> = {
  path: (d) => d.path,
  relevance: (d, _, found) => found?.figures[ranks(found).get(d.id) ?? -1],
  group: (d) => d.group,
  words: (d) => (d.status === 'skipped' ? null : d.words),
  aiProbability: (d) => d.aiProbability,
  confidence: (d) => (d.status === 'skipped' ? null : confidenceText(d)),
  cluster: (d, batch) => (d.outlier ? l10n.t('Outlier') : batch.cluster(d.cluster)?.label),
  similarity: (d) => d.nearest?.[0]?.similarity,
  copied: (d) => d.shareCopied,
  notices: (d, _batch, _found, format) => noticesOf(d, format).join('; '),
  reviewed: (d) => (d.reviewed ? l10n.t('yes') : null),
  tricked: (d) => (d.hiddenWords ?? 0) + (d.disguisedWords ?? 0) || null,
  samples: (d) => d.sampleSimilarity,
  tags: (d) => [...(d.tags ?? []), ...(d.note === undefined ? [] : [d.note])].join('; '),
  status: (d) => (d.status === 'skipped' ? l10n.t('Skipped: {0}', reasonText(d)) : l10n.t('Analysed')),
};

/** Documents as a table for the clipboard: a line each below a line of titles, between its fields a tab. Numbers are whole, not rounded as on the page. */
export function tabSeparated(
  documents: readonly ShownDocument[],
  columns: readonly Column[],
  batch: Batch,
  format: Formatter,
  found?: Found,
): string {
  const line = (fields: readonly (string | number | null | undefined)[]) => fields.map(field).join('\t');
  return [
    line(columns.map(({ title }) => title)),
    ...documents.map((d) => line(columns.map(({ id }) => VALUES[id](d, batch, found, format)))),
  ].join('\n');
}

function field(value: string | number | null | undefined): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  return inertText(value.replace(/\s+/g, ' '));
}

import * as l10n from '@vscode/l10n';
import type { Batch } from '../batch.ts';
import type { Formatter } from '../format.ts';
import { type Cells, documentsOf } from './cells.ts';

/** A cell in words. */
export interface Readout {
  readonly a: string;
  readonly b: string;
  readonly value: string;
}

export function readout(batch: Batch, cells: Cells, row: number, column: number, format: Formatter): Readout {
  const similarity = cells.value(row, column);
  const name = (index: number) => {
    const ids = documentsOf(cells, index);
    const first = batch.path(ids[0] ?? '');
    return ids.length === 1 ? first : l10n.t('{0} and {1} more', first, format.count(ids.length - 1));
  };
  const single = documentsOf(cells, row).length === 1 && documentsOf(cells, column).length === 1;
  const figure = format.similarity(similarity);
  const strongest = cells.strongest(row, column);
  const alone = cells.known(row, column)
    ? l10n.t('{0} similar', figure)
    : l10n.t('not among the strongest pairs; {0} on average around it', figure);
  const value = single
    ? alone
    : strongest === undefined
      ? l10n.t('{0} similar on average', figure)
      : l10n.t('{0} similar on average, at most {1}', figure, format.similarity(strongest));
  return { a: name(row), b: name(column), value };
}

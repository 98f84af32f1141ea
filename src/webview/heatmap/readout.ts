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
    return ids.length === 1 ? first : `${first} and ${format.count(ids.length - 1)} more`;
  };
  const single = documentsOf(cells, row).length === 1 && documentsOf(cells, column).length === 1;
  const figure = format.similarity(similarity);
  const value = !single ? `${figure} similar on average, at most ${format.similarity(cells.strongest(row, column))}` : cells.known(row, column) ? `${figure} similar` : `not among the strongest pairs; ${figure} on average around it`;
  return { a: name(row), b: name(column), value };
}

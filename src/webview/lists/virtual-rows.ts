import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { html, nothing, type TemplateResult } from 'lit';
import { ROWS } from './list-cursor.ts';

/**
 * The rows of a list that are in sight, and some beyond.
 *
 * @param draw a row and its place in the list
 * @param keyOf what a row is known by when the list changes; its place where it is left out
 */
export function virtualRows<T extends object>(
  rows: readonly T[],
  draw: (row: T, index: number) => TemplateResult,
  keyOf?: (row: T) => unknown,
): unknown {
  return virtualize<T | undefined>({
    layout: ROWS,
    items: rows as (T | undefined)[],
    // Until it has measured a list that became shorter, the virtual list asks for rows that are gone.
    renderItem: (row, index) => (row ? draw(row, index) : html`${nothing}`),
    ...(keyOf && { keyFunction: (row, index) => (row ? keyOf(row) : index) }),
  });
}

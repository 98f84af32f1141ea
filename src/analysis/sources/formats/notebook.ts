import * as z from 'zod';
import { notice } from '../../../report/notice.ts';
import { UnreadableDocument } from '../document-location.ts';
import { problem } from '../problem.ts';
import { withoutData } from '../data-uris.ts';

/** The part of Jupyter's notebook format (nbformat 4; 3 keeps its cells in worksheets) that holds text. */
const Cell = z.object({
  cell_type: z.string(),
  source: z.union([z.string(), z.array(z.string())]).nullish(),
  input: z.union([z.string(), z.array(z.string())]).nullish(),
});
const Notebook = z.object({
  cells: z.array(Cell).optional(),
  worksheets: z.array(z.object({ cells: z.array(Cell).optional() })).optional(),
});

const TEXT_CELLS = new Set(['markdown', 'raw', 'heading']);

/**
 * The Markdown cells of a notebook, each by itself.
 *
 * @param code whether the cells with code are wanted too
 */
export function notebookCells(source: string, code: boolean): string[] {
  let notebook: z.infer<typeof Notebook>;
  try {
    notebook = Notebook.parse(JSON.parse(source));
  } catch {
    throw new UnreadableDocument(problem('damaged', notice('notebook-damaged')));
  }
  const cells = notebook.cells ?? notebook.worksheets?.flatMap((sheet) => sheet.cells ?? []) ?? [];
  return cells
    .filter((cell) => TEXT_CELLS.has(cell.cell_type) || (code && cell.cell_type === 'code'))
    .map(({ source, input }) => withoutData([input ?? source ?? ''].flat().join('')))
    .filter((text) => text.trim() !== '');
}

import * as z from 'zod/mini';
import type { RowKey } from '../../report/imported-notes.ts';
import type { ReportDocument } from '../../report/report.ts';

/** What stands above the hidden column, by which it is found again. */
export const KEY_TITLE = 'ghostwriter';

const RowKeySchema = z.object({
  path: z.string(),
  sha256: z.exactOptional(z.string()),
  tags: z.array(z.string()),
  note: z.string(),
  columns: z.tuple([z.string(), z.string()]),
}) satisfies z.ZodMiniType<RowKey>;

export function rowKey({ path, sha256, tags = [], note = '' }: ReportDocument, columns: RowKey['columns']): string {
  return JSON.stringify({ path, ...(sha256 !== undefined && { sha256 }), tags, note, columns } satisfies RowKey);
}

/** @returns `undefined` for what is none */
export function rowKeyFrom(cell: string): RowKey | undefined {
  try {
    return RowKeySchema.safeParse(JSON.parse(cell)).data;
  } catch {
    return undefined;
  }
}

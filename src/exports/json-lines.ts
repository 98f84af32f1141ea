import type { Report } from '../report/report.ts';

/**
 * A report as JSON Lines: one object a line, each with its kind as `record`. First the `manifest`, the `job` and the `summary`, then one
 * line a `document`, `cluster`, `duplicateGroup`, `pair` and `warning`, and the heatmap as its `order`, its `overview`, and one `row` of the matrix a document.
 *
 * @returns the file's text in pieces, one line each
 */
export function* exportJsonLines({ schemaVersion, manifest, job, summary, documents, clusters, duplicateGroups, similarity, warnings }: Report): Generator<string> {
  const line = (record: string, object: object) => `${JSON.stringify({ record, ...object })}\n`;
  if (manifest) yield line('manifest', { schemaVersion, ...manifest });
  yield line('job', job);
  yield line('summary', summary);
  for (const document of documents) yield line('document', document);
  for (const cluster of clusters) yield line('cluster', cluster);
  for (const group of duplicateGroups) yield line('duplicateGroup', group);
  for (const pair of similarity.pairs) yield line('pair', pair);
  for (const warning of warnings) yield line('warning', warning);
  yield line('order', { documents: similarity.order });
  if (similarity.overview) yield line('overview', similarity.overview);
  for (const [i, row] of (similarity.matrix ?? []).entries()) yield line('row', { document: similarity.order[i], similarity: row });
}

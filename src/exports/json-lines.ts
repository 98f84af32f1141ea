import type { Report } from '../report/report.ts';
import { digestMembers } from './json.ts';
import type { ManifestDraft } from './manifest.ts';
import { foundJson, ResultsDigest } from './results-digest.ts';

/**
 * A report as JSON Lines: one object a line, each with its kind as `record`. First the `job` and the `summary`, then one line a `document`, `cluster`, `duplicateGroup`,
 * `pair`, `sharedPassage` and `warning`, the heatmap as its `order`, its `overview`, and one `row` of the matrix a document, and the `manifest` last.
 *
 * @returns the file's text in pieces, one line each
 */
export function* exportJsonLines(report: Report, manifest?: ManifestDraft): Generator<string> {
  const {
    schemaVersion,
    job,
    summary,
    documents,
    clusters,
    duplicateGroups,
    similarity,
    sharedPassages = [],
    warnings,
  } = report;
  const line = (record: string, object: object) => `${JSON.stringify({ record, ...object })}\n`;
  yield line('job', { schemaVersion, ...job });
  yield line('summary', summary);
  const digest = new ResultsDigest();
  for (const document of documents) {
    const json = JSON.stringify(document);
    digest.add('documents', foundJson(document, json));
    yield `{"record":"document",${json.slice(1)}\n`;
  }
  for (const cluster of clusters) yield line('cluster', cluster);
  for (const group of duplicateGroups) yield line('duplicateGroup', group);
  for (const pair of similarity.pairs) yield line('pair', pair);
  for (const passage of sharedPassages) yield line('sharedPassage', passage);
  for (const warning of warnings) yield line('warning', warning);
  yield line('order', { documents: similarity.order });
  if (similarity.overview) yield line('overview', similarity.overview);
  for (const [i, row] of (similarity.matrix ?? []).entries())
    yield line('row', { document: similarity.order[i], similarity: row });
  digestMembers({ summary, clusters, duplicateGroups, similarity }, digest);
  if (manifest) yield line('manifest', { ...manifest, resultsSha256: digest.sha256() });
}

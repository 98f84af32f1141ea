import type { Confidence, Report, ReportDocument } from '../report/report.ts';
import { type Page, paged } from './page.ts';
import { name, probability, rounded } from './wording.ts';

/** Which documents are asked for. */
export interface DocumentFilter {
  readonly level?: Confidence | undefined;
  readonly status?: ReportDocument['status'] | undefined;
  readonly cluster?: number | undefined;
  readonly nearCopies?: number | undefined;
  readonly group?: string | undefined;
  readonly name?: string | undefined;
}

/** Orders that documents come in: probabilities, lower ends, words and similarities from the highest, names from A. */
export const ORDERS = ['probability', 'lowerEnd', 'words', 'similarity', 'name'] as const;
export type Order = (typeof ORDERS)[number];

/** Documents of a report that fit, in an order, a page of them. */
export function documentsAnswer(report: Report, filter: DocumentFilter, order: Order, reversed: boolean, page: Page) {
  const sorted = report.documents.filter(fitting(filter)).sort(comparing(order));
  const { items, ...rest } = paged(reversed ? sorted.reverse() : sorted, page);
  return { ...rest, documents: items.map(documentRow) };
}

function fitting({
  level,
  status,
  cluster,
  nearCopies,
  group,
  name: part,
}: DocumentFilter): (document: ReportDocument) => boolean {
  const wanted = part?.toLowerCase();
  return (d) =>
    (level === undefined || (d.confidence === level && d.status === 'analyzed')) &&
    (status === undefined || d.status === status) &&
    (cluster === undefined || d.cluster === cluster) &&
    (nearCopies === undefined || d.duplicateGroup === nearCopies) &&
    (group === undefined || d.group === group) &&
    (wanted === undefined || d.path.toLowerCase().includes(wanted));
}

/** What has no figure comes last; equal ones by name. */
function comparing(order: Order): (a: ReportDocument, b: ReportDocument) => number {
  const byName = (a: ReportDocument, b: ReportDocument) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  if (order === 'name') return byName;
  const figure = (d: ReportDocument): number =>
    ({
      probability: d.aiProbability,
      lowerEnd: d.aiInterval?.[0] ?? d.aiProbability,
      words: d.words,
      similarity: d.nearest[0]?.similarity ?? null,
    })[order] ?? -1;
  return (a, b) => figure(b) - figure(a) || byName(a, b);
}

/** A document in a few words. */
export function documentRow(d: ReportDocument) {
  return {
    id: d.id,
    path: name(d.path),
    ...(d.status === 'skipped'
      ? { skipped: d.reason ?? 'for an unknown reason' }
      : {
          level: d.confidence,
          aiProbability: d.aiProbability === null ? null : probability(d.aiProbability),
          ...(d.aiInterval && { interval: d.aiInterval.map(probability) }),
          ...(d.declined && { notJudgedBecause: d.declined }),
          ...(d.sampleSimilarity !== undefined && { likenessToMachineSamples: rounded(d.sampleSimilarity) }),
          words: d.words,
          cluster: d.cluster,
          ...(d.nearest[0] && { mostSimilar: rounded(d.nearest[0].similarity) }),
        }),
    ...(d.group !== undefined && { group: name(d.group) }),
    ...(d.duplicateGroup !== null && { nearCopies: d.duplicateGroup }),
  };
}

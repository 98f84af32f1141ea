import { earlierLevelsText, hasEarlierLevels } from '../report/earlier-levels.ts';
import { overviewFigures } from '../report/overview.ts';
import { COPIED_KINDS } from '../report/pair-kinds.ts';
import type { Confidence, Report } from '../report/report.ts';
import { samplesText } from '../report/score-wording.ts';
import type { AnalysisEntry } from './library.ts';
import { type Page, paged } from './page.ts';
import { name, PLAIN, probability, rounded } from './wording.ts';

const MOST_CLUSTERS = 12;
const MOST_WARNINGS = 5;
const MOST_TERMS = 8;
const MOST_MEMBERS = 12;

/** Analyses that there are, a page of them. */
export function listAnswer(entries: readonly AnalysisEntry[], page: Page) {
  const { items, ...rest } = paged(entries, page);
  return {
    ...rest,
    analyses: items.map(({ id, name: title, status, createdAt, summary, fraction, error }) => ({
      id,
      name: name(title),
      status,
      createdAt,
      ...(fraction !== undefined && { done: rounded(fraction) }),
      ...(error !== undefined && { error }),
      ...(summary && {
        documents: summary.documents,
        skipped: summary.skipped,
        clusters: summary.clusters,
        nearCopyGroups: summary.duplicateGroups,
        levels: summary.confidence,
      }),
    })),
  };
}

/**
 * What was found in a batch as a whole.
 *
 * @param id by which the analysis is asked for
 */
export function summaryAnswer(id: string, report: Report) {
  const { job, summary, clusters, warnings } = report;
  const figures = overviewFigures(report.documents, report);
  return {
    analysis: {
      id,
      source: name(job.source.name),
      kind: job.source.kind,
      createdAt: job.createdAt,
      program: job.engine.version,
      granularity: job.options.granularity,
      nearCopyThreshold: job.options.threshold,
      assumedShareOfMachineTexts: job.options.prior ?? 0.5,
    },
    documents: {
      total: summary.documents,
      analyzed: summary.analyzed,
      skipped: summary.skipped,
      medianWords: figures.medianWords,
      ...(figures.reasons.length > 0 && { skippedBecause: figures.reasons }),
    },
    aiProbability: {
      mean: summary.meanAiProbability === null ? null : probability(summary.meanAiProbability),
      levels: summary.confidence,
      documentsByTenths: figures.probabilities,
    },
    clusters: {
      total: clusters.length,
      largest: clusters.slice(0, MOST_CLUSTERS).map(({ id, label, size }) => ({ id, label: name(label), size })),
    },
    nearCopyGroups: summary.duplicateGroups,
    ...(summary.copiedPairs && {
      copiedPairs: Object.fromEntries(COPIED_KINDS.map((kind) => [kind, summary.copiedPairs?.[kind] ?? 0])),
    }),
    ...(job.machineSamples && { machineSamples: samplesText(job.machineSamples, PLAIN) }),
    notes: [
      ...(hasEarlierLevels(report.documents) ? [earlierLevelsText()] : []),
      ...warnings
        .filter((w) => w.document === undefined)
        .slice(0, MOST_WARNINGS)
        .map((w) => w.message),
    ],
  };
}

/** Groups of documents on the same subject, largest first. */
export function clustersAnswer({ clusters, documents }: Report, page: Page) {
  const { items, ...rest } = paged(clusters, page);
  const byId = new Map(documents.map((d) => [d.id, d]));
  return {
    ...rest,
    clusters: items.map((c) => {
      const levels: Record<Confidence, number> = { high: 0, medium: 0, low: 0, unknown: 0 };
      for (const id of c.members) levels[byId.get(id)?.confidence ?? 'unknown']++;
      const representative = byId.get(c.representative)?.path;
      return {
        id: c.id,
        label: name(c.label),
        terms: c.terms.slice(0, MOST_TERMS).map(name),
        size: c.size,
        cohesion: rounded(c.cohesion),
        meanAiProbability: c.meanAiProbability === null ? null : probability(c.meanAiProbability),
        levels,
        ...(representative !== undefined && { mostTypical: name(representative) }),
      };
    }),
  };
}

/** Groups of near-copies, largest first. */
export function nearCopiesAnswer({ duplicateGroups, documents }: Report, page: Page) {
  const { items, ...rest } = paged(duplicateGroups, page);
  const paths = new Map(documents.map((d) => [d.id, d.path]));
  return {
    ...rest,
    groups: items.map(({ id, averageSimilarity, members }) => ({
      id,
      averageSimilarity: rounded(averageSimilarity),
      size: members.length,
      members: members.slice(0, MOST_MEMBERS).map((m) => ({ id: m, path: name(paths.get(m) ?? m) })),
      ...(members.length > MOST_MEMBERS && { more: `query documents with nearCopies ${id} for all of them` }),
    })),
  };
}

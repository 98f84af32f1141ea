import type { Report, ReportDocument } from '../report/report.ts';
import { anonymised } from './anonymise.ts';
import { resultsSha256 } from './json.ts';

/** How a report differs from a repetition of its analysis. Paths are those of the given report. */
export interface ReportDifferences {
  /** What was found is the same in every figure. */
  readonly same: boolean;
  /** The report is not what its manifest says that was written. */
  readonly altered: boolean;
  readonly engine: readonly string[];
  readonly missing: readonly string[];
  readonly added: readonly string[];
  /** Documents whose text is another one, or that were skipped in one run alone. */
  readonly otherText: readonly string[];
  /** Documents of the same text with other figures. */
  readonly otherResult: readonly string[];
  /** Clusters, groups or similarities differ. */
  readonly otherBatch: boolean;
}

/** Whether a report is what its manifest says that was written; a report without one cannot say. */
export function isAltered(report: Report): boolean {
  return report.manifest !== undefined && report.manifest.resultsSha256 !== resultsSha256(report);
}

/**
 * Compares a report with a repetition of its analysis.
 *
 * @param given as it was exported, with pseudonyms or without
 * @param again as the analysis gave it
 */
export function compareRepetition(given: Report, again: Report): ReportDifferences {
  const repeated = given.manifest?.anonymised ? anonymised(again).report : again;
  // Pseudonyms are numbers in an order of the texts: one other text moves them all. The texts themselves do not move.
  const keyOf = (d: ReportDocument) => (given.manifest?.anonymised ? (d.sha256 ?? d.path) : d.path);
  const before = new Map(given.documents.map((d) => [keyOf(d), d]));
  const after = new Map(repeated.documents.map((d) => [keyOf(d), d]));
  const both = [...before].flatMap(([key, d]) => (after.has(key) ? [[d, after.get(key)!] as const] : []));
  const isSameText = ([a, b]: readonly [ReportDocument, ReportDocument]) =>
    a.sha256 === b.sha256 && a.status === b.status;
  return {
    same: resultsSha256(given) === resultsSha256(repeated),
    altered: isAltered(given),
    engine: engineDifferences(given, again),
    missing: [...before].filter(([key]) => !after.has(key)).map(([, d]) => d.path),
    added: [...after].filter(([key]) => !before.has(key)).map(([, d]) => d.path),
    otherText: both.filter((pair) => !isSameText(pair)).map(([d]) => d.path),
    otherResult: both
      .filter((pair) => isSameText(pair) && ownResult(pair[0]) !== ownResult(pair[1]))
      .map(([d]) => d.path),
    otherBatch: JSON.stringify(batchResult(given)) !== JSON.stringify(batchResult(repeated)),
  };
}

/** What was found of a text by itself: what depends on the others of the batch is compared with the batch. */
function ownResult({
  id: _,
  path: __,
  group: ___,
  cluster: ____,
  subtopic: _____,
  outlier: ______,
  x: _______,
  y: ________,
  duplicateGroup: _________,
  nearest: __________,
  tags: ___________,
  note: ____________,
  ...own
}: ReportDocument): string {
  return JSON.stringify(own);
}

const batchResult = ({ clusters, duplicateGroups, similarity, documents }: Report) => [
  clusters,
  duplicateGroups,
  similarity,
  documents.map((d) => [d.cluster, d.subtopic, d.outlier, d.x, d.y, d.duplicateGroup, d.nearest]),
];

function engineDifferences({ job: { engine: given } }: Report, { job: { engine: now } }: Report): string[] {
  const models = new Map(given.models.map((m) => [m.name, m.sha256]));
  return [
    ...(given.version === now.version ? [] : [`the program is version ${now.version}, and was ${given.version}`]),
    ...now.models.filter((m) => models.get(m.name) !== m.sha256).map((m) => `the model ${m.name} is another one`),
  ];
}

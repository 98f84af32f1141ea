import { conditionsOf } from './compare-conditions.ts';
import type { Notice } from './notice.ts';
import type { Confidence, CopiedKind, DeclineReason, ReportJob, Summary } from './report.ts';

/** What is different between two reports, the earlier one called `before`. Ids are those of the report that they are named after. */
export interface ReportChanges {
  readonly before: ComparedReport;
  readonly after: ComparedReport;
  /** Documents that are in one of the two alone, in order of path. */
  readonly added: readonly DocumentFigures[];
  readonly gone: readonly DocumentFigures[];
  /** The same text under another path. */
  readonly renamed: readonly DocumentChange[];
  /** Another text under the same path, or one that was skipped in one of the two. */
  readonly edited: readonly DocumentChange[];
  /** Documents of both whose AI probability or level is another one: levels that went up first, then by how far the probability went. */
  readonly scores: readonly ScoreChange[];
  /** Clusters of both, matched by the documents that they share, largest first; then those that are in one alone. */
  readonly clusters: readonly ClusterChange[];
  /** Documents of both that are in a cluster other than the one that theirs became. */
  readonly moves: readonly ClusterMove[];
  /** Pairs that are alike in another way than before: new ones first, then by the kind of the pair. */
  readonly pairs: readonly PairChange[];
}

/** One of two compared reports. */
export interface ComparedReport {
  /** Where that differs, figures may differ for that reason. */
  readonly madeWith: ReportJob;
  readonly name: string;
  /** ISO 8601, UTC: when its source was read. */
  readonly startedAt: string;
  readonly summary: Summary;
}

/** What is shown of a document. */
export interface DocumentFigures {
  readonly id: string;
  readonly path: string;
  readonly status: 'analyzed' | 'skipped';
  readonly reason?: string;
  readonly notice?: Notice;
  readonly words: number;
  readonly aiProbability: number | null;
  readonly confidence: Confidence;
  readonly declined?: DeclineReason;
  /** Label of its cluster. */
  readonly cluster?: string;
}

/** A document that is in both reports. */
export interface DocumentChange {
  readonly before: DocumentFigures;
  readonly after: DocumentFigures;
}

export interface ScoreChange extends DocumentChange {
  /** `other` where it could not be judged in one of the two. */
  readonly level: 'up' | 'down' | 'same' | 'other';
  /** Whether the text is another one too: a score that changes with its text says something else than one that does not. */
  readonly edited: boolean;
}

export interface ClusterFigures {
  readonly id: number;
  readonly label: string;
  readonly size: number;
}

/** A cluster of both reports, or of one: at least one of the two is there. */
export interface ClusterChange {
  readonly before?: ClusterFigures;
  readonly after?: ClusterFigures;
  /** Documents that are in both. */
  readonly shared: number;
}

export interface ClusterMove {
  readonly document: DocumentFigures;
  readonly from: ClusterFigures;
  readonly to: ClusterFigures;
}

/** In what way two documents are alike enough to be listed: a kind of copy, or near-copies by their similarity alone. */
export type PairRelation = CopiedKind | 'near-copy';

/** `before` is absent for a new pair, `after` for one that is gone. Documents are those of the later report, where it has them. */
export interface PairChange {
  readonly a: DocumentFigures;
  readonly b: DocumentFigures;
  readonly before?: PairRelation;
  readonly after?: PairRelation;
  /** In the later report, else in the earlier one, 0 … 1; absent where it was not listed. */
  readonly similarity?: number;
}

/** Whether two reports say the same of the same documents. */
export function isUnchanged({
  before,
  after,
  added,
  gone,
  renamed,
  edited,
  scores,
  clusters,
  moves,
  pairs,
}: ReportChanges): boolean {
  const otherClusters = clusters.some((c) => !c.before || !c.after || c.before.label !== c.after.label);
  return (
    !otherClusters &&
    [conditionsOf(before.madeWith, after.madeWith), added, gone, renamed, edited, scores, moves, pairs].every(
      (list) => list.length === 0,
    )
  );
}

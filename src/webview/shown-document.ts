import type { DocumentResult } from '../protocol/job.ts';
import type { ReportDocument } from '../report/report.ts';

/** A document as the views show it: while the job runs, nothing is known yet of what compares it with others. */
export type ShownDocument = DocumentResult &
  Partial<
    Pick<
      ReportDocument,
      | 'cluster'
      | 'subtopic'
      | 'outlier'
      | 'duplicateGroup'
      | 'shareCopied'
      | 'sharedWith'
      | 'leftOut'
      | 'nearest'
      | 'segments'
      | 'machineStretch'
      | 'x'
      | 'y'
      | 'tags'
      | 'note'
      | 'sampleRank'
      | 'sampleSimilarity'
    >
  > & {
    /** Somebody has looked at it. */
    readonly reviewed?: true;
  };

import type { AnalysisOptions, ReportDocument, SourceDescription, Summary } from '../report/report.ts';
import type { JobStatus } from './job-state.ts';

/** A job as it stands in `job.json` and in every list of jobs. */
export interface Job {
  readonly id: string;
  readonly source: SourceDescription;
  readonly options: AnalysisOptions;
  readonly status: JobStatus;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Once completed, and while skipped documents are tried again. */
  readonly summary?: Summary;
  /** Once completed: documents whose analysis was kept from before, by this job or another. */
  readonly reused?: number;
  /** Once completed: what each stage took. */
  readonly times?: readonly StageTime[];
  /** Once stopped before the end: documents through the map stage, and all of them. */
  readonly reached?: { readonly done: number; readonly total: number };
  /** Whether it is paused because its window was closed. */
  readonly interrupted?: boolean;
  /** Once failed: what happened and what to do next, for people. */
  readonly error?: string;
}

/** The stages of a job in their order. */
export type Stage = 'reading' | 'documents' | 'corpus' | 'report';

/** What a stage does, for people. */
export const STAGE_NAMES: Readonly<Record<Stage, string>> = { reading: 'Listing documents', documents: 'Analysing documents', corpus: 'Comparing documents', report: 'Writing the report' };

/** What a stage took: by the clock, and of all processor cores together. */
export interface StageTime {
  readonly stage: Stage;
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** How far a job is. */
export interface Progress {
  readonly stage: Stage;
  /** Share of the whole job that is done, 0 … 1, never falling. */
  readonly fraction: number;
  /** Documents through the map stage, and all of them (0 while they are still being listed). */
  readonly done: number;
  readonly total: number;
  /** Estimated time to the end; `null` while it is too early to say. */
  readonly secondsLeft: number | null;
}

/** What is known of a document while the job still runs: no clusters, groups or neighbours yet. */
export type DocumentResult = Omit<ReportDocument, 'cluster' | 'duplicateGroup' | 'nearest' | 'segments'>;

import * as l10n from '@vscode/l10n';
import type { Notice } from '../report/notice.ts';
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
  /** Once completed, and while it runs again in its place. */
  readonly summary?: Summary;
  /** Once completed: documents whose analysis was kept from before, by this job or another. */
  readonly reused?: number;
  /** Once completed: what each stage took. */
  readonly times?: readonly StageTime[];
  /** Once stopped before the end: documents through the map stage, and all of them. */
  readonly reached?: { readonly done: number; readonly total: number };
  /** Whether its folder is watched: the job runs again in its place when files there change. */
  readonly watched?: boolean;
  /** Whether it is paused because its window was closed. */
  readonly interrupted?: boolean;
  /** Once failed: what happened and what to do next, for people. */
  readonly error?: string;
  /** The same as data, where it is a notice. */
  readonly notice?: Notice;
  /** Once failed because it would not fit into memory: what would. */
  readonly memory?: MemoryOffer;
  /** Whether it is to run however much memory it takes. */
  readonly anyMemory?: boolean;
}

/** Memory that a job may take at its peak, estimated before the documents are analysed: what is available, a number of bytes, or whatever it takes. */
export type MemoryLimit = 'available' | number | 'none';

/** Why a job would not fit into memory, and what would: in bytes, of all processes at their peak. */
export interface MemoryOffer {
  readonly needed: number;
  readonly available: number;
  /** Whether it would fit with the fast encoder in place of the full one. */
  readonly fast: boolean;
  /** Threads with which it would fit; absent where fewer do not help. */
  readonly threads?: number;
  /** About how many of its documents would fit; absent where not even one does. */
  readonly documents?: number;
}

/** The stages of a job in their order. */
export type Stage = 'reading' | 'documents' | 'corpus' | 'report';

/** What the stage that compares documents does, one after the other: first documents are judged without what the batch shows to be given, and with machine samples, where there are some. The map is begun with the topics, and waited for in the end. */
export type CorpusStep = 'given' | 'samples' | 'wording' | 'outliers' | 'topics' | 'neighbours' | 'copies' | 'map';

/** What a stage does, for people. */
export function stageName(stage: Stage): string {
  switch (stage) {
    case 'reading':
      return l10n.t('Listing documents');
    case 'documents':
      return l10n.t('Analysing documents');
    case 'corpus':
      return l10n.t('Comparing documents');
    case 'report':
      return l10n.t('Writing the report');
  }
}

/** What a stage took: by the clock, and of all processor cores together. */
export interface StageTime {
  readonly stage: Stage;
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** How far a job is. */
export interface Progress {
  readonly stage: Stage;
  /** While documents are compared. */
  readonly step?: CorpusStep;
  /** Share of the whole job that is done, 0 … 1, never falling. */
  readonly fraction: number;
  /** Documents through the map stage, and all of them (0 while they are still being listed). */
  readonly done: number;
  readonly total: number;
  /** Estimated time to the end; `null` while it is too early to say. */
  readonly secondsLeft: number | null;
}

/** What is known of a document while the job still runs: no clusters, groups or neighbours yet. */
export type DocumentResult = Omit<
  ReportDocument,
  'cluster' | 'subtopic' | 'outlier' | 'duplicateGroup' | 'nearest' | 'segments' | 'x' | 'y' | 'tags' | 'note'
>;

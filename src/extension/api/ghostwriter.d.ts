/**
 * The API of Ghost-Writer Batch Analysis for other extensions, version 1. Copy this file into your extension; it imports nothing but the types of `vscode`.
 *
 * ```ts
 * const extension = vscode.extensions.getExtension<GhostwriterExtension>('ghostwriter.ghostwriter-batch');
 * const api = (await extension?.activate())?.getAPI(1);
 * ```
 *
 * Within a version members may be added; none is renamed or dropped. See docs/extension-api.md.
 */
import type { Event, Uri } from 'vscode';

/** What `activate()` gives. */
export interface GhostwriterExtension {
  /** @throws a {@link GhostwriterError} with code `unsupported-version` for a version that this extension has not */
  getAPI(version: 1): GhostwriterAPI;
}

export interface GhostwriterAPI {
  readonly version: 1;

  /**
   * Puts an analysis into the queue, as *Analyze Batch* does. What is not said in `options` comes from the user's settings. Nothing is written beside the source.
   *
   * @param paths one folder, one archive, or files: absolute paths, or `file:` addresses
   * @throws a {@link GhostwriterError} with code `source-not-found`, `not-on-disk` or `invalid-options`
   */
  analyze(paths: readonly (string | Uri)[], options?: AnalyzeOptions): Promise<AnalysisHandle>;

  /** All jobs of this installation: those that run and wait first, then the newest. */
  jobs(): readonly Job[];

  /** @throws a {@link GhostwriterError} with code `job-not-found` or `not-completed` */
  report(jobId: string): Promise<Report>;

  /**
   * Stops a job that runs or waits in this window, or is paused. One that has ended stays as it is.
   *
   * @throws a {@link GhostwriterError} with code `job-not-found`
   */
  cancel(jobId: string): void;

  /**
   * Opens the results panel of a job.
   *
   * @throws a {@link GhostwriterError} with code `job-not-found`
   */
  show(jobId: string): void;

  /** A job is new, gone or in another state; without a job: any of them may be. */
  readonly onDidChangeJobs: Event<Job | undefined>;

  /** How far jobs are that run in this window, at most ten times a second each. */
  readonly onDidProgress: Event<{ readonly job: Job; readonly progress: Progress }>;
}

/** What may be chosen about an analysis. */
export interface AnalyzeOptions {
  /** Unit of text that gets an AI probability of its own. */
  readonly granularity?: 'sentence' | 'paragraph';
  /** Number of clusters, from 1, or `auto`. */
  readonly clusters?: 'auto' | number;
  /** Least similarity (0 … 1) at which two documents count as near-copies. */
  readonly threshold?: number;
  /** Seed of every random choice, a whole number from 0. */
  readonly seed?: number;
  /** Assumed share of machine-written texts, 0.01 … 0.99. */
  readonly prior?: number;
  readonly encoder?: 'auto' | 'full' | 'fast';
  /** What of the texts counts for no copy; all of these where it is absent. */
  readonly leaveOut?: readonly ('references' | 'quotations' | 'cover-sheets' | 'questions')[];
  /** Whether pairs within one group of documents are no pairs. Groups are folders where the user's settings say nothing else. */
  readonly acrossGroups?: boolean;
  /** Absolute path of a folder of texts that people are known to have written, which levels are measured against; empty for none. */
  readonly baseline?: string;
  /** Absolute path of a folder of answers to the same assignment that machines are known to have written, which documents are compared with; empty for none. */
  readonly machineSamples?: string;
  /** Globs of the files to read, on their paths inside the source. Empty: every file of a known format. */
  readonly include?: readonly string[];
  /** Globs of files and folders to leave out, besides those of the user's settings. */
  readonly exclude?: readonly string[];
  /** Whether the results panel opens at once. */
  readonly show?: boolean;
}

/** An analysis that was asked for. */
export interface AnalysisHandle {
  /** `id` of its job. */
  readonly id: string;
  /** The job as it stands now; as it ended, once it is gone from the list. */
  readonly job: Job;
  readonly onDidProgress: Event<Progress>;
  /** The job once it is completed, failed, cancelled or paused; never rejects. */
  readonly ended: Promise<Job>;
  /** Waits for the end. Rejects with a {@link GhostwriterError} with code `not-completed` where there are no results; its message says why and what to do. */
  report(): Promise<Report>;
  cancel(): void;
}

/** A failure that was foreseen; `message` is for people: the thing, the reason, what to do next. */
export interface GhostwriterError extends Error {
  readonly name: 'GhostwriterError';
  readonly code: GhostwriterErrorCode;
}

export type GhostwriterErrorCode =
  'unsupported-version' | 'source-not-found' | 'not-on-disk' | 'invalid-options' | 'job-not-found' | 'not-completed';

export type JobStatus = 'pending' | 'processing' | 'paused' | 'completed' | 'failed' | 'cancelled';

export interface Job {
  readonly id: string;
  readonly status: JobStatus;
  readonly source: {
    readonly kind: 'folder' | 'zip' | 'files';
    readonly name: string;
    /** Absolute. */ readonly paths: readonly string[];
  };
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Once completed. */
  readonly summary?: Summary;
  /** Once failed: what happened and what to do next, for people. */
  readonly error?: string;
}

export interface Progress {
  readonly stage: 'reading' | 'documents' | 'corpus' | 'report';
  /** Share of the whole job that is done, 0 … 1, never falling. */
  readonly fraction: number;
  /** Documents that were analysed, and all of them (0 while they are still being listed). */
  readonly done: number;
  readonly total: number;
  /** `null` while it is too early to say. */
  readonly secondsLeft: number | null;
}

/** `medium` is undecided, `unknown` not judged. `low` is little sign of a machine: it does not say that a person wrote the text. */
export type Confidence = 'high' | 'medium' | 'low' | 'unknown';

/** Figures over a batch. */
export interface Summary {
  readonly documents: number;
  readonly analyzed: number;
  readonly skipped: number;
  readonly clusters: number;
  /** Groups of near-copies. */
  readonly duplicateGroups: number;
  /** Mean over the documents that have a probability (0 … 1); `null` when none has. */
  readonly meanAiProbability: number | null;
  /** Documents by their level. */
  readonly confidence: Readonly<Record<Confidence, number>>;
  readonly copiedPairs?: Readonly<Record<'identical' | 'near-duplicate' | 'partly-copied', number>>;
}

/** What an analysis found: the parts of docs/report.schema.json that other extensions need most. What is read is the whole report. */
export interface Report {
  readonly schemaVersion: 1;
  readonly summary: Summary;
  /** Every document that was found, in order of path. */
  readonly documents: readonly ReportDocument[];
  /** Largest first. */
  readonly clusters: readonly Cluster[];
  /** Groups of near-copies, largest first. */
  readonly duplicateGroups: readonly {
    readonly id: number;
    readonly averageSimilarity: number;
    readonly members: readonly string[];
  }[];
  /** The most similar pairs, and all that are copies, strongest first. */
  readonly similarity: { readonly pairs: readonly SimilarPair[] };
  readonly warnings: readonly { readonly document?: string; readonly code: string; readonly message: string }[];
}

export interface ReportDocument {
  readonly id: string;
  /** Path inside the source, with `/` between its parts. */
  readonly path: string;
  readonly group?: string;
  readonly words: number;
  readonly characters: number;
  readonly status: 'analyzed' | 'skipped';
  /** Why it was skipped, for people. */
  readonly reason?: string;
  /** An estimate, never proof: 0 … 1, or `null` where there is none. */
  readonly aiProbability: number | null;
  readonly aiInterval?: readonly [low: number, high: number];
  /** By both ends of the interval: `high` where the lower end is above 0.7, `low` where the upper end is below 0.4, `medium` otherwise. */
  readonly confidence: Confidence;
  /** Likeness in wording to the nearest machine sample, 0 … 1, where there were any. */
  readonly sampleSimilarity?: number;
  readonly cluster: number | null;
  readonly duplicateGroup: number | null;
  /** Positions are UTF-16 code units of the analysed text, `end` exclusive. */
  readonly segments: readonly { readonly start: number; readonly end: number; readonly aiProbability: number | null }[];
  /** Most similar documents first. */
  readonly nearest: readonly { readonly id: string; readonly similarity: number }[];
}

export interface Cluster {
  readonly id: number;
  readonly label: string;
  readonly terms: readonly string[];
  readonly size: number;
  readonly members: readonly string[];
}

export interface SimilarPair {
  readonly a: string;
  readonly b: string;
  readonly similarity: number;
  readonly kind?: 'identical' | 'near-duplicate' | 'partly-copied' | 'same-topic';
  /** Passages that both hold; positions as those of segments. */
  readonly passages?: readonly {
    readonly a: { readonly start: number; readonly end: number };
    readonly b: { readonly start: number; readonly end: number };
    readonly words: number;
  }[];
}

import type { SearchResponse } from '../protocol/analyzer.ts';
import type { JobStatus } from '../protocol/job-state.ts';
import type { Explanation } from '../report/explanation.ts';
import type { Report, ReportDocument, Summary } from '../report/report.ts';

/** A question that cannot be answered; `message` says why and what to do next, for an assistant and its user. */
export class AssistantError extends Error {}

/** An analysis as it stands in a list. */
export interface AnalysisEntry {
  readonly id: string;
  readonly name: string;
  readonly status: JobStatus;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Once completed. */
  readonly summary?: Summary;
  /** Share of it that is done, 0 … 1, while it runs. */
  readonly fraction?: number;
  /** Once failed: what happened and what to do next. */
  readonly error?: string;
}

/** Where assistants are answered from: the jobs of an editor, or reports in files. Failures reject with a message for people. */
export interface Library {
  /** Newest first. */
  list(): Promise<readonly AnalysisEntry[]>;
  /** Of a completed analysis. */
  report(id: string): Promise<Report>;
  /** Documents that a query in words is about, best first. */
  search(id: string, query: string, limit: number): Promise<SearchResponse['matches']>;
  /** What moved a document's AI probability. */
  explain(id: string, document: ReportDocument): Promise<Explanation>;
  /** A document's text, and none but the one that was analysed. Asked for only where texts are allowed. */
  text(id: string, document: ReportDocument): Promise<string>;
  /** Whether the user allowed that passages of texts are quoted. */
  textsAllowed(): boolean;
  /** How an analysis comes about here, as an imperative sentence. */
  readonly howToAnalyse: string;
  /** How the user allows texts here, as an imperative sentence. */
  readonly howToAllowTexts: string;
}

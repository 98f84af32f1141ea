/** Host ↔ child process: what the background process can be asked, and what it tells on its own. Plain data, sent over the fork's IPC channel. */
import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { ReadingOptions } from '../report/reading-options.ts';
import type { Explanation } from '../report/explanation.ts';
import type { AnalysisOptions, Granularity, SourceDescription, Summary } from '../report/report.ts';
import type { DocumentResult, Progress } from './job.ts';

export interface AnalyzeRequest {
  readonly jobId: string;
  /** Absolute path of the job's own folder, which exists; the child writes nowhere else. */
  readonly jobFolder: string;
  readonly source: SourceDescription;
  readonly options: AnalysisOptions;
  /** ISO 8601, UTC: when the user asked for the job. */
  readonly createdAt: string;
  /** Worker threads for the map stage, at least 1; one a core when absent. */
  readonly threads?: number;
}

export interface AnalyzeResponse {
  /** Absolute path of `report.json` in the job's folder. */
  readonly reportPath: string;
  readonly summary: Summary;
}

export interface ReadTextRequest {
  readonly source: SourceDescription;
  /** As the job has them: another reading may find other documents. The defaults when absent. */
  readonly reading?: ReadingOptions;
  /** Path inside the source, as `ReportDocument.path` has it. */
  readonly path: string;
}

export interface ReadTextResponse {
  /** The text exactly as it was analysed: segment positions count in it. */
  readonly text: string;
  /** Absent for formats that are not text, such as PDF. */
  readonly encoding?: string;
}

/** What moved a document's AI probability. */
export interface ExplainRequest extends ReadTextRequest {
  /** Unit of text that the passages of the answer are. */
  readonly granularity: Granularity;
  /** SHA-256 of the weights that gave the score, as the report has it: others would explain another score. */
  readonly detector?: string;
}

/** Which documents of a finished analysis are about what a query says. */
export interface SearchRequest {
  /** Absolute path of the analysis's own folder. */
  readonly jobFolder: string;
  /** Words, a sentence or a whole passage. */
  readonly query: string;
  /** Matches at most; 50 when absent. */
  readonly limit?: number;
}

export interface SearchResponse {
  /** Best first: the document's place in `Report.documents`, and the cosine of its vector and the query's. Empty for a query without a word. */
  readonly matches: readonly { readonly document: number; readonly similarity: number }[];
}

/** Why a request failed, as `data` of the RPC error. */
export interface AnalyzerFailure {
  readonly code: 'source-not-found' | 'source-unreadable' | 'no-documents' | 'invalid-options' | 'model-damaged' | 'model-changed' | 'no-vectors' | 'cancelled' | 'crashed' | 'internal';
}

export const analyzeRequest = new RequestType<AnalyzeRequest, AnalyzeResponse, AnalyzerFailure>('analyze');
export const readTextRequest = new RequestType<ReadTextRequest, ReadTextResponse, AnalyzerFailure>('readText');
export const explainRequest = new RequestType<ExplainRequest, Explanation, AnalyzerFailure>('explain');
export const searchRequest = new RequestType<SearchRequest, SearchResponse, AnalyzerFailure>('search');
/** Child → host, at most ten times a second. */
export const progressNotification = new NotificationType<Progress>('progress');
/** Child → host: documents that went through the map stage since the last one. */
export const documentsNotification = new NotificationType<readonly DocumentResult[]>('documents');

/** Host ↔ child process: what the background process can be asked, and what it tells on its own. Plain data, sent over the fork's IPC channel. */
import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { ReadingOptions } from '../report/reading-options.ts';
import type { Explanation } from '../report/explanation.ts';
import type { AnalysisOptions, Granularity, SourceDescription, Summary } from '../report/report.ts';
import type { DocumentResult, Progress, StageTime } from './job.ts';

export interface AnalyzeRequest {
  readonly jobId: string;
  /** Absolute path of the job's own folder, which exists; the child writes nowhere else. What an earlier run of the job has kept there is not done again. */
  readonly jobFolder: string;
  /** Absolute path of the folder with the folders of other jobs: what they have kept of the same texts is taken over. */
  readonly cacheFolder?: string;
  /** Documents that an earlier run of the job skipped and that are tried again, by their paths; without it none is whose reason lasts. */
  readonly retry?: 'all' | readonly string[];
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
  /** Documents whose analysis was kept from before, by this job or another. */
  readonly reused: number;
  /** What the user should know besides, as sentences. */
  readonly notes: readonly string[];
  readonly times: readonly StageTime[];
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

/** Why a request failed, as `data` of the RPC error. */
export interface AnalyzerFailure {
  readonly code: 'source-not-found' | 'source-unreadable' | 'no-documents' | 'invalid-options' | 'model-damaged' | 'storage' | 'model-changed' | 'cancelled' | 'crashed' | 'internal';
}

export const analyzeRequest = new RequestType<AnalyzeRequest, AnalyzeResponse, AnalyzerFailure>('analyze');
export const readTextRequest = new RequestType<ReadTextRequest, ReadTextResponse, AnalyzerFailure>('readText');
export const explainRequest = new RequestType<ExplainRequest, Explanation, AnalyzerFailure>('explain');
/** Child → host, at most ten times a second. */
export const progressNotification = new NotificationType<Progress>('progress');
/** Child → host: documents that went through the map stage since the last one. */
export const documentsNotification = new NotificationType<readonly DocumentResult[]>('documents');

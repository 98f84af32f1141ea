/** Host ↔ child process: what the background process can be asked, and what it tells on its own. Plain data, sent over the fork's IPC channel. */
import { NotificationType, ProgressType, RequestType } from 'vscode-jsonrpc';
import type { ReadingOptions } from '../report/reading-options.ts';
import type { Annotations } from '../report/annotations.ts';
import type { ListRow } from '../report/imported-notes.ts';
import type { ExportFormat } from '../report/export-formats.ts';
import type { PageLanguage } from '../report/page-language.ts';
import type { Explanation } from '../report/explanation.ts';
import type { Notice } from '../report/notice.ts';
import type { AnalysisOptions, Granularity, ModelFile, SourceDescription, Summary } from '../report/report.ts';
import type { DocumentResult, MemoryLimit, MemoryOffer, Progress, StageTime } from './job.ts';
import type { LeftOutSample } from './machine-samples.ts';

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
  /** Whether the options are those of the user of this machine: templates and a baseline may then lie outside of the source. Without it they may not, wherever the options come from. */
  readonly ownOptions?: boolean;
  /** ISO 8601, UTC: when the user asked for the job. */
  readonly createdAt: string;
  /** Worker threads for the map stage, at least 1; one a core when absent. */
  readonly threads?: number;
  /** What the job may take; without it what is available. */
  readonly memoryLimit?: MemoryLimit;
  /** Whether the host has parts of a large batch's pairs compared by other processes ({@link compareElsewhereRequest}). */
  readonly compareElsewhere?: boolean;
  /** Absolute path of an earlier report: clusters that mostly hold the same texts get their numbers of then. */
  readonly like?: string;
}

export interface AnalyzeResponse {
  /** Absolute path of `report.json` in the job's folder. */
  readonly reportPath: string;
  readonly summary: Summary;
  /** Documents whose analysis was kept from before, by this job or another. */
  readonly reused: number;
  /** What the user should know besides. */
  readonly notes: readonly Notice[];
  readonly times: readonly StageTime[];
}

/** A part of a job's map stage, for one of several machines: what it finds is kept in its folder's log, where the job itself looks for it. */
export interface MapShardRequest extends Omit<AnalyzeRequest, 'createdAt' | 'retry'> {
  /** Documents whose place in the listing leaves `index` when divided by `of`. */
  readonly shard: { readonly index: number; readonly of: number };
}

export interface MapShardResponse {
  readonly documents: number;
  /** Documents whose analysis was kept from before. */
  readonly reused: number;
}

/** Parts of a batch's pairs that others are to compare. */
export interface CompareElsewhereRequest {
  /** Absolute path of what is compared, in the job's folder; the same bytes whenever the job comes to this point. */
  readonly file: string;
  /** Number of parts. */
  readonly stripes: number;
}

export interface CompareElsewhereResponse {
  /** Absolute paths of what was found, a file for each part, in their order. */
  readonly files: readonly string[];
}

/** One of those parts. */
export interface CompareStripeRequest {
  /** Absolute path of what is compared. */
  readonly file: string;
  readonly stripe: number;
  /** Absolute path of the file to write what is found to; the same bytes however often it is asked for. */
  readonly to: string;
  /** Threads at most; one a core when absent. */
  readonly threads?: number;
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
  /** The files of the detector that gave the score, as the report has them: others would explain another score. */
  readonly detector?: readonly ModelFile[];
  /** As in {@link AnalyzeRequest}. */
  readonly ownOptions?: boolean;
  /** Stretches of its text that the batch showed to be given: it was judged without them. */
  readonly given?: readonly { readonly start: number; readonly end: number }[];
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

/** Which texts of a source hold words. */
export interface SearchWordsRequest {
  readonly source: SourceDescription;
  /** As the job has them. The defaults when absent. */
  readonly reading?: ReadingOptions;
  /** Words, and phrases between quotation marks. */
  readonly query: string;
  /** Names this search in what is told of its progress. */
  readonly progress: string;
}

export interface SearchWordsResponse {
  /** Best first: the document's path inside the source, and how often the words occur in it. Empty for a query without a word. */
  readonly matches: readonly { readonly path: string; readonly occurrences: number }[];
  /** Documents that could not be read. */
  readonly unread: number;
}

/** How many of a source's documents a search has read. */
export interface SearchProgress {
  readonly done: number;
  readonly total: number;
}

/** Cells of a tile of the heatmap, a side. */
export const TILE_CELLS = 128;

/** A part of a finished analysis's heatmap. */
export interface TileRequest extends TilePlace {
  /** Absolute path of the analysis's own folder. */
  readonly jobFolder: string;
}

export interface TilePlace {
  /** A cell stands for 2^level documents a side: 0 for single pairs. */
  readonly level: number;
  /** Place of the tile among all of its level. */
  readonly row: number;
  readonly column: number;
}

export interface TileResponse {
  /** {@link TILE_CELLS}, or fewer at the end. */
  readonly rows: number;
  readonly columns: number;
  /** Mean similarity in each cell, 0 … 255 for 0 … 1, row-major. */
  readonly values: Uint8Array;
}

/** Which texts of a folder can serve as machine samples. */
export interface SurveySamplesRequest {
  /** Absolute path. */
  readonly folder: string;
  /** How the next analysis reads texts; the defaults when absent. */
  readonly reading?: ReadingOptions;
  /** Absolute path of the baseline folder, whose texts are no samples. */
  readonly baseline?: string;
  /** Documents of an analysis, which are no samples either: their paths by the SHA-256 of their texts. */
  readonly documents?: Readonly<Record<string, string>>;
}

export interface SurveySamplesResponse {
  /** Paths inside the folder, ascending. */
  readonly usable: readonly string[];
  readonly leftOut: readonly LeftOutSample[];
}

/** A report that is saved as files. */
export interface ExportRequest {
  /** Absolute path of the report: an analysis's own, or one that was exported as JSON. */
  readonly reportPath: string;
  /** Absolute path of the analysis's own folder; absent for a report that was exported. */
  readonly jobFolder?: string;
  /** What the exports lie beside, and what passages are read from. */
  readonly source: SourceDescription;
  readonly formats: readonly ExportFormat[];
  /** A folder to save in, or the file of a single format, which is replaced; beside the source when absent. Absolute paths. */
  readonly to?: { readonly folder: string } | { readonly file: string };
  /** Whether a CSV begins with a byte order mark. */
  readonly byteOrderMark: boolean;
  /** Whether names and paths are replaced by pseudonyms. */
  readonly anonymise: boolean;
  /** Whether what the pseudonyms stand for is kept in the analysis's own folder. */
  readonly keepKey: boolean;
  /** Whether a page has passages of the texts. */
  readonly excerpts: boolean;
  /** What goes into the pages of single documents, besides their texts; as by default when absent. */
  readonly pages?: PagesChoice;
  /** The language of a page; English when absent. */
  readonly language?: PageLanguage;
  /** How the texts were read; the defaults when absent. */
  readonly reading?: ReadingOptions;
  /** What the user wrote about the documents. */
  readonly annotations?: Annotations;
  /** `id`s of the documents that are exported; all when absent. Of pages, one alone can be saved as a file. */
  readonly documents?: readonly string[];
}

/** What may be chosen about pages of single documents. */
export interface PagesChoice {
  /** Whether they name the other documents that share passages with theirs. */
  readonly showNames?: boolean;
  /** Whether tags and notes stay out. */
  readonly withoutNotes?: boolean;
  /** Whether they are packed into one ZIP. */
  readonly zip?: boolean;
}

/** A list of documents that people have written tags and notes in. */
export interface ReadListRequest {
  /** Absolute path. */
  readonly file: string;
}

/** Absolute paths of what was saved, in the order of the formats, and of the pseudonyms' key; or what the file system calls its refusal (`EACCES`, `ENOSPC` …). */
export type ExportResponse =
  { readonly files: readonly string[]; readonly key?: string } | { readonly refused: string };

/** Why a request failed, as `data` of the RPC error. */
export interface AnalyzerFailure {
  readonly code:
    | 'source-not-found'
    | 'source-unreadable'
    | 'no-documents'
    | 'invalid-options'
    | 'model-damaged'
    | 'storage'
    | 'model-changed'
    | 'no-vectors'
    | 'report-unreadable'
    | 'memory'
    | 'cancelled'
    | 'crashed'
    | 'internal';
  /** What the message says, as data; absent where a program failed in its own words. */
  readonly notice?: Notice;
  /** With `memory`. */
  readonly memory?: MemoryOffer;
}

export const analyzeRequest = new RequestType<AnalyzeRequest, AnalyzeResponse, AnalyzerFailure>('analyze');
export const mapShardRequest = new RequestType<MapShardRequest, MapShardResponse, AnalyzerFailure>('mapShard');
/** Child → host, where the request to analyse allows it. */
export const compareElsewhereRequest = new RequestType<CompareElsewhereRequest, CompareElsewhereResponse, void>(
  'compareElsewhere',
);
export const compareStripeRequest = new RequestType<CompareStripeRequest, null, AnalyzerFailure>('compareStripe');
export const readTextRequest = new RequestType<ReadTextRequest, ReadTextResponse, AnalyzerFailure>('readText');
export const explainRequest = new RequestType<ExplainRequest, Explanation, AnalyzerFailure>('explain');
export const searchRequest = new RequestType<SearchRequest, SearchResponse, AnalyzerFailure>('search');
export const searchWordsRequest = new RequestType<SearchWordsRequest, SearchWordsResponse, AnalyzerFailure>(
  'searchWords',
);
export const surveySamplesRequest = new RequestType<SurveySamplesRequest, SurveySamplesResponse, AnalyzerFailure>(
  'surveySamples',
);
export const readListRequest = new RequestType<ReadListRequest, readonly ListRow[], AnalyzerFailure>('readList');
export const exportRequest = new RequestType<ExportRequest, ExportResponse, AnalyzerFailure>('export');
export const tileRequest = new RequestType<TileRequest, TileResponse, AnalyzerFailure>('tile');
/** Child → host, for the search whose request names it. */
export const searchProgress = new ProgressType<SearchProgress>();
/** Child → host, at most ten times a second. */
export const progressNotification = new NotificationType<Progress>('progress');
/** Child → host: documents that went through the map stage since the last one. */
export const documentsNotification = new NotificationType<readonly DocumentResult[]>('documents');

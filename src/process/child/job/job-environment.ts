import type { CompareElsewhereRequest, CompareElsewhereResponse } from '../../../protocol/analyzer.ts';
import type { DocumentResult, Progress } from '../../../protocol/job.ts';

/** Where a job runs, and who hears of it. */
export interface JobEnvironment {
  readonly modelsFolder: string;
  /** Absolute paths of the bundled `thread.js`, `parser.js` and `layout.js`. */
  readonly threadPath: string;
  readonly parserPath: string;
  readonly layoutPath: string;
  readonly onProgress: (progress: Progress) => void;
  readonly onDocument: (document: DocumentResult) => void;
  readonly onCompareElsewhere: (request: CompareElsewhereRequest) => Promise<CompareElsewhereResponse>;
  readonly signal: AbortSignal;
}

import type { AnalyzerFailure } from '../protocol/analyzer.ts';

/** A job cannot go on; `message` is for people and says what to do next. */
export class AnalysisFailure extends Error {
  constructor(
    readonly code: AnalyzerFailure['code'],
    message: string,
    readonly memory?: AnalyzerFailure['memory'],
  ) {
    super(message);
    this.name = 'AnalysisFailure';
  }
}

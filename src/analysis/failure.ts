import type { AnalyzerFailure } from '../protocol/analyzer.ts';
import { type Notice, NoticeError } from '../report/notice.ts';

/** A job cannot go on. */
export class AnalysisFailure extends NoticeError {
  constructor(
    readonly code: AnalyzerFailure['code'],
    notice: Notice,
    readonly memory?: AnalyzerFailure['memory'],
  ) {
    super(notice);
    this.name = 'AnalysisFailure';
  }
}

import { AnalysisFailure } from './failure.ts';
import { notice } from '../report/notice.ts';

export const cancelled = () => new AnalysisFailure('cancelled', notice('analysis-cancelled'));

/** @throws {@link AnalysisFailure} `cancelled` */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

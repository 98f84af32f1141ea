import { AnalysisFailure } from './failure.ts';

export const cancelled = () => new AnalysisFailure('cancelled', 'The analysis was cancelled.');

/** @throws {@link AnalysisFailure} `cancelled` */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

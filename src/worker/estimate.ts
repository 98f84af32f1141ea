import type { Progress, Stage } from '../protocol/job.ts';
import type { EncoderTier } from '../report/report.ts';

/** Share of a job's time that each stage takes by encoder, measured on batches of essays; the map stage's share is filled by its documents. */
const SHARES: Readonly<Record<EncoderTier, Readonly<Record<Stage, readonly [from: number, to: number]>>>> = {
  full: { reading: [0, 0.02], documents: [0.02, 0.9], corpus: [0.9, 0.98], report: [0.98, 1] },
  fast: { reading: [0, 0.02], documents: [0.02, 0.5], corpus: [0.5, 0.94], report: [0.94, 1] },
};

/** Documents to wait for before a time is named. */
const EARLY = 8;

/** Follows a job and says how far it is. */
export class ProgressEstimate {
  private readonly startedAt: number;
  private stageStartedAt: number;
  private stage: Stage = 'reading';
  private done = 0;
  private total = 0;
  private shares = SHARES.full;

  /** @param now milliseconds, monotonic */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.startedAt = this.stageStartedAt = now();
  }

  /** Says which encoder the documents will be embedded by, once that is known. */
  encoder(tier: EncoderTier): void {
    this.shares = SHARES[tier];
  }

  enter(stage: Stage, total = this.total): Progress {
    this.stage = stage;
    this.total = total;
    this.stageStartedAt = this.now();
    return this.current();
  }

  finished(documents: number): Progress {
    this.done = documents;
    return this.current();
  }

  /** The job is done. */
  completed(): Progress {
    return { ...this.enter('report'), fraction: 1, secondsLeft: 0 };
  }

  current(): Progress {
    const [from, to] = this.shares[this.stage];
    const share = this.stage === 'documents' && this.total > 0 ? this.done / this.total : 0;
    const fraction = from + (to - from) * share;
    return { stage: this.stage, fraction, done: this.done, total: this.total, secondsLeft: this.secondsLeft(fraction) };
  }

  private secondsLeft(fraction: number): number | null {
    if (this.stage === 'reading' || this.done < Math.min(EARLY, this.total)) return null;
    if (this.stage !== 'documents') return Math.round(((this.now() - this.startedAt) / fraction) * (1 - fraction) / 1000);
    const inStage = this.now() - this.stageStartedAt;
    const wholeStage = (inStage / this.done) * this.total;
    const { documents } = this.shares;
    const after = (wholeStage / (documents[1] - documents[0])) * (1 - documents[1]);
    return Math.round((wholeStage - inStage + after) / 1000);
  }
}

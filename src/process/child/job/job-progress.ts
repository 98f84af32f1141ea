import type { CorpusStep, Progress, Stage, StageTime } from '../../../protocol/job.ts';
import { type JobPlan, ProgressEstimate } from '../estimate/estimate.ts';
import { StageTimes } from './stage-times.ts';

/** How often progress is told while nothing is finished. */
const TELL_EVERY_MS = 1000;

/** How far a job is, and what each of its stages takes. */
export class JobProgress {
  private readonly estimate = new ProgressEstimate();
  private readonly times = new StageTimes();

  constructor(private readonly tell: (progress: Progress) => void) {}

  enter(stage: Stage): void {
    this.times.enter(stage);
    this.tell(this.estimate.enter(stage));
  }

  /** What the documents stage will have to do is known. */
  plan(plan: JobPlan): void {
    this.estimate.planned(plan);
  }

  /** A document is through the map stage; `kept` says that nothing was done for it. */
  finish(document: number, kept: boolean): void {
    this.tell(this.estimate.finished(document, kept));
  }

  /** Documents are judged once more. */
  judgeAgain(documents: readonly number[]): void {
    this.tell(this.estimate.again(documents));
  }

  enterStep(step: CorpusStep): void {
    this.tell(this.estimate.enterStep(step));
  }

  /** Tells how far the job is by the clock while something is done: a step may take a minute. */
  during<T>(work: Promise<T>): Promise<T> {
    const clock = setInterval(() => this.tell(this.estimate.current()), TELL_EVERY_MS);
    return work.finally(() => clearInterval(clock));
  }

  /** The job has ended. */
  complete(): readonly StageTime[] {
    this.tell(this.estimate.completed());
    return this.times.end();
  }
}

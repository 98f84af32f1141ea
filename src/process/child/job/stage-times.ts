import type { Stage, StageTime } from '../../../protocol/job.ts';

/** Measures what each stage of a job takes. */
export class StageTimes {
  private readonly done: StageTime[] = [];
  private current: { readonly stage: Stage; readonly at: number; readonly processor: NodeJS.CpuUsage } | undefined;

  /** The stage before, if any, has ended. */
  enter(stage: Stage): void {
    this.end();
    this.current = { stage, at: performance.now(), processor: process.cpuUsage() };
  }

  /** The job has ended. */
  end(): readonly StageTime[] {
    if (this.current) {
      const { user, system } = process.cpuUsage(this.current.processor);
      this.done.push({
        stage: this.current.stage,
        seconds: rounded((performance.now() - this.current.at) / 1000),
        processorSeconds: rounded((user + system) / 1e6),
      });
    }
    this.current = undefined;
    return this.done;
  }
}

const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;

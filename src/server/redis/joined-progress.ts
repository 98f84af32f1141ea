import type { Progress } from '../../protocol/job.ts';

/** Share of a batch that its parts are; the rest is putting them together. */
const PARTS = 0.8;

/** How far a batch is whose parts are done by several workers. Parts are interleaved, and so one that has said nothing yet is taken to be as long as the others. */
export class JoinedProgress {
  private readonly parts = new Map<number, { readonly done: number; readonly total: number }>();
  private fraction = 0;

  /** @param now milliseconds, of any clock that runs evenly */
  constructor(
    private readonly shards: number,
    private readonly startedAt: number,
  ) {}

  part(index: number, { done, total }: Progress, now: number): Progress {
    const before = this.parts.get(index);
    // One that is tried again begins anew; what it had done is kept.
    if (total > 0) this.parts.set(index, { done: Math.max(done, before?.done ?? 0), total });
    const known = [...this.parts.values()];
    const sum = known.reduce((all, part) => all + part.done, 0);
    const whole =
      known.length === 0
        ? 0
        : Math.round((known.reduce((all, part) => all + part.total, 0) / known.length) * this.shards);
    return this.told(
      { stage: whole === 0 ? 'reading' : 'documents', done: Math.min(sum, whole), total: whole },
      whole === 0 ? 0 : PARTS * (sum / whole),
      now,
    );
  }

  /** Once the parts are done: the worker that puts them together goes through the same stages, the first ones quickly. */
  whole({ stage, done, total, fraction }: Progress, now: number): Progress {
    return this.told({ stage, done, total }, PARTS + (1 - PARTS) * fraction, now);
  }

  private told(state: Pick<Progress, 'stage' | 'done' | 'total'>, fraction: number, now: number): Progress {
    this.fraction = Math.min(1, Math.max(this.fraction, fraction));
    const seconds = (now - this.startedAt) / 1000;
    return {
      ...state,
      fraction: this.fraction,
      secondsLeft: this.fraction < 0.05 ? null : (seconds * (1 - this.fraction)) / this.fraction,
    };
  }
}

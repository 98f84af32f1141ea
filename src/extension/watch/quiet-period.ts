import type { FileChange } from '../../process/host/source-filter.ts';

/** When changes become an analysis. */
export interface QuietPeriodOptions {
  /** How long nothing must have changed. */
  readonly quietMs: number;
  /** How long a change waits at most, should something change all the time. */
  readonly mostMs: number;
  /** Whether it cannot begin now; asked again after another quiet period. */
  readonly busy: () => boolean;
  /** What is done with the changes. Those that come meanwhile wait until it is over. */
  readonly run: (changes: ReadonlyMap<string, FileChange>) => Promise<void>;
}

/** Gathers changes until they have come to an end: saving a file is several of them, and copying a folder thousands. */
export class QuietPeriod {
  private changes = new Map<string, FileChange>();
  private firstAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private disposed = false;

  constructor(private readonly options: QuietPeriodOptions) {}

  note(path: string, change: FileChange): void {
    if (this.changes.size === 0) this.firstAt = performance.now();
    this.changes.set(path, change);
    this.wait(Math.min(this.options.quietMs, Math.max(0, this.firstAt + this.options.mostMs - performance.now())));
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private wait(ms: number): void {
    clearTimeout(this.timer);
    if (!this.disposed) this.timer = setTimeout(() => void this.due(), ms);
  }

  private async due(): Promise<void> {
    if (this.changes.size === 0) return;
    if (this.running || this.options.busy()) {
      this.wait(this.options.quietMs);
      return;
    }
    const { changes } = this;
    this.changes = new Map();
    this.running = true;
    await this.options.run(changes).finally(() => (this.running = false));
  }
}

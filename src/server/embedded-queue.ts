import path from 'node:path';
import { makeAnalyzeRequest } from '../jobs/analyze-request.ts';
import type { Completion, Run, RunListeners } from '../jobs/engine-ports.ts';
import { type Analyzer, AnalyzerError } from '../process/host/client.ts';
import { FairOrder } from './fair-order.ts';
import { limitListing } from './listing-limit.ts';
import { type BatchQueue, type QueuedBatch, stoppable } from './queue.ts';
import type { BatchFiles } from './store/batch-files.ts';
import { NO_TURNS, wanting, withinSlice, Yielded } from './time-slice.ts';

/** A place that a batch has while it runs. */
interface Place {
  readonly tenant: string;
  /** Whether it is being left to another one. */
  leaving: boolean;
}

interface Waiting {
  readonly start: (place: Place) => void;
}

export interface EmbeddedOptions {
  /** Batches that run at the same time. */
  readonly atOnce: number;
  /** Worker threads of each; one a core when absent. */
  readonly threads: number | undefined;
  /** Seconds that a batch may go on in a stage while others wait. */
  readonly sliceSeconds: number;
  readonly listingSeconds: number;
}

/**
 * The queue of a server that runs its batches itself, each in a child process of its own. It holds nothing that a restart could lose: which batches wait stands in their `job.json`, and what
 * was done of them in their `analyses.log`. So a batch that had its turn while another tenant waits is stopped, and goes on later.
 */
export class EmbeddedQueue implements BatchQueue {
  readonly name = 'embedded';
  private readonly order = new FairOrder<Waiting>();
  private readonly places = new Set<Place>();

  /** @param start starts the process that a batch runs in */
  constructor(
    private readonly start: () => Pick<Analyzer, 'analyze' | 'dispose'>,
    private readonly files: Pick<BatchFiles, 'needSource' | 'publish'>,
    private readonly options: EmbeddedOptions,
  ) {}

  run(batch: QueuedBatch, listeners: RunListeners): Run {
    return stoppable((signal) => this.takeTurns(batch, listeners, signal));
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async takeTurns(batch: QueuedBatch, listeners: RunListeners, signal: AbortSignal): Promise<Completion> {
    for (let turns = NO_TURNS; ;) {
      const place = await this.turn(batch.tenant, signal, turns !== NO_TURNS);
      try {
        listeners.onStart();
        const slice = { seconds: this.options.sliceSeconds, turns, isWanted: () => this.isWanted(place) };
        return await withinSlice({ onProgress: listeners.onProgress, signal }, slice, (limited) =>
          this.analyse(batch, { ...listeners, onProgress: limited.onProgress }, limited.signal),
        );
      } catch (error) {
        if (!(error instanceof Yielded)) throw error;
        turns = error.turns;
        listeners.onYield();
      } finally {
        this.places.delete(place);
        this.next();
      }
    }
  }

  private turn(tenant: string, signal: AbortSignal, again: boolean): Promise<Place> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.order.remove(tenant, entry);
        reject(new AnalyzerError('cancelled', 'The analysis was cancelled.'));
      };
      const entry: Waiting = {
        start: (place) => {
          signal.removeEventListener('abort', abort);
          resolve(place);
        },
      };
      this.order.add(tenant, entry, again);
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      this.next();
    });
  }

  private next(): void {
    while (this.places.size < this.options.atOnce) {
      const taken = this.order.take();
      if (!taken) return;
      const place = { tenant: taken.tenant, leaving: false };
      this.places.add(place);
      taken.entry.start(place);
    }
  }

  /** Whether a tenant that waits should have this place; then it is left. */
  private isWanted(place: Place): boolean {
    const staying = [...this.places].filter(({ leaving }) => !leaving).map(({ tenant }) => tenant);
    // Each place that is being left is for one of them.
    const free = this.places.size - staying.length;
    place.leaving =
      wanting(
        place.tenant,
        staying,
        this.order.tenants.map((tenant) => ({ tenant })),
      ).length > free;
    return place.leaving;
  }

  private async analyse(
    { tenant, job, folder, retry }: QueuedBatch,
    { onProgress, onDocuments }: RunListeners,
    signal: AbortSignal,
  ): Promise<Completion> {
    const { threads, listingSeconds } = this.options;
    const batch = { tenant, id: job.id };
    await this.files.needSource(batch);
    const analyzer = this.start();
    try {
      // The folder with the folders of its tenant's batches: what others have kept of the same texts is taken over, and nothing of other tenants.
      const request = makeAnalyzeRequest(job, {
        optionsOf: 'sender',
        jobFolder: folder,
        cacheFolder: path.dirname(folder),
        threads,
        retry,
      });
      const { summary, reused, times } = await limitListing({ onProgress, signal }, listingSeconds, (listeners) =>
        analyzer.analyze(request, { ...listeners, onDocuments }),
      );
      await this.files.publish(batch, folder);
      return { summary, reused, times };
    } finally {
      analyzer.dispose();
    }
  }
}

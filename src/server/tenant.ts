import path from 'node:path';
import { JobEngine } from '../jobs/engine.ts';
import type { EngineEvents } from '../jobs/engine-ports.ts';
import { isJobName } from '../jobs/job-file.ts';
import { JobStore } from '../jobs/job-store.ts';
import { withoutInterruption } from '../jobs/stopped-job.ts';
import { after } from '../protocol/job-state.ts';
import type { DocumentResult, Job, Progress } from '../protocol/job.ts';
import { messageOf } from '../protocol/message-of.ts';
import { toldBy } from '../report/notice.ts';
import { withOptionsOf } from '../report/option-names.ts';
import { unreadableBecause } from '../storage/absent.ts';
import type { Gate } from '../storage/in-parallel.ts';
import { removeUnfinished } from '../storage/write-file.ts';
import type { BatchQueue, ServiceLog } from './queue.ts';
import type { BatchFiles } from './store/batch-files.ts';
import type { StrangeThings } from './strange-things.ts';

/** What is told of a batch: that it is in another state, or gone; how far it is; which documents are done. */
export type BatchEvent =
  | { readonly kind: 'changed' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'documents'; readonly documents: readonly DocumentResult[] };

/** What all tenants share. */
export interface TenantSurroundings {
  readonly files: BatchFiles;
  readonly queue: BatchQueue;
  readonly log: ServiceLog;
  readonly strange: StrangeThings;
  /** States that are written at the same time. */
  readonly saves: Gate;
  readonly tell: (id: string, event: BatchEvent) => void;
  /** A batch has other results from now on, or none. */
  readonly forgetReport: (id: string) => void;
  readonly onEnd: (job: Job) => void;
}

/** The batches of one tenant. */
export class Tenant {
  readonly store: JobStore;
  readonly engine: JobEngine;

  constructor(
    private readonly name: string,
    private readonly surroundings: TenantSurroundings,
  ) {
    const { files, queue, saves } = surroundings;
    const store = new JobStore(path.join(files.root, name));
    this.store = store;
    this.engine = new JobEngine({
      store: {
        // The folder of the data belongs to this server alone.
        take: (job) => Promise.resolve(job),
        release: () => Promise.resolve(),
        save: (job) => saves.run(() => store.save(job).then(() => files.keepState({ tenant: name, id: job.id }))),
        remove: (id) => files.remove({ tenant: name, id }),
      },
      runner: {
        run: (work, listeners) =>
          queue.run({ ...work, tenant: name, folder: files.folder({ tenant: name, id: work.job.id }) }, listeners),
      },
      events: this.events(),
      clock: Date,
      // The queue knows whose turn it is.
      slots: () => Infinity,
      failureOf: (error) => ({ said: { ...toldBy(error), message: withOptionsOf('service', messageOf(error)) } }),
    });
  }

  /**
   * Reads what there is from disk; whatever waited, ran or was interrupted when the server ended goes on.
   *
   * @returns whether the tenant's folder can be read
   */
  async open(): Promise<boolean> {
    const { store, engine } = this;
    const { strange } = this.surroundings;
    let found: Awaited<ReturnType<JobStore['survey']>>;
    try {
      found = await store.survey();
    } catch (error) {
      strange.tell(
        {
          at: store.root,
          message: `${store.root} is there, and ${unreadableBecause(error)}. The batches of this tenant are left out.`,
        },
        () => this.open(),
      );
      return false;
    }
    const begun: Job[] = [];
    for (const { job, later } of found.jobs) {
      if (later)
        strange.tell({
          at: store.folder(job.id),
          batch: { tenant: this.name, id: job.id },
          message: `${store.folder(job.id)} was made by a later version.`,
        });
      else if (!engine.get(job.id) && engine.adopt(job)) begun.push(job);
    }
    for (const { job: name, message } of found.unreadable) {
      const batch = isJobName(name) ? { tenant: this.name, id: name } : undefined;
      strange.tell({ at: store.folder(name), message, ...(batch && { batch }) }, batch && (() => this.readAgain(name)));
    }
    // Oldest first: they have waited longest.
    for (const job of begun.reverse()) await this.goOn(job);
    return true;
  }

  private async readAgain(id: string): Promise<boolean> {
    const stored = await this.store.read(id);
    if (!stored || this.engine.get(id)) return true;
    if (stored.later) return false;
    if (this.engine.adopt(stored.job)) await this.goOn(stored.job);
    return true;
  }

  /** What waited, ran or was interrupted. */
  private async goOn(job: Job): Promise<void> {
    const { files, log } = this.surroundings;
    await removeUnfinished(files.folder({ tenant: this.name, id: job.id })).catch((error: unknown) =>
      log.error({ batch: job.id, err: error }, 'what a run has left could not be deleted'),
    );
    if (job.status === 'pending' || job.status === 'processing') {
      const status = job.status === 'processing' ? after('yield', job.status) : job.status;
      this.engine.add({ ...job, status }, job.summary ? { retry: 'all' } : {});
    } else if (job.interrupted) this.engine.add({ ...withoutInterruption(job), status: after('resume', job.status) });
  }

  private events(): EngineEvents {
    const { log, tell, forgetReport, onEnd } = this.surroundings;
    return {
      changed: (id, job) => {
        if (!job) forgetReport(id);
        tell(id, { kind: 'changed' });
      },
      progressed: ({ id }, progress) => tell(id, { kind: 'progress', progress }),
      analyzed: ({ id }, documents) => tell(id, { kind: 'documents', documents }),
      found: forgetReport,
      ended: (job) => {
        const documents = job.summary?.documents;
        log.info({ batch: job.id, tenant: this.name, status: job.status, documents }, 'batch ended');
        onEnd(job);
      },
      unsaved: (job, error) => log.error({ batch: job.id, err: error }, 'the state of a batch could not be saved'),
    };
  }
}

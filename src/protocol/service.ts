/** Service ↔ its clients: what stands in both. */
import type { SourceDescription } from '../report/report.ts';
import type { Job, Progress } from './job.ts';

/** What a token of the service allows: `read` to see batches, `write` to upload, repeat and delete them, `metrics` to read the service's figures. */
export const SCOPES = ['read', 'write', 'metrics'] as const;
export type Scope = (typeof SCOPES)[number];

/** Names of tenants are names of folders. */
export const TENANT = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** A batch as clients see it: a job, without where its source lies on the server. */
export interface BatchView extends Omit<Job, 'source'> {
  readonly source: Pick<SourceDescription, 'kind' | 'name'>;
  /** While it waits or runs. */
  readonly progress?: Progress;
}

/** Some of the batches, newest first. */
export interface BatchPage {
  readonly batches: readonly BatchView[];
  readonly total: number;
  /** Where the next page begins; `null` on the last. */
  readonly next: number | null;
}

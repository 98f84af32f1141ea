import { lstatSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Warning } from '../report/report.ts';
import { readJson } from '../storage/read-json.ts';
import { writeJson } from '../storage/sealed-json.ts';

/** In the folder of a job that runs on a server: where. */
export const REMOTE_FILE = 'server.json';

export const RemoteStateSchema = z.object({
  version: z.literal(1),
  url: z.string(),
  /** Its id there, once it is uploaded. */
  batch: z.optional(z.uuid()),
  /** ISO 8601, UTC, of this machine's clock: what is written later is not part of what was uploaded. */
  uploadedAt: z.optional(z.iso.datetime()),
  /** Files that the server had to call otherwise: their names there, and here. */
  renamed: z._default(z.array(z.tuple([z.string(), z.string()])), []),
  /** What was left out on the way. */
  warnings: z._default(
    z.array(z.custom<Warning>((w: unknown) => typeof w === 'object' && w !== null && 'message' in w)),
    [],
  ),
});

/** What is kept of a job that runs on a server: enough to follow it after the window was closed. */
export type RemoteState = Omit<z.infer<typeof RemoteStateSchema>, 'version'>;

/**
 * Whether a job runs on a server: not where that cannot be found out.
 *
 * @throws the file system's error
 */
export const isRemote = (jobFolder: string): boolean =>
  lstatSync(path.join(jobFolder, REMOTE_FILE), { throwIfNoEntry: false }) !== undefined;

export const newRemoteState = (url: string): RemoteState => ({ url, renamed: [], warnings: [] });

/**
 * What is kept of a job on a server; `undefined` where there is nothing.
 *
 * @throws {@link UnreadableFile}: its texts may lie on a server that nobody knows any more
 */
export const readRemoteState = (jobFolder: string): Promise<RemoteState | undefined> =>
  readJson(path.join(jobFolder, REMOTE_FILE), (value) => RemoteStateSchema.safeParse(value).data);

export const writeRemoteState = (jobFolder: string, state: RemoteState): Promise<void> =>
  writeJson(path.join(jobFolder, REMOTE_FILE), { version: 1, ...state });

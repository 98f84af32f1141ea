import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Warning } from '../report/report.ts';
import { writeAtomically } from '../storage/write-file.ts';

/** In the folder of a job that runs on a server: where. */
const STATE_FILE = 'server.json';

const StateSchema = z.object({
  version: z.literal(1),
  url: z.string(),
  /** Its id there, once it is uploaded. */
  batch: z.optional(z.uuid()),
  /** ISO 8601, UTC, of this machine's clock: what is written later is not part of what was uploaded. */
  uploadedAt: z.optional(z.iso.datetime()),
  /** Files that the server had to call otherwise: their names there, and here. */
  renamed: z._default(z.array(z.tuple([z.string(), z.string()])), []),
  /** What was left out on the way. */
  warnings: z._default(z.array(z.custom<Warning>((w: unknown) => typeof w === 'object' && w !== null && 'message' in w)), []),
});

/** What is kept of a job that runs on a server: enough to follow it after the window was closed. */
export type RemoteState = Omit<z.infer<typeof StateSchema>, 'version'>;

/** Whether a job runs on a server. */
export const isRemote = (jobFolder: string): boolean => existsSync(path.join(jobFolder, STATE_FILE));

export const newRemoteState = (url: string): RemoteState => ({ url, renamed: [], warnings: [] });

/** `undefined` where it is missing or damaged. */
export async function readRemoteState(jobFolder: string): Promise<RemoteState | undefined> {
  try {
    return StateSchema.safeParse(JSON.parse(await readFile(path.join(jobFolder, STATE_FILE), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

export const writeRemoteState = (jobFolder: string, state: RemoteState): Promise<void> => writeAtomically(path.join(jobFolder, STATE_FILE), [`${JSON.stringify({ version: 1, ...state })}\n`]);

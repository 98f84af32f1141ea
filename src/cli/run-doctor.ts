import path from 'node:path';
import { examine, UnknownFolder } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { messageOf } from '../protocol/message-of.ts';
import { OwnerLock } from '../storage/owner-lock.ts';
import { UsageError } from './option-values.ts';

export interface DoctorArguments {
  /** Absolute path. */
  readonly folder: string;
  readonly repair: boolean;
}

/**
 * Says what is wrong in a folder that the product keeps, and puts it right where that is asked for.
 *
 * @returns whether nothing is wrong, or nothing is any more
 */
export async function runDoctor({ folder, repair }: DoctorArguments): Promise<boolean> {
  // A server that runs works with what it has read: what is put right under it may be written over.
  const lock = repair ? await OwnerLock.acquire(folder) : undefined;
  if (repair && !lock) throw new Error(`A server or a worker works in ${folder}. End it first, then repair.`);
  try {
    const { kind, looked, busy, findings, bucket } = await examine(folder);
    let left = 0;
    for (const finding of findings) {
      const done = repair ? await repaired(finding) : undefined;
      if (done === undefined) left++;
      process.stdout.write(
        `${plain(finding.problem)}\n  ${done === undefined ? '→' : 'done:'} ${plain(done ?? finding.advice)}\n`,
      );
    }
    const what = kind === 'data' ? 'batches' : 'analyses';
    process.stderr.write(
      `${folder}: ${looked} ${what} looked at${busy > 0 ? `, ${busy} of them left out, as a process works on them` : ''}; ${findings.length === 0 ? 'nothing is wrong' : `${findings.length} found${repair ? `, ${findings.length - left} put right` : ''}`}\n`,
    );
    if (bucket !== undefined)
      process.stderr.write(`note: the batches of this folder are in ${plain(bucket)}. ${NO_BUCKETS}\n`);
    return left === 0;
  } catch (error) {
    throw error instanceof UnknownFolder ? new UsageError(error.message) : error;
  } finally {
    await lock?.release();
  }
}

async function repaired({ at, repair }: Finding): Promise<string | undefined> {
  try {
    return await repair?.();
  } catch (error) {
    process.stderr.write(`${plain(at)} could not be put right: ${plain(messageOf(error))}\n`);
    return undefined;
  }
}

/** Names of files are anybody's: a terminal gets no character of control from them. */
const plain = (text: string) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/** What is said of what the doctor does not do, and what to do instead. */
const NO_BUCKETS =
  'The doctor looks at folders alone, and not into a bucket: the server names what cannot be read there in its log when it starts, and at /ready. Restore that object from a backup or an older version of it, or delete the batch.';

export const doctorArguments = (operands: readonly string[], repair: boolean): DoctorArguments => {
  const [folder = 'ghostwriter-data', ...others] = operands;
  if (others.length > 0)
    throw new UsageError('Name one folder: the data folder of a service, or the global storage of the extension.');
  if (folder.startsWith('s3://')) throw new UsageError(NO_BUCKETS);
  return { folder: path.resolve(folder), repair };
};

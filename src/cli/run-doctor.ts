import path from 'node:path';
import * as z from 'zod';
import { examine, UnknownFolder } from '../doctor/examine.ts';
import type { Examination, Finding } from '../doctor/finding.ts';
import { messageOf } from '../protocol/message-of.ts';
import { OwnerLock } from '../storage/owner-lock.ts';
import type * as Service from '../server/main.ts';
import { checked, UsageError } from './option-values.ts';
import { loadService } from './run-service.ts';
import { store } from './service-arguments.ts';

type BucketAddress = Parameters<typeof Service.examineBucket>[0];

export interface DoctorArguments {
  /** Absolute path of a folder, or a bucket. */
  readonly where: string | BucketAddress;
  readonly repair: boolean;
}

/**
 * Says what is wrong in a folder that the product keeps, or in a bucket, and puts it right where that is asked for.
 *
 * @returns whether nothing is wrong, or nothing is any more
 */
export async function runDoctor({ where, repair }: DoctorArguments): Promise<boolean> {
  if (typeof where !== 'string') return inBucket(where, repair);
  // A server that runs works with what it has read: what is put right under it may be written over.
  const lock = repair ? await OwnerLock.acquire(where) : undefined;
  if (repair && !lock) throw new Error(`A server or a worker works in ${where}. End it first, then repair.`);
  try {
    return await tell(where, await examine(where), repair);
  } catch (error) {
    throw error instanceof UnknownFolder ? new UsageError(error.message) : error;
  } finally {
    await lock?.release();
  }
}

async function inBucket(bucket: BucketAddress, repair: boolean): Promise<boolean> {
  const service = await loadService();
  const address = service.addressOf(bucket);
  const found = await service.examineBucket(bucket);
  if (!found)
    throw new UsageError(`${address} holds no batches. Name the bucket and the folder in it as --store of the server.`);
  return tell(address, found, repair);
}

/** Says what was found, and what became of it. */
async function tell(where: string, found: Examination, repair: boolean): Promise<boolean> {
  const { kind, looked, busy, findings, bucket } = found;
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
    `${where}: ${looked} ${what} looked at${busy > 0 ? `, ${busy} of them left out, as a process works on them` : ''}; ${findings.length === 0 ? 'nothing is wrong' : `${findings.length} found${repair ? `, ${findings.length - left} put right` : ''}`}\n`,
  );
  if (bucket !== undefined)
    process.stderr.write(
      `note: the batches of this folder are in ${plain(bucket)}, which was not looked into: ghostwriter-batch doctor --store ${plain(bucket)}\n`,
    );
  return left === 0;
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

const DoctorOptions = z.object({ repair: z.boolean().default(false), store });

/** @throws {@link UsageError} */
export function doctorArguments(operands: readonly string[], values: unknown): DoctorArguments {
  const [first, ...others] = operands;
  const named = first?.startsWith('s3://') === true ? { ...(values as object), store: first } : values;
  const { repair, store: bucket } = checked(DoctorOptions, named);
  if (others.length > 0 || (bucket && first !== undefined && named === values))
    throw new UsageError(
      'Name one place: the data folder of a service, the global storage of the extension, or a bucket with --store.',
    );
  return { where: bucket ?? path.resolve(first ?? 'ghostwriter-data'), repair };
}

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import { type Scope, SCOPES, TENANT } from '../protocol/service.ts';
import type { ServeOptions, WorkOptions } from '../server/main.ts';
import { checked, limitsFrom, list, number, UsageError } from './option-values.ts';

export type ServiceCommand =
  | { readonly kind: 'serve'; readonly options: ServeOptions }
  | { readonly kind: 'worker'; readonly options: WorkOptions }
  | { readonly kind: 'token-add'; readonly data: string; readonly tenant: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'token-list'; readonly data: string }
  | { readonly kind: 'token-remove'; readonly data: string; readonly id: string };

const data = z
  .string()
  .min(1, '--data takes a folder')
  .default('ghostwriter-data')
  .transform((folder) => path.resolve(folder));
const log = z.enum(['debug', 'info', 'warn', 'error'], '--log takes debug, info, warn or error').default('info');
const jobs = number('--jobs takes a whole number from 1 to 256', 1, 256, true).optional();
const count = (name: string, least: number, most: number, standard: number) =>
  number(`--${name} takes a whole number from ${least} to ${most}`, least, most, true).default(standard);
const file = (name: string) => z.string().min(1, `--${name} takes a file`).optional();
const redis = z
  .string()
  .regex(/^rediss?:\/\/\S+$/, '--redis takes an address such as redis://127.0.0.1:6379')
  .optional();
export const store = z
  .string()
  .regex(
    /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^\s\\]*)?$/,
    '--store takes a bucket, with a folder in it or without, such as s3://ghostwriter/service',
  )
  .transform((address) => {
    const [bucket = '', ...folders] = address.slice('s3://'.length).split('/');
    return { bucket, prefix: folders.filter((name) => name !== '').join('/') };
  })
  .refine(
    ({ prefix }) => !prefix.split('/').some((name) => name === '.' || name === '..'),
    '--store takes a folder without . and ..',
  )
  .optional();
const slice = count('slice', 1, 86_400, 60);
const listing = count('listing', 1, 86_400, 300);
const lock = number('--lock-seconds takes a number from 1 to 3600', 1, 3600, false).default(30);

const ServeValues = z.object({
  data,
  host: z.string().min(1, '--host takes an address').default('127.0.0.1'),
  port: count('port', 0, 65_535, 8420),
  'tls-cert': file('tls-cert'),
  'tls-key': file('tls-key'),
  redis,
  store,
  part: count('part', 1, 1_000_000, 512),
  patience: count('patience', 1, 86_400, 60),
  batches: count('batches', 1, 64, 1),
  jobs,
  slice,
  listing,
  unfinished: count('unfinished', 1, 100_000, 20),
  requests: count('requests', 1, 1_000_000, 600),
  uploads: count('uploads', 1, 10_000, 32),
  streams: count('streams', 1, 100_000, 200),
  silence: count('silence', 1, 3600, 60),
  days: count('days', 0, 36_500, 30),
  drain: count('drain', 0, 86_400, 30),
  limit: z.array(z.string()).default([]).transform(limitsFrom),
  log,
});
const WorkerValues = z.object({ data, redis, store, 'lock-seconds': lock, jobs, slice, listing, log });
const TokenValues = z.object({
  data,
  tenant: z
    .string()
    .regex(TENANT, '--tenant takes up to 63 lower-case letters, digits and -, such as school-of-law')
    .optional(),
  scopes: list(SCOPES, `--scopes takes ${SCOPES.join(', ')}, or several with commas between`).default([
    'read',
    'write',
  ]),
});

/** The address has a password in it where there is one: from the environment it is in no list of processes. */
const redisFrom = (given: string | undefined) => given ?? process.env['GHOSTWRITER_REDIS'];

/** @throws {@link UsageError} */
export function serviceCommand(
  name: 'serve' | 'worker' | 'token',
  operands: readonly string[],
  values: unknown,
): ServiceCommand {
  if (name === 'token') return tokenCommand(operands, values);
  if (operands.length > 0) throw new UsageError(`${name} takes options alone, and not ${operands[0] ?? ''}.`);
  if (name === 'serve') {
    const {
      data,
      host,
      port,
      batches,
      jobs,
      slice,
      listing,
      unfinished,
      requests,
      uploads,
      streams,
      silence,
      days,
      drain,
      limit,
      log,
      store,
      ...others
    } = checked(ServeValues, values);
    const { 'tls-cert': cert, 'tls-key': key, redis: given, part, patience } = others;
    if ((cert === undefined) !== (key === undefined)) throw new UsageError('--tls-cert and --tls-key go together.');
    const redis = redisFrom(given);
    const options = {
      data,
      host,
      port,
      batches,
      sliceSeconds: slice,
      listingSeconds: listing,
      unfinished,
      requestsPerMinute: requests,
      uploads,
      streams,
      silenceSeconds: silence,
      days,
      drainSeconds: drain,
      logLevel: log,
      limits: limit,
      ...(jobs !== undefined && { threads: jobs }),
      ...(cert !== undefined && key !== undefined && { tls: { cert, key } }),
      ...(redis !== undefined && { redis: { url: redis, partBytes: part * 1024, patienceSeconds: patience } }),
      ...(store && { store }),
    };
    return { kind: 'serve', options };
  }
  const {
    data,
    redis: given,
    store,
    'lock-seconds': lockSeconds,
    jobs,
    slice,
    listing,
    log,
  } = checked(WorkerValues, values);
  const redis = redisFrom(given);
  if (redis === undefined) throw new UsageError('Name the queue with --redis redis://…');
  return {
    kind: 'worker',
    options: {
      data,
      redis: { url: redis },
      lockSeconds,
      sliceSeconds: slice,
      listingSeconds: listing,
      logLevel: log,
      name: randomUUID().slice(0, 8),
      ...(jobs !== undefined && { threads: jobs }),
      ...(store && { store }),
    },
  };
}

function tokenCommand([action, id, ...rest]: readonly string[], values: unknown): ServiceCommand {
  const { data, tenant, scopes } = checked(TokenValues, values);
  if (rest.length === 0) {
    if (action === 'add' && id === undefined) {
      if (tenant === undefined) throw new UsageError('Say whose token it is: --tenant NAME.');
      return { kind: 'token-add', data, tenant, scopes };
    }
    if (action === 'list' && id === undefined) return { kind: 'token-list', data };
    if (action === 'remove' && id !== undefined) return { kind: 'token-remove', data, id };
  }
  throw new UsageError('token takes add, list, or remove with the id of a token.');
}

import { AnalysisFailure } from '../../../analysis/failure.ts';
import type { MemoryLimit, MemoryOffer } from '../../../protocol/job.ts';
import type { EncoderTier } from '../../../report/report.ts';
import { type Notice, notice } from '../../../report/notice.ts';

const MEGABYTE = 1024 ** 2;

/** Megabytes of all processes of a job at their peak, measured: `docs/decisions/0049-memory-before-the-start.md`. */
const MEGABYTES = {
  base: 332,
  thread: { full: 75, fast: 55 },
  document: { full: 0.01, fast: 0.006 },
  character: 5.2e-6,
} as const;

/** What a job's memory depends on. */
export interface JobSize {
  readonly documents: number;
  readonly characters: number;
  readonly tier: EncoderTier;
  readonly threads: number;
}

/** Bytes that a job takes at its peak, in all its processes. */
export function memoryNeed({ documents, characters, tier, threads }: JobSize): number {
  return (
    (MEGABYTES.base +
      threads * MEGABYTES.thread[tier] +
      documents * MEGABYTES.document[tier] +
      characters * MEGABYTES.character) *
    MEGABYTE
  );
}

/**
 * Looks before the work whether a job would fit into memory.
 *
 * @param available bytes
 * @returns what it needs and what would fit; `undefined` where it fits
 */
export function beyondMemory(size: JobSize, available: number): MemoryOffer | undefined {
  const needed = memoryNeed(size);
  if (needed <= available) return undefined;
  const fits = (other: Partial<JobSize>) => memoryNeed({ ...size, ...other }) <= available;
  const threads = Array.from({ length: size.threads - 1 }, (_, k) => size.threads - 1 - k).find((n) =>
    fits({ threads: n }),
  );
  const perDocument = (needed - memoryNeed({ ...size, documents: 0, characters: 0 })) / size.documents;
  const documents = Math.floor((available - memoryNeed({ ...size, documents: 0, characters: 0 })) / perDocument);
  return {
    needed,
    available,
    fast: size.tier === 'full' && fits({ tier: 'fast' }),
    ...(threads !== undefined && { threads }),
    ...(documents > 0 && { documents }),
  };
}

/**
 * @param limit bytes that the job may take, instead of what is available
 * @throws {@link AnalysisFailure} `memory` where it would take more
 */
export function checkMemory(size: JobSize, available: number, limit: MemoryLimit = 'available'): void {
  if (limit === 'none') return;
  const offer = beyondMemory(size, limit === 'available' ? available : limit);
  if (offer) throw new AnalysisFailure('memory', beyondMemoryNotice(size.documents, offer, limit), offer);
}

function beyondMemoryNotice(
  all: number,
  { needed, available, fast, threads, documents }: MemoryOffer,
  limit: MemoryLimit,
): Notice {
  const [first, ...others] = [
    ...(fast ? [notice('with-fast-encoder')] : []),
    ...(threads === undefined ? [] : [notice('with-threads', { count: threads })]),
    ...(documents === undefined ? [] : [notice('in-parts', { documents: rounded(documents).toLocaleString('en') })]),
  ];
  const wayOut = first
    ? notice('would-fit', {
        way: others.reduce((ways, second) => notice('either-way', { first: ways, second }), first),
      })
    : notice('make-room');
  return notice(limit === 'available' ? 'memory-available' : 'memory-allowed', {
    documents: all.toLocaleString('en'),
    needed: sizeText(needed),
    available: sizeText(available),
    wayOut,
  });
}

/** Two digits, downwards. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.floor(count / unit) * unit;
}

const sizeText = (bytes: number) =>
  bytes >= 1024 * MEGABYTE ? `${(bytes / (1024 * MEGABYTE)).toFixed(1)} GB` : `${Math.round(bytes / MEGABYTE)} MB`;

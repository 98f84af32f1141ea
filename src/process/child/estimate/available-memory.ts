import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';

/** What memory there is, as far as the system says. */
export interface MemoryReadings {
  readonly platform: NodeJS.Platform;
  readonly total: number;
  readonly free: number;
  /** The text of a file, `undefined` where it cannot be read. */
  readonly read: (file: string) => string | undefined;
}

/**
 * Bytes of memory that a job may take without anything else being pushed out: of the machine, and of the container it runs in.
 * On Linux what is free says little, as what files are cached in is given back when it is wanted. macOS does not tell Node how much is compressed or given back on demand: half of all that there is.
 */
export function availableMemory(
  readings: MemoryReadings = { platform: process.platform, total: totalmem(), free: freemem(), read: textOf },
): number {
  const { platform, total, free, read } = readings;
  if (platform === 'darwin') return Math.max(free, total / 2);
  if (platform !== 'linux') return free;
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(read('/proc/meminfo') ?? '')?.[1];
  return Math.min(kilobytes === undefined ? free : Number(kilobytes) * 1024, ofContainer(read));
}

/** Files of a control group, and the lines of what its files are cached in, where it is mounted as the root of a container's view: version 2, then version 1. */
const CONTROL_GROUPS = [
  {
    limit: '/sys/fs/cgroup/memory.max',
    used: '/sys/fs/cgroup/memory.current',
    stat: '/sys/fs/cgroup/memory.stat',
    cached: /^(?:in)?active_file (\d+)/gm,
  },
  {
    limit: '/sys/fs/cgroup/memory/memory.limit_in_bytes',
    used: '/sys/fs/cgroup/memory/memory.usage_in_bytes',
    stat: '/sys/fs/cgroup/memory/memory.stat',
    cached: /^total_(?:in)?active_file (\d+)/gm,
  },
] as const;

/** What the container's limit leaves; infinite where there is none. */
function ofContainer(read: MemoryReadings['read']): number {
  for (const { limit, used, stat, cached } of CONTROL_GROUPS) {
    const most = Number(read(limit) ?? NaN);
    const now = Number(read(used) ?? NaN);
    // "max" is no number.
    if (!Number.isFinite(most) || !Number.isFinite(now)) continue;
    const givenBack = [...(read(stat) ?? '').matchAll(cached)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
    return Math.max(0, most - now + givenBack);
  }
  return Infinity;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

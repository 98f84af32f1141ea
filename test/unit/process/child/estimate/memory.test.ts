import { expect, test } from 'vitest';
import { availableMemory } from '../../../../../src/process/child/estimate/available-memory.ts';
import { beyondMemory, checkMemory, memoryNeed } from '../../../../../src/process/child/estimate/memory-need.ts';

const GB = 1024 ** 3;
const size = { documents: 100_000, characters: 150e6, tier: 'full', threads: 8 } as const;
const files = (given: Readonly<Record<string, string>>) => (file: string) => given[file];
const reading = { platform: 'linux', total: 16 * GB, free: 1 * GB } as const;

test('on Linux what files are cached in counts as available', () => {
  expect(
    availableMemory({
      ...reading,
      read: files({ '/proc/meminfo': 'MemTotal: 16777216 kB\nMemFree: 1048576 kB\nMemAvailable:   12582912 kB\n' }),
    }),
  ).toBe(12 * GB);
});

test("a container's limit counts, and what it caches is given back", () => {
  const read = files({
    '/proc/meminfo': 'MemAvailable: 12582912 kB',
    '/sys/fs/cgroup/memory.max': String(4 * GB),
    '/sys/fs/cgroup/memory.current': String(3 * GB),
    '/sys/fs/cgroup/memory.stat': `anon 5\ninactive_file ${GB / 2}\nactive_file ${GB / 2}\nunevictable 7\n`,
  });
  expect(availableMemory({ ...reading, read })).toBe(2 * GB);
});

test('a container without a limit is no limit', () => {
  expect(
    availableMemory({
      ...reading,
      read: files({
        '/proc/meminfo': 'MemAvailable: 12582912 kB',
        '/sys/fs/cgroup/memory.max': 'max',
        '/sys/fs/cgroup/memory.current': '5',
      }),
    }),
  ).toBe(12 * GB);
});

test('macOS has at least half of its memory for a job, Windows what is free', () => {
  expect(availableMemory({ ...reading, platform: 'darwin', read: files({}) })).toBe(8 * GB);
  expect(availableMemory({ ...reading, platform: 'win32', read: files({}) })).toBe(1 * GB);
});

test('this machine has some memory, and not more than there is', () => {
  expect(availableMemory()).toBeGreaterThan(10 * 1024 ** 2);
  expect(availableMemory()).toBeLessThan(100_000 * GB);
});

test('what is offered would fit', () => {
  for (const share of [0.3, 0.6, 0.95, 0.999]) {
    const available = share * memoryNeed(size);
    const offer = beyondMemory(size, available)!;
    expect(offer).toMatchObject({ needed: memoryNeed(size), available });
    if (offer.fast) expect(memoryNeed({ ...size, tier: 'fast' })).toBeLessThanOrEqual(available);
    if (offer.threads !== undefined)
      expect(memoryNeed({ ...size, threads: offer.threads })).toBeLessThanOrEqual(available);
    if (offer.documents !== undefined)
      expect(
        memoryNeed({ ...size, documents: offer.documents, characters: 1_500 * offer.documents }),
      ).toBeLessThanOrEqual(available);
  }
});

test('a job that fits is let through, and one that does not where any memory is allowed', () => {
  expect(beyondMemory(size, memoryNeed(size))).toBeUndefined();
  expect(() => checkMemory(size, 1 * GB, 'none')).not.toThrow();
  expect(() => checkMemory(size, 1 * GB, 100 * GB)).not.toThrow();
});

test('the failure says what it would take, what there is, and what would fit', () => {
  expect(() => checkMemory({ ...size, documents: 10_000, characters: 15e6 }, 0.7 * GB)).toThrow(
    /^This analysis of 10,000 documents would take about [\d.]+ (GB|MB) of memory, and 717 MB are available\. It would fit .*--memory-limit none/,
  );
  expect(() => checkMemory(size, 64 * GB, 0.1 * GB)).toThrow(/102 MB are allowed\. Close other programs/);
});

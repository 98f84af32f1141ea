import { afterEach, expect, test, vi } from 'vitest';
import { RequestCounts } from '../../../src/server/request-counts.ts';

const MINUTE = 60_000;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Counts one, and says how many there are now, and for how long they count. */
function counted(counts: RequestCounts, key: string): { readonly current: number; readonly ttl: number } {
  let given = { current: NaN, ttl: NaN };
  counts.incr(key, (error, result) => (given = error ? given : result!), MINUTE);
  return given;
}

test.each([
  ['back by an hour', -3_600_000],
  ['on by a day', 86_400_000],
  ['back to 1970', -Date.now()],
])('a clock that is set %s neither keeps anybody out nor lets anybody in', (_, by) => {
  let now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.useFakeTimers({ toFake: ['Date'] });
  const counts = new RequestCounts();
  expect(counted(counts, 'a')).toEqual({ current: 1, ttl: MINUTE });
  vi.setSystemTime(Date.now() + by);
  now += 20_000;
  expect(counted(counts, 'a')).toEqual({ current: 2, ttl: 40_000 });
  now += 40_001;
  expect(counted(counts, 'a')).toEqual({ current: 1, ttl: MINUTE });
});

test('keys count for themselves, and so does a route with a limit of its own', () => {
  const counts = new RequestCounts();
  counted(counts, 'a');
  expect(counted(counts, 'b').current).toBe(1);
  expect(counted(counts.child(), 'a').current).toBe(1);
  expect(counted(counts, 'a').current).toBe(2);
});

test('of more keys than are kept the one that was heard of longest ago is let go', () => {
  const counts = new RequestCounts();
  for (let i = 0; i < 5000; i++) counted(counts, `${i}`);
  counted(counts, '0');
  counted(counts, 'new');
  expect([counted(counts, '0').current, counted(counts, '1').current]).toEqual([3, 1]);
});

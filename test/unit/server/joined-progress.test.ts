import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Progress } from '../../../src/protocol/job.ts';
import { JoinedProgress } from '../../../src/server/redis/joined-progress.ts';

const of = (done: number, total: number): Progress => ({
  stage: 'documents',
  fraction: total === 0 ? 0 : done / total,
  done,
  total,
  secondsLeft: null,
});

test('parts that have said nothing yet are taken to be as long as the others', () => {
  const joined = new JoinedProgress(4, 0);
  expect(joined.part(0, of(5, 10), 1000)).toMatchObject({ stage: 'documents', done: 5, total: 40, fraction: 0.1 });
  expect(joined.part(1, of(10, 10), 2000)).toMatchObject({
    done: 15,
    total: 40,
    secondsLeft: expect.closeTo((2 * 0.7) / 0.3) as number,
  });
  expect(joined.whole({ ...of(40, 40), stage: 'corpus', fraction: 0.5 }, 3000)).toMatchObject({
    stage: 'corpus',
    fraction: 0.9,
  });
});

test('it never goes back, also where a part is tried again', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ part: fc.nat(3), done: fc.nat(10) })), (events) => {
      const joined = new JoinedProgress(4, 0);
      const fractions = events.map(({ part, done }, i) => joined.part(part, of(done, 10), i).fraction);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(Math.max(0, ...fractions)).toBeLessThanOrEqual(0.8);
    }),
  );
});

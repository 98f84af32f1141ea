import { expect, test } from 'vitest';
import { RedisHealth, redisFailureKind } from '../../../src/server/redis/redis-health.ts';

const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });

test.each([
  [Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' }), 'away'],
  [new Error('Connection is closed.'), 'away'],
  [
    Object.assign(new Error('Reached the max retries per request limit (which is 3).'), {
      name: 'MaxRetriesPerRequestError',
    }),
    'away',
  ],
  [reply('LOADING Redis is loading the dataset in memory'), 'away'],
  [reply("OOM command not allowed when used memory > 'maxmemory'."), 'refused'],
  [reply("NOPERM User default has no permissions to run the 'evalsha' command"), 'refused'],
  [reply("ERR unknown command 'EVALSHA'"), 'refused'],
  [
    reply('MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.'),
    'refused',
  ],
  [reply("READONLY You can't write against a read only replica."), 'refused'],
  [reply('NOREPLICAS Not enough good replicas to write.'), 'refused'],
  [new Error('Lock mismatch for job 0c5d-3. Cmd moveToFinished from active'), 'lost'],
  [new Error('Missing lock for job 0c5d-3. moveToDelayed'), 'lost'],
  [new Error('could not renew lock for job 0c5d-3'), 'lost'],
  [new Error('Missing key for job 0c5d-3. updateProgress'), 'lost'],
  [new Error('Job 0c5d-3 is not in the active state. moveToFinished'), 'lost'],
  [new TypeError("Cannot read properties of undefined (reading 'id')"), 'program'],
  ['a text', 'program'],
] as const)('%s is told as it is', (error, kind) => {
  expect(redisFailureKind(error)).toBe(kind);
});

test('a failure stands in the log once, and is counted', () => {
  const logged: string[] = [];
  const health = new RedisHealth({ info: () => undefined, error: (_, message) => void logged.push(message) });
  for (let i = 0; i < 5; i++) health.failed(reply("OOM command not allowed when used memory > 'maxmemory'."));
  health.failed(new TypeError('no'));
  expect(logged).toHaveLength(2);
  expect(health.problems()).toEqual([
    expect.objectContaining({ kind: 'refused', count: 5 }),
    expect.objectContaining({ kind: 'program', count: 1 }),
  ]);
  expect(health.counts()).toEqual({ away: 0, refused: 5, lost: 0, program: 1 });
});

test('work that another worker goes on with is told in words of its own, once, and is no fault', () => {
  const [logged, faults]: [string[], string[]] = [[], []];
  const health = new RedisHealth({
    info: (_, message) => void logged.push(message),
    error: (_, message) => void faults.push(message),
  });
  for (let i = 0; i < 3; i++) health.failed(new Error(`could not renew lock for job 0c5d-${i}`));
  expect(faults).toEqual([]);
  expect(logged).toEqual([
    expect.stringMatching(/not held here any more.*another one goes on with it.*--lock-seconds/),
  ]);
  expect(health.problems()).toEqual([expect.objectContaining({ kind: 'lost', count: 3 })]);
});

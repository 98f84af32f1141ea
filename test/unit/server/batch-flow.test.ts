import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';
import { BatchWorkSchema, sourceWithin } from '../../../src/server/redis/batch-flow.ts';
import { folderWith } from '../support/temporary-folder.ts';

const ID = '0b1f4bb0-1111-4222-8333-444455556666';
const OPTIONS = { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 };
const work = (changes: object = {}) => ({
  tenant: 'a',
  id: ID,
  run: '0123456789abcdef',
  source: { kind: 'folder', name: 'texts', paths: [`batches/a/${ID}/source`] },
  options: OPTIONS,
  createdAt: '2026-11-30T12:00:00.000Z',
  retry: false,
  shards: 1,
  ...changes,
});
const ignoring = (...ignore: string[]) => work({ options: { ...OPTIONS, reading: { ...DEFAULT_READING, ignore } } });

describe('work from the queue', () => {
  test('is taken as the server puts it there', () => {
    expect(BatchWorkSchema.parse(ignoring('task.txt', 'sheets/*'))).toEqual(ignoring('task.txt', 'sheets/*'));
  });

  test.each([
    ['an absolute template', ignoring('/etc/passwd')],
    ['one among others', ignoring('task.txt', '/etc/passwd')],
    ['one behind two slashes', ignoring('.//etc/passwd')],
    ['one that leads upwards', ignoring('../../../tokens.json')],
    ['one of Windows', ignoring('C:\\secret.txt')],
    ['a baseline', work({ options: { ...OPTIONS, baseline: '/home' } })],
    [
      'limits that are no numbers',
      work({
        options: { ...OPTIONS, reading: { ...DEFAULT_READING, limits: { ...DEFAULT_READING.limits, entries: null } } },
      }),
    ],
    ['no options', work({ options: [] })],
    ['an absolute source', work({ source: { kind: 'zip', name: 'x', paths: ['/etc/passwd'] } })],
    ['a source behind two slashes', work({ source: { kind: 'zip', name: 'x', paths: ['.//etc/passwd'] } })],
    [
      'a source that leads upwards',
      work({ source: { kind: 'folder', name: 'x', paths: [`batches/a/${ID}/../../b`] } }),
    ],
    ['a tenant that is a path', work({ tenant: '../b' })],
  ])('is refused with %s', (_, given) => {
    expect(BatchWorkSchema.safeParse(given).success).toBe(false);
  });

  test('leads into the texts of its batch alone', () => {
    const data = folderWith({
      [`batches/a/${ID}/source/a.txt`]: 'a',
      [`batches/a/${ID}/report.json`]: '{}',
      'batches/b/other/source/secret.txt': 's',
      'tokens.json': '[]',
    });
    const folder = path.join(data, 'batches', 'a', ID);
    symlinkSync(path.join(data, 'batches', 'b'), path.join(folder, 'source', 'link'));
    const at = (...paths: string[]) =>
      sourceWithin(BatchWorkSchema.parse(work({ source: { kind: 'folder', name: 'texts', paths } })), data, folder)
        .paths;
    expect(at(`batches/a/${ID}/source`)).toEqual([path.join(folder, 'source')]);
    expect(at(`batches/a/${ID}/source/a.txt`)).toEqual([path.join(folder, 'source', 'a.txt')]);
    for (const other of [
      'tokens.json',
      'batches/b/other/source',
      `batches/a/${ID}`,
      `batches/a/${ID}/report.json`,
      `batches/a/${ID}/source/link/other`,
      'batches',
    ])
      expect(() => at(`batches/a/${ID}/source`, other)).toThrow(/do not lie in its folder/);
  });
});

import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../../src/storage/make-folder.ts';
import { folderWith } from '../support/temporary-folder.ts';

describe('a folder is made', () => {
  test('with those that it is in, once and again', async () => {
    const folder = path.join(folderWith({}), 'a', 'b', 'c');
    await makeFolder(folder);
    await makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  test('or the system’s reason is told', async () => {
    const root = folderWith({});
    writeFileSync(path.join(root, 'file'), '');
    await expect(makeFolder(path.join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(path.join(root, 'file', 'below', 'it'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  test
    .runIf(existsSync('/proc/self'))
    .each(['/proc/x', '/proc/x/y/z', '/proc/self/x/y', '/proc/self/fd/x/y', '/sys/x/y', '/dev/null/x'])(
    'or refused at once, where the system takes none: %s',
    async (folder) => {
      await expect(makeFolder(folder)).rejects.toHaveProperty('code');
    },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nativeTarget } from '../../../scripts/check-vsix.mjs';
import { copyNativeFiles, TARGETS } from '../../../scripts/native-files.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('there is a runtime for each platform that an extension is built for', () => {
  expect([...TARGETS].sort()).toEqual([
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64',
    'linux-x64',
    'win32-arm64',
    'win32-x64',
  ]);
});

test.each(TARGETS)('what is packed for %s is of its format and architecture, by the files’ own headers', (target) => {
  const dist = temporaryFolder();
  copyNativeFiles(target, dist);
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const { parentPath, name } of files)
    expect([name, nativeTarget(readFileSync(path.join(parentPath, name)))]).toEqual([name, target]);
});

test('a text is no native file', () => {
  expect(nativeTarget(Buffer.from('MZ'.padEnd(200, ' ')))).toBeUndefined();
});

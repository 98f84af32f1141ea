import { execFileSync } from 'node:child_process';
import { chmodSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { UnreadableDocument } from '../../../../src/analysis/sources/document-location.ts';
import { readBytes } from '../../../../src/analysis/sources/read-bytes.ts';
import { folderWith, temporaryFolder } from '../../support/temporary-folder.ts';
import { unprivileged } from '../../support/unprivileged.ts';
import { chosenByUser } from '../../../../src/storage/inside-source.ts';

const read = (file: string) => readBytes({ kind: 'file', file: chosenByUser(file) });

function problemOf(file: string) {
  try {
    read(file);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.problem;
    throw error;
  }
  return undefined;
}

describe('a file', () => {
  test('is read as it is', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(Uint8Array.from(read(path.join(folderWith({ 'a.txt': bytes }), 'a.txt')))).toEqual(bytes);
  });

  test('of more than 20 MB is too large', () => {
    const file = path.join(temporaryFolder(), 'a.txt');
    writeFileSync(file, '');
    truncateSync(file, 20 * 1024 * 1024 + 1);
    expect(problemOf(file)).toMatchObject({ code: 'too-large', message: expect.stringContaining('20 MB') as string });
  });

  test('that somebody writes to while it is read is skipped, as it may be half one thing and half another', async () => {
    const file = path.join(folderWith({ 'a.txt': Buffer.alloc(8 * 1024 * 1024, 'a') }), 'a.txt');
    const writer = new Worker(
      `const { workerData, parentPort } = require('node:worker_threads'); const fs = require('node:fs'); parentPort.postMessage('writing'); for (;;) fs.appendFileSync(workerData, 'b');`,
      { eval: true, workerData: file },
    );
    await new Promise((resolve) => writer.once('message', resolve));
    const problems = Array.from({ length: 5 }, () => problemOf(file)?.code);
    await writer.terminate();
    expect(problems).toContain('changed');
    expect(problemOf(file)).toBeUndefined();
  });

  test('that has gone says so', () => {
    expect(problemOf(path.join(temporaryFolder(), 'gone.txt'))).toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('not there any more') as string,
    });
  });

  test.skipIf(process.platform === 'win32')('that may not be read says so', async () => {
    const folder = folderWith({ 'a.txt': 'a' });
    chmodSync(folder, 0o755);
    chmodSync(path.join(folder, 'a.txt'), 0);
    await unprivileged(() => {
      expect(problemOf(path.join(folder, 'a.txt'))).toMatchObject({
        code: 'unreadable',
        message: expect.stringContaining('permission denied') as string,
      });
      return Promise.resolve();
    });
  });

  test.skipIf(process.platform === 'win32')('that is a pipe is refused instead of waited for', () => {
    const pipe = path.join(temporaryFolder(), 'pipe.txt');
    execFileSync('mkfifo', [pipe]);
    expect(problemOf(pipe)).toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('no ordinary file') as string,
    });
  });

  test('that is a folder is refused', () => {
    expect(problemOf(temporaryFolder())).toMatchObject({ code: 'unreadable' });
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('of a folder whose batches are in a bucket the doctor says that it does not look there, and what to do', async () => {
  const data = temporaryFolder();
  mkdirSync(path.join(data, 'batches'));
  writeFileSync(path.join(data, 'store.json'), '{"store":"s3://texts/service"}\n');
  const { code, stderr } = await runCli(['doctor', data]);
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /the batches of this folder are in s3:\/\/texts\/service\. The doctor looks at folders alone.*\/ready\. Restore/,
  );
});

test('a bucket is no folder to examine', async () => {
  const { code, stderr } = await runCli(['doctor', 's3://texts/service']);
  expect(code).toBe(2);
  expect(stderr).toContain('The doctor looks at folders alone, and not into a bucket');
});

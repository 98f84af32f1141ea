import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('of a folder whose batches are in a bucket the doctor says how to look there', async () => {
  const data = temporaryFolder();
  mkdirSync(path.join(data, 'batches'));
  writeFileSync(path.join(data, 'store.json'), '{"store":"s3://texts/service"}\n');
  const { code, stderr } = await runCli(['doctor', data]);
  expect(code).toBe(0);
  expect(stderr).toContain('not looked into: ghostwriter-batch doctor --store s3://texts/service');
});

test.each([
  [['--store', 's3://A'], '--store takes a bucket'],
  [['s3://..'], '--store takes a bucket'],
  [['--store', '/srv/data'], '--store takes a bucket'],
  [['/srv/data', '--store', 's3://texts'], 'Name one place'],
  [['/srv/data', '/srv/other'], 'Name one place'],
])('%j is told to be no place to examine', async (given, message) => {
  const { code, stderr } = await runCli(['doctor', ...given]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

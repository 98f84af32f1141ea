import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gatherExcerpts } from '../../../../src/exports/excerpts.ts';
import { TextReader } from '../../../../src/process/host/text-reader.ts';
import { folderSource } from '../../support/analysis.ts';
import { DIST } from '../../support/paths.ts';
import { reportDocument, reportOn } from '../../support/reports.ts';

const reader = new TextReader(path.join(DIST, 'worker.js'));
const folder = mkdtempSync(path.join(tmpdir(), 'ghostwriter-test-'));
afterAll(() => {
  reader.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const names = Array.from({ length: 16 }, (_, i) => `${i}.txt`);
const textOf = (name: string) => `The text ${name}. `.repeat(50);
for (const name of names) writeFileSync(path.join(folder, name), textOf(name));
const job = {
  source: folderSource(folder),
  options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
} as const;
const read = (name: string) => reader.read(job, name).then(({ text }) => text);

describe('texts that are read at the same time', () => {
  test('come though others cannot be read, each failure with its own request', async () => {
    const all = await Promise.allSettled([...names, 'gone.txt', '../gone.txt', ...names].map(read));
    expect(all.map(({ status }) => status)).toEqual([
      ...names.map(() => 'fulfilled'),
      'rejected',
      'rejected',
      ...names.map(() => 'fulfilled'),
    ]);
    expect(all.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))).toEqual([
      expect.stringContaining('gone.txt'),
      expect.stringContaining('gone.txt'),
    ]);
  });

  test.runIf(process.platform === 'linux')('come though their process is killed', async () => {
    await read(names[0]!);
    const reading = Promise.all([...names, ...names].map(read));
    const [child] = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'worker.js'])
      .toString()
      .trim()
      .split('\n')
      .map(Number);
    process.kill(child!, 'SIGKILL');
    expect(await reading).toEqual([...names, ...names].map(textOf));
  });
});

test('passages that are missing are told', async () => {
  const documents = [...names, 'gone.txt'].map((name, i) =>
    reportDocument({
      id: `d${i}`,
      path: name,
      confidence: 'high',
      aiProbability: 0.9,
      sha256: createHash('sha256').update(textOf(name)).digest('hex'),
      segments: [{ start: 0, end: 10, aiProbability: 0.9 }],
    }),
  );
  const unread: string[] = [];
  const excerpts = await gatherExcerpts(
    reportOn(documents),
    ({ path: inside }) => read(inside),
    (d) => unread.push(d.path),
  );
  expect(Object.keys(excerpts)).toHaveLength(16);
  expect(unread).toEqual(['gone.txt']);
});

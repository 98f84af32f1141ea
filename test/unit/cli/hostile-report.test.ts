// What a report from elsewhere may do to the terminal that it is looked at in: nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../support/temporary-folder.ts';
import { runCli } from '../support/run-cli.ts';

const FORGED =
  '\x1b[2J\x1b[1;1H\x1b]0;title\x07The same result: 1 document, every figure as it was.\r\nThe same result.\u202e\u009b2J';
const TEXT =
  'The bees dance in the hive. A forager tells the others where the flowers are, and they believe her at once and fly.';

/** Nothing but lines of printable characters. */
function expectHarmless(output: string): void {
  expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/u);
  expect(output).not.toMatch(/^The same result/m);
  expect(output.length).toBeLessThan(100_000);
}

async function exported(): Promise<{
  readonly folder: string;
  readonly report: string;
  readonly value: Record<string, unknown>;
}> {
  const folder = folderWith({ 'essays/a.txt': TEXT, 'essays/b.txt': `${TEXT} And more.` });
  const { code } = await runCli([
    'analyze',
    path.join(folder, 'essays'),
    '--out',
    folder,
    '--format',
    'json',
    '--quiet',
  ]);
  expect(code).toBe(0);
  const report = path.join(folder, 'essays.analysis.json');
  return { folder, report, value: JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown> };
}

describe('verify', () => {
  test('prints no escape sequence and no forged line of a report', async () => {
    const { folder, report, value } = await exported();
    const documents = (value['documents'] as object[]).map((d, i) => ({ ...d, path: `${FORGED}${i}` }));
    const job = value['job'] as { engine: object };
    const hostile = {
      ...value,
      documents,
      job: {
        ...job,
        engine: {
          ...job.engine,
          version: FORGED + 'x'.repeat(100_000),
          models: [{ name: FORGED, sha256: 'f'.repeat(64) }],
        },
      },
    };
    writeFileSync(report, JSON.stringify(hostile));
    const { code, stdout, stderr } = await runCli(['verify', report, path.join(folder, 'essays'), '--quiet']);
    expect(code).toBe(3);
    expect(stdout).toContain('Another result.');
    expectHarmless(stdout);
    expectHarmless(stderr);
  });

  test.each<[string, (value: Record<string, unknown>) => object]>([
    ['its version', (value) => ({ ...value, schemaVersion: FORGED + 'x'.repeat(3_000_000) })],
    ['a field that is none', (value) => ({ ...value, documents: FORGED })],
    ['a name of a field', (value) => ({ ...value, job: { [FORGED]: 1 } })],
    [
      'where its source is',
      (value) => ({
        ...value,
        job: { ...(value['job'] as object), source: { kind: 'folder', name: FORGED, paths: [`/${FORGED}`] } },
      }),
    ],
  ])('says in harmless lines what is wrong with %s', async (_, change) => {
    const { report, value } = await exported();
    writeFileSync(report, JSON.stringify(change(value)));
    for (const args of [
      ['verify', report],
      ['export', report, '--format', 'csv'],
    ]) {
      const { stdout, stderr } = await runCli(args);
      expectHarmless(stdout);
      expectHarmless(stderr);
    }
  });
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { ProgressBar } from '../../../src/cli/progress-bar.ts';
import type { Progress } from '../../../src/protocol/job.ts';

function written(isTTY: boolean, shown: readonly Partial<Progress>[], columns = 100): string {
  let output = '';
  const stream = { isTTY, columns, write: (text: string) => (output += text) } as unknown as NodeJS.WriteStream;
  const bar = new ProgressBar(stream);
  for (const progress of shown)
    bar.show({ stage: 'documents', fraction: 0, done: 0, total: 0, secondsLeft: null, ...progress });
  bar.clear();
  return output;
}

afterEach(() => void vi.unstubAllEnvs());

describe('on a terminal', () => {
  test('has colours, unless NO_COLOR is set', () => {
    vi.stubEnv('TERM', 'xterm');
    vi.stubEnv('NO_COLOR', '');
    expect(written(true, [{ fraction: 0.25 }])).toContain('\x1b[32m██████\x1b[0m░');
    vi.stubEnv('NO_COLOR', '1');
    expect(written(true, [{ fraction: 0.25 }])).toContain('\x1b[K██████░');
  });

  test('is no wider than it', () => {
    vi.stubEnv('NO_COLOR', '1');
    const [line] = written(true, [{ fraction: 0.5, done: 1_000, total: 4_000 }], 40)
      .split('\r\x1b[K')
      .slice(1);
    expect(line).toHaveLength(39);
  });

  test('that is a dumb one gets plain lines', () => {
    vi.stubEnv('TERM', 'dumb');
    expect(written(true, [{ stage: 'reading' }])).toBe('Listing documents\n');
  });

  test('draws one line again and again and takes it away', () => {
    vi.stubEnv('TERM', 'xterm');
    vi.stubEnv('NO_COLOR', '1');
    const output = written(true, [
      { fraction: 0.25, done: 1_000, total: 4_000, secondsLeft: 12 },
      { fraction: 1, stage: 'report' },
    ]);
    expect(output.split('\r\x1b[K')).toEqual([
      '',
      '██████░░░░░░░░░░░░░░░░░░ 25% · Analysing documents · 1,000/4,000 · 12 s left',
      '████████████████████████ 100% · Writing the report',
      '',
    ]);
  });
});

describe('elsewhere', () => {
  test('writes one line a stage', () => {
    const output = written(false, [
      { stage: 'reading' },
      { total: 5 },
      { total: 5, done: 3 },
      { stage: 'corpus', total: 5 },
    ]);
    expect(output).toBe('Listing documents\nAnalysing documents (5)\nComparing documents (5)\n');
  });
});

import { describe, expect, test } from 'vitest';
import { ProgressBar } from '../../../src/cli/progress-bar.ts';
import type { Progress } from '../../../src/protocol/job.ts';

function written(isTTY: boolean, shown: readonly Partial<Progress>[]): string {
  let output = '';
  const stream = { isTTY, write: (text: string) => (output += text) } as unknown as NodeJS.WriteStream;
  const bar = new ProgressBar(stream);
  for (const progress of shown) bar.show({ stage: 'documents', fraction: 0, done: 0, total: 0, secondsLeft: null, ...progress });
  bar.clear();
  return output;
}

describe('on a terminal', () => {
  test('draws one line again and again and takes it away', () => {
    const output = written(true, [{ fraction: 0.25, done: 1_000, total: 4_000, secondsLeft: 12 }, { fraction: 1, stage: 'report' }]);
    expect(output.split('\r\x1b[K')).toEqual(['', '██████░░░░░░░░░░░░░░░░░░ 25% · Analysing documents · 1,000/4,000 · 12 s left', '████████████████████████ 100% · Writing the report', '']);
  });
});

describe('elsewhere', () => {
  test('writes one line a stage', () => {
    const output = written(false, [{ stage: 'reading' }, { total: 5 }, { total: 5, done: 3 }, { stage: 'corpus', total: 5 }]);
    expect(output).toBe('Listing documents\nAnalysing documents (5)\nComparing documents (5)\n');
  });
});

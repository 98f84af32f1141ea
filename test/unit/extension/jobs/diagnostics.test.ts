import { expect, test } from 'vitest';
import { diagnostics } from '../../../../src/extension/jobs/diagnostics.ts';
import type { Job } from '../../../../src/protocol/job.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';

const job: Job = {
  id: '6f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a11',
  source: { kind: 'folder', name: 'essays of Ada', paths: ['/home/ada/essays of Ada'] },
  options: {
    granularity: 'sentence',
    clusters: 'auto',
    threshold: 0.85,
    seed: 1,
    baseline: '/home/ada/baseline',
    reading: { ...DEFAULT_READING, exclude: ['ada-drafts'], ignore: ['ada-sheet.docx'] },
  },
  status: 'failed',
  createdAt: '2030-01-01T00:00:00.000Z',
  error: '/home/ada/essays of Ada could not be read. See ada-notes.docx and C:\\Users\\ada\\x (EACCES).',
};
const surroundings = {
  extension: '0.1.0',
  vscode: '1.100.0',
  settings: {
    'ghostwriter.threads': 2,
    'ghostwriter.detector.baseline': '/home/ada/baseline',
    'ghostwriter.exclude': ['ada-drafts'],
  },
  cache: { bytes: 5, limit: 10 },
};

test('nothing in it names a file, a folder or a person', () => {
  const text = diagnostics([job], surroundings, false, () => 77);
  expect(text.toLowerCase()).not.toContain('ada');
  expect(JSON.parse(text)).toMatchObject({
    extension: '0.1.0',
    settings: { 'ghostwriter.threads': 2, 'ghostwriter.exclude': '1 hidden' },
    jobs: [
      {
        status: 'failed',
        bytes: 77,
        source: { kind: 'folder', paths: 1 },
        error: expect.stringContaining('EACCES') as string,
      },
    ],
  });
});

test('with names it has them', () => {
  expect(JSON.parse(diagnostics([job], surroundings, true, () => 77))).toMatchObject({
    jobs: [{ source: job.source, error: job.error }],
  });
});

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ListedDocument } from '../../../../src/analysis/sources/document-location.ts';
import { problem } from '../../../../src/analysis/sources/problem.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { mapDocuments } from '../../../../src/process/threads/thread-pool.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { notice } from '../../../../src/report/notice.ts';

/** A thread that does what a document's path says, in place of analysing it. It ends as one does that the ONNX runtime takes down: in the middle of its work, without a word. */
const THREAD = `
  const { existsSync, writeFileSync } = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', (task) => {
    if (task.kind === 'stop') return parentPort.close();
    for (const { path } of task.documents) {
      const once = workerData.modelsFolder + '/' + path;
      if (path.startsWith('always-deadly') || (path.startsWith('once-deadly') && !existsSync(once))) {
        writeFileSync(once, '');
        process.exit(3);
      }
    }
    parentPort.postMessage({ kind: 'done', outcomes: task.documents.map(({ path }) => ({ skipped: { code: 'empty', message: 'done with ' + path }, bytes: 0 })) });
  });
  parentPort.postMessage({ kind: 'ready' });
`;

/** What became of documents that are named for what they do. */
async function outcomes(...names: readonly string[]): Promise<string[]> {
  const folder = temporaryFolder();
  const threadPath = path.join(folder, 'thread.js');
  writeFileSync(threadPath, THREAD);
  const said: string[] = [];
  await mapDocuments({
    threadPath,
    threads: 1,
    documents: names.map((name): ListedDocument => ({
      path: name,
      location: { kind: 'refused', problem: problem('empty', notice('document-empty')) },
    })),
    onOutcome: (i, outcome) => (said[i] = 'skipped' in outcome ? outcome.skipped.message : 'analysed'),
    signal: new AbortController().signal,
    modelsFolder: folder,
    granularity: 'sentence',
    encoder: 'fast',
    reading: DEFAULT_READING,
    parserPath: '',
    context: '',
  });
  return said;
}

test('a document that takes its thread down is tried once more alone, and then skipped; those beside it are done', async () => {
  expect(await outcomes('a', 'always-deadly', 'b', 'c', 'd')).toEqual([
    'done with a',
    'The document could not be analysed: its thread ended.',
    'done with b',
    'done with c',
    'done with d',
  ]);
});

test('one that does so a single time is done', async () => {
  expect(await outcomes('a', 'once-deadly', 'b')).toEqual(['done with a', 'done with once-deadly', 'done with b']);
});

test('several that do so cost each only themselves', async () => {
  const names = Array.from({ length: 12 }, (_, i) => (i % 5 === 2 ? `always-deadly-${i}` : `text-${i}`));
  expect(await outcomes(...names)).toEqual(
    names.map((name) =>
      name.startsWith('text') ? `done with ${name}` : 'The document could not be analysed: its thread ended.',
    ),
  );
});

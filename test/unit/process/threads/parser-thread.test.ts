import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ListedDocument, UnreadableDocument } from '../../../../src/analysis/sources/document-location.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { ParserThread } from '../../../../src/process/threads/parser-thread.ts';
import { mapDocuments } from '../../../../src/process/threads/thread-pool.ts';
import type { DocumentOutcome } from '../../../../src/process/threads/thread-protocol.ts';
import { hostileParser } from '../../support/parsers.ts';
import { DIST, MODELS } from '../../support/paths.ts';
import { folderWith } from '../../support/temporary-folder.ts';
import { chosenByUser } from '../../../../src/storage/inside-source.ts';

const reading = { ...DEFAULT_READING, limits: { ...DEFAULT_READING.limits, secondsPerDocument: 0.5 } };

function parserThread(script = hostileParser()): ParserThread {
  const parser = new ParserThread(script);
  onTestFinished(() => parser.close());
  return parser;
}

/** What becomes of documents in the map stage. Once in a process: the ONNX runtime cannot be loaded again after its last thread has ended. */
async function mapped(documents: readonly ListedDocument[]): Promise<string[]> {
  const outcomes: DocumentOutcome[] = [];
  const onOutcome = (i: number, outcome: DocumentOutcome) => (outcomes[i] = outcome);
  await mapDocuments({
    threadPath: path.join(DIST, 'thread.js'),
    parserPath: hostileParser(),
    modelsFolder: MODELS,
    encoder: 'full',
    granularity: 'sentence',
    reading,
    threads: 2,
    documents,
    context: '',
    signal: new AbortController().signal,
    onOutcome,
  });
  return outcomes.map((o) => ('skipped' in o ? o.skipped.code : 'analyzed'));
}

const file = (name: string, content = 'The river was wide.') => ({
  path: name,
  location: { kind: 'file' as const, file: chosenByUser(path.join(folderWith({ [name]: content }), name)) },
});

describe('a parser that', () => {
  test.each([
    ['hangs', 'hang.pdf', 'timed-out', /more than 0\.5 seconds \(ghostwriter\.limits\.seconds\)/],
    ['waits for ever', 'wait.pdf', 'timed-out', /more than 0\.5 seconds/],
    ['crashes', 'crash.pdf', 'unreadable', /the parser broke/],
    ['leaves a rejection to nobody', 'reject.pdf', 'unreadable', /nobody waits/],
    ['ends its thread', 'exit.pdf', 'unreadable', /its thread ended/],
    ['calls itself without end', 'stack.pdf', 'unreadable', /Maximum call stack/],
    ['says that it failed', 'fail.pdf', 'unreadable', /xref table is wrong/],
  ])('%s costs its document, and the next one is read', async (_, name, code, message) => {
    const parser = parserThread();
    const [bad, good] = await Promise.allSettled([
      parser.parse(file(name), reading),
      parser.parse(file('good.pdf'), reading),
    ]);
    expect(bad).toMatchObject({
      status: 'rejected',
      reason: { problem: { code, message: expect.stringMatching(message) as string } },
    });
    expect((bad as PromiseRejectedResult).reason).toBeInstanceOf(UnreadableDocument);
    expect(good).toMatchObject({ status: 'fulfilled', value: [{ text: 'The river was wide.' }] });
  });

  test.each([
    ['objects', 'memory.pdf', /more than 512 MB of memory/],
    ['buffers', 'buffers.pdf', /more than \d{4,} MB of memory/],
  ])('eats memory by %s is ended at its cap', async (_, name, message) => {
    const parser = parserThread();
    const patient = { ...reading, limits: { ...reading.limits, secondsPerDocument: 50 } };
    await expect(parser.parse(file(name), patient)).rejects.toMatchObject({
      problem: { code: 'unreadable', message: expect.stringMatching(message) as string },
    });
    await expect(parser.parse(file('good.pdf'), patient)).resolves.toHaveLength(1);
  });
});

test('the real parsing thread reads, and tells what it cannot read', async () => {
  const parser = parserThread(path.join(DIST, 'parser.js'));
  await expect(parser.parse(file('a.txt'), DEFAULT_READING)).resolves.toMatchObject([
    { text: 'The river was wide.', bytes: 19 },
  ]);
  await expect(parser.parse(file('b.txt', ''), DEFAULT_READING)).rejects.toMatchObject({ problem: { code: 'empty' } });
});

test('closing ends what is being read', async () => {
  const parser = parserThread();
  const running = expect(parser.parse(file('hang.pdf'), DEFAULT_READING)).rejects.toBeInstanceOf(UnreadableDocument);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const closed = performance.now();
  parser.close();
  await running;
  expect(performance.now() - closed).toBeLessThan(5_000);
});

test('in the map stage hanging and crashing documents cost themselves only, and the models stay loaded', async () => {
  const names = ['hang-1.pdf', 'a.txt', 'crash.pdf', 'b.pdf', 'hang-2.pdf', 'c.txt', 'exit.pdf', 'd.pdf', 'e.txt'];
  expect(await mapped(names.map((name) => file(name)))).toEqual([
    'timed-out',
    'analyzed',
    'unreadable',
    'analyzed',
    'timed-out',
    'analyzed',
    'unreadable',
    'analyzed',
    'analyzed',
  ]);
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CancellationToken } from 'vscode';
import { answersIn, keptAnswer, plansFor, promptToPaste, requestsOf, STYLES } from '../../../../src/extension/samples/prompts.ts';
import { writeSamples } from '../../../../src/extension/samples/write-samples.ts';
import { ChatServer } from '../../../../src/remote/chat-server.ts';
import { LONG, passingChatServer as chatServer } from '../../support/chat-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ASSIGNMENT = { text: 'Should the town close its swimming pool?', writer: 'a student of grade 9', words: 200 };
const NEVER = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) } as unknown as CancellationToken;

const writerOn = (server: ChatServer, name = 'small') => ({ name, place: server.url, ask: (message: string) => server.ask(name, message) });

describe('samples', () => {
  test('are written in every style, each in a file of its own, and what is there stays', async () => {
    const { url, asked } = await chatServer(() => ({}));
    const folder = path.join(temporaryFolder(), 'samples');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'sample-01-asked.txt'), 'mine');
    const plans = plansFor(8, 200);
    let done = 0;
    const result = await writeSamples(ASSIGNMENT, plans, [writerOn(ChatServer.at(url)), writerOn(ChatServer.at(url), 'large')], folder, NEVER, (count) => (done = count));
    expect(result).toEqual({ kept: 8, tooShort: 0, requests: 10 });
    expect([done, asked.length, requestsOf(plans)]).toEqual([10, 10, 10]);
    expect(readFileSync(path.join(folder, 'sample-01-asked.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toHaveLength(9);
    for (const style of STYLES) expect(readdirSync(folder).filter((name) => name.endsWith(`-${style}.txt`)).length).toBeGreaterThanOrEqual(2);
  });

  test('are asked for with the assignment alone; a draft that is polished is the model’s own', async () => {
    const { url, asked } = await chatServer((_, count) => ({ text: `${LONG} number ${count}` }));
    await writeSamples(ASSIGNMENT, plansFor(4, 200), [writerOn(ChatServer.at(url))], temporaryFolder(), NEVER, () => undefined);
    expect(asked.slice(0, 4).every((message) => message.includes(ASSIGNMENT.text))).toBe(true);
    expect(asked[4]).toContain('number 4');
  });

  test('that are refusals are not kept', async () => {
    const { url } = await chatServer((_, count) => (count % 2 ? { text: 'I cannot help with that.' } : {}));
    const folder = temporaryFolder();
    const result = await writeSamples(ASSIGNMENT, plansFor(3, 200), [writerOn(ChatServer.at(url))], folder, NEVER, () => undefined);
    expect(result).toMatchObject({ kept: 1, tooShort: 2 });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('that were written before it failed, or was cancelled, are kept', async () => {
    const { url } = await chatServer((_, count) => (count > 2 ? { status: 503 } : {}));
    const failed = await writeSamples(ASSIGNMENT, plansFor(5, 200), [writerOn(ChatServer.at(url))], temporaryFolder(), NEVER, () => undefined);
    expect(failed.kept).toBe(2);
    expect(String(failed.stopped)).toContain('status 503');
    const token = { ...NEVER, isCancellationRequested: false };
    const { url: other } = await chatServer(() => ({}));
    const cancelled = await writeSamples(ASSIGNMENT, plansFor(5, 200), [writerOn(ChatServer.at(other))], temporaryFolder(), token, (count) => (token.isCancellationRequested = count >= 2));
    expect(cancelled).toMatchObject({ kept: 2, requests: 2, stopped: 'cancelled' });
  });
});

test('a prompt to paste says what is wanted, and its answers are taken apart', () => {
  expect(promptToPaste(ASSIGNMENT, 12)).toMatch(/Should the town[^]*Write 12 different answers[^]*===/);
  expect(answersIn('one\n\n===\ntwo\nlines\n  =====  \n\n')).toEqual(['one', 'two\nlines']);
  expect(keptAnswer('too short')).toBeUndefined();
  expect(keptAnswer(`\`\`\`text\n${LONG}\n\`\`\``)).toBe(`${LONG.trim()}\n`);
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CancellationToken } from 'vscode';
import { answersIn, keptAnswer, takeApart } from '../../../../src/extension/samples/answers.ts';
import { lengthsFor, usualLength } from '../../../../src/extension/samples/lengths.ts';
import { plansFor, promptToPaste, requestsOf, STYLES } from '../../../../src/extension/samples/prompts.ts';
import { writeSamples } from '../../../../src/extension/samples/write-samples.ts';
import { ChatServer } from '../../../../src/remote/chat-server.ts';
import { LONG, passingChatServer as chatServer } from '../../support/chat-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ASSIGNMENT = {
  text: 'Should the town close its swimming pool?',
  writer: 'a student of grade 9',
  lengths: [200, 150, 250],
};
const NEVER = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
} as unknown as CancellationToken;

const writerOn = (server: ChatServer, name = 'small') => ({
  name,
  place: server.url,
  ask: (message: string) => server.ask(name, message),
});

describe('samples', () => {
  test('are written in every style, each in a file of its own, and what is there stays', async () => {
    const { url, asked } = await chatServer(() => ({}));
    const folder = path.join(temporaryFolder(), 'samples');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'sample-01-asked.txt'), 'mine');
    const plans = plansFor(8, ASSIGNMENT.lengths);
    let done = 0;
    const result = await writeSamples(
      ASSIGNMENT,
      plans,
      [writerOn(await ChatServer.at(url)), writerOn(await ChatServer.at(url), 'large')],
      folder,
      NEVER,
      (count) => (done = count),
    );
    expect(result).toEqual({ kept: 8, tooShort: 0, requests: 10, failures: [], ended: 'whole' });
    expect([done, asked.length, requestsOf(plans)]).toEqual([10, 10, 10]);
    expect(readFileSync(path.join(folder, 'sample-01-asked.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toHaveLength(9);
    for (const style of STYLES)
      expect(readdirSync(folder).filter((name) => name.endsWith(`-${style}.txt`)).length).toBeGreaterThanOrEqual(2);
  });

  test('are asked for with the assignment alone; a draft that is polished is the model’s own', async () => {
    const { url, asked } = await chatServer((_, count) => ({ text: `${LONG} number ${count}` }));
    await writeSamples(
      ASSIGNMENT,
      plansFor(4, ASSIGNMENT.lengths),
      [writerOn(await ChatServer.at(url))],
      temporaryFolder(),
      NEVER,
      () => undefined,
    );
    expect(asked.slice(0, 4).every((message) => message.includes(ASSIGNMENT.text))).toBe(true);
    expect(asked[4]).toContain('number 4');
  });

  test('that are refusals are not kept', async () => {
    const { url } = await chatServer((_, count) => (count % 2 ? { text: 'I cannot help with that.' } : {}));
    const folder = temporaryFolder();
    const result = await writeSamples(
      ASSIGNMENT,
      plansFor(3, ASSIGNMENT.lengths),
      [writerOn(await ChatServer.at(url))],
      folder,
      NEVER,
      () => undefined,
    );
    expect(result).toMatchObject({ kept: 1, tooShort: 2 });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('that were written before it failed, or was cancelled, are kept', async () => {
    const { url } = await chatServer((_, count) => (count > 2 ? { status: 503 } : {}));
    const failed = await writeSamples(
      ASSIGNMENT,
      plansFor(5, ASSIGNMENT.lengths),
      [writerOn(await ChatServer.at(url))],
      temporaryFolder(),
      NEVER,
      () => undefined,
    );
    expect(failed).toMatchObject({ kept: 2, requests: 3, ended: 'failed', failures: [{ name: 'small' }] });
    expect(failed.failures[0]?.message).toContain('status 503');
    const token = { ...NEVER, isCancellationRequested: false };
    const { url: other } = await chatServer(() => ({}));
    const cancelled = await writeSamples(
      ASSIGNMENT,
      plansFor(5, ASSIGNMENT.lengths),
      [writerOn(await ChatServer.at(other))],
      temporaryFolder(),
      token,
      (count) => (token.isCancellationRequested = count >= 2),
    );
    expect(cancelled).toMatchObject({ kept: 1, requests: 2, ended: 'cancelled', failures: [] });
  });
});

test('where one of several models fails, the others write all of them', async () => {
  const { url } = await chatServer((_, count) => (count === 2 ? { status: 503 } : {}));
  const server = await ChatServer.at(url);
  const folder = temporaryFolder();
  const result = await writeSamples(
    ASSIGNMENT,
    plansFor(6, ASSIGNMENT.lengths),
    [writerOn(server), writerOn(server, 'large')],
    folder,
    NEVER,
    () => undefined,
  );
  expect(result).toMatchObject({ kept: 6, ended: 'whole', failures: [{ name: 'large' }] });
  expect(readdirSync(folder)).toHaveLength(6);
});

describe('lengths', () => {
  const batch = { name: 'essays', words: [40, 80, 100, 120, 200, 300, 310, 320, 400, 9000] };

  test('are as the batch’s vary, between what can be judged and what can be asked for', () => {
    expect(usualLength(batch)).toBe(300);
    expect(lengthsFor(300, batch)).toEqual([300, 100, 320, 80, 3000]);
    expect(lengthsFor(60, { name: 'short', words: [50, 52] })).toEqual([60, 60, 60, 60, 60]);
  });

  test('go around another one where the user wants that', () => {
    expect(lengthsFor(400, batch)).toEqual([400, 300, 500, 360, 440]);
    expect(lengthsFor(300, undefined)).toEqual([300, 225, 375, 270, 330]);
  });

  test('are all asked for, in every style', () => {
    const plans = plansFor(12, [100, 200, 300]);
    for (const style of STYLES)
      expect(plans.filter((plan) => plan.style === style).map(({ words }) => words)).toEqual([100, 200, 300]);
  });
});

test('a prompt to paste says what is wanted', () => {
  expect(promptToPaste(ASSIGNMENT, 12)).toMatch(
    /Should the town[^]*Write 12 different answers[^]*of 150 to 250 words[^]*===/,
  );
});

describe('answers that were pasted', () => {
  test.each([
    ['lines of equals signs', 'one\n\n===\ntwo\nlines\n  =====  \n\n'],
    ['signs that were escaped or set apart', 'one\n\\=\\=\\=\ntwo\nlines\n= = =\n'],
    ['signs in bold', 'one\n**===**\ntwo\nlines'],
  ])('stand between %s', (_, text) => {
    expect(answersIn(text)).toEqual(['one', 'two\nlines']);
  });

  test('are kept without what a model says around them', () => {
    const own = LONG.trim();
    for (const said of [
      own,
      `\`\`\`text\n${own}\n\`\`\``,
      `<think>A pool. Well.\n\n</think>\n\n${own}`,
      `Sure! Here is an answer:\n\n${own}`,
      `**Answer 3:**\n${own}`,
      `## Essay 2\n\n${own}`,
    ])
      expect(keptAnswer(said)).toBe(`${own}\n`);
    expect(keptAnswer('too short')).toBeUndefined();
    expect(keptAnswer(`<think>${own}</think> I cannot help with that.`)).toBeUndefined();
  });

  test('get files of their own, again and again, and nothing is written over', async () => {
    const folder = temporaryFolder();
    const paste = (...answers: string[]) => writeFileSync(path.join(folder, 'pasted.txt'), answers.join('\n===\n'));
    paste(`1 ${LONG}`, `2 ${LONG}`, 'No.');
    writeFileSync(path.join(folder, 'single.txt'), LONG);
    expect(await takeApart(folder)).toEqual([path.join(folder, 'pasted.txt')]);
    expect(readdirSync(folder).sort()).toEqual([
      'pasted-01.txt',
      'pasted-02.txt',
      'pasted-03.txt',
      'pasted.txt.answers',
      'single.txt',
    ]);
    paste(`4 ${LONG}`, `5 ${LONG}`);
    await takeApart(folder);
    expect(await takeApart(folder)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual([
      'pasted-01.txt',
      'pasted-02.txt',
      'pasted-03.txt',
      'pasted-04.txt',
      'pasted-05.txt',
      'pasted.txt.2.answers',
      'pasted.txt.answers',
      'single.txt',
    ]);
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('pasted-'))
        .map((name) => readFileSync(path.join(folder, name), 'utf8').slice(0, 2)),
    ).toEqual(['1 ', '2 ', 'No', '4 ', '5 ']);
  });
});

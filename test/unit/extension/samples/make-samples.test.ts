import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CancellationToken } from 'vscode';
import { answersIn, keptAnswer, plansFor, promptToPaste, requestsOf, STYLES } from '../../../../src/extension/samples/prompts.ts';
import { writeSamples } from '../../../../src/extension/samples/write-samples.ts';
import { ChatServer } from '../../../../src/remote/chat-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ASSIGNMENT = { text: 'Should the town close its swimming pool?', writer: 'a student of grade 9', words: 200 };
const LONG = 'Our pool is where the town meets in summer. '.repeat(12);
const NEVER = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) } as unknown as CancellationToken;

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

/** A server with OpenAI's interface that answers what `reply` says; `asked` are the messages that it got. */
async function chatServer(reply: (message: string, count: number) => { status?: number; text?: string; raw?: string }) {
  const asked: string[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      bodies.push(body);
      if (request.url === '/v1/models') return response.end(JSON.stringify({ data: [{ id: 'small' }, { id: 'large' }] }));
      const { messages } = JSON.parse(body) as { messages: [{ content: string }] };
      asked.push(messages[0].content);
      const { status = 200, text = LONG, raw } = reply(messages[0].content, asked.length);
      response.writeHead(status, { 'content-type': 'application/json' });
      return response.end(raw ?? JSON.stringify({ choices: [{ message: { role: 'assistant', content: text } }] }));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`, asked, bodies };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

const writerOn = (server: ChatServer, name = 'small') => ({ name, place: server.url, ask: (message: string) => server.ask(name, message) });

describe('a server with the interface of OpenAI', () => {
  test('has models, and answers', async () => {
    const { url } = await chatServer(() => ({ text: 'Yes.' }));
    const server = ChatServer.at(url);
    expect(server.isLocal).toBe(true);
    expect(await server.models()).toEqual(['small', 'large']);
    expect(await server.ask('small', 'Well?')).toBe('Yes.');
  });

  test.each([
    ['a status', { status: 500 }, 'status 500'],
    ['the wish for a key', { status: 401 }, 'asks for a key'],
    ['no JSON', { raw: '<html>' }, 'does not answer in the way of'],
  ])('that answers with %s is told so', async (_, reply, said) => {
    const { url } = await chatServer(() => reply);
    await expect(ChatServer.at(url).ask('small', 'Well?')).rejects.toThrow(said);
  });

  test('that is not there is told so', async () => {
    await expect(ChatServer.at('http://127.0.0.1:9').models()).rejects.toThrow('Start the server');
  });

  test.each(['localhost:11434', 'file:///etc/passwd', 'http://user:word@host/v1', 'nonsense'])('%s is no address', (address) => {
    expect(() => ChatServer.at(address)).toThrow('is no address of a server');
  });

  test.each([['http://localhost:1/v1', true], ['http://[::1]:1', true], ['http://127.0.0.1.example.org/v1', false], ['https://example.org/v1', false]])('%s is on this machine: %s', (address, local) => {
    expect(ChatServer.at(address).isLocal).toBe(local);
  });
});

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

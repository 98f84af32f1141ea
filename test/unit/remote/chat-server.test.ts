import { describe, expect, test } from 'vitest';
import { ChatServer } from '../../../src/remote/chat-server.ts';
import { event, LONG, passingChatServer as chatServer, type Reply } from '../support/chat-server.ts';

const piece = (content: string) => event({ choices: [{ delta: { content } }] });

test('a server with the interface of OpenAI has models', async () => {
  const { url } = await chatServer(() => ({}));
  const server = await ChatServer.at(url);
  expect(server.isLocal).toBe(true);
  expect(await server.models()).toEqual(['small', 'large']);
});

describe('its answer', () => {
  test.each<[string, Reply]>([
    ['in pieces', { text: LONG }],
    ['in one piece, though pieces were asked for', { text: LONG, type: 'application/json' }],
    [
      'in pieces, without a last word',
      { type: 'text/event-stream', raw: piece(LONG) + event({ choices: [{ delta: {}, finish_reason: 'stop' }] }) },
    ],
    [
      'in pieces, with carriage returns',
      { type: 'text/event-stream; charset=utf-8', raw: `${piece(LONG).replaceAll('\n', '\r\n')}data: [DONE]\r\n\r\n` },
    ],
  ])('%s is the text', async (_, reply) => {
    const { url, asked } = await chatServer(() => reply);
    expect(await (await ChatServer.at(url)).ask('small', 'Well?')).toBe(LONG);
    expect(asked).toEqual(['Well?']);
  });

  test('of several bytes a character is whole, wherever it is cut', async () => {
    const text = 'Fünf größere Bäume – “so wie hier” – 😀. '.repeat(40);
    const { url } = await chatServer(() => ({ text }));
    expect(await (await ChatServer.at(url)).ask('small', 'Well?')).toBe(text);
  });

  test.each<[string, Reply, string]>([
    ['a status', { status: 500 }, 'answers with status 500'],
    [
      'a status and a reason',
      { status: 503, raw: JSON.stringify({ error: { message: 'Loading model' } }) },
      'answers with status 503. Loading model. Look into',
    ],
    ['the wish for a key', { status: 401 }, 'asks for a key'],
    [
      'a model that is gone',
      { status: 404, raw: JSON.stringify({ error: { message: "model 'small' not found, try pulling it first" } }) },
      "does not have the model small any more. model 'small' not found, try pulling it first. Load it there",
    ],
    [
      'the wish to wait',
      { status: 429, raw: JSON.stringify({ error: 'Slow down!' }) },
      'takes no more requests for now. Slow down! Wait a while',
    ],
    ['another address', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'sends on to another address'],
    ['no JSON', { raw: '<html>' }, 'does not answer in the way of'],
    ['another JSON', { raw: '{"answer":"Yes."}' }, 'does not answer in the way of'],
    ['no events', { type: 'text/event-stream', raw: 'nothing of the kind' }, 'does not answer in the way of'],
    [
      'an error among the pieces',
      { type: 'text/event-stream', raw: piece('Well') + event({ error: { message: 'out of memory' } }) },
      'small on http://127.0.0.1:',
    ],
    [
      'half of an answer',
      { type: 'text/event-stream', raw: piece('Well, I think') },
      'broke off in the middle of an answer',
    ],
    ['an answer without end', { text: LONG.repeat(10_000), type: 'application/json' }, 'does not come to an end'],
  ])('that is %s is told so, and what to do', async (_, reply, said) => {
    const { url } = await chatServer(() => reply);
    await expect((await ChatServer.at(url)).ask('small', 'Well?')).rejects.toThrow(said);
  });

  test.each(['', piece('Well, ')])(
    'that does not come, after %j, is not waited for without end',
    async (silentAfter) => {
      const { url } = await chatServer(() => ({ silentAfter, type: 'text/event-stream' }));
      await expect(
        (await ChatServer.at(url, undefined, { models: 1000, answer: 200 })).ask('small', 'Well?'),
      ).rejects.toThrow(/has said nothing for \d+ seconds/);
    },
  );

  test('that is no longer wanted ends the request', async () => {
    const { url } = await chatServer(() => ({ silentAfter: piece('Well, '), type: 'text/event-stream' }));
    const stop = new AbortController();
    const answer = (await ChatServer.at(url)).ask('small', 'Well?', stop.signal);
    stop.abort();
    await expect(answer).rejects.toThrow(/abort/i);
  });
});

test.each<[string, Reply, string]>([
  ['has no model', { raw: '{"data":[]}' }, 'has no model. Load one there first'],
  ['lists them otherwise', { raw: '{"models":[]}' }, 'mostly ends with /v1'],
  ['has nothing at that path', { status: 404, raw: 'Not found' }, 'mostly ends with /v1'],
])('a server that %s says so', async (_, models, said) => {
  const { url } = await chatServer(
    () => ({}),
    () => models,
  );
  await expect((await ChatServer.at(url)).models()).rejects.toThrow(said);
});

test('a server that is not there is told so', async () => {
  const server = await chatServer(() => ({}));
  server.close();
  await expect((await ChatServer.at(server.url)).models()).rejects.toThrow(
    /does not answer \(ECONNREFUSED\)\. Start the server/,
  );
});

test.each(['localhost:11434', 'file:///etc/passwd', 'http://user:word@host/v1', 'nonsense'])(
  '%s is no address',
  async (address) => {
    await expect(ChatServer.at(address)).rejects.toThrow('is no address of a server');
  },
);

test.each([
  ['http://localhost:1/v1', true],
  ['http://[::1]:1', true],
  ['http://127.0.0.1.example.org/v1', false],
  ['https://example.org/v1', false],
])('%s is on this machine: %s', async (address, local) => {
  expect((await ChatServer.at(address)).isLocal).toBe(local);
});

describe('the key of a server', () => {
  const asksForKey = () =>
    chatServer(
      () => ({ text: LONG }),
      ({ authorization }) =>
        authorization === 'Bearer right'
          ? { raw: JSON.stringify({ data: [{ id: 'small' }] }) }
          : { status: 401, raw: JSON.stringify({ error: { message: 'No.' } }) },
    );

  test('is asked for where there is none, and another one where it is wrong', async () => {
    const { url } = await asksForKey();
    await expect((await ChatServer.at(url)).models()).rejects.toMatchObject({ notice: { code: 'chat-needs-key' } });
    const wrong = await ChatServer.at(url, () => Promise.resolve('wrong'));
    await expect(wrong.models()).rejects.toMatchObject({ notice: { code: 'chat-wrong-key' } });
  });

  test('goes along with every request, to the address that it is for', async () => {
    const { url, authorizations } = await asksForKey();
    const askedFor: string[] = [];
    const server = await ChatServer.at(url, (address) => {
      askedFor.push(address);
      return Promise.resolve('right');
    });
    expect(await server.models()).toEqual(['small']);
    expect(await server.ask('small', 'Well?')).toBe(LONG);
    expect(askedFor).toEqual([url.replace(/\/$/, '')]);
    expect(authorizations).toEqual(['Bearer right', 'Bearer right']);
  });

  test('is told by no message', async () => {
    const { url } = await chatServer(
      () => ({}),
      () => ({ status: 403 }),
    );
    const server = await ChatServer.at(url, () => Promise.resolve('secret-key'));
    const error = await server.models().catch((e: unknown) => e as Error);
    expect(String(error)).not.toContain('secret-key');
  });

  test('is not sent to another machine in the open', async () => {
    const server = await ChatServer.at('http://models.example:1/v1', () => Promise.resolve('right'));
    await expect(server.models()).rejects.toThrow('The key is not sent to http://models.example:1/v1');
  });
});

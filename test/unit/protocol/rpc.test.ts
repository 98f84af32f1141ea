import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMessageConnection, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node';
import { announce, expose, proxy } from '../../../src/protocol/rpc.ts';

interface Library {
  find(words: string, most?: number): Promise<readonly string[]>;
  read(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<string>;
  all(ids: readonly string[]): Promise<number>;
  lend?(id: string): Promise<void>;
}

interface Reader {
  turned(page: number): void;
  closed(): void;
}

let here: MessageConnection;
let there: MessageConnection;

beforeEach(() => {
  const [to, back] = [new PassThrough(), new PassThrough()];
  here = createMessageConnection(back, to);
  there = createMessageConnection(to, back);
});
afterEach(() => {
  here.dispose();
  there.dispose();
});

function connected(implementation: object): void {
  expose(there, implementation);
  here.listen();
  there.listen();
}

test('a method is called with what it was given and gives back what it returns', async () => {
  const find = vi.fn((words: string, most?: number) => Promise.resolve([words, String(most)]));
  connected({ find });
  const library = proxy<Library>(here);
  expect(await library.find('bees', 3)).toEqual(['bees', '3']);
  expect(await library.find('bees')).toEqual(['bees', 'undefined']);
});

test('a list is one argument, and undefined comes back as undefined', async () => {
  connected({ all: (ids: readonly string[]) => Promise.resolve(ids.length), lend: () => Promise.resolve() });
  const library = proxy<Library>(here);
  expect(await library.all(['a', 'b', 'c'])).toBe(3);
  await expect(library.lend('a')).resolves.toBeUndefined();
});

test('a function is called across, any number of times and with all its arguments', async () => {
  connected({
    read: async (onProgress: Parameters<Library['read']>[0]) => {
      onProgress(1, 3);
      onProgress(2, 3);
      await Promise.resolve();
      onProgress(3, 3);
      return 'read';
    },
  });
  const told = vi.fn();
  expect(await proxy<Library>(here).read(told, new AbortController().signal)).toBe('read');
  expect(told.mock.calls).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test.each([false, true])('a signal stops the call on the other side (before it began: %s)', async (before) => {
  const stopped = vi.fn();
  connected({
    read: (_: unknown, signal: AbortSignal) =>
      new Promise((resolve) => {
        const stop = () => {
          stopped();
          resolve('half');
        };
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop);
      }),
  });
  const controller = new AbortController();
  if (before) controller.abort();
  const reading = proxy<Library>(here).read(() => undefined, controller.signal);
  controller.abort();
  expect(await reading).toBe('half');
  expect(stopped).toHaveBeenCalledOnce();
});

test('a failure arrives with its own message, and with the data of one that has some', async () => {
  connected({
    find: () => Promise.reject(new Error('The shelf is empty. Fill it.')),
    all: () => Promise.reject(new ResponseError(7, 'Too many.', { most: 2 })),
  });
  await expect(proxy<Library>(here).find('bees')).rejects.toThrow(/^The shelf is empty\. Fill it\.$/);
  await expect(proxy<Library>(here).all([])).rejects.toMatchObject({ code: 7, data: { most: 2 } });
});

test('nothing but the own methods of the object can be called', async () => {
  connected({ find: () => Promise.resolve([]), shelf: 'secret' });
  for (const name of ['lend', 'shelf', 'toString', 'constructor', '__proto__'])
    await expect((proxy(here) as Record<string, () => Promise<unknown>>)[name]!(), name).rejects.toThrow(
      `Nobody here can do that: ${name}.`,
    );
});

test('who is told gets it in order and answers nothing; who is gone is not told', async () => {
  const told: unknown[] = [];
  connected({ turned: (page: number) => void told.push(page), closed: () => void told.push('closed') });
  const reader = announce<Reader>(here);
  void reader.turned(1);
  void reader.turned(2);
  void reader.closed();
  await vi.waitUntil(() => told.length === 3);
  expect(told).toEqual([1, 2, 'closed']);
  here.dispose();
  await expect(reader.closed()).resolves.toBeUndefined();
});

test('a proxy is no promise', async () => {
  connected({ find: () => Promise.resolve(['x']) });
  const library = await Promise.resolve(proxy<Library>(here));
  expect(await library.find('a')).toEqual(['x']);
});

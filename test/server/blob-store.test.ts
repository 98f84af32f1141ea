// What every back end of the store promises, tried with each of them.
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inParallel } from '../../src/storage/in-parallel.ts';
import type { BlobStore } from '../../src/server/store/blob-store.ts';
import { FolderStore } from '../../src/server/store/folder-store.ts';
import { S3Store } from '../../src/server/store/s3-store.ts';
import { StoreFailure } from '../../src/server/store/store-failure.ts';
import { dataFolder, endAll, type RunningS3, startS3 } from './support/programs.ts';

afterAll(endAll);

const backEnds: readonly (readonly [name: string, make: () => Promise<BlobStore>])[] = [
  ['a folder', () => Promise.resolve(new FolderStore(dataFolder()))],
  ['a bucket', () => bucket()],
  ['a folder in a bucket', () => bucket('a folder/of the bucket')],
];

let s3: RunningS3 | undefined;
async function bucket(prefix = ''): Promise<BlobStore> {
  s3?.child.kill('SIGKILL');
  s3 = await startS3(`${dataFolder()}/s3`);
  Object.assign(process.env, s3.environment);
  return new S3Store({ bucket: 'ghostwriter', prefix });
}
afterAll(() => s3?.child.kill('SIGKILL'));

describe.each(backEnds)('%s', (_, make) => {
  let store: BlobStore;
  beforeAll(async () => {
    store = await make();
    await store.check();
  });
  const textAt = async (key: string) => {
    const blob = await store.get(key);
    return blob && text(blob.stream);
  };
  const keysBelow = async (folder: string) => {
    const keys: string[] = [];
    for await (const { key } of store.list(folder)) keys.push(key);
    return keys.sort();
  };

  test('gives back what was put into it: text, bytes, and what a stream brings', async () => {
    const bytes = randomBytes(100_000);
    await store.put('kinds/text', 'grün');
    await store.put('kinds/bytes', bytes);
    await store.put('kinds/stream', Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]));
    expect(await textAt('kinds/text')).toBe('grün');
    for (const key of ['kinds/bytes', 'kinds/stream']) {
      const blob = (await store.get(key))!;
      expect(blob.bytes).toBe(bytes.length);
      expect((await buffer(blob.stream)).equals(bytes)).toBe(true);
    }
  });

  test('keeps what is empty, and says of what is absent that it is', async () => {
    await store.put('empty/text', '');
    await store.put('empty/stream', Readable.from([]));
    expect([await textAt('empty/text'), await textAt('empty/stream')]).toEqual(['', '']);
    expect((await store.get('empty/text'))?.bytes).toBe(0);
    for (const key of ['empty/other', 'empty', 'nowhere/at/all']) expect(await store.get(key)).toBeUndefined();
    expect(await keysBelow('nowhere')).toEqual([]);
  });

  test('puts the new in place of the old', async () => {
    await store.put('twice', 'the first, which is longer');
    await store.put('twice', 'the second');
    expect(await textAt('twice')).toBe('the second');
  });

  test('a stream that breaks off leaves what was there, and nothing where nothing was', async () => {
    const broken = () =>
      Readable.from(
        (function* () {
          yield randomBytes(9 << 20);
          throw new Error('The client went away.');
        })(),
      );
    await store.put('broken/before', 'whole');
    for (const key of ['broken/before', 'broken/new'])
      await expect(store.put(key, broken())).rejects.toThrow('The client went away.');
    expect(await textAt('broken/before')).toBe('whole');
    expect(await keysBelow('broken')).toEqual(['broken/before']);
  });

  test('gives a stretch, without what lies beyond the end', async () => {
    await store.put('range', '0123456789');
    const stretch = async (start: number, end: number) => {
      const blob = (await store.get('range', { start, end }))!;
      const found = await text(blob.stream);
      expect(blob.bytes).toBe(found.length);
      return found;
    };
    expect(await stretch(0, 2)).toBe('01');
    expect(await stretch(3, 7)).toBe('3456');
    expect(await stretch(8, 100)).toBe('89');
    expect(await stretch(4, 4)).toBe('');
    expect(await stretch(10, 12)).toBe('');
    expect(await store.get('absent', { start: 0, end: 1 })).toBeUndefined();
  });

  test('takes what is too large for one piece, as a stream', async () => {
    const piece = randomBytes(1 << 20);
    await store.put('large', Readable.from(Array.from({ length: 20 }, () => piece)));
    const blob = (await store.get('large'))!;
    expect(blob.bytes).toBe(20 << 20);
    let at = 0;
    for await (const chunk of blob.stream as AsyncIterable<Buffer>) {
      for (let i = 0; i < chunk.length; i += 65_536) expect(chunk[i]).toBe(piece[(at + i) % piece.length]);
      at += chunk.length;
    }
    expect(at).toBe(20 << 20);
    const across = (await store.get('large', { start: (8 << 20) - 5, end: (8 << 20) + 5 }))!;
    expect((await buffer(across.stream)).equals(Buffer.concat([piece.subarray(-5), piece.subarray(0, 5)]))).toBe(true);
  });

  test('takes names with blanks, signs and letters of any language', async () => {
    const names = [
      'names/a file.txt',
      'names/a+b & c%20d.txt',
      'names/Größe «文» 🙂.txt',
      "names/it's (1) [2] {3} = #4.txt",
      'names/<x>"y"',
    ];
    for (const name of names) await store.put(name, name);
    expect(await keysBelow('names')).toEqual([...names].sort());
    for (const name of names) expect(await textAt(name)).toBe(name);
    for (const name of names) await store.delete(name);
    expect(await keysBelow('names')).toEqual([]);
  });

  test('lists a folder with its folders, and not its neighbours', async () => {
    const keys = ['list/one', 'list/two/three', 'list/two/four/five', 'list-beside', 'lists/six'];
    for (const key of keys) await store.put(key, key);
    expect(await keysBelow('list')).toEqual(keys.slice(0, 3).sort());
    expect(await keysBelow('list/two')).toEqual(keys.slice(1, 3).sort());
    expect(await keysBelow('')).toEqual(expect.arrayContaining(keys));
    for await (const { key, bytes } of store.list('list')) expect(bytes).toBe(key.length);
  });

  test('deletes one, or a whole folder, and what is not there besides', async () => {
    for (const key of ['gone/one', 'gone/two', 'gone/deep/three', 'gone-not']) await store.put(key, 'x');
    await store.delete('gone/one');
    await store.delete('gone/one');
    expect(await keysBelow('gone')).toEqual(['gone/deep/three', 'gone/two']);
    await store.deleteAll('gone');
    await store.deleteAll('gone');
    expect(await keysBelow('gone')).toEqual([]);
    expect(await textAt('gone-not')).toBe('x');
  });

  test('lists more than fits into one answer', async () => {
    const keys = Array.from({ length: 1100 }, (_, i) => `many/${String(i).padStart(4, '0')}`);
    await inParallel(20, keys, (key) => store.put(key, ''));
    expect(await keysBelow('many')).toEqual(keys);
    await store.deleteAll('many');
    expect(await keysBelow('many')).toEqual([]);
  });

  test('refuses keys that lead out of it', async () => {
    for (const key of ['../out', 'a/../../out', '/etc/passwd', 'a//b', 'a/', '', 'a\\b', '.'])
      await expect(store.put(key, 'x'), key).rejects.toThrow('is no key');
  });
});

describe('a bucket that cannot be worked with says what to do:', () => {
  const failing = async (environment: Readonly<Record<string, string>>, name = 'ghostwriter') => {
    Object.assign(process.env, s3?.environment, environment);
    const store = new S3Store({ bucket: name, prefix: '' });
    const failures: StoreFailure[] = [];
    for (const act of [
      () => store.check(),
      () => store.put('key', 'x'),
      () => store.get('key'),
      () => store.delete('key'),
      () => store.deleteAll('folder'),
    ])
      await act().then(
        () => undefined,
        (error: unknown) => failures.push(error as StoreFailure),
      );
    expect(failures).toHaveLength(5);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(StoreFailure);
      // Whatever is logged of it, the key is not in it.
      expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toMatch(/S3RVER|somebody|StringToSign/);
    }
    const [first] = failures;
    for (const { message } of failures) expect(message).toBe(first!.message);
    return first!;
  };

  test('nobody listens', async () => {
    const { message, passing } = await failing({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect(message).toBe(
      'The store at http://127.0.0.1:9 does not answer (ECONNREFUSED). Look whether it runs and can be reached from this machine, and whether AWS_ENDPOINT_URL is its address.',
    );
    expect(passing).toBe(true);
  });

  test('there is no such machine', async () => {
    expect((await failing({ AWS_ENDPOINT_URL: 'http://store.invalid:9000' })).message).toMatch(
      /^The store at http:\/\/store\.invalid:9000 does not answer \((ENOTFOUND|EAI_AGAIN)\)/,
    );
  });

  test('the key is unknown', async () => {
    const { message, passing } = await failing({ AWS_ACCESS_KEY_ID: 'somebody' });
    expect(message).toMatch(
      /^The store at http:\/\/127\.0\.0\.1:\d+ refuses the key \(InvalidAccessKeyId\)\. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, /,
    );
    expect(passing).toBe(false);
  });

  test('there is no such bucket', async () => {
    expect((await failing({}, 'another')).message).toMatch(
      /^There is no bucket another at http:\/\/127\.0\.0\.1:\d+\. Make it, or name another one with --store\.$/,
    );
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Tokens } from '../../../src/server/tokens.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a token is its tenant’s, with its scopes; its text is not kept', async () => {
  const folder = temporaryFolder();
  const tokens = new Tokens(folder);
  const { text, kept } = await tokens.add('school', ['read', 'read']);
  expect(await tokens.caller(text)).toEqual({ tenant: 'school', scopes: new Set(['read']), token: kept.id });
  expect(readFileSync(path.join(folder, 'tokens.json'), 'utf8')).not.toContain(text.split('_')[2]);
});

test('no other text is one', async () => {
  const tokens = new Tokens(temporaryFolder());
  const { text, kept } = await tokens.add('school', ['read']);
  for (const other of [
    '',
    'gwb_',
    `${text}x`,
    text.slice(0, -1),
    `gwb_${kept.id}_${kept.sha256}`,
    kept.sha256,
    text.toUpperCase(),
  ])
    expect(await tokens.caller(other)).toBeUndefined();
});

test('what another process adds and removes counts at once', async () => {
  const folder = temporaryFolder();
  const [server, command] = [new Tokens(folder), new Tokens(folder)];
  expect(await server.list()).toEqual([]);
  const { text, kept } = await command.add('school', ['write']);
  expect(await server.caller(text)).toMatchObject({ tenant: 'school' });
  expect(await command.remove(kept.id)).toBe(true);
  expect(await server.caller(text)).toBeUndefined();
  expect(await command.remove(kept.id)).toBe(false);
});

test('a damaged file is no lack of tokens', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'tokens.json'), '{"version":1}');
  await expect(new Tokens(folder).list()).rejects.toThrow('is damaged');
});

test('tokens that are added and removed at the same time, by several programs, are all as they were told', async () => {
  const folder = temporaryFolder();
  const first = await Promise.all(Array.from({ length: 4 }, () => new Tokens(folder).add('old', ['read'])));
  const [added, removed] = await Promise.all([
    Promise.all(Array.from({ length: 8 }, () => new Tokens(folder).add('new', ['read']))),
    Promise.all(first.map(({ kept }) => new Tokens(folder).remove(kept.id))),
  ]);
  expect(removed).toEqual([true, true, true, true]);
  const server = new Tokens(folder);
  for (const { text } of added) expect(await server.caller(text)).toMatchObject({ tenant: 'new' });
  for (const { text } of first) expect(await server.caller(text)).toBeUndefined();
});

test.each(['', '{', 'null', '{"version":1}', '\0\x01\x02'])(
  'a file of tokens that holds %j is named, and not written over',
  async (content) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'tokens.json'), content);
    for (const act of [
      (t: Tokens) => t.list(),
      (t: Tokens) => t.add('school', ['read']),
      (t: Tokens) => t.remove('x'),
      (t: Tokens) => t.caller('gwb_00000000_x'),
    ])
      await expect(act(new Tokens(folder))).rejects.toThrow(/tokens\.json is damaged.*backup/);
    expect(readFileSync(path.join(folder, 'tokens.json'), 'utf8')).toBe(content);
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test, vi } from 'vitest';
import { disk } from '../../../src/storage/disk.ts';
import { isOwned, OwnerLock } from '../../../src/storage/owner-lock.ts';
import { ROOT } from '../support/paths.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';

const locks = (folder: string) => readdirSync(folder).filter((name) => name.includes('lock') || name.includes('claim'));

/** Another process that takes a folder, as another window does, and keeps it until it is killed. */
async function otherOwner(folder: string): Promise<{ kill: () => Promise<void> }> {
  const outfile = path.join(temporaryFolder(), 'owner.mjs');
  const contents = `import { OwnerLock } from './owner-lock.ts'; OwnerLock.acquire(${JSON.stringify(folder)}).then((lock) => console.log(lock ? 'mine' : 'taken')); setInterval(() => {}, 1000);`;
  await build({
    stdin: { contents, resolveDir: path.join(ROOT, 'src/storage') },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  const child = spawn(process.execPath, [outfile], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString().trim()).toBe('mine');
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

test('a folder has one owner at a time', async () => {
  const folder = temporaryFolder();
  const lock = await OwnerLock.acquire(folder);
  expect(await OwnerLock.acquire(folder)).toBeUndefined();
  expect(await isOwned(folder)).toBe(true);
  await lock?.release();
  expect(await isOwned(folder)).toBe(false);
  expect(locks(folder)).toEqual([]);
  expect(await OwnerLock.acquire(folder)).toBeDefined();
});

test('of many that want a folder whose owner is gone, one gets it', async () => {
  const folder = folderWith({ 'lock-7': JSON.stringify({ pid: 2 ** 22 + 1, started: 'long ago' }) });
  expect(await isOwned(folder)).toBe(false);
  const got = await Promise.all(Array.from({ length: 20 }, () => OwnerLock.acquire(folder)));
  expect(got.filter(Boolean)).toHaveLength(1);
  expect(locks(folder)).toEqual(['lock-8']);
});

test.runIf(process.platform === 'linux')(
  'a process that has the number of one that is gone is not taken for it',
  async () => {
    const folder = temporaryFolder();
    await OwnerLock.acquire(folder);
    const owner = JSON.parse(readFileSync(path.join(folder, 'lock-1'), 'utf8')) as { pid: number; started: string };
    writeFileSync(path.join(folder, 'lock-1'), JSON.stringify({ ...owner, started: `${owner.started}0` }));
    expect(await isOwned(folder)).toBe(false);
  },
);

test('a clock that is set back, or an hour of sleep, changes nothing', async () => {
  const folder = temporaryFolder();
  await OwnerLock.acquire(folder);
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  for (const now of ['2001-01-01', '2099-01-01']) {
    vi.setSystemTime(now);
    expect(await isOwned(folder)).toBe(true);
    expect(await OwnerLock.acquire(folder)).toBeUndefined();
  }
});

test('one that was never written whole is nobody’s', async () => {
  expect(await isOwned(folderWith({ 'lock-1': '{"pid":' }))).toBe(false);
});

test('where there are no hard links, one of many still gets it', async () => {
  vi.spyOn(disk, 'link').mockRejectedValue(Object.assign(new Error('EPERM'), { code: 'EPERM' }));
  onTestFinished(() => void vi.restoreAllMocks());
  const folder = temporaryFolder();
  const got = await Promise.all(Array.from({ length: 20 }, () => OwnerLock.acquire(folder)));
  expect(got.filter(Boolean)).toHaveLength(1);
});

test('a folder of another process is left alone until that is killed', async () => {
  const folder = temporaryFolder();
  const other = await otherOwner(folder);
  expect(await OwnerLock.acquire(folder)).toBeUndefined();
  await other.kill();
  expect(await OwnerLock.acquire(folder)).toBeDefined();
});

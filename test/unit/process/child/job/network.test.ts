import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readReport } from '../../../support/analysis.ts';
import { DIST, SAMPLES } from '../../../support/paths.ts';
import { cannotTrace, cannotUnshare, changesAmong, FILE_CHANGES, traced } from '../../../support/system-calls.ts';
import { folderWith, temporaryFolder } from '../../../support/temporary-folder.ts';
import { zip } from '../../../support/zip-writer.ts';

const cli = path.join(DIST, 'cli.js');

describe('an analysis uses no network', () => {
  test.skipIf(cannotUnshare)(
    `it runs where there is none: no interface, not even a loopback that is up${cannotUnshare ? ` (skipped: ${cannotUnshare})` : ''}`,
    () => {
      const out = temporaryFolder();
      const { status, stdout, stderr } = spawnSync(
        'unshare',
        ['-rn', process.execPath, cli, 'analyze', SAMPLES, '--out', out, '--format', 'json', '--quiet'],
        { encoding: 'utf8' },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(readReport(stdout.trim()).summary).toMatchObject({ documents: 24, analyzed: 23 });
    },
  );

  test.skipIf(cannotTrace)(
    `it calls nothing but local sockets, in all of its processes and threads${cannotTrace ? ` (skipped: ${cannotTrace})` : ''}`,
    async () => {
      const { code, calls } = await traced('socket,connect,sendto,sendmsg,sendmmsg,bind', [
        process.execPath,
        cli,
        'analyze',
        SAMPLES,
        '--out',
        temporaryFolder(),
        '--quiet',
      ]);
      expect(code).toBe(0);
      expect(remote(calls)).toEqual([]);
    },
  );

  test.skipIf(cannotTrace)('the watch sees what it is there for', async () => {
    const { calls } = await traced('socket,connect,sendto,sendmsg,sendmmsg,bind', [
      process.execPath,
      '-e',
      `new (require('node:worker_threads').Worker)("require('node:net').connect(9, '127.0.0.1').on('error', () => undefined)", { eval: true })`,
    ]);
    expect(remote(calls).join('\n')).toMatch(/AF_INET/);
  });
});

describe('a job writes into its own folder and where its exports go', () => {
  const text = 'The river was wide and slow, and nobody had crossed it since the spring. ';
  const archive = zip([
    { name: '../../evil.txt', data: text },
    { name: '/tmp/evil.txt', data: text },
    { name: 'good.txt', data: text.repeat(9) },
    { name: 'in.zip', data: zip([{ name: 'deep.txt', data: text.repeat(8) }]), deflated: true },
  ]);

  test.skipIf(cannotTrace)('and nowhere else, whatever the archive', async () => {
    const place = { tmp: temporaryFolder(), home: temporaryFolder(), cwd: temporaryFolder(), out: temporaryFolder() };
    const source = path.join(folderWith({ 'batch.zip': archive }), 'batch.zip');
    const { code, calls } = await traced(
      FILE_CHANGES,
      [process.execPath, cli, 'analyze', source, '--out', place.out, '--quiet'],
      { cwd: place.cwd, env: { PATH: process.env['PATH'], TMPDIR: place.tmp, HOME: place.home } },
    );
    expect(code).toBe(0);
    const changed = changesAmong(calls).filter(
      (call) => !call.includes(`"${place.tmp}/ghostwriter-`) && !call.includes(`"${place.out}/`),
    );
    expect(changed).toEqual([]);
    expect(readdirSync(place.out).sort()).toEqual(['batch.analysis.csv', 'batch.analysis.json']);
    for (const empty of [place.tmp, place.home, place.cwd]) expect(readdirSync(empty)).toEqual([]);
  });
});

/** Calls that have to do with another machine, or could have. */
function remote(calls: readonly string[]): string[] {
  return calls.filter((call) => {
    if (/\bsocket\(/.test(call)) return !/AF_UNIX|AF_LOCAL/.test(call);
    if (/\b(?:connect|bind)\(/.test(call)) return !/sa_family=AF_UNIX/.test(call);
    // The IPC channel between host and child is a pair of local sockets: messages on it name no address.
    return /sa_family=AF_(?!UNIX)/.test(call);
  });
}

import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sourceState } from '../../../../src/extension/results/source-state.ts';
import type { Report } from '../../../../src/report/report.ts';
import { folderWith } from '../../support/temporary-folder.ts';

/** A report on a folder that was analysed some minutes after it was written. */
function analysed(): { folder: string; report: Report } {
  const folder = folderWith({ 'a.txt': 'a', 'in/b.txt': 'b' });
  const written = new Date('2030-01-01T12:00:00Z');
  for (const name of ['a.txt', 'in/b.txt', 'in', '.']) utimesSync(path.join(folder, name), written, written);
  const source = { kind: 'folder', name: 'texts', paths: [folder] };
  return {
    folder,
    report: {
      job: { source, startedAt: '2030-01-01T12:05:00.000Z' },
      documents: [{ path: 'a.txt' }, { path: 'in/b.txt' }, { path: 'table.csv/row 1' }],
    } as unknown as Report,
  };
}

const later = new Date('2030-01-01T12:10:00Z');

test('a source that nobody has touched is the same', async () => {
  expect(await sourceState(analysed().report)).toBe('same');
});

test('one whose folder is gone has moved', async () => {
  const { folder, report } = analysed();
  rmSync(folder, { recursive: true });
  expect(await sourceState(report)).toBe('moved');
});

test.each([
  ['a document was written', 'in/b.txt'],
  ['something came into a folder, or went', 'in'],
])('one in which %s has changed', async (_, name) => {
  const { folder, report } = analysed();
  utimesSync(path.join(folder, name), later, later);
  expect(await sourceState(report)).toBe('changed');
});

test('an archive that was written since has changed', async () => {
  const { folder, report } = analysed();
  const archive = path.join(folder, 'texts.zip');
  writeFileSync(archive, 'x');
  utimesSync(archive, later, later);
  expect(
    await sourceState({
      ...report,
      job: { ...report.job, source: { kind: 'zip', name: 'texts.zip', paths: [archive] } },
    }),
  ).toBe('changed');
});

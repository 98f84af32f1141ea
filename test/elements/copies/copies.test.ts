import { beforeEach, expect, test } from 'vitest';
import { LEFT_OUT_KINDS } from '../../../src/report/left-out.ts';
import type { Report } from '../../../src/report/report.ts';
import { Batch } from '../../../src/webview/batch.ts';
import { GwCopies } from '../../../src/webview/copies/copies.ts';
import { type FakeHost, fakeHost } from '../fixtures/host.ts';
import { sampleReport } from '../fixtures/states.ts';
import { deep, mount, mountWith, settled, text } from '../mount.ts';

const [first, second, third] = sampleReport.documents.filter((d) => d.status === 'analyzed').map((d) => d.id) as [
  string,
  string,
  string,
];
const holders = [first, second, third].map((id) => ({ id, start: 0, end: 400 }));
const report: Report = {
  ...sampleReport,
  documents: sampleReport.documents.map((d) =>
    d.status === 'skipped' ? d : { ...d, shareCopied: holders.some(({ id }) => id === d.id) ? 0.35 : 0 },
  ),
  summary: { ...sampleReport.summary, sharedPassages: 1, leftOut: { references: { documents: 6, words: 462 } } },
  sharedPassages: [{ words: 86, documents: holders }],
};

let copies: GwCopies;
let host: FakeHost;
beforeEach(async () => {
  host = fakeHost();
  copies = await mountWith(new GwCopies(), report, {}, host);
});

const button = (part: string) => deep<HTMLButtonElement>(copies, 'button').find((b) => text(b).includes(part))!;

test('a passage that many share is one line, and shows its documents alone', async () => {
  button('3 documents share a passage of 86 words').click();
  await settled(copies);
  expect(copies.store.state.only).toEqual([first, second, third]);
  button('3 documents share').click();
  expect(copies.store.filtered).toBe(false);
});

test('says what was left out, and asks for it to be counted', () => {
  expect(text(copies.renderRoot as unknown as Element)).toContain(
    'Left out of copies: lists of references in 6 documents (462 words)',
  );
  deep<HTMLInputElement>(copies, 'input')[0]!.click();
  expect(host.leaveOut.mock.calls).toEqual([[LEFT_OUT_KINDS.filter((kind) => kind !== 'references')]]);
});

test('cannot switch anything where nothing can run again, and says nothing of an earlier version', async () => {
  await mount(copies, {});
  expect(deep(copies, 'input')).toHaveLength(0);
  copies.batch = new Batch(sampleReport);
  await settled(copies);
  expect(text(copies.renderRoot as unknown as Element)).toBe('');
  expect(copies.checkVisibility()).toBe(false);
});

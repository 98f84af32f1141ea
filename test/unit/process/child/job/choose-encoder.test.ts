import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ListedDocument } from '../../../../../src/analysis/sources/document-location.ts';
import { DEFAULT_READING } from '../../../../../src/report/reading-options.ts';
import { chooseEncoder, estimatedCharacters, FULL_UP_TO } from '../../../../../src/process/child/job/choose-encoder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chosenByUser } from '../../../../../src/storage/inside-source.ts';

/** So many listings of one file of so many bytes. */
function batchOf(count: number, bytes: number, name = 'a.txt'): ListedDocument[] {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, 'a'.repeat(bytes));
  return Array.from({ length: count }, (_, i) => ({
    path: `${i}/${name}`,
    location: { kind: 'file', file: chosenByUser(file) },
  }));
}

describe('by itself', () => {
  test('a small batch is compared by the full encoder, without a word', () => {
    expect(chooseEncoder('auto', batchOf(1000, 1500), DEFAULT_READING)).toEqual({ tier: 'full', warnings: [] });
  });

  test('a large one by the fast encoder, which is said', () => {
    const { tier, warnings } = chooseEncoder('auto', batchOf(10_000, 1500), DEFAULT_READING);
    expect(tier).toBe('fast');
    expect(warnings).toMatchObject([
      { code: 'fast-encoder', message: expect.stringContaining('15 million characters') as string },
    ]);
  });

  test('the limit lies where it is documented', () => {
    expect(
      [FULL_UP_TO / 1000, FULL_UP_TO / 1000 + 1].map(
        (n) => chooseEncoder('auto', batchOf(n, 1000), DEFAULT_READING).tier,
      ),
    ).toEqual(['full', 'fast']);
  });
});

test('a wish is followed, whatever the size', () => {
  expect(chooseEncoder('full', batchOf(100_000, 1500), DEFAULT_READING)).toEqual({ tier: 'full', warnings: [] });
  expect(chooseEncoder('fast', batchOf(1, 10), DEFAULT_READING)).toEqual({ tier: 'fast', warnings: [] });
});

test('a document counts for what is read of it at most, a packed one for less than its bytes, a missing one for nothing', () => {
  expect(estimatedCharacters(batchOf(3, DEFAULT_READING.limits.characters + 5), DEFAULT_READING)).toBe(
    3 * DEFAULT_READING.limits.characters,
  );
  expect(estimatedCharacters(batchOf(3, 1000, 'a.pdf'), DEFAULT_READING)).toBeCloseTo(300);
  expect(
    estimatedCharacters(
      [{ path: 'gone.txt', location: { kind: 'file', file: chosenByUser('/gone/gone.txt') } }],
      DEFAULT_READING,
    ),
  ).toBe(0);
});

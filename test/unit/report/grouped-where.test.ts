import { expect, test } from 'vitest';
import { DEFAULT_READING, groupedWhere } from '../../../src/report/reading-options.ts';
import { optionsFrom } from '../../../src/server/upload-options.ts';

test('pairs within a group are left out by folder where nothing says what the groups are', () => {
  expect(groupedWhere(true, DEFAULT_READING).groupBy).toBe('folder');
  expect(groupedWhere(true, { ...DEFAULT_READING, groupBy: 'submission' }).groupBy).toBe('submission');
  expect(groupedWhere(false, DEFAULT_READING)).toBe(DEFAULT_READING);
});

test('the service does so, too', () => {
  expect(optionsFrom('{"acrossGroups": true}', DEFAULT_READING.limits)).toMatchObject({
    acrossGroups: true,
    reading: { groupBy: 'folder' },
  });
  expect(optionsFrom('{}', DEFAULT_READING.limits)).toMatchObject({
    acrossGroups: false,
    reading: { groupBy: 'none' },
  });
});

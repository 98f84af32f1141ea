import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withGroups } from '../../../../src/analysis/sources/groups.ts';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { submissionOf } from '../../../../src/analysis/sources/submission.ts';
import { DEFAULT_READING, type GroupBy } from '../../../../src/report/reading-options.ts';
import { zipSource } from '../../support/zip-source.ts';
import { zip } from '../../support/zip-writer.ts';
import { chosenByUser } from '../../../../src/storage/inside-source.ts';
import { processorTime } from '../../support/processor-time.ts';

const groupsOf = async (groupBy: GroupBy, ...paths: string[]) =>
  (
    await withGroups(
      paths.map((path) => ({ path, location: { kind: 'file', file: chosenByUser(path) } })),
      groupBy,
    )
  ).map((d) => d.group);

describe('a submission is', () => {
  test.each([
    ['Ada Lovelace_12345_assignsubmission_file_/essay.docx', 'Ada Lovelace'],
    ['Ada Lovelace_12345_assignsubmission_file/drafts/essay.docx', 'Ada Lovelace'],
    ['Ada Lovelace_12345_assignsubmission_file_essay.docx', 'Ada Lovelace'],
    ['Ada Lovelace_12345_assignsubmission_onlinetext_/onlinetext.html', 'Ada Lovelace'],
    ['Müller_Weiß Jörg_7_assignsubmission_file_/a.txt', 'Müller_Weiß Jörg'],
    ['group A/Ada Lovelace_12345_assignsubmission_file_/essay.docx', 'Ada Lovelace'],
    ['batch.zip/Ada Lovelace_12345_assignsubmission_file_/essay.docx', 'Ada Lovelace'],
    ['Participant 88_12345_assignsubmission_file_/essay.docx', 'Participant 88'],
  ])('of Moodle: %s', (path, student) => {
    expect(submissionOf(path)).toBe(student);
  });

  test.each([
    ['lovelaceada_12345_67890_essay.docx', 'lovelaceada'],
    ['lovelaceada_LATE_12345_67890_my_long_essay-1.docx', 'lovelaceada'],
    ['class/lovelaceada_12345_67890_essay.docx', 'lovelaceada'],
    ['lovelaceada_12345_67890_essay.zip/essay.txt', 'lovelaceada'],
  ])('of Canvas: %s', (path, student) => {
    expect(submissionOf(path)).toBe(student);
  });

  test.each([
    ['Essay 1_alovelace_attempt_2024-03-05-14-22-10_essay.docx', 'alovelace'],
    ['Essay_on_bees_alovelace_attempt_2024-03-05-14-22-10.txt', 'alovelace'],
    ['essays/Essay 1_alovelace_attempt_2024-03-05_essay.docx', 'alovelace'],
  ])('of Blackboard: %s', (path, student) => {
    expect(submissionOf(path)).toBe(student);
  });

  test.each([
    ['Ada/essay.txt', 'Ada'],
    ['Ada/drafts/essay.txt', 'Ada'],
    ['ada.zip/essay.txt', 'ada'],
    ['essay.txt', undefined],
    ['notes_2024_final.txt', undefined],
    ['an_attempt_at_verse.txt', undefined],
  ])('elsewhere the folder of a student: %s', (path, student) => {
    expect(submissionOf(path)).toBe(student);
  });

  test('found in time that grows with the path’s length, whatever the path', () => {
    const begun = processorTime();
    for (const part of ['_', '_1', '_attempt_', '_assignsubmission_', '9_']) submissionOf(part.repeat(400_000));
    expect(processorTime() - begun).toBeLessThan(3_000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => ['string', 'undefined'].includes(typeof submissionOf(path))),
    );
  });
});

describe('documents are grouped', () => {
  test('by folder', async () => {
    expect(await groupsOf('folder', 'a.txt', 'x/b.txt', 'x/y/c.txt')).toEqual([undefined, 'x', 'x/y']);
  });

  test('by what a regular expression finds: its first group, or all of the match', async () => {
    expect(await groupsOf({ pattern: '^class-(\\w+)/' }, 'class-a/1.txt', 'class-b/2.txt', 'other/3.txt')).toEqual([
      'a',
      'b',
      undefined,
    ]);
    expect(await groupsOf({ pattern: '\\d{4}' }, 'essay-2024.txt', 'essay.txt')).toEqual(['2024', undefined]);
  });

  test('or are not', async () => {
    expect(await groupsOf('none', 'x/a.txt')).toEqual([undefined]);
  });

  test('by a pattern that would hang a backtracking engine in no time', async () => {
    const begun = processorTime();
    expect(await groupsOf({ pattern: '^(a+)+$' }, `${'a'.repeat(4_000)}!`)).toEqual([undefined]);
    expect(processorTime() - begun).toBeLessThan(3_000);
  });

  test.each(['(', '[a', '(?=x)', '\\1'])('not by %j, which says so', async (pattern) => {
    await expect(groupsOf({ pattern }, 'a')).rejects.toMatchObject({
      code: 'invalid-options',
      message: expect.stringContaining('ghostwriter.groupBy') as string,
    });
  });

  test('as they are listed', async () => {
    const archive = zip([
      { name: 'Ada_1_assignsubmission_file_/a.txt', data: 'a' },
      { name: 'Bo_2_assignsubmission_file_/b.txt', data: 'b' },
    ]);
    const { documents } = await listDocuments(zipSource(archive), { ...DEFAULT_READING, groupBy: 'submission' });
    expect(documents.map((d) => d.group)).toEqual(['Ada', 'Bo']);
  });
});

describe('the student, whatever the platform', () => {
  test.each([
    ['12340-56789 - Ada Lovelace - Mar 5, 2024 220 PM/essay.docx', 'Ada Lovelace'],
    ['12340-56789 - Ada Lovelace - 6 mars 2024 14 20/essay.docx', 'Ada Lovelace'],
    ['12340-56789 - Ada Lovelace - Mar 5, 2024 220 PM - essay.docx', 'Ada Lovelace'],
    ['Submitted files/Ada Lovelace/Essay 1/Version 2/essay.docx', 'Ada Lovelace'],
    ['Class A/Submitted files/Ada Lovelace/Essay 1/essay.docx', 'Ada Lovelace'],
    ['Essay 1/Ada Lovelace - Essay 1.docx', 'Ada Lovelace'],
    ['Essay 1_alovelace_attempt_2024-03-05-14-22-10_essay.docx', 'alovelace'],
    ['Essay 1_alovelace_attempt_2024-03-06-09-00-00_essay.docx', 'alovelace'],
    ['Chloe\u0301_991_assignsubmission_file_/essay.txt', 'Chlo\u00e9'],
  ])('%s', async (path, student) => {
    expect(await groupsOf('submission', path)).toEqual([student]);
  });
});

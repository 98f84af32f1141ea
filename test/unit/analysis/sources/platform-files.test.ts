import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { folderSource } from '../../support/analysis.ts';
import { folderWith } from '../../support/temporary-folder.ts';

const listed = async (files: Readonly<Record<string, string>>) => {
  const { documents, warnings } = await listDocuments(folderSource(folderWith(files)));
  return { paths: documents.map(({ path }) => path), warnings: warnings.map(({ code }) => code) };
};

const attempt = 'Essay 1_ada_attempt_2024-03-05-14-22-10';
const receipt = (typed: string) =>
  `Name: Ada Lovelace (ada)\nAssignment: Essay 1\nDate Submitted: Tuesday, March 5, 2024\nCurrent Grade: Needs Grading\n\nSubmission Field:\n${typed}\n\nComments:\nThere are no student comments for this assignment.\n\nFiles:\n\tOriginal filename: essay.txt\n\tFilename: ${attempt}_essay.txt\n`;

describe('files that a platform writes itself', () => {
  test('are passed over, and said once: receipts of Blackboard', async () => {
    const files = {
      [`${attempt}_essay.txt`]: 'An essay.',
      [`${attempt}.txt`]: receipt('There is no student submission text data for this assignment.'),
    };
    expect(await listed(files)).toEqual({ paths: [`${attempt}_essay.txt`], warnings: ['platform-files'] });
  });

  test('are none where a receipt holds what a student typed', async () => {
    expect(await listed({ [`${attempt}.txt`]: receipt('My whole essay is typed here.'), 'b.txt': 'Another.' })).toEqual(
      { paths: [`${attempt}.txt`, 'b.txt'], warnings: [] },
    );
  });

  test('are receipts in other languages, which name the files beside them', async () => {
    const german = `Name: Ada Lovelace\nAufgabe: Aufsatz\nAbgabedatum: 5. M\u00e4rz 2024\nNote: offen\nDateiname: ${attempt}_essay.txt\n`;
    expect((await listed({ [`${attempt}_essay.txt`]: 'An essay.', [`${attempt}.txt`]: german })).paths).toEqual([
      `${attempt}_essay.txt`,
    ]);
  });

  test('are the list of the submissions', async () => {
    const files = {
      '1-2 - Ada - Mar 5, 2024/essay.txt': 'a',
      '3-2 - Chlo\u00e9 - Mar 5, 2024/essay.txt': 'b',
      'index.html':
        '<a href="1-2 - Ada - Mar 5, 2024/">Ada</a><a href="3-2%20-%20Chlo%C3%A9%20-%20Mar%205,%202024/">Chloe</a>',
    };
    expect(await listed(files)).toEqual({
      paths: Object.keys(files)
        .filter((name) => name !== 'index.html')
        .sort(),
      warnings: ['platform-files'],
    });
    expect((await listed({ ...files, 'index.html': '<p>An essay about harbours.</p>' })).paths).toContain('index.html');
  });

  test('are lists of marks, and feedback', async () => {
    expect(
      (
        await listed({
          'a.txt': 'a',
          'Grades-HU204.csv': 'Identifier,Full name,Email address,Status,Grade\nParticipant 1,Ada,a@x.org,Submitted,\n',
          'Ada_1_assignfeedback_comments_/comments.html': '<p>Well done.</p>',
        })
      ).paths,
    ).toEqual(['a.txt']);
  });

  test('leave no trace where a system or Word wrote them', async () => {
    expect(await listed({ 'a.txt': 'a', 'Thumbs.db': 'x', 'desktop.ini': 'x', '~$essay.docx': 'x' })).toEqual({
      paths: ['a.txt'],
      warnings: [],
    });
  });
});

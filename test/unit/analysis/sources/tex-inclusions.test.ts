import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { comparedText } from '../../../../src/analysis/document/compared-text.ts';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { contentDigest, readDocument } from '../../../../src/analysis/sources/read-document.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { folderSource } from '../../support/analysis.ts';
import { folderWith } from '../../support/temporary-folder.ts';

/** The words that count of each document of a folder, by its path, and what is said of the folder. */
async function read(folder: string) {
  const { documents, warnings } = await listDocuments(folderSource(folder));
  const texts: Record<string, string> = {};
  const said: string[] = [];
  for (const document of documents) {
    const parsed = await readDocument(document, DEFAULT_READING);
    texts[document.path] = comparedText(parsed).text.replace(/\s+/g, ' ').trim();
    said.push(...parsed.warnings.map(({ message }) => message));
  }
  return { texts, said, warnings: warnings.map(({ code, message }) => `${code}: ${message}`) };
}

const article = (body: string) =>
  `\\documentclass{article}\n\\input{macros}\n\\begin{document}\n${body}\n\\end{document}\n`;

describe('LaTeX files that include others', () => {
  test('are one document with them', async () => {
    const { texts, said, warnings } = await read(
      folderWith({
        'ada/main.tex': article(
          'Begin. \\input{chapters/one} \\include{chapters/two}\n\\input chapters/three.tex End.',
        ),
        'ada/macros.tex': '\\newcommand{\\x}{y}',
        'ada/chapters/one.tex': 'First part. \\input{chapters/deep}',
        'ada/chapters/deep.tex': 'Deep part.',
        'ada/chapters/two.tex': 'Second part.',
        'ada/chapters/three.tex': 'Third part.',
        'ben/main.tex': article('By itself.'),
        'ben/macros.tex': '',
      }),
    );
    expect(texts).toEqual({
      'ada/main.tex': 'Begin. First part. Deep part. Second part. Third part. End.',
      'ben/main.tex': 'By itself.',
    });
    expect(said).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^files-included: 6 LaTeX files are included by others and were read as parts of them: ada\/chapters\/deep\.tex, /,
      ),
    ]);
  });

  test('beside the file, by their folder, and with a text of their own', async () => {
    const { texts } = await read(
      folderWith({
        'main.tex': '\\begin{document}A \\import{parts/}{one} \\subfile{parts/two} C\\end{document}',
        'parts/one.tex': 'one \\input{beside}',
        'parts/beside.tex': 'beside',
        'parts/two.tex': '\\documentclass{subfiles}\\begin{document}two\\end{document} no more',
      }),
    );
    expect(texts).toEqual({ 'main.tex': 'A one beside two C' });
  });

  test('are said where the source does not hold them', async () => {
    const { texts, said } = await read(
      folderWith({
        'main.tex':
          '\\input{preamble}\\begin{document}Here. \\input{gone} \\input{../../etc/passwd}\\input{/etc/passwd} % \\input{comment}\n\\end{document}',
      }),
    );
    expect(texts).toEqual({ 'main.tex': 'Here.' });
    expect(said).toEqual([
      expect.stringMatching(/^3 files that the text includes are not in the source and were not read: gone, /),
    ]);
  });

  test('outside of the source are not followed, by links neither', async () => {
    const outside = folderWith({ 'secret.tex': 'secret words' });
    const folder = folderWith({ 'main.tex': 'Here. \\input{secret} \\input{linked/secret}' });
    symlinkSync(path.join(outside, 'secret.tex'), path.join(folder, 'secret.tex'));
    symlinkSync(outside, path.join(folder, 'linked'));
    expect((await read(folder)).texts).toEqual({ 'main.tex': 'Here.' });
  });

  test('in a circle are read once each', async () => {
    const { texts } = await read(
      folderWith({ 'a.tex': 'alpha \\input{b}', 'b.tex': 'beta \\input{a}', 'self.tex': 'self \\input{self}' }),
    );
    expect(texts).toEqual({ 'a.tex': 'alpha beta', 'self.tex': 'self' });
  });

  test('that include themselves over and over end', async () => {
    const { texts } = await read(
      folderWith({
        'a.tex': 'x '.repeat(100) + '\\input{b}'.repeat(200),
        'b.tex': 'y '.repeat(1000) + '\\input{c}'.repeat(200),
        'c.tex': 'z '.repeat(1000),
      }),
    );
    expect(texts['a.tex']!.length).toBeLessThanOrEqual(DEFAULT_READING.limits.characters);
  });

  test('are read anew when a part of them changes', async () => {
    const folder = folderWith({ 'a.tex': 'alpha \\input{b}', 'b.tex': 'beta' });
    const digest = async () =>
      contentDigest((await listDocuments(folderSource(folder))).documents[0]!, DEFAULT_READING);
    const before = await digest();
    expect(await digest()).toBe(before);
    writeFileSync(path.join(folder, 'b.tex'), 'gamma');
    expect(await digest()).not.toBe(before);
  });
});

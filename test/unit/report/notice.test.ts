import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ENGLISH,
  inEnglish,
  inLanguage,
  type Notice,
  notice,
  noticeText,
  NoticeError,
  reasonOf,
  told,
  toldBy,
} from '../../../src/report/notice.ts';
import { NOTICES, type Wording } from '../../../src/report/notice-table.ts';
import { ROOT } from '../support/paths.ts';

const german = JSON.parse(readFileSync(path.join(ROOT, 'l10n/bundle.l10n.de.json'), 'utf8')) as Record<string, string>;
const GERMAN = {
  translate: (text: string, values: Readonly<Record<string, string>>) =>
    ENGLISH.translate(german[text] ?? text, values),
  isOne: (count: number) => count === 1,
};
const texts = Object.values(NOTICES as Record<string, Wording>).flatMap((wording) =>
  typeof wording === 'string' ? [wording] : [wording.one, wording.other],
);

describe('a notice', () => {
  test('is said with its values, in English and in another language', () => {
    const said = notice('template-unreadable', { template: 'a.docx', reason: notice('document-empty') });
    expect(inEnglish(said)).toBe(
      'The template a.docx could not be read, so that its passages count: The document is empty.',
    );
    expect(noticeText(said, GERMAN)).toBe(
      'Die Vorlage a.docx konnte nicht gelesen werden, sodass ihre Passagen zählen: Das Dokument ist leer.',
    );
  });

  test('has the words of one, or of several', () => {
    expect(inEnglish(notice('links-out', { count: 1, links: 'a' }))).toMatch(/^1 link leads/);
    expect(inEnglish(notice('links-out', { count: 2, links: 'a, b' }))).toMatch(/^2 links lead/);
  });

  test('lists the notices that are inside of it', () => {
    expect(
      inEnglish(
        notice('hidden-characters', {
          count: 3,
          kinds: [notice('zero-width', { count: 2 }), notice('soft-hyphens', { count: 1 })],
        }),
      ),
    ).toMatch(/\(2 zero-width, 1 soft hyphen\)\. Such/);
  });

  test('takes values as they are, whatever they hold', () => {
    expect(inEnglish(notice('source-missing', { source: '{error} $& {source}' }))).toMatch(
      /^\{error\} \$& \{source\} does not exist/,
    );
  });
});

describe('what another version wrote', () => {
  const said = (written: Notice) => inLanguage({ message: 'In English.', notice: written }, GERMAN);

  test.each<[string, Notice]>([
    ['a code that is not known', { code: 'of-a-later-version' }],
    ['a code that is none', { code: 'constructor' }],
    ['a value that is missing', { code: 'source-missing' }],
    [
      'a notice inside that is not known',
      { code: 'about-document', args: { path: 'a', notice: { code: 'of-a-later-version' } } },
    ],
    [
      'notices that lie in each other without end',
      Array.from({ length: 9 }).reduce<Notice>(
        (inner) => ({ code: 'about-document', args: { path: 'a', notice: inner } }),
        { code: 'document-empty' },
      ),
    ],
  ])('%s is said in English', (_, written) => {
    expect(said(written)).toBe('In English.');
  });

  test('nothing but the English is said in English', () => {
    expect(inLanguage({ message: 'In English.' }, GERMAN)).toBe('In English.');
  });
});

test('a failure keeps what it says as data, and goes into another notice as such', () => {
  const failure = new NoticeError(notice('document-empty'));
  expect(toldBy(failure)).toEqual(told(notice('document-empty')));
  expect(reasonOf(failure)).toEqual({ code: 'document-empty' });
  expect(reasonOf(new Error('ENOENT'))).toBe('ENOENT');
});

test('every wording has its German, with the same values', () => {
  const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  expect(texts.length).toBeGreaterThan(200);
  for (const text of texts) expect([text, names(german[text] ?? 'none')]).toEqual([text, names(text)]);
});

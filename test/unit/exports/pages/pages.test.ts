import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { prepared } from '../../../../src/exports/export-options.ts';
import { documentPages, type PagesOptions, readBySha256 } from '../../../../src/exports/pages/pages.ts';
import type { Report, ReportDocument } from '../../../../src/report/report.ts';
import { reportDocument, reportOn } from '../../support/reports.ts';

const SHARED = 'the passage that both of them have';
const TEXTS = {
  'adler.txt': `First my own words, then ${SHARED}, and so on.`,
  'berger.txt': `Something else before ${SHARED}.`,
  'clarke.txt': 'Nothing of the kind.',
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const at = (text: string) => ({ start: text.indexOf(SHARED), end: text.indexOf(SHARED) + SHARED.length });

function classReport(): Report {
  const documents = Object.entries(TEXTS).map(([path, text], i): ReportDocument =>
    reportDocument({
      id: `d${i + 1}`,
      path,
      words: text.split(' ').length,
      characters: text.length,
      sha256: sha256(text),
      ...(i < 2 && { shareCopied: 0.6 }),
    }),
  );
  const skipped = reportDocument({ id: 'd4', path: 'davies.pdf', status: 'skipped', reason: 'The document is empty.' });
  const report = reportOn([...documents, skipped]);
  return {
    ...report,
    similarity: {
      ...report.similarity,
      pairs: [
        {
          a: 'd1',
          b: 'd2',
          similarity: 0.8,
          meaning: 0.8,
          wording: 0.8,
          containment: 0.6,
          kind: 'partly-copied',
          shares: [0.5, 0.7],
          direction: null,
          passages: [{ a: at(TEXTS['adler.txt']), b: at(TEXTS['berger.txt']), words: 7 }],
        },
      ],
    },
  };
}

const read = readBySha256(classReport(), (path) => Promise.resolve(TEXTS[path as keyof typeof TEXTS]));
async function pageOf(id: string, report = classReport(), options: Partial<PagesOptions> = {}): Promise<string> {
  const page = documentPages(report, { read, ...options }).find((p) => p.id === id)!;
  return [...(await page.pieces())].join('');
}

describe('the page of a document', () => {
  test('has the text with its matches, numbered with their sources, and no name of another student', async () => {
    const page = await pageOf('d1');
    expect(page).toContain(
      `First my own words, then <sup><a href="#source-1">1</a></sup><mark>${SHARED}</mark>, and so on.`,
    );
    expect(page).toContain(
      '<li id="source-1">50% of this text also appears in another text (A): 7 words in 1 passage.',
    );
    expect(page).not.toMatch(/berger|clarke|davies/i);
  });

  test('names the others where that is asked for', async () => {
    expect(await pageOf('d1', undefined, { showNames: true })).toContain('also appears in berger.txt');
  });

  test('has tags and notes, without the names of others, or not at all', async () => {
    const report = classReport();
    const noted = {
      ...report,
      documents: report.documents.map((d) =>
        d.id === 'd1' ? { ...d, tags: ['ask'], note: 'Compare with Berger.' } : d,
      ),
    };
    const page = await pageOf('d1', noted);
    expect(page).toContain('Tags: ask');
    expect(page).toContain('Compare with [another text].');
    expect(await pageOf('d1', noted, { withoutNotes: true })).not.toMatch(/Tags: ask|Compare with/);
  });

  test('says where the text is another one now, and shows nothing of it', async () => {
    const page = await pageOf('d1', undefined, { read: () => Promise.resolve('Another text.') });
    expect(page).toContain('has changed since it was analysed');
    expect(page).not.toContain('Another text.');
  });

  test('names neither the path of the source nor any other', async () => {
    const report = classReport();
    const home = { ...report, job: { ...report.job, source: { ...report.job.source, paths: ['/home/miller/class'] } } };
    expect(await pageOf('d1', home)).not.toContain('/home/miller');
  });

  test('has no script, and a policy that would run none', async () => {
    const page = await pageOf('d1');
    expect(page).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(page).toMatch(/default-src 'none'; style-src 'sha256-[\w+/=]+'/);
  });

  test('is in the language that was asked for, and so is nothing after it', async () => {
    const german = await import('../../../../l10n/bundle.l10n.de.json', { with: { type: 'json' } });
    const language = { tag: 'de', words: german.default as Record<string, string>, withoutScript: '' };
    const [first, second] = await Promise.all([pageOf('d1', undefined, { language }), pageOf('d1')]);
    expect(first).toContain('<html lang="de">');
    expect(first).toContain('Was gefunden wurde');
    expect(second).toContain('What was found');
  });

  test('with pseudonyms still has its text', async () => {
    const report = classReport();
    const { report: outgoing } = prepared(report, { anonymise: true });
    const own = outgoing.documents.find((d) => d.sha256 === sha256(TEXTS['adler.txt']))!;
    const page = await pageOf(own.id, outgoing);
    expect(page).toContain('First my own words');
    expect(page).not.toMatch(/adler|berger/i);
  });
});

describe('all pages', () => {
  test('are one for each document that was analysed, and a list that leads to them', async () => {
    const pages = documentPages(classReport(), { read });
    expect(pages.map(({ name }) => name)).toEqual([
      'index.html',
      'adler.txt.html',
      'berger.txt.html',
      'clarke.txt.html',
    ]);
    const list = [...(await pages[0]!.pieces())].join('');
    expect(list).toContain('<a href="adler.txt.html">adler.txt</a>');
    expect(list).toContain('The document is empty.');
  });

  test('are those of some documents alone where these are asked for', () => {
    expect(documentPages(classReport(), { read, only: new Set(['d2']) }).map(({ name }) => name)).toEqual([
      'berger.txt.html',
    ]);
  });
});

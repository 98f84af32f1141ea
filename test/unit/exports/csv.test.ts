import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportCsv } from '../../../src/exports/csv.ts';
import type { Report } from '../../../src/report/report.ts';
import { inertText } from '../../../src/report/spreadsheet-text.ts';
import { readCsv } from '../support/csv-reader.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

const csvOf = (report: Report) => [...exportCsv(report)].join('');
const recordsOf = (report: Report) => readCsv(csvOf(report)).slice(1);

describe('the form', () => {
  test('begins with the seven columns that are fixed', () => {
    expect(csvOf(reportOn([]))).toMatch(
      /^Document ID,Filename,Word Count,AI Probability,Confidence Level,Cluster ID,Status,/,
    );
  });

  test('ends each record with CRLF, the last one too', () => {
    const text = csvOf(reportOn([reportDocument(), reportDocument({ id: 'd2' })]));
    expect(text.match(/\r\n/g)).toHaveLength(3);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  test('has as many fields in every record as in the header', () => {
    const [header, ...records] = readCsv(
      csvOf(
        reportOn([reportDocument(), reportDocument({ id: 'd2', status: 'skipped', reason: 'The document is empty.' })]),
      ),
    );
    for (const record of records) expect(record).toHaveLength(header!.length);
  });
});

describe('the byte order mark', () => {
  test('comes first where it is wanted, and only there', () => {
    const report = reportOn([reportDocument()]);
    expect([...exportCsv(report, true)].join('')).toBe(`\uFEFF${csvOf(report)}`);
    expect(csvOf(report).startsWith('Document ID,')).toBe(true);
  });
});

describe('a record', () => {
  test('says what the report says of the document', () => {
    const documents = [
      reportDocument({ nearest: [{ id: 'd2', similarity: 0.875 }], duplicateGroup: 3 }),
      reportDocument({ id: 'd2', path: 'b.txt' }),
    ];
    expect(recordsOf(reportOn(documents))[0]).toEqual([
      'd1',
      'a.txt',
      '100',
      '0.5',
      'medium',
      '0',
      'analyzed',
      'bees · flowers',
      '3',
      'b.txt',
      '0.875',
      '600',
      'utf-8',
      '',
      '',
      '',
      'text',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
  });

  test('leaves unknown figures empty and gives the reason', () => {
    const skipped = reportDocument({
      words: 0,
      characters: 0,
      aiProbability: null,
      confidence: 'unknown',
      cluster: null,
      status: 'skipped',
      reason: 'The document is empty.',
    });
    const { encoding: _, format: __, ...bare } = skipped;
    expect(recordsOf(reportOn([bare]))[0]).toEqual([
      'd1',
      'a.txt',
      '0',
      '',
      'unknown',
      '',
      'skipped',
      '',
      '',
      '',
      '',
      '0',
      '',
      'The document is empty.',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
  });

  test('says why a document that was read has no probability', () => {
    expect(
      recordsOf(
        reportOn([reportDocument({ aiProbability: null, confidence: 'unknown', declined: 'not-english' })]),
      )[0]!.at(14),
    ).toBe('not-english');
  });

  test('gives back any text as it was, commas, quotes, line ends and every script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (path, reason) => {
        const [record] = recordsOf(reportOn([reportDocument({ path, reason })]));
        // But for the apostrophes before what would be a formula.
        expect([record![1], record!.at(13)]).toEqual([inertText(path), inertText(reason)]);
        if (!/[=+\-@＝＋－＠]/.test(path) && !/^[\t\r]/.test(path)) expect(record![1]).toBe(path);
      }),
    );
  });
});

test('the ends of the interval, the kind of writing and the rank in the baseline have columns of their own', () => {
  const document = reportDocument({
    aiProbability: 0.72,
    aiInterval: [0.48, 0.9],
    writing: 'essay',
    baselineRank: 0.03,
  });
  const [header, record] = readCsv(csvOf(reportOn([document])));
  const named = (name: string) => record![header!.indexOf(name)];
  expect(['AI Probability From', 'AI Probability To', 'Kind of Writing', 'Baseline Rank'].map(named)).toEqual([
    '0.48',
    '0.9',
    'essay',
    '0.03',
  ]);
});

test('columns name the sub-topic, and say which documents are in no cluster', () => {
  const report = reportOn([
    reportDocument({ subtopic: 1 }),
    reportDocument({ id: 'd2', cluster: null, outlier: true }),
  ]);
  const topic = { terms: [], size: 1, cohesion: 1, representative: 'd1', members: ['d1'] };
  const [header, first, second] = readCsv(
    csvOf({
      ...report,
      clusters: [
        {
          ...report.clusters[0]!,
          subtopics: [
            { id: 0, label: 'wasps', ...topic },
            { id: 1, label: 'honey', ...topic },
          ],
        },
      ],
    }),
  );
  expect([header, first, second].map((record) => record!.slice(25, 28))).toEqual([
    ['Sub-topic ID', 'Sub-topic Label', 'Outlier'],
    ['1', 'honey', ''],
    ['', '', 'yes'],
  ]);
});

test('the last columns say how near to the machine samples each document is', () => {
  const report = reportOn([reportDocument({ sampleScore: 0.41, sampleRank: 0.3333, sampleSimilarity: 0.52 })]);
  const [header, record] = readCsv(csvOf(report));
  expect([header!.slice(-6, -3), record!.slice(-6, -3)]).toEqual([
    ['Sample Score', 'Sample Rank', 'Sample Similarity'],
    ['0.41', '0.3333', '0.52'],
  ]);
});

test('a column names the group', () => {
  expect(recordsOf(reportOn([reportDocument({ group: 'Ada' })]))[0]!.at(15)).toBe('Ada');
});

describe('what a spreadsheet would run', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    '%j gets an apostrophe before it',
    (path) => {
      expect(recordsOf(reportOn([reportDocument({ path })]))[0]![1]).toBe(`'${path.replace(/[\t\r](?==)/, "$&'")}`);
    },
  );

  test('is defused in every column that the source has a say in', () => {
    const text = '=cmd|calc';
    const [record] = recordsOf(
      reportOn([reportDocument({ path: text, group: text, reason: text, nearest: [{ id: 'd1', similarity: 1 }] })]),
    );
    expect(record!.filter((field) => field.includes('cmd'))).toEqual([`'${text}`, `'${text}`, `'${text}`, `'${text}`]);
  });

  test('a number keeps its sign, and a dash inside a name is left alone', () => {
    expect(recordsOf(reportOn([reportDocument({ path: 'a-b.txt', aiProbability: -1 })]))[0]!.slice(1, 4)).toEqual([
      'a-b.txt',
      '100',
      '-1',
    ]);
  });
});

describe('formulas', () => {
  /** Fields as a program reads them that splits by another separator, with the quotation marks that it may take for its own or not. */
  const cellsBy = (text: string, separator: string) =>
    text
      .split(new RegExp(`[${separator}\r\n]`))
      .flatMap((cell) => [
        cell,
        cell.replace(/^\s*"+/, ''),
        cell.replaceAll('""', '"').replace(/^\s*["']*\s*/, (lead) => (lead.includes("'") ? "'" : '')),
      ]);
  const isFormula = (cell: string) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell);

  test.each([
    '=1+1',
    'a;=1+1;.txt',
    'a,=1+1,.txt',
    'a\t=1+1.txt',
    'a|=1+1.txt',
    'a; =1+1',
    'a;"=1+1"',
    '"=1+1"',
    ' =1+1',
    'a\n=1+1',
    'a\r@SUM(1)',
    'a;＝1+1',
    '＋1',
    '－1',
    '＠a',
    ';;=1',
    'a;+1;-1;@x',
    "a;''=1",
  ])('of %j run nowhere, however the line is split', (name) => {
    const text = csvOf(reportOn([reportDocument({ path: name, reason: name, note: name, tags: [name, name] })]));
    for (const separator of [',', ';', '\\t', '|', ',;|\\t'])
      expect(cellsBy(text, separator).filter(isFormula)).toEqual([]);
  });

  test('of any names run nowhere, and every such cell stands in quotation marks', () => {
    const part = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      '＋',
      '－',
      '＠',
      ';',
      ',',
      '\t',
      '|',
      '"',
      "'",
      ' ',
      '\n',
      '\r',
      'a',
      '1',
      '.txt',
      'cmd',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const name = parts.join('');
        const text = csvOf(reportOn([reportDocument({ path: name })]));
        for (const separator of [',', ';', '\\t', '|', ',;|\\t'])
          expect(cellsBy(text, separator).filter(isFormula)).toEqual([]);
        if (/[;,\t|"\r\n]/.test(name)) expect(text).toContain(`d1,"${inertText(name).replaceAll('"', '""')}",`);
      }),
      { numRuns: 2000 },
    );
  });
});

test('columns before those count the passages that many share, and say how much of a document stands in others', () => {
  const holders = ['d1', 'd2', 'd3'].map((id) => ({ id, start: 0, end: 9 }));
  const documents = ['d1', 'd2', 'd3', 'd4'].map((id, i) =>
    reportDocument({ id, path: `${id}.txt`, shareCopied: i / 4 }),
  );
  const report = { ...reportOn(documents), sharedPassages: [{ words: 30, documents: holders }] };
  expect(readCsv(csvOf(report)).map((record) => record.slice(-8, -6))).toEqual([
    ['Shared Passages', 'Share Copied'],
    ['1', '0'],
    ['1', '0.25'],
    ['1', '0.5'],
    ['0', '0.75'],
  ]);
});

test('words that no reader sees, those with look-alike letters, and the language come last', () => {
  const documents = [
    reportDocument({ id: 'd1', path: 'a.docx', hiddenWords: 120, language: 'de' }),
    reportDocument({ id: 'd2', path: 'b.docx', disguisedWords: 3 }),
  ];
  const records = [...exportCsv(reportOn(documents))].map((record) => record.trimEnd().split(',').slice(-3));
  expect(records).toEqual([
    ['Hidden Words', 'Look-alike Words', 'Language'],
    ['120', '', 'de'],
    ['', '3', ''],
  ]);
});

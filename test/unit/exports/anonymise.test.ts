import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anonymised } from '../../../src/exports/anonymise.ts';
import { exportCsv } from '../../../src/exports/csv.ts';
import { type Outgoing, prepared } from '../../../src/exports/export-options.ts';
import { exportJsonLines } from '../../../src/exports/json-lines.ts';
import { exportJson } from '../../../src/exports/json.ts';
import { exportSarif } from '../../../src/exports/sarif.ts';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';
import type { Report, ReportDocument, SimilarPair } from '../../../src/report/report.ts';
import { sha256 } from '../../../src/analysis/models.ts';
import { reportDocument, reportOn } from '../support/reports.ts';

const NAMES = ['Adams', 'Baker', 'Clarke', 'Davies', 'Evans', 'Foster'];

/** A class's essays, in the order of their names as every report has them. */
function classReport(
  texts: readonly string[] = NAMES.map((name) => `the essay of ${name}`),
  names: readonly string[] = NAMES,
): Report {
  const documents = names.map((name, i): ReportDocument =>
    reportDocument({
      id: `d${i + 1}`,
      path: `class-7b/${name} ${i}/${name}.docx`,
      group: `${name} ${i}`,
      sha256: sha256(texts[i] ?? ''),
      words: 100 + i,
      nearest: [{ id: `d${((i + 1) % names.length) + 1}`, similarity: 0.5 }],
    }),
  );
  const skipped = reportDocument({
    id: `d${names.length + 1}`,
    path: 'class-7b/Zimmer.doc',
    status: 'skipped',
    cluster: null,
    reason: 'class-7b/Zimmer.doc is damaged: open Zimmer.doc in Word.',
    words: 0,
  });
  const report = reportOn([...documents, skipped], {
    kind: 'folder',
    name: 'class-7b of Ms Miller',
    paths: ['/home/miller/class-7b'],
  });
  return {
    ...report,
    job: {
      ...report.job,
      options: {
        ...report.job.options,
        baseline: '/home/miller/known',
        reading: { ...DEFAULT_READING, exclude: ['miller-notes'], ignore: ['/home/miller/sheet.docx'] },
      },
      baseline: { folder: '/home/miller/known', texts: 20, highRate: 0.05 },
    },
    clusters: [
      {
        ...report.clusters[0]!,
        label: 'davies · bees',
        terms: ['davies', 'bees'],
        members: documents.map((d) => d.id),
      },
    ],
    similarity: {
      order: documents.map((d) => d.id),
      pairs: documents.slice(1).map((d, i) => ({
        a: documents[i]!.id,
        b: d.id,
        similarity: 0.5,
        meaning: 0.5,
        wording: 0.5,
        containment: 0.1,
      })),
    },
    warnings: [
      { code: 'unsupported-format', message: '1 file was left out: Foster.pages.' },
      { code: 'truncated', document: 'd1', message: 'class-7b/Adams 0/Adams.docx is long.' },
    ],
  };
}

const everyExport = ({ report, manifest }: Outgoing) =>
  [
    exportJson(report, manifest),
    exportJsonLines(report, manifest),
    exportCsv(report),
    exportSarif({ report, manifest }),
  ]
    .map((pieces) => [...pieces].join(''))
    .join('\n');

describe('an anonymised export', () => {
  const exported = everyExport(prepared(classReport(), { anonymise: true }));

  test.each([...NAMES, 'Zimmer', 'class-7b', 'iller', 'home', 'davies'])('does not hold %s', (name) => {
    expect(exported.toLowerCase()).not.toContain(name.toLowerCase());
  });

  test('still says what was found', () => {
    const { report } = anonymised(classReport());
    expect(report.documents.map((d) => d.path)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^folder-1\/folder-\d\/text-\d\.docx$/)]) as unknown,
    );
    expect(report.summary).toEqual(classReport().summary);
    expect(report.clusters[0]?.label).toBe('bees');
    expect(report.similarity.pairs).toHaveLength(5);
  });
});

test('numbers tell nothing of the order of names: a class whose names are dealt out differently has the same report', () => {
  const texts = NAMES.map((name) => `the essay of ${name}`);
  const figures = (report: Report) =>
    anonymised(report).report.documents.map((d) => [d.id, d.sha256, d.path.replace(/.*\//, '')]);
  fc.assert(
    fc.property(fc.shuffledSubarray(texts, { minLength: texts.length }), (dealt) => {
      expect(figures(classReport(dealt))).toEqual(figures(classReport(texts)));
    }),
  );
});

test('sub-topics and outliers are told of by the new ids, and not called by names', () => {
  const report = classReport();
  const [cluster] = report.clusters;
  const topic = { size: 3, cohesion: 0.5, representative: 'd2' };
  const subtopics = [
    { id: 0, label: 'evans', terms: ['evans'], members: ['d3', 'd2', 'd1'], ...topic },
    { id: 1, label: 'honey · baker', terms: ['honey', 'baker'], members: ['d4', 'd5'], ...topic },
  ];
  const { report: hidden } = anonymised({
    ...report,
    clusters: [{ ...cluster!, subtopics }],
    documents: report.documents.map((d, i) =>
      i === 5 ? { ...d, cluster: null, outlier: true as const } : { ...d, subtopic: i < 3 ? 0 : 1 },
    ),
  });
  const textOf = (id: string) => hidden.documents.find((d) => d.id === id)?.sha256;
  const before = (ids: readonly string[]) => ids.map((id) => report.documents.find((d) => d.id === id)?.sha256).sort();
  for (const [i, { members, representative, label }] of hidden.clusters[0]!.subtopics!.entries()) {
    expect(members.map(textOf).sort()).toEqual(before(subtopics[i]!.members));
    expect(members).toEqual([...members].sort());
    expect(textOf(representative)).toBe(report.documents[1]!.sha256);
    expect(label).toBe(['Sub-topic 1', 'honey'][i]);
  }
  expect(hidden.documents.filter((d) => d.outlier).map((d) => d.sha256)).toEqual([report.documents[5]!.sha256]);
});

test('the lower id comes first in every pair, whichever path did', () => {
  for (const { a, b } of anonymised(classReport()).report.similarity.pairs) expect(a < b).toBe(true);
});

test('what a pair says of either side turns with it: the same fact, written the other way round, comes out the same', () => {
  const report = classReport();
  const { a, b, ...figures } = report.similarity.pairs[0]!;
  const withPair = (pair: SimilarPair): Report => ({ ...report, similarity: { ...report.similarity, pairs: [pair] } });
  const [aPlace, bPlace] = [
    { start: 1, end: 2 },
    { start: 30, end: 40 },
  ];
  const one = withPair({
    a,
    b,
    ...figures,
    kind: 'partly-copied',
    shares: [0.9, 0.3],
    direction: 'a-in-b',
    passages: [{ a: aPlace, b: bPlace, words: 7 }],
  });
  const other = withPair({
    a: b,
    b: a,
    ...figures,
    kind: 'partly-copied',
    shares: [0.3, 0.9],
    direction: 'b-in-a',
    passages: [{ a: bPlace, b: aPlace, words: 7 }],
  });
  const { report: hidden } = anonymised(one);
  expect(anonymised(other).report.similarity.pairs).toEqual(hidden.similarity.pairs);
  const [pair] = hidden.similarity.pairs;
  const sha256Of = (r: Report, id: string) => r.documents.find((d) => d.id === id)?.sha256;
  const isTurned = sha256Of(hidden, pair!.a) === sha256Of(report, b);
  expect(pair).toMatchObject(
    isTurned
      ? { shares: [0.3, 0.9], direction: 'b-in-a', passages: [{ a: bPlace, b: aPlace }] }
      : { shares: [0.9, 0.3], direction: 'a-in-b', passages: [{ a: aPlace, b: bPlace }] },
  );
});

test('the key says who is who', () => {
  const report = classReport();
  const { report: hidden, key } = anonymised(report);
  const known = new Map(key.documents.map((d) => [d.pseudonym, d]));
  expect(known.size).toBe(report.documents.length);
  for (const d of hidden.documents) {
    const { path, group, groupPseudonym } = known.get(d.path)!;
    const original = report.documents.find((o) => o.path === path)!;
    expect([original.words, original.sha256, original.group, d.group]).toEqual([
      d.words,
      d.sha256,
      group,
      groupPseudonym,
    ]);
  }
  expect(key.job).toEqual({
    id: report.job.id,
    createdAt: report.job.createdAt,
    source: report.job.source,
    options: report.job.options,
  });
});

test('a second time changes nothing but says that it is anonymised', () => {
  const { report, manifest } = prepared(classReport(), { anonymise: true });
  const read = JSON.parse([...exportJson(report, manifest)].join('')) as Report;
  expect(prepared(read, {}).manifest).toEqual(manifest);
  expect(JSON.parse([...exportJson(read, prepared(read, {}).manifest)].join(''))).toEqual(read);
});

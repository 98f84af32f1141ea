import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareReports } from '../../../src/report/compare-reports.ts';
import { bandOf } from '../../../src/report/confidence.ts';
import { isUnchanged } from '../../../src/report/report-changes.ts';
import type { Cluster, PairKind, Report, ReportDocument, SimilarPair } from '../../../src/report/report.ts';
import { summarize } from '../../../src/report/summary.ts';
import { reportDocument, reportOn } from '../support/reports.ts';
import { conditionsOf } from '../../../src/report/compare-conditions.ts';

interface Text {
  readonly path: string;
  readonly text?: string;
  readonly score?: number | null;
  readonly cluster?: number;
  readonly group?: number;
  readonly skipped?: boolean;
}

type Pair = readonly [a: string, b: string, kind: PairKind, similarity?: number];

/** A report on texts in the order of their paths, with ids by that order as the engine gives them. */
function report(texts: readonly Text[], pairs: readonly Pair[] = [], change: Partial<Report['job']> = {}): Report {
  const documents = texts
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, text = path, score = 0.5, cluster = 0, group, skipped }, i): ReportDocument => {
      const base = {
        id: `d${i + 1}`,
        path,
        aiProbability: score,
        confidence: bandOf(score),
        duplicateGroup: group ?? null,
      };
      return skipped
        ? reportDocument({
            ...base,
            status: 'skipped',
            reason: 'The document is empty.',
            cluster: null,
            aiProbability: null,
            confidence: 'unknown',
          })
        : reportDocument({ ...base, cluster, sha256: text });
    });
  const clusters = [...new Set(documents.flatMap((d) => d.cluster ?? []))].map((id): Cluster => {
    const members = documents.filter((d) => d.cluster === id).map((d) => d.id);
    return {
      id,
      label: `about ${id}`,
      terms: [],
      size: members.length,
      meanAiProbability: null,
      cohesion: 1,
      representative: members[0]!,
      members,
    };
  });
  const idOf = (path: string) => documents.find((d) => d.path === path)!.id;
  const similar = pairs.map(([a, b, kind, similarity = 0.9]): SimilarPair => ({
    a: idOf(a),
    b: idOf(b),
    kind,
    similarity,
    meaning: similarity,
    wording: similarity,
    containment: similarity,
  }));
  const whole = { ...reportOn(documents), clusters, similarity: { order: [], pairs: similar } };
  return { ...whole, summary: summarize(whole), job: { ...whole.job, ...change } };
}

const paths = (list: readonly { readonly path: string }[]) => list.map((d) => d.path);

describe('documents', () => {
  test('are matched by path: those in one report alone were added, or are gone', () => {
    const { added, gone, edited, renamed } = compareReports(
      report([{ path: 'a' }, { path: 'b' }]),
      report([{ path: 'b' }, { path: 'c' }]),
    );
    expect([paths(added), paths(gone), edited, renamed]).toEqual([['c'], ['a'], [], []]);
  });

  test('of the same text under another path were renamed', () => {
    const { added, gone, renamed } = compareReports(
      report([{ path: 'a', text: 'x' }, { path: 'b' }]),
      report([{ path: 'b' }, { path: 'z', text: 'x' }]),
    );
    expect([added, gone, renamed.map(({ before, after }) => [before.path, after.path])]).toEqual([
      [],
      [],
      [['a', 'z']],
    ]);
  });

  test('whose text was copied elsewhere are still where they are, and the copy was added', () => {
    const { added, renamed } = compareReports(
      report([{ path: 'a', text: 'x' }]),
      report([
        { path: 'a', text: 'x' },
        { path: 'b', text: 'x' },
      ]),
    );
    expect([paths(added), renamed]).toEqual([['b'], []]);
  });

  test('of which several with one text were renamed are each matched once, in their order', () => {
    const { renamed, added, gone } = compareReports(
      report([
        { path: 'a1', text: 'x' },
        { path: 'a2', text: 'x' },
      ]),
      report([
        { path: 'b1', text: 'x' },
        { path: 'b2', text: 'x' },
        { path: 'b3', text: 'x' },
      ]),
    );
    expect(renamed.map(({ before, after }) => [before.path, after.path])).toEqual([
      ['a1', 'b1'],
      ['a2', 'b2'],
    ]);
    expect([paths(added), gone]).toEqual([['b3'], []]);
  });

  test('with another text were edited, and so were those that can be read now', () => {
    const { edited } = compareReports(
      report([{ path: 'a', text: 'x' }, { path: 'b', skipped: true }, { path: 'c' }]),
      report([{ path: 'a', text: 'y' }, { path: 'b' }, { path: 'c' }]),
    );
    expect(edited.map(({ before, after }) => [after.path, before.status, after.status])).toEqual([
      ['a', 'analyzed', 'analyzed'],
      ['b', 'skipped', 'analyzed'],
    ]);
    expect(edited[1]?.before.reason).toBe('The document is empty.');
  });
});

describe('scores', () => {
  test('are listed with levels that went up first, then by how far they went', () => {
    const then = report([
      { path: 'a', score: 0.9 },
      { path: 'b', score: 0.2 },
      { path: 'c', score: 0.5 },
      { path: 'd', score: null },
      { path: 'e', score: 0.42 },
      { path: 'f', score: 0.1 },
    ]);
    const now = report([
      { path: 'a', score: 0.1 },
      { path: 'b', score: 0.3 },
      { path: 'c', score: 0.8, text: 'new' },
      { path: 'd', score: 0.6 },
      { path: 'e', score: 0.98 },
      { path: 'f', score: 0.1 },
    ]);
    expect(compareReports(then, now).scores.map(({ after, level, edited }) => [after.path, level, edited])).toEqual([
      ['e', 'up', false],
      ['c', 'up', true],
      ['a', 'down', false],
      ['d', 'other', false],
      ['b', 'same', false],
    ]);
  });

  test('that nobody could tell apart are the same', () => {
    expect(compareReports(report([{ path: 'a', score: 0.5 }]), report([{ path: 'a', score: 0.508 }])).scores).toEqual(
      [],
    );
  });
});

describe('clusters', () => {
  const grouped = (members: Readonly<Record<number, string>>) =>
    report(
      Object.entries(members).flatMap(([cluster, letters]) =>
        letters.split('').map((path) => ({ path, cluster: Number(cluster) })),
      ),
    );

  test('are matched by the documents that they share, whatever their ids are', () => {
    const { clusters, moves } = compareReports(
      grouped({ 0: 'abcd', 1: 'efg', 2: 'hi' }),
      grouped({ 0: 'efghi', 1: 'abcd' }),
    );
    expect(clusters.map(({ before, after, shared }) => [before?.id, after?.id, shared])).toEqual([
      [1, 0, 3],
      [0, 1, 4],
      [2, undefined, 0],
    ]);
    expect(moves.map(({ document, from, to }) => [document.path, from.id, to.id])).toEqual([
      ['h', 2, 0],
      ['i', 2, 0],
    ]);
  });

  test('that are split live on in the larger part; the others moved', () => {
    const { clusters, moves } = compareReports(grouped({ 0: 'abcde' }), grouped({ 0: 'abc', 1: 'de' }));
    expect(clusters.map(({ before, after }) => [before?.id, after?.id])).toEqual([
      [0, 0],
      [undefined, 1],
    ]);
    expect(moves.map(({ document }) => document.path)).toEqual(['d', 'e']);
  });

  test('of documents that came or went move nobody', () => {
    expect(compareReports(grouped({ 0: 'abc', 1: 'xy' }), grouped({ 0: 'bcd', 1: 'xyz' })).moves).toEqual([]);
  });
});

describe('pairs', () => {
  const texts = 'abcd'.split('').map((path) => ({ path }));

  test('are new, of another kind, or gone, in that order; the same topic is no relation', () => {
    const then = report(texts, [
      ['a', 'b', 'partly-copied'],
      ['a', 'c', 'identical'],
      ['b', 'c', 'same-topic'],
      ['c', 'd', 'identical'],
    ]);
    const now = report(texts, [
      ['a', 'b', 'near-duplicate'],
      ['b', 'c', 'partly-copied', 0.4],
      ['b', 'd', 'identical'],
      ['c', 'd', 'identical'],
      ['a', 'c', 'same-topic'],
    ]);
    expect(compareReports(then, now).pairs.map(({ a, b, before, after }) => [a.path, b.path, before, after])).toEqual([
      ['b', 'd', undefined, 'identical'],
      ['b', 'c', undefined, 'partly-copied'],
      ['a', 'b', 'partly-copied', 'near-duplicate'],
      ['a', 'c', 'identical', undefined],
    ]);
  });

  test('of a document that is gone are gone with it; those of a renamed one stay', () => {
    const then = report(
      [{ path: 'a' }, { path: 'b', text: 'b' }, { path: 'c' }],
      [
        ['a', 'b', 'identical'],
        ['b', 'c', 'near-duplicate'],
      ],
    );
    const now = report([{ path: 'a' }, { path: 'z', text: 'b' }], [['a', 'z', 'identical']]);
    expect(compareReports(then, now).pairs.map(({ a, b, before, after }) => [a.path, b.path, before, after])).toEqual([
      ['z', 'c', 'near-duplicate', undefined],
    ]);
  });

  test('are near-copies by the group that both are in, where they are no copies', () => {
    const now = report(
      [
        { path: 'a', group: 0 },
        { path: 'b', group: 0 },
      ],
      [['a', 'b', 'same-topic']],
    );
    expect(compareReports(report([{ path: 'a' }, { path: 'b' }]), now).pairs).toMatchObject([
      { after: 'near-copy', similarity: 0.9 },
    ]);
  });

  test('that are copies no more, but still in one group, are told once', () => {
    const then = report(
      [
        { path: 'a', group: 0 },
        { path: 'b', group: 0 },
      ],
      [['a', 'b', 'identical']],
    );
    const now = report([
      { path: 'a', group: 3 },
      { path: 'b', group: 3 },
    ]);
    expect(compareReports(then, now).pairs).toMatchObject([{ before: 'identical', after: 'near-copy' }]);
  });
});

describe('what the reports were made with', () => {
  test('is told as far as it differs', () => {
    const { job } = report([]);
    const then = report([], [], {
      engine: { version: '1', models: [{ name: 'detector.bin', sha256: '0123456789abcdef' }] },
    });
    const now = report([], [], {
      options: { ...job.options, granularity: 'paragraph', threshold: 0.9, prior: 0.2 },
      engine: { version: '2', models: [{ name: 'detector.bin', sha256: 'fedcba9876543210' }] },
      baseline: { folder: '/old', texts: 30, highRate: 0.03 },
    });
    expect(conditionsOf(then.job, now.job)).toEqual([
      { name: 'Version', before: '1', after: '2' },
      { name: 'Model file detector.bin', before: '01234567', after: 'fedcba98' },
      { name: 'Unit of text', before: 'sentence', after: 'paragraph' },
      { name: 'Threshold of near-copies', before: '0.85', after: '0.9' },
      { name: 'Assumed share of machine-written texts', before: '0.5', after: '0.2' },
      { name: 'Baseline', before: 'none', after: '30 texts of /old' },
    ]);
  });
});

describe('where clusters share as much with several', () => {
  const then = report([
    { path: 'a', cluster: 0 },
    { path: 'b', cluster: 0 },
    { path: 'c', cluster: 1 },
    { path: 'gone', cluster: 1 },
  ]);
  const now = (x: number, y: number) =>
    report([
      { path: 'a', cluster: x },
      { path: 'b', cluster: y },
      { path: 'c', cluster: x },
      { path: 'new', cluster: y },
    ]);

  test.each([
    [0, 1],
    [1, 0],
  ])('the first document by its name decides, not their ids (%i, %i)', (x, y) => {
    expect(compareReports(then, now(x, y)).moves.map(({ document }) => document.path)).toEqual(['b', 'c']);
  });
});

describe('of any two reports', () => {
  const letters = 'abcdefgh'.split('');
  const texts = fc.uniqueArray(
    fc.record({
      path: fc.constantFrom(...letters),
      text: fc.constantFrom('x', 'y', 'z', 'w'),
      score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      cluster: fc.nat(2),
      skipped: fc.boolean(),
      group: fc.option(fc.nat(1), { nil: undefined }),
    }),
    { selector: ({ path }) => path },
  );
  const reports = texts.chain((list) => {
    const withPairs = (pairs: readonly Pair[]) =>
      report(
        list.map(({ group, ...text }) => ({ ...text, ...(group !== undefined && !text.skipped && { group }) })),
        pairs,
      );
    const all = list.flatMap(({ path: a }, i) => list.slice(i + 1).map(({ path: b }) => [a, b] as const));
    return fc
      .subarray(all)
      .chain((chosen) =>
        fc
          .tuple(
            ...chosen.map(([a, b]) =>
              fc
                .constantFrom<PairKind>('identical', 'near-duplicate', 'partly-copied', 'same-topic')
                .map((kind): Pair => [a, b, kind]),
            ),
          )
          .map(withPairs),
      );
  });

  test('one that is compared with itself has not changed', () => {
    fc.assert(
      fc.property(reports, (r) => {
        expect(isUnchanged(compareReports(r, r))).toBe(true);
      }),
    );
  });

  test('each document is matched, added or gone, and no one twice', () => {
    fc.assert(
      fc.property(reports, reports, (then, now) => {
        const { added, gone, clusters } = compareReports(then, now);
        expect(then.documents.length - gone.length).toBe(now.documents.length - added.length);
        expect(clusters.filter((c) => c.before)).toHaveLength(then.clusters.length);
        expect(clusters.filter((c) => c.after)).toHaveLength(now.clusters.length);
      }),
    );
  });

  test('the other way round, what was added is gone, and every pair is told with its relations turned', () => {
    fc.assert(
      fc.property(reports, reports, (then, now) => {
        const [forth, back] = [compareReports(then, now), compareReports(now, then)];
        expect(paths(back.gone).length).toBe(forth.added.length);
        expect(back.edited).toHaveLength(forth.edited.length);
        expect(back.scores).toHaveLength(forth.scores.length);
        expect(back.pairs).toHaveLength(forth.pairs.length);
        expect(back.moves).toHaveLength(forth.moves.length);
      }),
    );
  });

  test('other ids of the clusters change nothing', () => {
    fc.assert(
      fc.property(reports, reports, (then, now) => {
        const turned = {
          ...now,
          clusters: now.clusters.map((c) => ({ ...c, id: 7 - c.id })),
          documents: now.documents.map((d) => ({ ...d, cluster: d.cluster === null ? null : 7 - d.cluster })),
        };
        expect(compareReports(then, turned).moves.length).toBe(compareReports(then, now).moves.length);
      }),
    );
  });
});

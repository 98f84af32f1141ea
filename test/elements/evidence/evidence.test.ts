import { describe, expect, test } from 'vitest';
import type { Report, ReportDocument } from '../../../src/report/report.ts';
import { Batch } from '../../../src/webview/batch.ts';
import { GwEvidence } from '../../../src/webview/evidence/evidence.ts';
import type { ViewState } from '../../../src/webview/view-state.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { type FakeHost, fakeHost } from '../fixtures/host.ts';
import { earlierReport, results, sampleReport } from '../fixtures/states.ts';
import { deep, mount, mountWith, settled, text } from '../mount.ts';

const id = (path: string) => sampleReport.documents.find((d) => d.path === path)!.id;
const pair = sampleReport.similarity.pairs[0]!;

/** The host of the element that was mounted last. */
let host: FakeHost;

async function evidence(view: Partial<ViewState>, report: Report = sampleReport): Promise<GwEvidence> {
  host = fakeHost();
  return mountWith(new GwEvidence(), report, view, host);
}
const heading = (element: GwEvidence) => text(deep(element, 'h2')[0]);
const values = (element: GwEvidence) =>
  Object.fromEntries(deep(element, 'dt').map((dt) => [text(dt), text(dt.nextElementSibling)]));
const button = (element: GwEvidence, label: string) => deep(element, 'vscode-button').find((b) => text(b) === label)!;

test('says what to do while nothing is selected', async () => {
  expect(text(deep(await evidence({}), 'p')[0])).toBe('Select a document or a pair to see what was found.');
});

test('shows what a document scores, and that it is no proof', async () => {
  const element = await evidence({ document: id('cycling/grace.txt') });
  const shown = deep(element, 'p, .verdict')
    .map((p) => text(p))
    .join(' ');
  expect(shown).toContain('56%');
  expect(shown).toContain('Undecided: scores between the levels');
  expect(shown).toContain('An estimate, never proof');
});

/** The sample's report with a document that scores as told. */
function scoring(fields: Partial<ReportDocument>, job: Partial<Report['job']> = {}): Report {
  return {
    ...sampleReport,
    job: { ...sampleReport.job, ...job },
    documents: sampleReport.documents.map((d, i) => (i === 0 ? { ...d, words: 300, ...fields } : d)),
  };
}
const shownOf = async (report: Report) =>
  deep(await evidence({ document: 'd01' }, report), 'p, .verdict')
    .map((p) => text(p))
    .join(' ');

describe('with an interval', () => {
  const document = { aiProbability: 0.72, aiInterval: [0.48, 0.9], confidence: 'medium' } as const;

  test('says between what it lies, and what a level would need', async () => {
    const shown = await shownOf(scoring(document));
    expect(shown).toContain('between 48% and 90%');
    expect(shown).toContain('HIGH needs a lower end above 70%, LOW an upper end below 40%.');
  });

  test('draws it beside the figure', async () => {
    const element = await evidence({ document: 'd01' }, scoring(document));
    const [line] = deep(element, '.verdict .interval');
    expect(Number(line!.getAttribute('x'))).toBeCloseTo(0.48 * 158);
    expect(Number(line!.getAttribute('width'))).toBeCloseTo(0.42 * 158 + 2);
  });

  test('says what keeps a text undecided', async () => {
    expect(await shownOf(scoring(document))).toContain('Undecided: too uncertain to be rated HIGH');
    expect(await shownOf(scoring({ ...document, aiInterval: [0.2, 0.9] }))).toContain(
      'Undecided: too uncertain to be rated HIGH or LOW',
    );
    expect(await shownOf(scoring({ ...document, aiProbability: 0.3, aiInterval: [0.1, 0.5] }))).toContain(
      'Undecided: too uncertain to be rated LOW',
    );
    expect(await shownOf(scoring({ ...document, aiProbability: 0.6 }))).toContain(
      'Undecided: scores between the levels',
    );
  });

  test('LOW is little sign of a machine, and does not say that a person wrote the text', async () => {
    const shown = await shownOf(scoring({ aiProbability: 0.1, aiInterval: [0.02, 0.3], confidence: 'low' }));
    expect(shown).toContain('LOW: little sign of a machine');
    expect(shown).toContain('Even the upper end is below 40%. That does not say that a person wrote the text.');
  });

  test('says what would settle an undecided text, and of no other one', async () => {
    const ways = async (report: Report) =>
      deep(await evidence({ document: 'd01' }, report), '.ways li').map((li) => text(li));
    expect(await ways(scoring({ ...document, words: 120 }))).toEqual([
      'A longer text by the same writer: this one has 120 words.',
      'A baseline: texts that people like its writer are known to have written.',
      "Machine samples: answers to the same assignment by today's models.",
      'Reading it, with drafts or earlier work by its writer beside it.',
    ]);
    const baseline = { folder: '/class', texts: 99, highRate: 0.01 };
    expect(await ways(scoring({ ...document, words: 600 }, { baseline }))).toEqual([
      "Machine samples: answers to the same assignment by today's models.",
      'Reading it, with drafts or earlier work by its writer beside it.',
    ]);
    expect(await ways(scoring({ ...document, aiInterval: [0.02, 0.3], confidence: 'low' }))).toEqual([]);
  });

  test('is never shown as certain', async () => {
    const shown = await shownOf(scoring({ aiProbability: 0.9999, aiInterval: [0.001, 1], confidence: 'medium' }));
    expect(shown).toContain('>99%');
    expect(shown).toContain('between <1% and >99%');
  });

  test('says what kind of writing the text reads like, or that it is of none that is known', async () => {
    expect(await shownOf(scoring({ ...document, writing: 'essay' }))).toContain(
      'Reads like an essay, a kind of text that the detector was trained on.',
    );
    expect(await shownOf(scoring(document))).toContain(
      'Unlike the kinds of text that the detector was trained on: the figure is less certain.',
    );
  });

  test('says that a short text is less certain; words of a template do not count', async () => {
    expect(await shownOf(scoring({ ...document, words: 99 }))).toContain('A short text');
    expect(await shownOf(scoring({ ...document, words: 199 }))).toContain('A rather short text');
    expect(await shownOf(scoring({ ...document, words: 260, ignoredWords: 170 }))).toContain('A short text');
    expect(await shownOf(scoring({ ...document, words: 200 }))).not.toContain('short text');
  });
});

test('the report of an earlier version shows its figure without interval and kind', async () => {
  const element = await evidence({ document: id('cycling/grace.txt') }, earlierReport);
  expect(deep(element, '.interval')).toHaveLength(0);
  expect(
    deep(element, 'p')
      .map((p) => text(p))
      .join(' '),
  ).not.toMatch(/lower end|kinds? of (text|writing)|between \d/);
});

describe('with a baseline', () => {
  const document = { aiProbability: 0.72, aiInterval: [0.48, 0.9], confidence: 'medium', baselineRank: 0.03 } as const;
  const baseline = { folder: 'C:\\texts\\class of 2021', texts: 99, highRate: 0.01 };

  test('says how many of its texts score lower', async () => {
    expect(await shownOf(scoring(document, { baseline }))).toContain(
      'Scores higher than 97 of the 99 texts of the baseline class of 2021.',
    );
    expect(await shownOf(scoring({ ...document, baselineRank: 1 }, { baseline }))).toContain(
      'Scores higher than 0 of the 99 texts',
    );
    expect(await shownOf(scoring({ ...document, baselineRank: 0.01 }, { baseline }))).toContain(
      'Scores higher than 99 of the 99 texts',
    );
  });

  test('states the guarantee, and that there is none where most texts are assumed to be by machines', async () => {
    expect(await shownOf(scoring(document, { baseline }))).toContain(
      'at most 1 in 100 texts by such people is rated HIGH.',
    );
    expect(await shownOf(scoring(document, { baseline: { ...baseline, texts: 22, highRate: 1 / 23 } }))).toContain(
      'at most 1 in 23',
    );
    const most = { ...sampleReport.job.options, prior: 0.8 };
    expect(await shownOf(scoring(document, { baseline, options: most }))).toContain('is not bounded');
  });
});

test('says under what assumption the figure holds, and what the detector cannot know', async () => {
  const shown = await shownOf(
    scoring(
      { aiProbability: 0.72, aiInterval: [0.48, 0.9], confidence: 'medium' },
      { options: { ...sampleReport.job.options, prior: 0.2 } },
    ),
  );
  expect(shown).toContain('If 20% of all texts were machine-written, about 72 in 100 with this score would be');
  expect(shown).toContain('On writing that it was not trained on the detector errs more often, in both directions');
});

test('says which models the detector knows, where its weights say so', async () => {
  const fields = { aiProbability: 0.72, aiInterval: [0.48, 0.9], confidence: 'medium' } as const;
  const engine = { ...sampleReport.job.engine, seen: { models: ['ChatGPT', 'Llama 2 70B'], until: '2023-07' } };
  expect(await shownOf(scoring(fields, { engine }))).toContain(
    'It knows models up to July 2023: ChatGPT, Llama 2 70B. Texts by newer ones are often missed.',
  );
  expect(await shownOf(scoring(fields))).not.toContain('It knows models');
});

test('leads to how often the detector errs, where there is somebody to show it', async () => {
  const fields = { aiProbability: 0.72, aiInterval: [0.48, 0.9], confidence: 'medium' } as const;
  const element = await evidence({ document: 'd01' }, scoring(fields));
  const link = () => deep(element, 'details button').find((b) => text(b) === 'How often it errs, and on what');
  link()!.click();
  expect(host.showFigures).toHaveBeenCalledOnce();
  await mount(element, {});
  expect(link()).toBeUndefined();
});

test('why a document scores as it does can be asked of those that have a figure, once there is a report', async () => {
  expect(deep(await evidence({ document: id('cycling/grace.txt') }), 'gw-explanation')).toHaveLength(1);
  expect(deep(await evidence({ document: id('sleep/wanda.txt') }), 'gw-explanation')).toHaveLength(0);
  const running = await evidence({ document: id('cycling/grace.txt') });
  running.batch = new Batch(undefined, results(sampleReport));
  await settled(running);
  expect(deep(running, 'gw-explanation')).toHaveLength(0);
});

test('says where a text seems to be by two hands, and nothing where it does not', async () => {
  const document = { aiProbability: 0.5, aiInterval: [0.2, 0.8], confidence: 'medium', characters: 1000 } as const;
  expect(await shownOf(scoring({ ...document, machineStretch: { start: 420, end: 1000 } }))).toContain(
    "Between 42% and 100% of its length this text reads like a machine's",
  );
  expect(await shownOf(scoring(document))).not.toContain('reads like a machine');
});

test('draws a bar for each judged segment', async () => {
  const element = await evidence({ document: id('cycling/grace.txt') });
  expect(deep(element, '.segment')).toHaveLength(6);
  expect(deep(element, '.strip')[0]!.getAttribute('aria-label')).toMatch(
    /^AI probability along the text: 6 parts, from \d+% to \d+%$/,
  );
});

test('draws a long text with at most 150 bars', async () => {
  const segments = Array.from({ length: 1000 }, (_, i) => ({ start: i * 10, end: i * 10 + 9, aiProbability: 0.5 }));
  const report = {
    ...sampleReport,
    documents: sampleReport.documents.map((d, i) => (i === 0 ? { ...d, segments } : d)),
  };
  expect(deep(await evidence({ document: 'd01' }, report), '.segment').length).toBeLessThanOrEqual(150);
});

test('says of a short text that it cannot be judged', async () => {
  const element = await evidence({ document: id('sleep/wanda.txt') });
  expect(text(deep(element, '.level')[0])).toBe('Too short to judge: at least 50 words are needed');
  expect(deep(element, '.figure')).toHaveLength(0);
});

test('says why a document was skipped, and offers to try it again and nothing to open', async () => {
  const element = await evidence({ document: id('sleep/xaver.txt') });
  expect(text(deep(element, 'p')[0])).toBe('Skipped: The document is empty.');
  expect(deep(element, 'vscode-button').map((button) => text(button))).toEqual(['Try again']);
});

test('shows words and the encoding that a document was read in', async () => {
  expect(values(await evidence({ document: id('cycling/henri.txt') }))).toMatchObject({
    Words: '124',
    Encoding: 'windows-1252',
  });
});

test('a similar document leads to the pair', async () => {
  const element = await evidence({ document: pair.a });
  deep(element, 'li button')[0]!.click();
  await settled(element);
  expect(heading(element)).toBe('Selected pair');
  expect(element.store.state.document).toBeUndefined();
});

test('Open asks for the document', async () => {
  const element = await evidence({ document: pair.a });
  button(element, 'Open').click();
  expect(host.openDocument).toHaveBeenCalledWith(pair.a);
});

test('shows in what way a pair is alike', async () => {
  expect(values(await evidence({ pair: [pair.a, pair.b] }))).toEqual({
    Similarity: pair.similarity.toFixed(2),
    Meaning: pair.meaning.toFixed(2),
    Wording: pair.wording.toFixed(2),
    Containment: `${Math.round(pair.containment * 100)}%`,
    'Near-copies': 'Yes, in one group',
  });
});

test('shows of a pair that is not listed what the matrix knows', async () => {
  const shown = values(await evidence({ pair: [id('bees/ines.txt'), id('sleep/uma.txt')] }));
  expect(shown).toMatchObject({ 'Near-copies': 'No' });
  expect(shown['Similarity']).toMatch(/^0\.\d\d$/);
  expect(shown).not.toHaveProperty('Wording');
});

test('Open side by side asks for both documents', async () => {
  const element = await evidence({ pair: [pair.a, pair.b] });
  button(element, 'Open side by side').click();
  expect(host.openPair).toHaveBeenCalledWith(pair.a, pair.b);
});

test('copies a link to the pair where the host can make one', async () => {
  const element = await evidence({ pair: [pair.b, pair.a] });
  button(element, 'Copy link to pair').click();
  expect(host.copyPairLink.mock.calls).toEqual([[pair.a, pair.b]]);
  await mount(element, { openPair: host.openPair });
  expect(deep(element, 'vscode-button').map(text)).toEqual(['Open side by side', 'Deselect']);
});

describe('a copied pair', () => {
  const report = generateReport(60);
  const of = (kind: string) => report.similarity.pairs.find((p) => p.kind === kind)!;
  const name = (documentId: string) => report.documents.find((d) => d.id === documentId)!.path.replace(/.*\//, '');
  const shown = async (kind: string, turned = false) =>
    evidence({ pair: turned ? [of(kind).b, of(kind).a] : [of(kind).a, of(kind).b] }, report);
  const said = (element: GwEvidence) =>
    deep(element, 'p')
      .map((p) => text(p))
      .join(' ');

  test('says its kind, how much of each stands in the other, and which holds the other', async () => {
    const { a, b } = of('partly-copied');
    const element = await shown('partly-copied');
    expect(said(element)).toContain(`Partly copied: most of ${name(b)} stands in ${name(a)}, which holds more.`);
    expect(said(element)).toContain(
      `38% of ${name(a)} stands in ${name(b)}, 72% of ${name(b)} in ${name(a)}. Who took it from whom, no text can tell.`,
    );
  });

  test.each([
    ['identical', 'Identical: the same words in the same order.'],
    ['near-duplicate', 'Near-duplicate: most of each stands in the other.'],
    ['same-topic', 'Same topic: alike, but no more of it in the same words than in other texts on one subject.'],
  ])('of the kind %s says what that means', async (kind, meaning) => {
    expect(said(await shown(kind))).toContain(meaning);
  });

  test('lists the passages of both, longest first, and how many more there are', async () => {
    const element = await shown('partly-copied');
    expect(deep(element, '.passages li').map((li) => text(li))).toEqual([
      '90 words at 42% and 8% of the texts',
      '31 words at 3% and 75% of the texts',
    ]);
    expect(said(element)).toContain('2 shorter passages more.');
    expect(deep(element, '.alignment .ribbon')).toHaveLength(2);
  });

  test.each([false, true])(
    'a passage opens both documents there, whichever was selected first (turned: %s)',
    async (turned) => {
      const element = await shown('partly-copied', turned);
      deep(element, '.passages button')[1]!.click();
      expect(host.openPair).toHaveBeenCalledWith(of('partly-copied').a, of('partly-copied').b, 1);
    },
  );

  test('on one topic alone lists no passages', async () => {
    expect(deep(await shown('same-topic'), '.passages')).toHaveLength(0);
  });
});

test('describes the cluster that is filtered by', async () => {
  const element = await evidence({ cluster: 1 });
  const cluster = sampleReport.clusters[1]!;
  expect(deep(element, '.terms li').map((li) => text(li))).toEqual(cluster.terms);
  expect(values(element)['Similar to each other']).toBe(cluster.cohesion.toFixed(2));
});

test('the most typical document can be selected from there', async () => {
  const element = await evidence({ cluster: 1 });
  deep(element, 'li button').at(-1)!.click();
  expect(element.store.state.document).toBe(sampleReport.clusters[1]!.representative);
});

test('a selection stands before the cluster', async () => {
  expect(heading(await evidence({ cluster: 1, document: 'd01' }))).toBe('Selected document');
});

test('no state of it accuses anyone', async () => {
  for (const view of [{}, { document: 'd01' }, { pair: [pair.a, pair.b] as const }, { cluster: 0 }]) {
    const shown = deep(await evidence(view), '*')
      .map((e) => text(e))
      .join(' ');
    expect(shown).not.toMatch(/cheat|plagiari|fraud|guilty|dishonest|caught/i);
  }
});

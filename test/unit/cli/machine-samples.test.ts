// Answers to the same assignment by machines, which the batch is compared with.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/analysis/corpus/random.ts';
import type { Report } from '../../../src/report/report.ts';
import { readReport } from '../support/analysis.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SUBJECTS = [
  'the council',
  'our school',
  'a good friend',
  'the old library',
  'my brother',
  'the town',
  'each pupil',
  'a teacher',
  'the bus driver',
  'this club',
];
const PLAIN = [
  'did a lot of stuff for',
  'was really mad about',
  'kind of forgot',
  'said anyway that he liked',
  'got me to think about',
  'went and asked for',
];
const SMOOTH = [
  'thoughtfully considered',
  'ultimately shaped',
  'quietly fostered',
  'carefully balanced',
  'gently underscored',
  'meaningfully enriched',
];
const OBJECTS = [
  'the park',
  'more homework',
  'the new rules',
  'lunch',
  'the trip',
  'reading at night',
  'the game',
  'a longer break',
];

function essays(verbs: readonly string[], count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, () =>
    Array.from({ length: 14 }, () => `${pick(SUBJECTS)} ${pick(verbs)} ${pick(OBJECTS)}`)
      .map((s) => `${s[0]!.toUpperCase()}${s.slice(1)}.`)
      .join(' '),
  );
}

/** As long as this file's tests run. */
const root = mkdtempSync(path.join(tmpdir(), 'ghostwriter-samples-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => path.join(root, name);
function write(folder: string, texts: readonly string[], name = 'text') {
  mkdirSync(at(folder), { recursive: true });
  for (const [i, text] of texts.entries())
    writeFileSync(path.join(at(folder), `${name}-${String(i).padStart(2, '0')}.txt`), text);
}
const analyze = async (
  folder: string,
  ...options: string[]
): Promise<{ report: Report; file: string; stderr: string }> => {
  const { paths, code, stderr } = await runCli([
    'analyze',
    at(folder),
    '--format',
    'json,csv',
    '--out',
    temporaryFolder(),
    ...options,
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return { report: readReport(paths[0]!), file: paths[0]!, stderr };
};
const warned = ({ warnings }: Report) =>
  warnings.map((w) => w.code).filter((code) => code.startsWith('machine-samples'));

beforeAll(() => {
  write('samples', essays(SMOOTH, 12, 1));
  write('class-of-2019', essays(PLAIN, 25, 2));
  write('batch', essays(PLAIN, 16, 3), 'person');
  write('batch', essays(SMOOTH, 6, 4), 'machine');
  write('few', essays(SMOOTH, 4, 5));
});

describe('with a baseline', () => {
  test('levels go by the samples, the report says how well they tell, and verify repeats it', async () => {
    const { report, file } = await analyze(
      'batch',
      '--baseline',
      at('class-of-2019'),
      '--machine-samples',
      at('samples'),
    );
    expect(report.job.machineSamples).toMatchObject({
      folder: at('samples'),
      texts: 12,
      against: 'baseline',
      others: 25,
      used: true,
    });
    expect(report.job.machineSamples!.told).toBeGreaterThanOrEqual(10);
    const levelsOf = (kind: string) => report.documents.filter((d) => d.path.startsWith(kind)).map((d) => d.confidence);
    expect(levelsOf('machine').filter((level) => level === 'high').length).toBeGreaterThanOrEqual(5);
    expect(levelsOf('person').filter((level) => level === 'high').length).toBeLessThanOrEqual(1);
    for (const d of report.documents)
      expect(
        [d.sampleRank, d.sampleSimilarity, d.baselineRank].every((v) => v !== undefined && v > 0 && v <= 1) &&
          Math.abs(d.sampleScore!) < 3,
      ).toBe(true);
    expect(report.job.options.machineSamples).toBe(at('samples'));
    expect(await runCli(['verify', file, '--quiet'])).toMatchObject({ code: 0 });
  });

  test('that they cannot be told from they change nothing, and it is said', async () => {
    write('like-people', essays(PLAIN, 12, 8));
    const { report } = await analyze(
      'batch',
      '--baseline',
      at('class-of-2019'),
      '--machine-samples',
      at('like-people'),
    );
    const { report: without } = await analyze('batch', '--baseline', at('class-of-2019'));
    expect(report.job.machineSamples?.used).toBe(false);
    expect(warned(report)).toEqual(['machine-samples-no-help']);
    expect(report.documents.map((d) => [d.path, d.aiProbability, d.confidence, d.baselineRank])).toEqual(
      without.documents.map((d) => [d.path, d.aiProbability, d.confidence, d.baselineRank]),
    );
  });
});

test('without a baseline documents are ranked, and none becomes HIGH by it', async () => {
  const { report } = await analyze('batch', '--machine-samples', at('samples'));
  const { report: without } = await analyze('batch');
  expect(report.job.machineSamples).toMatchObject({ against: 'batch', others: 22, used: true });
  expect(report.documents.map((d) => d.confidence === 'high')).toEqual(
    without.documents.map((d) => d.confidence === 'high'),
  );
  const scores = (kind: string) => report.documents.filter((d) => d.path.startsWith(kind)).map((d) => d.sampleScore!);
  expect(Math.max(...scores('person'))).toBeLessThan(Math.min(...scores('machine')));
});

test('what was analysed before is used again, whatever the samples are', async () => {
  const cache = temporaryFolder();
  await analyze('batch', '--cache', cache);
  const { stderr, report } = await analyze('batch', '--cache', cache, '--machine-samples', at('samples'));
  expect(stderr).toContain('0 of 22 analysed, the rest from the cache');
  expect(report.job.machineSamples).toBeDefined();
});

test('fewer than five are none, and it is said what to do', async () => {
  const { report } = await analyze('batch', '--machine-samples', at('few'));
  expect(report.job.machineSamples).toBeUndefined();
  expect(warned(report)).toEqual(['machine-samples-too-few']);
  expect(report.warnings.find((w) => w.code === 'machine-samples-too-few')!.message).toContain(
    '4 different texts that can be judged; at least 5 are needed',
  );
});

test('what is no sample is not used, and it is said of each what is wrong with it', async () => {
  const person = essays(PLAIN, 1, 2)[0]!;
  const assignment =
    'Write an essay about one thing that your school or your town should change. Say why it matters to you and to others, give at least two reasons and an example from your own life for each of them, and think about what somebody would say who does not agree with you. Plan it before you begin, and read it again.';
  write('mixed', [
    ...essays(SMOOTH, 5, 1),
    essays(SMOOTH, 1, 1)[0]!,
    person,
    'I cannot help with that.',
    assignment,
    essays(PLAIN, 3, 3)[2]!,
    'Unsere Schule sollte den alten Garten wieder herrichten, weil dort viele Kinder gern gespielt haben und niemand weiß, warum er geschlossen wurde. '.repeat(
      4,
    ),
    `${assignment} ${essays(SMOOTH, 1, 9)[0]!}`,
  ]);
  writeFileSync(path.join(at('mixed'), '.assignment.txt'), assignment);
  const { report } = await analyze('batch', '--baseline', at('class-of-2019'), '--machine-samples', at('mixed'));
  const said = report.warnings
    .filter((w) => w.code === 'machine-samples-left-out')
    .map((w) => w.message.replace('Texts among the machine samples in mixed ', ''));
  expect(said).toEqual([
    'are under 50 words, and were not used: text-07.txt.',
    'are no English prose that can be judged, and were not used: text-10.txt.',
    'are the same as others of them, and were used once: text-05.txt = text-00.txt.',
    'stand in the baseline of people too, and were not used: text-06.txt = text-00.txt. Take them out where they do not belong.',
    'hold the assignment and hardly an answer, and were not used: text-08.txt.',
    "are the same as documents of the batch, and were not used: text-09.txt = person-02.txt. A student's text is no sample: take it out of the folder.",
  ]);
  expect(report.job.machineSamples?.texts).toBe(6);
});

test('documents of the batch are no samples, even where nothing else is there', async () => {
  const { report } = await analyze('batch', '--machine-samples', at('batch'));
  write('batch-again', essays(PLAIN, 16, 3), 'person');
  const { report: again } = await analyze('batch', '--machine-samples', at('batch-again'));
  for (const r of [report, again]) {
    expect(r.job.machineSamples).toBeUndefined();
    expect(warned(r)).toEqual(['machine-samples-left-out', 'machine-samples-too-few']);
    expect(r.documents.every((d) => d.sampleSimilarity === undefined)).toBe(true);
  }
});

test('samples inside of the source are no documents of the batch', async () => {
  write('within', essays(PLAIN, 12, 3), 'person');
  write('within/samples', essays(SMOOTH, 6, 6), 'sample');
  const { report } = await analyze('within', '--machine-samples', at('within/samples'));
  expect(report.documents).toHaveLength(12);
  expect(report.warnings.find((w) => w.code === 'machine-samples-in-source')!.message).toContain(
    '6 files of the source lie in the folder of machine samples samples',
  );
});

test('a folder that is not there is an error that says what to do', async () => {
  const { code, stderr } = await runCli(['analyze', at('batch'), '--machine-samples', at('nowhere'), '--quiet']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/The folder of machine samples cannot be used: .*"Ghost-Writer: Set Machine Samples…"/);
});

test('an anonymised report withholds the folder, and is verified by its key', async () => {
  const [out, key] = [temporaryFolder(), path.join(temporaryFolder(), 'key.json')];
  const { paths } = await runCli([
    'analyze',
    at('batch'),
    '--format',
    'json',
    '--out',
    out,
    '--anonymise',
    '--key',
    key,
    '--machine-samples',
    at('samples'),
    '--quiet',
  ]);
  const file = paths.find((name) => name.endsWith('.analysis.json'))!;
  const report = readReport(file);
  expect(JSON.stringify(report)).not.toContain(at('samples'));
  expect(report.job.machineSamples?.folder).toBe('withheld');
  expect(await runCli(['verify', file, '--key', key, '--quiet'])).toMatchObject({ code: 0 });
});

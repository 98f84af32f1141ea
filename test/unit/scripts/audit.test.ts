// Known vulnerabilities: each finding has an answer, each answer a finding, and a registry that says nothing has not said that all is well.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, auditProblems, findingsOf } from '../../../scripts/audit.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const TODAY = '2026-12-01';

const advisory = (id: string, name: string) => ({
  source: 1,
  name,
  dependency: name,
  title: 'Prototype pollution',
  url: `https://github.com/advisories/${id}`,
  severity: 'high',
  range: '<2.0.0',
});
/** As npm 7 and later report it: `b` depends on `a`, and has a finding of its own; one advisory stands with each package that it concerns. */
const REPORT = {
  auditReportVersion: 2,
  vulnerabilities: {
    a: { name: 'a', via: [advisory('GHSA-aaaa-aaaa-aaaa', 'a')] },
    b: { name: 'b', via: ['a', advisory('GHSA-bbbb-bbbb-bbbb', 'b'), advisory('GHSA-aaaa-aaaa-aaaa', 'a')] },
  },
};
const answer = (over: Partial<Answer> = {}): Answer => ({
  id: 'GHSA-aaaa-aaaa-aaaa',
  package: 'a',
  affected: 'no',
  why: 'It is only called with names of our own.',
  until: '2027-01-01',
  ...over,
});
const both = [answer(), answer({ id: 'GHSA-bbbb-bbbb-bbbb', package: 'b' })];

test('an advisory is one finding, however many packages it concerns', () => {
  expect(findingsOf(REPORT).map(({ id, package: name, severity }) => [id, name, severity])).toEqual([
    ['GHSA-aaaa-aaaa-aaaa', 'a', 'high'],
    ['GHSA-bbbb-bbbb-bbbb', 'b', 'high'],
  ]);
  expect(findingsOf({ auditReportVersion: 2, vulnerabilities: {} })).toEqual([]);
});

test('what has an answer that still holds is well', () => {
  expect(auditProblems(findingsOf(REPORT), both, TODAY)).toEqual([]);
  expect(auditProblems([], [], TODAY)).toEqual([]);
});

test.each([
  ['a finding without an answer', [answer()], 'GHSA-bbbb-bbbb-bbbb (high) in b'],
  ['an answer whose day is past', [answer({ until: '2026-11-30' }), both[1]!], 'held until 2026-11-30'],
  [
    'an answer to what is not found any more',
    [...both, answer({ id: 'GHSA-cccc-cccc-cccc', package: 'c' })],
    'GHSA-cccc-cccc-cccc in c is not found any more',
  ],
  ['an answer without a reason', [answer({ why: '' }), both[1]!], 'lacks something'],
  ['an answer without a day', [answer({ until: 'some day' }), both[1]!], 'lacks something'],
  ['an answer that is none', [answer({ affected: 'perhaps' as 'no' }), both[1]!], 'lacks something'],
])('%s fails', (_, answers, problem) => {
  expect(auditProblems(findingsOf(REPORT), answers, TODAY)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  { message: '405 Method Not Allowed' },
  { error: { summary: 'no network' } },
  {},
  null,
  [],
  { auditReportVersion: 1, advisories: {} },
])('a registry that refuses has not found nothing: %j', (report) => {
  expect(() => findingsOf(report)).toThrow();
  const file = path.join(temporaryFolder(), 'report.json');
  writeFileSync(file, JSON.stringify(report));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/audit.mjs', '--report', file, ...args], { cwd: ROOT, encoding: 'utf8' });
  const { status, stderr } = run();
  expect([status, stderr]).toEqual([2, expect.stringContaining('Nothing was audited')]);
  expect(run('--offline-ok').status).toBe(0);
});

test('the answers in the repository are answers', () => {
  const { answers } = JSON.parse(readFileSync(path.join(ROOT, 'docs/advisories.json'), 'utf8')) as {
    answers: readonly Answer[];
  };
  expect(
    auditProblems(
      answers.map((a) => ({ ...a, severity: '', title: '', range: '' })),
      answers,
      '2000-01-01',
    ),
  ).toEqual([]);
});

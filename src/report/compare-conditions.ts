import * as l10n from '@vscode/l10n';
import { LEFT_OUT_KINDS, leftOutName } from './left-out.ts';
import { DEFAULT_READING, type GroupBy, type ReadingOptions } from './reading-options.ts';
import type { ReportJob } from './report.ts';

/** Something that two reports were made with and that differs, in plain words: `0.85`, `none`, `**\/*.md`. */
export interface Condition {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What two reports were made with, as far as that differs. */
export function conditionsOf(before: ReportJob, after: ReportJob): Condition[] {
  const [then, now] = [conditions(before), conditions(after)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((name): Condition[] => {
    const [was, is] = [then.get(name) ?? l10n.t('none'), now.get(name) ?? l10n.t('none')];
    return was === is ? [] : [{ name, before: was, after: is }];
  });
}

/** All that a report depends on besides the texts, by its name for people. */
function conditions({ source, options, engine, baseline, machineSamples }: ReportJob): Map<string, string> {
  const {
    granularity,
    clusters,
    threshold,
    seed,
    prior = 0.5,
    leaveOut = LEFT_OUT_KINDS,
    acrossGroups = false,
    reading = DEFAULT_READING,
  } = options;
  const { limits, include, exclude, nestedArchives, groupBy, sourceCode, column, ignore } = reading;
  return new Map([
    [l10n.t('Source'), source.paths.join(', ')],
    [l10n.t('Version'), engine.version],
    ...engine.models.map(({ name, sha256 }) => [l10n.t('Model file {0}', name), sha256.slice(0, SHORT_HASH)] as const),
    [l10n.t('Unit of text'), granularity === 'sentence' ? l10n.t('sentence') : l10n.t('paragraph')],
    [l10n.t('Number of clusters'), String(clusters)],
    [l10n.t('Threshold of near-copies'), String(threshold)],
    [l10n.t('Seed'), String(seed)],
    [l10n.t('Assumed share of machine-written texts'), String(prior)],
    [l10n.t('Baseline'), baseline ? l10n.t('{0} texts of {1}', baseline.texts, baseline.folder) : l10n.t('none')],
    [
      l10n.t('Machine samples'),
      machineSamples ? l10n.t('{0} texts of {1}', machineSamples.texts, machineSamples.folder) : l10n.t('none'),
    ],
    [l10n.t('Files that are read'), listed(include) ?? l10n.t('all')],
    [l10n.t('Files that are left out'), listed(exclude) ?? l10n.t('none')],
    [l10n.t('Templates'), listed(ignore) ?? l10n.t('none')],
    [l10n.t('Left out of copies'), leaveOut.length === 0 ? l10n.t('none') : leaveOut.map(leftOutName).join(', ')],
    [l10n.t('Groups'), grouped(groupBy)],
    [l10n.t('Pairs within a group'), acrossGroups ? l10n.t('left out') : l10n.t('counted')],
    [l10n.t('Source code'), yesNo(sourceCode)],
    [l10n.t('Archives inside archives'), yesNo(nestedArchives)],
    [l10n.t('Column of texts'), column || l10n.t('automatic')],
    ...Object.entries(limits).map(([name, value]) => [limitName(name as keyof typeof limits), String(value)] as const),
  ]);
}

const SHORT_HASH = 8;

function limitName(name: keyof ReadingOptions['limits']): string {
  switch (name) {
    case 'entries':
      return l10n.t('Limit: entries');
    case 'documentBytes':
      return l10n.t('Limit: bytes of a document');
    case 'characters':
      return l10n.t('Limit: characters of a document');
    case 'totalBytes':
      return l10n.t('Limit: bytes of all documents');
    case 'ratio':
      return l10n.t('Limit: ratio of unpacking');
    case 'secondsPerDocument':
      return l10n.t('Limit: seconds for a document');
  }
}

const yesNo = (value: boolean) => (value ? l10n.t('read') : l10n.t('not read'));
const listed = (globs: readonly string[]) => (globs.length === 0 ? undefined : globs.join(', '));
const grouped = (by: GroupBy) => (typeof by === 'string' ? by : by.pattern);

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { wellFormed } from '../report/outside-text.ts';
import type { Report, ReportDocument } from '../report/report.ts';
import type { Outgoing } from './export-options.ts';
import { completed } from './json.ts';

const RULES = [
  {
    id: 'machine-writing',
    name: 'MachineWriting',
    shortDescription: { text: 'The text scores HIGH for machine writing.' },
    help: {
      text: 'An estimate, never proof: it can be wrong about any single text. Talk to the writer before you conclude anything.',
    },
    defaultConfiguration: { level: 'warning' },
  },
  {
    id: 'near-copy',
    name: 'NearCopy',
    shortDescription: { text: 'The text is nearly a copy of another one.' },
    help: {
      text: 'Similarity is the mean of likeness in meaning and in wording. Open the pair side by side to see what they share.',
    },
    defaultConfiguration: { level: 'warning' },
  },
  {
    id: 'shared-passage',
    name: 'SharedPassage',
    shortDescription: { text: 'Several texts share a passage.' },
    help: {
      text: 'Three documents or more hold the same words. That may be a source that all have, or a text that went around: look at it in one of them.',
    },
    defaultConfiguration: { level: 'warning' },
  },
  {
    id: 'hidden-text',
    name: 'HiddenText',
    shortDescription: { text: 'The document holds words that no reader sees.' },
    help: {
      text: 'White, tiny or transparent letters are put into documents to mislead programs that read them. They were left out. Look at the original.',
    },
    defaultConfiguration: { level: 'warning' },
  },
  {
    id: 'look-alike-letters',
    name: 'LookAlikeLetters',
    shortDescription: { text: 'Words have letters that only look like those that belong there.' },
    help: {
      text: 'Such letters are put into texts to hide where they come from. They were read as the letters that they look like. Look at the original.',
    },
    defaultConfiguration: { level: 'warning' },
  },
  {
    id: 'skipped',
    name: 'Skipped',
    shortDescription: { text: 'The document could not be analysed.' },
    help: { text: 'The message says why, and what to do.' },
    defaultConfiguration: { level: 'note' },
  },
] as const;

type Rule = (typeof RULES)[number]['id'];

/**
 * A report's findings as SARIF 2.1.0 (OASIS), the format in which code-hosting sites take the findings of analysers: texts that score HIGH, near-copies, passages that
 * many share, hidden text, look-alike letters, and documents that were skipped.
 *
 * @param root absolute path of the folder that paths are to be relative to, for sources inside it; relative to the source otherwise
 * @returns the file's text in pieces, none larger than one finding
 */
export function* exportSarif({ report, manifest }: Outgoing, root = process.cwd()): Generator<string> {
  const { job, documents } = report;
  const driver = { name: 'Ghost-Writer Batch Analysis', version: job.engine.version, rules: RULES };
  const invocations = [{ executionSuccessful: true, startTimeUtc: job.startedAt, endTimeUtc: job.finishedAt }];
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{\n"tool":${JSON.stringify({ driver })},\n"invocations":${JSON.stringify(invocations)},\n`;
  yield `"columnKind":"utf16CodeUnits","properties":${JSON.stringify({ manifest: completed(manifest, report) })},\n"results":[`;
  const place = placesUnder(root, report);
  const groups = new Map(report.duplicateGroups.map((g) => [g.id, g]));
  const paths = new Map(documents.map((d) => [d.id, d.path]));
  let separator = '\n';
  const result = (rule: Rule, text: string, places: object) => {
    const ruleIndex = RULES.findIndex(({ id }) => id === rule);
    const { level } = RULES[ruleIndex]!.defaultConfiguration;
    const piece = `${separator}${JSON.stringify({ ruleId: rule, ruleIndex, level, message: { text }, ...places })}`;
    separator = ',\n';
    return piece;
  };
  for (const document of documents) {
    for (const [rule, text] of findingsOf(document, groups, paths)) {
      // Sites need a line; the text's own lines are not in the report.
      const location = {
        physicalLocation: { artifactLocation: { uri: place(document.path) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: document.path, kind: 'resource' }],
      };
      yield result(rule, text, {
        locations: [location],
        partialFingerprints: { 'document/v1': document.sha256 ?? document.path },
      });
    }
  }
  const logical = (id: string) => ({ fullyQualifiedName: paths.get(id) ?? id, kind: 'resource' });
  for (const { words, documents: holders } of report.sharedPassages ?? []) {
    const located = holders.slice(0, MOST_LOCATIONS).map(({ id, start, end }) => ({
      physicalLocation: {
        artifactLocation: { uri: place(paths.get(id) ?? id) },
        region: { charOffset: start, charLength: end - start },
      },
      logicalLocations: [logical(id)],
    }));
    const names = firstThree(holders.map(({ id }) => paths.get(id) ?? id));
    const text = `${holders.length} documents share this passage of ${words} words: ${names}.`;
    const first = { ...located[0]!, physicalLocation: { ...located[0]!.physicalLocation, region: { startLine: 1 } } };
    yield result('shared-passage', text, {
      locations: [first],
      relatedLocations: located.map((location, id) => ({ id, ...location })),
    });
  }
  yield '\n]}]}\n';
}

function* findingsOf(
  d: ReportDocument,
  groups: ReadonlyMap<number, Report['duplicateGroups'][number]>,
  paths: ReadonlyMap<string, string>,
): Generator<readonly [rule: Rule, text: string]> {
  const percent = (p: number) => `${Math.round(p * 100)} %`;
  if (d.confidence === 'high' && d.aiProbability !== null) {
    const between = d.aiInterval ? ` (from ${percent(d.aiInterval[0])} to ${percent(d.aiInterval[1])})` : '';
    yield [
      'machine-writing',
      `${d.path} scores HIGH for machine writing: ${percent(d.aiProbability)}${between}. An estimate, never proof.`,
    ];
  }
  const group = d.duplicateGroup === null ? undefined : groups.get(d.duplicateGroup);
  if (group) {
    const others = group.members.filter((id) => id !== d.id).map((id) => paths.get(id) ?? id);
    yield [
      'near-copy',
      `${d.path} is nearly a copy of ${firstThree(others)}; average similarity ${group.averageSimilarity.toFixed(2)}.`,
    ];
  }
  const count = (n: number) => (n === 1 ? '1 word' : `${n} words`);
  if (d.hiddenWords !== undefined)
    yield ['hidden-text', `${d.path} holds ${count(d.hiddenWords)} that no reader sees.`];
  if (d.disguisedWords !== undefined)
    yield [
      'look-alike-letters',
      `${d.path} has ${count(d.disguisedWords)} with letters that only look like those that belong there.`,
    ];
  if (d.status === 'skipped') yield ['skipped', `${d.path} was skipped: ${d.reason ?? 'no reason is known.'}`];
}

const firstThree = (names: readonly string[]) =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;

/** Documents that a finding on many points to. */
const MOST_LOCATIONS = 100;

/** URI references of documents, by their paths inside the source. What is inside an archive has the archive's. */
function placesUnder(root: string, { job: { source } }: Report): (document: string) => string {
  const reference = (file: string) => {
    const relative = path.relative(root, file);
    if (relative === '' || /^\.\.([/\\]|$)/.test(relative) || path.isAbsolute(relative)) return undefined;
    return encoded(relative.split(path.sep).join('/'));
  };
  const [first = ''] = source.paths;
  if (!path.isAbsolute(first)) return encoded;
  switch (source.kind) {
    case 'folder':
      return (document) => reference(path.join(first, document)) ?? encoded(document);
    case 'zip':
      return () => reference(first) ?? pathToFileURL(wellFormed(first)).href;
    case 'files':
      return (document) => {
        const file = source.paths.find((p) => p.split(path.sep).join('/').endsWith(`/${document}`));
        return (file && reference(file)) ?? encoded(document);
      };
  }
}

/** Half a character is in no URI. */
const encoded = (relative: string) => wellFormed(relative).split('/').map(encodeURIComponent).join('/');

import { LEFT_OUT_KINDS, leftOutName } from '../report/left-out.ts';
import { withOptionsOf } from '../report/option-names.ts';
import { terminalLine } from '../report/outside-text.ts';
import type { Report, ReportDocument, SharedPassage, Summary } from '../report/report.ts';
import { coloured } from './terminal.ts';

/** The report in a few lines for a terminal. */
export function summaryText(
  { job, summary, clusters, duplicateGroups, documents, warnings, sharedPassages = [] }: Report,
  stream: NodeJS.WriteStream,
): string {
  const path = new Map(documents.map((d) => [d.id, d.path]));
  const percent = (p: number | null) => (p === null ? 'unknown' : `${Math.round(p * 100)} %`);
  const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
  const high = (n: number) => (n === 0 ? 'high 0' : coloured('red', `high ${n}`, stream));
  const lines = [
    `${coloured('bold', terminalLine(job.source.name), stream)}: ${count(summary.documents, 'document')}, ${summary.analyzed} analysed, ${summary.skipped} skipped`,
    count(summary.clusters, 'cluster'),
    ...clusters.slice(0, 12).map((c) => `  ${String(c.size).padStart(5)}  ${terminalLine(c.label)}`),
    ...(clusters.length > 12 ? [`         and ${clusters.length - 12} more`] : []),
    `${count(summary.duplicateGroups, 'group')} of near-copies`,
    ...duplicateGroups
      .slice(0, 8)
      .map(
        (g) => `  ${g.averageSimilarity.toFixed(2)}  ${terminalLine(g.members.map((m) => path.get(m)).join(' = '))}`,
      ),
    ...(duplicateGroups.length > 8 ? [`        and ${duplicateGroups.length - 8} more`] : []),
    ...trickedText(documents, count).map((line) => coloured('red', terminalLine(line), stream)),
    ...copiesText(summary, sharedPassages, path, count).map((line) => terminalLine(line)),
    `AI probability: mean ${percent(summary.meanAiProbability)}; ${high(summary.confidence.high)}, undecided ${summary.confidence.medium}, low ${summary.confidence.low}, unknown ${summary.confidence.unknown}`,
    '  An estimate, never proof: it can be wrong about any single text. Low does not say that a person wrote it.',
    ...(summary.confidence.medium > 0
      ? [
          `  Undecided (medium in exports): too uncertain for high or low. A longer text, ${job.baseline ? '' : "a baseline of people's texts (--baseline), "}${job.machineSamples ? '' : "answers by today's models (--machine-samples), "}or reading it would tell more.`,
        ]
      : []),
    ...(job.engine.seen
      ? [
          terminalLine(
            `  The detector knows models up to ${job.engine.seen.until} (${job.engine.seen.models.join(', ')}); texts by newer ones are often missed.`,
          ),
        ]
      : []),
    ...documents
      .filter((d) => d.status === 'skipped')
      .slice(0, 8)
      .map((d) => terminalLine(`skipped ${d.path}: ${withOptionsOf('command-line', d.reason ?? '')}`)),
    ...(summary.skipped > 8 ? [`and ${summary.skipped - 8} more skipped`] : []),
    ...warnings
      .filter((w) => (w.document === undefined && w.code !== 'hidden-text') || w.code === 'truncated')
      .slice(0, 8)
      .map((w) =>
        terminalLine(
          `note: ${w.document === undefined ? '' : `${path.get(w.document)}: `}${withOptionsOf('command-line', w.message)}`,
        ),
      ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Documents that were made to mislead whoever reads them by a program. */
function trickedText(documents: readonly ReportDocument[], count: (n: number, one: string) => string): string[] {
  const told = (words: (d: ReportDocument) => number | undefined, what: string) => {
    const some = documents.flatMap((d) => (words(d) === undefined ? [] : [`${d.path} (${count(words(d)!, 'word')})`]));
    return some.length === 0
      ? []
      : [
          `${what} in ${count(some.length, 'document')}: ${some.slice(0, 5).join(', ')}${some.length > 5 ? ` and ${some.length - 5} more` : ''}`,
        ];
  };
  return [...told((d) => d.hiddenWords, 'hidden text'), ...told((d) => d.disguisedWords, 'look-alike letters')];
}

/** Copies, the passages that many share, and what was left out of both. */
function copiesText(
  { copiedPairs, leftOut = {} }: Summary,
  passages: readonly SharedPassage[],
  path: ReadonlyMap<string, string>,
  count: (n: number, one: string) => string,
): string[] {
  const pairs = Object.values(copiedPairs ?? {}).reduce((a, b) => a + b, 0);
  const left = LEFT_OUT_KINDS.flatMap((kind) =>
    leftOut[kind]
      ? [
          `${leftOutName(kind)} in ${count(leftOut[kind].documents, 'document')} (${count(leftOut[kind].words, 'word')})`,
        ]
      : [],
  );
  return [
    `${count(pairs, 'pair')} copied in whole or in part, ${count(passages.length, 'passage')} that three documents or more share`,
    ...passages.slice(0, 4).map(
      ({ words, documents }) =>
        `  ${documents.length} documents share a passage of ${words} words: ${documents
          .slice(0, 5)
          .map(({ id }) => path.get(id))
          .join(', ')}${documents.length > 5 ? ` and ${documents.length - 5} more` : ''}`,
    ),
    ...(left.length > 0 ? [`  left out of copies: ${left.join(', ')}`] : []),
  ];
}

import { hasEarlierLevels } from './earlier-levels.ts';
import type { Notice } from './notice.ts';
import type { Report, ReportDocument, ReportJob, Summary, Warning } from './report.ts';
import { meanOfKnown } from './summary.ts';

/** The file beside a report that holds its overview. */
export const OVERVIEW_FILE = 'overview.json';

/** What is said of a whole batch before any of its documents is looked at: a few kilobytes, whatever its size. Stands beside the report as {@link OVERVIEW_FILE}. */
export interface ReportOverview {
  readonly job: ReportJob;
  readonly summary: Summary;
  readonly figures: OverviewFigures;
  /** Whether an earlier version gave its levels, which meant something else; absent from overviews of such versions. */
  readonly earlierLevels?: boolean;
  /** Warnings on the batch as a whole. */
  readonly warnings: readonly Warning[];
}

/** The figures of the overview's cards. */
export interface OverviewFigures {
  readonly documents: number;
  readonly analyzed: number;
  readonly skipped: number;
  /** Analysed documents by their level. */
  readonly confidence: Summary['confidence'];
  readonly meanAiProbability: number | null;
  readonly medianWords: number;
  /** Analysed documents by their number of words, in bins of equal width from the shortest to the longest. */
  readonly words: readonly number[];
  /** Documents by their AI probability, in tenths. */
  readonly probabilities: readonly number[];
  /** Why documents were skipped, the most frequent reason first. */
  readonly reasons: readonly { readonly reason: string; readonly notice?: Notice; readonly count: number }[];
  /** Whether whatever has no probability is too short for one. */
  readonly onlyTooShort: boolean;
  /** Sizes, largest first; absent until documents were compared. */
  readonly clusters?: readonly number[];
  readonly duplicateGroups?: readonly number[];
  /** Documents by the share of them that stands in others, in tenths, those that hold nothing of others left out, and the largest share; absent until they were compared. */
  readonly copied?: { readonly documents: number; readonly shares: readonly number[]; readonly largest: number };
  /** Documents with words that no reader sees, or with letters that only look like those that belong there, and the words; absent where there are none. */
  readonly tricked?: { readonly documents: number; readonly hidden: number; readonly disguised: number };
}

const WORD_BINS = 8;
const PROBABILITY_BINS = 10;
const REASONS = 6;

type Counted = Pick<
  ReportDocument,
  | 'status'
  | 'words'
  | 'aiProbability'
  | 'confidence'
  | 'declined'
  | 'reason'
  | 'notice'
  | 'hiddenWords'
  | 'disguisedWords'
> &
  Pick<ReportDocument, 'shareCopied'>;

/** The figures over documents, and over what was found by comparing them. */
export function overviewFigures(
  documents: readonly Counted[],
  compared?: Pick<Report, 'clusters' | 'duplicateGroups' | 'sharedPassages'>,
): OverviewFigures {
  const analyzed = documents.filter((d) => d.status === 'analyzed');
  const skipped = documents.filter((d) => d.status === 'skipped');
  const confidence = { high: 0, medium: 0, low: 0, unknown: 0 };
  for (const d of analyzed) confidence[d.confidence]++;
  const words = analyzed.map((d) => d.words).sort((a, b) => a - b);
  const copied = analyzed.flatMap((d) => (d.shareCopied !== undefined && d.shareCopied > 0 ? d.shareCopied : []));
  const tricked = documents.filter((d) => d.hiddenWords !== undefined || d.disguisedWords !== undefined);
  const reasons = new Map<string, { notice?: Notice; count: number }>();
  for (const { reason = '', notice } of skipped)
    reasons.set(reason, { ...(notice && { notice }), count: (reasons.get(reason)?.count ?? 0) + 1 });
  return {
    documents: documents.length,
    analyzed: analyzed.length,
    skipped: skipped.length,
    confidence,
    meanAiProbability: meanOfKnown(analyzed.map((d) => d.aiProbability)),
    medianWords: words[words.length >> 1] ?? 0,
    words: binned(words, words[0] ?? 0, words.at(-1) ?? 1, WORD_BINS),
    probabilities: binned(
      analyzed.flatMap((d) => d.aiProbability ?? []),
      0,
      1,
      PROBABILITY_BINS,
    ),
    reasons: [...reasons]
      .map(([reason, { notice, count }]) => ({ reason, ...(notice && { notice }), count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, REASONS),
    onlyTooShort: documents.every((d) => d.declined === undefined || d.declined === 'too-short'),
    ...(compared?.sharedPassages && {
      copied: {
        documents: copied.length,
        shares: binned(copied, 0, 1, PROBABILITY_BINS),
        largest: copied.reduce((a, b) => Math.max(a, b), 0),
      },
    }),
    ...(tricked.length > 0 && {
      tricked: {
        documents: tricked.length,
        hidden: tricked.reduce((sum, d) => sum + (d.hiddenWords ?? 0), 0),
        disguised: tricked.reduce((sum, d) => sum + (d.disguisedWords ?? 0), 0),
      },
    }),
    ...(compared && {
      clusters: compared.clusters.map((c) => c.size),
      duplicateGroups: compared.duplicateGroups.map((g) => g.members.length),
    }),
  };
}

export function overviewOf(report: Report): ReportOverview {
  const { job, summary, documents, warnings } = report;
  return {
    job,
    summary,
    figures: overviewFigures(documents, report),
    earlierLevels: hasEarlierLevels(documents),
    warnings: warnings.filter((w) => w.document === undefined),
  };
}

/** Counts values into bins of equal width between `low` and `high`; what lies outside goes to the ends. */
function binned(values: readonly number[], low: number, high: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const v of values)
    counts[Math.min(bins - 1, Math.max(0, Math.floor(((v - low) / (high - low || 1)) * bins)))]!++;
  return counts;
}

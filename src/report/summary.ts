import { LEFT_OUT_KINDS, type LeftOutKind } from './left-out.ts';
import { isCopied } from './pair-kinds.ts';
import type { Confidence, CopiedKind, Report, Similarity, Summary } from './report.ts';

/** Mean of the numbers among `values`; `null` when there is none. */
export function meanOfKnown(values: Iterable<number | null>): number | null {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value === null) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}

/** Figures over a whole report, from its parts. */
export function summarize({
  documents,
  clusters,
  duplicateGroups,
  similarity,
  sharedPassages,
}: Pick<Report, 'documents' | 'clusters' | 'duplicateGroups' | 'sharedPassages'> & {
  readonly similarity: Pick<Similarity, 'pairs'>;
}): Summary {
  const analyzed = documents.filter((d) => d.status === 'analyzed');
  const confidence: Record<Confidence, number> = { high: 0, medium: 0, low: 0, unknown: 0 };
  for (const d of analyzed) confidence[d.confidence]++;
  const copiedPairs: Record<CopiedKind, number> = { identical: 0, 'near-duplicate': 0, 'partly-copied': 0 };
  for (const { kind } of similarity.pairs) if (isCopied(kind)) copiedPairs[kind]++;
  const leftOut: Partial<Record<LeftOutKind, { documents: number; words: number }>> = {};
  for (const kind of LEFT_OUT_KINDS) {
    const words = analyzed
      .flatMap((d) => d.leftOut?.filter((part) => part.kind === kind).reduce((sum, part) => sum + part.words, 0) ?? 0)
      .filter((count) => count > 0);
    if (words.length > 0) leftOut[kind] = { documents: words.length, words: words.reduce((a, b) => a + b, 0) };
  }
  const total = (words: readonly (number | undefined)[]) => {
    const some = words.filter((count) => count !== undefined);
    return some.length === 0 ? undefined : { documents: some.length, words: some.reduce((a, b) => a + b, 0) };
  };
  const [hiddenText, disguisedText] = [
    total(documents.map((d) => d.hiddenWords)),
    total(documents.map((d) => d.disguisedWords)),
  ];
  const outliers = documents.filter((d) => d.outlier).length;
  return {
    documents: documents.length,
    analyzed: analyzed.length,
    skipped: documents.length - analyzed.length,
    clusters: clusters.length,
    duplicateGroups: duplicateGroups.length,
    ...(outliers > 0 && { outliers }),
    meanAiProbability: meanOfKnown(analyzed.map((d) => d.aiProbability)),
    highConfidence: confidence.high,
    confidence,
    copiedPairs,
    ...(sharedPassages && { sharedPassages: sharedPassages.length }),
    ...(Object.keys(leftOut).length > 0 && { leftOut }),
    ...(hiddenText && { hiddenText }),
    ...(disguisedText && { disguisedText }),
  };
}

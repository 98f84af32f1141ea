import { notice } from '../report/notice.ts';
import type { Report, ReportDocument, ReportJob, Warning, WarningCode } from '../report/report.ts';
import { meanOfKnown, summarize } from '../report/summary.ts';
import type { DocumentResult } from '../protocol/job.ts';
import type { CorpusAnalysis } from './corpus/analyze-corpus.ts';
import type { CorpusTopic } from './corpus/clusters.ts';
import { type Authorship, type AuthorshipScale, authorshipOf, probabilityOf } from './authorship.ts';
import type { DocumentFindings } from './document/analyze-document.ts';
import type { TextSpan } from './document/segments.ts';
import type { LogOdds } from './document/detector-calibration.ts';
import { rounded } from './rounded.ts';
import type { SampleJudgement } from './samples/machine-samples.ts';
import type { ListedDocument } from './sources/document-location.ts';
import { type Problem, problem } from './sources/problem.ts';

/** A document after the map stage. */
export interface MappedDocument {
  readonly id: string;
  readonly listed: ListedDocument;
  readonly outcome: { readonly analysis: DocumentFindings } | { readonly skipped: Problem };
  /** Stretches that the batch shows to be given: it was judged without them. */
  readonly given?: readonly TextSpan[];
  /** What the machine samples say of it, once it was compared with them. */
  readonly samples?: SampleJudgement;
}

/** Ids of a batch's documents in the order of their paths: `d1` …, with as many digits as the last one needs. */
export function documentId(index: number, total: number): string {
  return `d${String(index + 1).padStart(String(total).length, '0')}`;
}

/** What a document's row says before the corpus was looked at. */
export function documentResult(
  { id, listed, outcome, samples }: MappedDocument,
  scale: AuthorshipScale,
): DocumentResult {
  const place = {
    id,
    path: listed.path,
    ...(listed.group !== undefined && { group: listed.group }),
    ...trickedWords(outcome),
  };
  if ('skipped' in outcome)
    return {
      ...place,
      words: 0,
      characters: 0,
      aiProbability: null,
      confidence: 'unknown',
      status: 'skipped',
      reason: outcome.skipped.message,
      notice: outcome.skipped.notice,
    };
  const {
    language,
    words,
    characters,
    logOdds,
    declined,
    writing,
    format,
    encoding,
    extracted,
    pages,
    ignoredWords,
    sha256,
  } = outcome.analysis;
  const read = {
    format,
    ...(encoding !== undefined && { encoding }),
    ...(extracted && { extracted }),
    ...(pages && { pages }),
    ...(ignoredWords > 0 && { ignoredWords }),
    sha256,
  };
  const authorship = logOdds
    ? { ...authorshipWith(logOdds, scale, samples), ...sampleFigures(samples) }
    : ({ aiProbability: null, confidence: 'unknown' } as const);
  return {
    ...place,
    ...(language !== undefined && { language }),
    words,
    characters,
    ...authorship,
    status: 'analyzed',
    ...(declined && { declined }),
    ...(writing && { writing }),
    ...read,
  };
}

/** How much of a document is there to mislead whoever reads it by a program. */
function trickedWords(outcome: MappedDocument['outcome']): Pick<ReportDocument, 'hiddenWords' | 'disguisedWords'> {
  const problems = 'skipped' in outcome ? [outcome.skipped] : outcome.analysis.warnings;
  const words = (code: WarningCode) =>
    problems.reduce((sum, problem) => sum + (problem.code === code ? (problem.words ?? 0) : 0), 0);
  const [hiddenWords, disguisedWords] = [words('hidden-text'), words('lookalike-letters')];
  return { ...(hiddenWords > 0 && { hiddenWords }), ...(disguisedWords > 0 && { disguisedWords }) };
}

/** Where levels go by the machine samples, these take the place of what the detector alone says. */
function authorshipWith(logOdds: LogOdds, scale: AuthorshipScale, samples: SampleJudgement | undefined): Authorship {
  if (samples?.authorship)
    return authorshipOf(samples.authorship.logOdds, { ...scale, baseline: samples.authorship.baseline });
  return authorshipOf({ ...logOdds, high: Math.max(logOdds.high, samples?.leastHigh ?? logOdds.high) }, scale);
}

function sampleFigures(
  samples: SampleJudgement | undefined,
): Pick<ReportDocument, 'sampleScore' | 'sampleRank' | 'sampleSimilarity'> {
  return {
    ...(samples?.score !== undefined && { sampleScore: samples.score }),
    ...(samples?.rank !== undefined && { sampleRank: samples.rank }),
    ...(samples && { sampleSimilarity: samples.similarity }),
  };
}

/**
 * Puts the report together.
 *
 * @param mapped all documents, in the order of their ids
 * @param analyzed the analysed ones among them: the documents that `corpus` counts
 * @param scale what the detector's log-odds are measured against
 */
export function buildReport(
  job: ReportJob,
  mapped: readonly MappedDocument[],
  analyzed: readonly MappedDocument[],
  corpus: CorpusAnalysis,
  scale: AuthorshipScale,
  sourceWarnings: readonly Problem[],
): Report {
  const id = (d: number) => analyzed[d]!.id;
  const placeOf = new Map(analyzed.map((m, d) => [m.id, d]));
  const clusterOf = new Map(corpus.clusters.flatMap((c) => c.members.map((d) => [d, c.id] as const)));
  const subtopicOf = new Map(
    corpus.clusters.flatMap((c) => c.subtopics.flatMap((s) => s.members.map((d) => [d, s.id] as const))),
  );
  const outliers = new Set(corpus.outliers);
  const groupOf = new Map(corpus.duplicateGroups.flatMap((g, i) => g.members.map((d) => [d, i] as const)));
  const documents = mapped.map((m): ReportDocument => {
    const d = placeOf.get(m.id);
    if (d === undefined || !('analysis' in m.outcome))
      return { ...documentResult(m, scale), cluster: null, duplicateGroup: null, segments: [], nearest: [] };
    return {
      ...documentResult(m, scale),
      cluster: clusterOf.get(d) ?? null,
      ...(subtopicOf.has(d) && { subtopic: subtopicOf.get(d)! }),
      ...(outliers.has(d) && { outlier: true as const }),
      duplicateGroup: groupOf.get(d) ?? null,
      segments: m.outcome.analysis.segments.map(({ start, end, logOdds }) => ({
        start,
        end,
        aiProbability: logOdds === null ? null : probabilityOf(logOdds, scale.prior),
      })),
      ...(m.outcome.analysis.machineStretch && { machineStretch: m.outcome.analysis.machineStretch }),
      x: rounded(corpus.places[d]![0]),
      y: rounded(corpus.places[d]![1]),
      shareCopied: rounded(corpus.copied[d]!.share),
      ...(corpus.copied[d]!.sharedWith.length > 0 && {
        sharedWith: corpus.copied[d]!.sharedWith.map(({ document, words, share }) => ({
          id: id(document),
          words,
          share: rounded(share),
        })),
      }),
      ...(corpus.copied[d]!.leftOut.length > 0 && { leftOut: corpus.copied[d]!.leftOut }),
      nearest: corpus.nearest
        .of(d)
        .filter(
          (n) =>
            job.options.acrossGroups !== true ||
            m.listed.group === undefined ||
            analyzed[n.document]!.listed.group !== m.listed.group,
        )
        .map((n) => ({ id: id(n.document), similarity: rounded(n.similarity) })),
    };
  });
  const probability = new Map(documents.map((d) => [d.id, d.aiProbability]));
  const topic = ({ id: topicId, label, terms, cohesion, representative, members }: CorpusTopic) => ({
    id: topicId,
    label,
    terms,
    size: members.length,
    cohesion: rounded(cohesion),
    representative: id(representative),
    members: members.map(id),
  });
  const clusters = corpus.clusters.map((c) => {
    const mean = meanOfKnown(c.members.map((d) => probability.get(id(d)) ?? null));
    const { members, ...described } = topic(c);
    return {
      ...described,
      meanAiProbability: mean === null ? null : rounded(mean),
      ...(c.stability !== undefined && { stability: rounded(c.stability) }),
      ...(c.subtopics.length > 0 && { subtopics: c.subtopics.map(topic) }),
      members,
    };
  });
  const duplicateGroups = corpus.duplicateGroups.map((g, i) => ({
    id: i,
    averageSimilarity: rounded(g.averageSimilarity),
    members: g.members.map(id),
  }));
  const pairs = corpus.pairs.map(
    ({ a, b, similarity, meaning, wording, containment, shares: [ofA, ofB], ...copying }) => ({
      a: id(a),
      b: id(b),
      similarity: rounded(similarity),
      meaning: rounded(meaning),
      wording: rounded(wording),
      containment: rounded(containment),
      ...copying,
      shares: [rounded(ofA), rounded(ofB)] as const,
    }),
  );
  const sharedPassages = corpus.sharedPassages.map(({ words, holders }) => ({
    words,
    documents: holders.map(({ document, start, end }) => ({ id: id(document), start, end })),
  }));
  const { meanAiProbability, ...summary } = summarize({
    documents,
    clusters,
    duplicateGroups,
    similarity: { pairs },
    sharedPassages,
  });
  return {
    schemaVersion: 1,
    job,
    summary: { ...summary, meanAiProbability: meanAiProbability === null ? null : rounded(meanAiProbability) },
    documents,
    clusters,
    duplicateGroups,
    similarity: {
      order: corpus.order.map(id),
      ...(corpus.matrix && { matrix: corpus.matrix.map((row) => row.map(rounded)) }),
      ...(corpus.overview && {
        overview: {
          starts: corpus.overview.starts,
          mean: corpus.overview.mean.map((row) => row.map(rounded)),
          max: corpus.overview.max.map((row) => row.map(rounded)),
        },
      }),
      pairs,
    },
    sharedPassages,
    warnings: [...sourceWarnings, ...hiddenTextIn(mapped), ...mapped.flatMap(warningsOf)],
  };
}

/** Hidden text is looked for before anything else: that there is some stands with the batch, too. */
function hiddenTextIn(mapped: readonly MappedDocument[]): Warning[] {
  const count = mapped.filter((m) => warningsOf(m).some(({ code }) => code === 'hidden-text')).length;
  if (count === 0) return [];
  return [problem('hidden-text', notice('documents-with-hidden-text', { count }))];
}

function warningsOf({ id, outcome }: MappedDocument): Warning[] {
  return ('skipped' in outcome ? [outcome.skipped] : outcome.analysis.warnings).map((w) => ({ document: id, ...w }));
}

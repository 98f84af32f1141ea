import { compareClusters } from './compare-clusters.ts';
import { comparePairs } from './compare-pairs.ts';
import { matchDocuments, type SameDocument } from './match-documents.ts';
import type { ComparedReport, DocumentFigures, ReportChanges, ScoreChange } from './report-changes.ts';
import type { Confidence, Report, ReportDocument } from './report.ts';

/** Levels that can be told higher from lower. */
const RANK: Readonly<Partial<Record<Confidence, number>>> = { low: 0, medium: 1, high: 2 };

/** Probabilities are shown in whole percent: what is less than one is no change that everybody could see. */
const LEAST_SCORE_CHANGE = 0.01;

/**
 * Compares two reports, usually of one source at two times. Documents are matched by path, and those that are left by the hash of their text: a
 * file that was renamed is the same document. Linear in documents and listed pairs, but for the clusters, which are matched with each other.
 */
export function compareReports(before: Report, after: Report): ReportChanges {
  const same = matchDocuments(before.documents, after.documents);
  const matchedBefore = new Set(same.map(([d]) => d.id));
  const matchedAfter = new Set(same.map(([, d]) => d.id));
  const [ofBefore, ofAfter] = [figuresIn(before), figuresIn(after)];
  const change = ([d, e]: SameDocument) => ({ before: ofBefore(d), after: ofAfter(e) });
  return {
    before: compared(before),
    after: compared(after),
    added: after.documents.filter((d) => !matchedAfter.has(d.id)).map(ofAfter),
    gone: before.documents.filter((d) => !matchedBefore.has(d.id)).map(ofBefore),
    renamed: same.filter(([d, e]) => d.path !== e.path).map(change),
    edited: same.filter(isEdited).map(change),
    scores: same
      .flatMap((pair): ScoreChange[] =>
        hasOtherScore(pair) ? [{ ...change(pair), level: levelChange(pair), edited: isEdited(pair) }] : [],
      )
      .sort((p, q) => LEVEL_ORDER[p.level] - LEVEL_ORDER[q.level] || distance(q) - distance(p)),
    ...compareClusters(before, after, same, ofAfter),
    pairs: comparePairs(before, after, same, ofBefore, ofAfter),
  };
}

function isEdited([before, after]: SameDocument): boolean {
  if (before.status !== after.status) return true;
  // Reports of early versions have no hashes.
  return before.sha256 === undefined || after.sha256 === undefined
    ? before.characters !== after.characters || before.words !== after.words
    : before.sha256 !== after.sha256;
}

function hasOtherScore([before, after]: SameDocument): boolean {
  if (before.confidence !== after.confidence) return true;
  return (
    before.aiProbability !== null &&
    after.aiProbability !== null &&
    Math.abs(before.aiProbability - after.aiProbability) >= LEAST_SCORE_CHANGE
  );
}

function levelChange([before, after]: SameDocument): ScoreChange['level'] {
  if (before.confidence === after.confidence) return 'same';
  const [was, is] = [RANK[before.confidence], RANK[after.confidence]];
  return was === undefined || is === undefined ? 'other' : is > was ? 'up' : 'down';
}

const LEVEL_ORDER: Readonly<Record<ScoreChange['level'], number>> = { up: 0, down: 1, other: 2, same: 3 };
const distance = ({ before, after }: ScoreChange) => Math.abs((after.aiProbability ?? 0) - (before.aiProbability ?? 0));

function figuresIn({ clusters }: Report): (document: ReportDocument) => DocumentFigures {
  const labels = new Map(clusters.map((c) => [c.id, c.label]));
  return ({ id, path, status, reason, notice, words, aiProbability, confidence, declined, cluster }) => {
    const label = cluster === null ? undefined : labels.get(cluster);
    return {
      id,
      path,
      status,
      words,
      aiProbability,
      confidence,
      ...(reason !== undefined && { reason }),
      ...(notice && { notice }),
      ...(declined && { declined }),
      ...(label !== undefined && { cluster: label }),
    };
  };
}

const compared = ({ job, summary }: Report): ComparedReport => ({
  madeWith: job,
  name: job.source.name,
  startedAt: job.startedAt,
  summary,
});

import type { TermCounts } from '../document/terms.ts';

/** How many times more common among a cluster's documents than among the others a term must be to name it. */
const LEAST_LIFT = 1.5;

/** Terms that are kept for a cluster, and the ones that make up its name. */
const TERMS = 8;
const NAMING_TERMS = 3;

/** Words for numbers and places in a row: they may set a cluster apart, but say nothing of what it is about. */
const NUMBER_WORDS = new Set('one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million half first second third'.split(' '));

export interface ClusterLabel {
  /** Empty where no term sets the cluster apart. */
  readonly label: string;
  /** Strongest first. */
  readonly terms: readonly string[];
}

/**
 * Names clusters by the terms that set them apart: class-based TF-IDF, tf in the cluster · ln(1 + mean words a cluster / tf in the batch)
 * (Grootendorst 2022, arXiv:2203.05794). A term counts once a document, so that one long or repetitive document cannot name its cluster,
 * and where a cluster has three documents or more, at least two of them must hold it. Terms that are about as common elsewhere are left out,
 * and so are numbers.
 *
 * @param members for each cluster its documents; those in none count for nothing
 */
export function labelClusters(documents: readonly TermCounts[], members: readonly (readonly number[])[]): ClusterLabel[] {
  const overall = new Map<string, number>();
  const frequencies = members.map((cluster) => {
    const frequency = new Map<string, number>();
    for (const d of cluster)
      for (const term of documents[d]!.terms) {
        frequency.set(term, (frequency.get(term) ?? 0) + 1);
        overall.set(term, (overall.get(term) ?? 0) + 1);
      }
    return frequency;
  });
  const occurrences = members.map((cluster) => occurrencesIn(cluster.map((d) => documents[d]!)));
  const words = frequencies.map((f) => [...f.values()].reduce((a, b) => a + b, 0));
  const grouped = members.reduce((sum, { length }) => sum + length, 0);
  const meanWords = words.reduce((a, b) => a + b, 0) / members.length;
  return frequencies.map((frequency, c) => {
    const least = members[c]!.length >= 3 ? 2 : 1;
    const outside = grouped - members[c]!.length;
    const lift = (term: string, count: number) => count / members[c]!.length / ((overall.get(term)! - count) / Math.max(1, outside));
    const ranked = [...frequency]
      .filter(([term, count]) => count >= least && !isNumber(term) && lift(term, count) >= LEAST_LIFT)
      .map(([term, count]) => ({ term, weight: (count / words[c]!) * Math.log(1 + meanWords / overall.get(term)!) }))
      .sort((a, b) => b.weight - a.weight || occurrences[c]!.get(b.term)! - occurrences[c]!.get(a.term)! || (a.term < b.term ? -1 : 1));
    const terms = distinct(ranked.map(({ term }) => term)).slice(0, TERMS);
    return { label: terms.slice(0, NAMING_TERMS).join(' · '), terms };
  });
}

const isNumber = (term: string) => /^\d/.test(term) || NUMBER_WORDS.has(term);

/** How often each term stands in all the documents together: decides between terms of equally many documents. */
function occurrencesIn(documents: readonly TermCounts[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { terms, counts } of documents) for (const [i, term] of terms.entries()) sums.set(term, (sums.get(term) ?? 0) + counts[i]!);
  return sums;
}

/** Leaves out a term whose singular or plural stands before it. */
function distinct(terms: readonly string[]): string[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const stem = term.replace(/(?<=..)(?:ies|y|es|s)$/, '');
    return !seen.has(stem) && seen.add(stem);
  });
}

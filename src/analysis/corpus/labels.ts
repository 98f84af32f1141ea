import { stopTerms } from './stop-terms.ts';
import type { TfIdf } from './tf-idf.ts';

/** How many times more common among a cluster's documents than among the others a term must be to name it. */
const LEAST_LIFT = 1.5;

/** Terms that are kept for a cluster, and the ones that make up its name. */
const TERMS = 8;
const NAMING_TERMS = 3;

/** Words for numbers and places in a row: they may set a cluster apart, but say nothing of what it is about. */
const NUMBER_WORDS = new Set(
  'one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million half first second third'.split(
    ' ',
  ),
);

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
 * and so are numbers, and stop words of the language that a document is written in.
 *
 * @param members for each cluster its documents; those in none count for nothing
 * @param languages of the documents, as of `languageOf`
 */
export function labelClusters(
  terms: TfIdf,
  members: readonly (readonly number[])[],
  languages: readonly (string | undefined)[] = [],
): ClusterLabel[] {
  const {
    matrix: { starts, columns },
    counts,
    vocabulary,
  } = terms;
  const isStopTerm = stopTerms(terms, languages);
  const overall = new Uint32Array(vocabulary.length);
  const words = members.map((cluster) => cluster.reduce((sum, d) => sum + starts[d + 1]! - starts[d]!, 0));
  for (const cluster of members)
    for (const d of cluster)
      for (let k = starts[d]!; k < starts[d + 1]!; k++) if (!isStopTerm(d, columns[k]!)) overall[columns[k]!]!++;
  const grouped = members.reduce((sum, { length }) => sum + length, 0);
  const meanWords = words.reduce((a, b) => a + b, 0) / members.length;
  // Of one cluster at a time: how many of its documents hold each term, and how often it stands in them, which decides between terms of equally many documents.
  const frequency = new Uint32Array(vocabulary.length);
  const occurrences = new Float64Array(vocabulary.length);
  return members.map((cluster, c) => {
    const held: number[] = [];
    for (const d of cluster)
      for (let k = starts[d]!; k < starts[d + 1]!; k++) {
        const t = columns[k]!;
        if (isStopTerm(d, t)) continue;
        if (frequency[t]!++ === 0) held.push(t);
        occurrences[t]! += counts[k]!;
      }
    const least = cluster.length >= 3 ? 2 : 1;
    const outside = grouped - cluster.length;
    const lift = (t: number) => frequency[t]! / cluster.length / ((overall[t]! - frequency[t]!) / Math.max(1, outside));
    const ranked = held
      .filter((t) => frequency[t]! >= least && lift(t) >= LEAST_LIFT && !isNumber(vocabulary[t]!))
      .map((t) => ({
        t,
        weight: (frequency[t]! / words[c]!) * Math.log(1 + meanWords / overall[t]!),
        times: occurrences[t]!,
      }))
      .sort((a, b) => b.weight - a.weight || b.times - a.times || a.t - b.t);
    for (const t of held) frequency[t] = occurrences[t] = 0;
    const naming = firstDistinct(
      ranked.map(({ t }) => vocabulary[t]!),
      TERMS,
    );
    return { label: naming.slice(0, NAMING_TERMS).join(' · '), terms: naming };
  });
}

const isNumber = (term: string) => /^\d/.test(term) || NUMBER_WORDS.has(term);

/** The first terms, without those whose singular or plural stands before them. */
function firstDistinct(terms: readonly string[], most: number): string[] {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const term of terms) {
    if (kept.length === most) break;
    const stem = term.replace(/(?<=..)(?:ies|y|es|s)$/, '');
    if (!seen.has(stem)) kept.push(term);
    seen.add(stem);
  }
  return kept;
}

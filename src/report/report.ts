import type { Format } from './formats.ts';
import type { LeftOutKind } from './left-out.ts';
import type { Notice } from './notice.ts';
import type { ReadingOptions } from './reading-options.ts';
import type { WritingKind } from './writing-kinds.ts';

/**
 * The report: what one analysis of a batch found, as plain frozen data. The panel, the trees, the exporters and the command line
 * all read this one type. Fields may be added; none is renamed or dropped without a new `schemaVersion`.
 */
export interface Report {
  readonly schemaVersion: 1;
  /** How it came about; exports have it, a job's own report does not. */
  readonly manifest?: Manifest;
  readonly job: ReportJob;
  readonly summary: Summary;
  /** Every document that was found, in order of path. */
  readonly documents: readonly ReportDocument[];
  /** Largest first. */
  readonly clusters: readonly Cluster[];
  /** Groups of near-copies, largest first. */
  readonly duplicateGroups: readonly DuplicateGroup[];
  readonly similarity: Similarity;
  /** Passages that three documents or more share, those of most documents first; absent in reports of earlier versions. */
  readonly sharedPassages?: readonly SharedPassage[];
  readonly warnings: readonly Warning[];
}

export interface ReportJob {
  readonly id: string;
  readonly source: SourceDescription;
  readonly status: 'completed';
  /** ISO 8601, UTC; likewise the two below. */
  readonly createdAt: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly options: AnalysisOptions;
  readonly engine: Engine;
  /** The baseline that levels were measured against; absent where there was none, or too few texts in it. */
  readonly baseline?: BaselineDescription;
  /** The machine samples that documents were compared with; absent where there were none, or too few. */
  readonly machineSamples?: MachineSamplesDescription;
}

/** How an exported report came about: what is needed to repeat the analysis, and to tell whether it was repeated. */
export interface Manifest {
  readonly manifestVersion: 1;
  /** The program and the models, each with its SHA-256. */
  readonly engine: Engine;
  /** All that could be chosen, the seed among them. */
  readonly options: AnalysisOptions;
  readonly baseline?: BaselineDescription;
  readonly machineSamples?: MachineSamplesDescription;
  readonly source: {
    readonly kind: SourceDescription['kind'];
    readonly name: string;
    /** Documents that were analysed. */
    readonly documents: number;
    /** SHA-256, in hexadecimal, of the sorted SHA-256s of their texts with a line feed behind each: names do not enter it. */
    readonly sha256: string;
  };
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** SHA-256, in hexadecimal, of what was found: documents, clusters, groups and similarities as the JSON export writes them. Neither times nor ids of jobs enter it. */
  readonly resultsSha256: string;
  /** Whether names and paths are pseudonyms. */
  readonly anonymised: boolean;
  /** The only part that differs when the same analysis is run again: the job's id, and times in ISO 8601, UTC. */
  readonly run: {
    readonly id: string;
    readonly createdAt: string;
    readonly startedAt: string;
    readonly finishedAt: string;
  };
}

/** Where the documents came from. */
export interface SourceDescription {
  readonly kind: 'folder' | 'zip' | 'files';
  /** Short name for titles: the folder's or the archive's, or "3 files". */
  readonly name: string;
  /** Absolute paths: one for a folder or an archive, one a file otherwise. */
  readonly paths: readonly string[];
}

/** What the user may choose about an analysis. The same options and seed on the same texts give the same report. */
export interface AnalysisOptions {
  /** Unit of text that gets an AI probability of its own. */
  readonly granularity: Granularity;
  /** Number of clusters, or `auto` to have it chosen. */
  readonly clusters: 'auto' | number;
  /** Least similarity (0 … 1) at which two documents count as near-copies. */
  readonly threshold: number;
  /** Seed of every random choice, a non-negative integer. */
  readonly seed: number;
  /** Assumed share of machine-written texts before any is looked at, 0 … 1 exclusive; 0.5 where it is absent. */
  readonly prior?: number;
  /** Absolute path of a folder of texts that people are known to have written, which the AI probability is measured against. */
  readonly baseline?: string;
  /** Absolute path of a folder of answers to the same assignment that machines are known to have written. */
  readonly machineSamples?: string;
  /** The encoder that texts are compared by: `full`, `fast`, or by the size of the batch; `auto` where it is absent. */
  readonly encoder?: EncoderChoice;
  /** What of the texts counts for no copy; all kinds where it is absent. */
  readonly leaveOut?: readonly LeftOutKind[];
  /** Whether pairs within one group (`reading.groupBy`) are no pairs: one student's drafts. */
  readonly acrossGroups?: boolean;
  /** How the source is read; the defaults where it is absent. A report always has it. */
  readonly reading?: ReadingOptions;
}

export type EncoderChoice = 'auto' | EncoderTier;

/** `full` reads sentences, `fast` the words alone: some hundred times as fast, and nearly as good at telling topics apart. */
export type EncoderTier = 'full' | 'fast';

/** Texts that people are known to have written. */
export interface BaselineDescription {
  /** Absolute path. */
  readonly folder: string;
  /** Texts in it that have a probability. */
  readonly texts: number;
  /** Of texts by people like these at most this share is rated HIGH, at a prior of 0.5 or less (a conformal guarantee). */
  readonly highRate: number;
}

/** Answers to the same assignment that machines are known to have written. */
export interface MachineSamplesDescription {
  /** Absolute path. */
  readonly folder: string;
  /** Samples that can be judged and were compared with. */
  readonly texts: number;
  /** SHA-256, in hexadecimal, of the sorted SHA-256s of their texts with line feeds between: names do not enter it. */
  readonly sha256: string;
  /** What they are told from: the baseline, or where there is none the batch, of which nobody knows who wrote it. */
  readonly against: 'baseline' | 'batch';
  /** Texts of that. */
  readonly others: number;
  /** Samples that are rated HIGH when each is left out of what tells them; absent without a baseline. */
  readonly told?: number;
  /** Probability that a sample that was left out scores above a text of the baseline; absent without one. */
  readonly auroc?: number;
  /** Whether levels go by them. Where they cannot be told from the others, nothing does. */
  readonly used: boolean;
}

export type Granularity = 'sentence' | 'paragraph';

/** The models whose texts the detector was trained on: texts by newer ones it may miss. */
export interface SeenModels {
  readonly models: readonly string[];
  /** Month in which the newest of them came out, `YYYY-MM`. */
  readonly until: string;
}

/** A file of the models, known by its SHA-256. */
export interface ModelFile {
  readonly name: string;
  readonly sha256: string;
}

export interface Engine {
  readonly version: string;
  /** The encoder that was used; `full` where it is absent. */
  readonly encoder?: EncoderTier;
  readonly models: readonly ModelFile[];
  /** What the detector knows; absent where its weights do not say so. */
  readonly seen?: SeenModels;
}

/** Figures over the whole batch. */
export interface Summary {
  readonly documents: number;
  readonly analyzed: number;
  readonly skipped: number;
  readonly clusters: number;
  readonly duplicateGroups: number;
  /** Documents in no cluster because they are like no other ones; absent where there is none. */
  readonly outliers?: number;
  /** Mean over the documents that have a probability (0 … 1); `null` when none has. */
  readonly meanAiProbability: number | null;
  /** Documents of confidence `high`. */
  readonly highConfidence: number;
  readonly confidence: Readonly<Record<Confidence, number>>;
  /** Pairs of documents that are copies, by kind; absent in reports of earlier versions. */
  readonly copiedPairs?: Readonly<Record<CopiedKind, number>>;
  /** Passages that three documents or more share; absent in reports of earlier versions. */
  readonly sharedPassages?: number;
  /** Documents of which a part counts for no copy, and the words of those parts, by kind; absent where there are none. */
  readonly leftOut?: Readonly<Partial<Record<LeftOutKind, { readonly documents: number; readonly words: number }>>>;
  /** Documents with words that no reader sees, and those words; absent where there are none. */
  readonly hiddenText?: { readonly documents: number; readonly words: number };
  /** Documents with letters that only look like those that belong there, and the words that have them; absent where there are none. */
  readonly disguisedText?: { readonly documents: number; readonly words: number };
}

/** How strongly a document scores for machine writing: `medium` is undecided, `unknown` where the detector declines. `low` does not say that a person wrote it. */
export type Confidence = 'high' | 'medium' | 'low' | 'unknown';

export interface ReportDocument {
  readonly id: string;
  /** Path inside the source, with `/` between its parts. */
  readonly path: string;
  /** The group that it belongs to, where documents are grouped (`options.reading.groupBy`); absent where it is in none. */
  readonly group?: string;
  /** Language that most of it is written in (BCP 47: `de`, `sw`, …); absent where it cannot be told, for skipped documents and in reports of earlier versions. */
  readonly language?: string;
  readonly words: number;
  readonly characters: number;
  /** Probability that a machine wrote the text (0 … 1); `null` where the detector declines or the document was skipped. */
  readonly aiProbability: number | null;
  /** Where the probability may lie, going by the kinds of writing that the text may be of; absent where there is no probability. */
  readonly aiInterval?: readonly [low: number, high: number];
  /** By both ends of the interval: `high` where the lower end is above 0.7, `low` where the upper end is below 0.4, `medium` (undecided) otherwise. */
  readonly confidence: Confidence;
  /** Kind of writing, of those that the detector was trained on; absent where it is of none of them. */
  readonly writing?: WritingKind;
  /** Share of the baseline's texts that score at least as high, this one counted among them (a conformal p-value); absent without a baseline. */
  readonly baselineRank?: number;
  /** How near to the machine samples it is: by its wording and by what the detector says, near 1 where it is written as they are, near −1 where as the others that they are told from. Absent without samples that tell it. */
  readonly sampleScore?: number;
  /** Share of the machine samples that score at most as high, this one counted among them (a conformal p-value): low where it is unlike them. Absent without samples that tell it. */
  readonly sampleRank?: number;
  /** Likeness in wording to the machine sample that is most like it (0 … 1, a cosine); absent without samples. */
  readonly sampleSimilarity?: number;
  /** `id` of a cluster; `null` for skipped documents and outliers. */
  readonly cluster: number | null;
  /** Whether it is in no cluster because it is like no other document of the batch; absent where it is not. */
  readonly outlier?: true;
  /** `id` of a sub-topic within that cluster; absent where the cluster has none. */
  readonly subtopic?: number;
  /** `id` of a group of near-copies, if the document is in one. */
  readonly duplicateGroup: number | null;
  readonly status: 'analyzed' | 'skipped';
  /** Why it was skipped, as a sentence for people. */
  readonly reason?: string;
  /** The same as data; absent in reports of earlier versions. */
  readonly notice?: Notice;
  /** Why there is no probability though the document was analysed. */
  readonly declined?: DeclineReason;
  /** What the text was read from; absent for skipped documents. */
  readonly format?: Format;
  /** Character encoding that the bytes were read in; absent where they could not be read, and for formats that are not text. */
  readonly encoding?: string;
  /** Whether the text is other than the characters of its file, as that of a PDF is, so that positions count in the extracted text alone. */
  readonly extracted?: boolean;
  /** Where each page after the first begins in the text, for formats that have pages. */
  readonly pages?: readonly number[];
  /** Words, among `words`, of passages that stand in a template (`options.reading.ignore`): they count neither for similarity nor for the probability. */
  readonly ignoredWords?: number;
  /** Words that no reader sees, which were left out; absent where there are none. */
  readonly hiddenWords?: number;
  /** Words with letters or marks that only look like those that belong there; absent where there are none. */
  readonly disguisedWords?: number;
  /** Share of its words, less those that are left out, that stand in any other document, in passages of copied pairs or of many documents (0 … 1); absent for skipped documents and in reports of earlier versions. */
  readonly shareCopied?: number;
  /** The documents that hold most of those words, at most ten; a word may stand in several. Absent where there are none. */
  readonly sharedWith?: readonly { readonly id: string; readonly words: number; readonly share: number }[];
  /** What counts for no copy, ascending; absent where all counts. */
  readonly leftOut?: readonly LeftOutPart[];
  /** SHA-256 of the analysed text, in hexadecimal; absent for skipped documents. */
  readonly sha256?: string;
  readonly segments: readonly Segment[];
  /** The stretch of the text that reads like a machine's where the rest reads like a person's; absent where the text may be by one hand. */
  readonly machineStretch?: { readonly start: number; readonly end: number };
  /** What the user wrote about it in the panel; in exports alone. */
  readonly tags?: readonly string[];
  readonly note?: string;
  /** Place on the map, 0 … 1 along both axes: what is alike lies close together; distances and directions mean nothing else. Absent for skipped documents and in reports of earlier versions. */
  readonly x?: number;
  readonly y?: number;
  /** Most similar documents first, at most ten. */
  readonly nearest: readonly { readonly id: string; readonly similarity: number }[];
}

/**
 * `too-short` for its length to say anything; `not-english`, `not-prose` (code, tables, lists) and `unlike-training` (more learned words than any text by people that it knows) are unlike anything
 * that the detector was trained on.
 */
export type DeclineReason = 'too-short' | 'not-english' | 'not-prose' | 'unlike-training';

/** A stretch of the analysed text: positions are UTF-16 code units, `end` exclusive. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly aiProbability: number | null;
}

/** Documents on one subject. */
export interface Topic {
  readonly id: number;
  /** A name for people, made of the terms that set the cluster apart. */
  readonly label: string;
  /** Those terms, strongest first. */
  readonly terms: readonly string[];
  readonly size: number;
  /** Mean similarity of the members to each other (0 … 1); 1 for a single member. */
  readonly cohesion: number;
  /** `id` of the member closest to the cluster's centre. */
  readonly representative: string;
  readonly members: readonly string[];
}

/**
 * The `id` is 0 for the largest cluster, then counting up; but a cluster that mostly holds the same texts as one of an earlier report that was named has that one's, and its colour.
 */
export interface Cluster extends Topic {
  readonly meanAiProbability: number | null;
  /**
   * How well it is found again when samples of the batch are clustered anew (0 … 1, the mean of its highest Jaccard similarities; Hennig 2007): from 0.85 very stable, under 0.6 maybe an
   * accident. Absent where it cannot be told, as in small batches.
   */
  readonly stability?: number;
  /** A second level, largest first: together they hold the cluster's members. `id`s count within the cluster. Absent where the cluster is one subject. */
  readonly subtopics?: readonly Topic[];
}

export interface DuplicateGroup {
  readonly id: number;
  /** Mean similarity over all pairs of members (0 … 1). */
  readonly averageSimilarity: number;
  readonly members: readonly string[];
}

/**
 * How alike the documents are. Similarity is, everywhere in the product, the mean of the cosine of the sentence-encoder vectors
 * ("meaning") and the cosine of the TF-IDF vectors ("wording"), limited to 0 … 1.
 */
export interface Similarity {
  /** Ids of the analysed documents in the order of the heatmap's rows and columns: by cluster, the most alike side by side. */
  readonly order: readonly string[];
  /** Row i, column j: similarity of `order[i]` and `order[j]`. Symmetric, 1 on the diagonal. Present for up to 500 documents. */
  readonly matrix?: readonly (readonly number[])[];
  /** Block means for more documents than that. */
  readonly overview?: SimilarityOverview;
  /** The most similar pairs, and all that are copies, strongest first. */
  readonly pairs: readonly SimilarPair[];
}

/** The similarity matrix in blocks: block i holds the documents `order[starts[i]]` up to, not including, `order[starts[i + 1]]`. */
export interface SimilarityOverview {
  readonly starts: readonly number[];
  readonly mean: readonly (readonly number[])[];
  readonly max: readonly (readonly number[])[];
}

export interface SimilarPair {
  readonly a: string;
  readonly b: string;
  readonly similarity: number;
  /** Cosine of the encoder vectors, 0 … 1. */
  readonly meaning: number;
  /** Cosine of the TF-IDF vectors, 0 … 1. */
  readonly wording: number;
  /** Share of the three-word sequences of the document with fewer of them that the other one holds too (Broder 1997), 0 … 1. */
  readonly containment: number;
  /** In what way the two are alike; absent in reports of earlier versions, and with it everything below. */
  readonly kind?: PairKind;
  /** Share of the words of `a` that stand in `b` in runs of at least four, and of the words of `b` that stand in `a`, 0 … 1. */
  readonly shares?: readonly [ofA: number, ofB: number];
  /** Of a partly copied pair: the one document of which most stands in the other; `null` where neither holds the other. Absent for other kinds. */
  readonly direction?: CopyDirection | null;
  /** What both hold, most shared words first; absent for pairs on the same topic alone. */
  readonly passages?: readonly CopiedPassage[];
  /** Passages beyond those that are listed; absent where all are. */
  readonly morePassages?: number;
}

/**
 * `identical`: the same words in the same order. `near-duplicate`: most of each stands in the other. `partly-copied`: some of one stands in the other, more than texts on the same subject share.
 * `same-topic`: alike, but no more of it the same words than among texts on the same subject.
 */
export type PairKind = 'identical' | 'near-duplicate' | 'partly-copied' | 'same-topic';

/** The kinds that are copies. */
export type CopiedKind = Exclude<PairKind, 'same-topic'>;

/** Which document's text stands mostly in the other. It does not say who copied from whom: that no text can tell. */
export type CopyDirection = 'a-in-b' | 'b-in-a';

/** A passage that two documents share, but for small gaps. Positions are UTF-16 code units of the texts that are shown, `end` exclusive. */
export interface CopiedPassage {
  readonly a: { readonly start: number; readonly end: number };
  readonly b: { readonly start: number; readonly end: number };
  /** Words that are the same in both. */
  readonly words: number;
}

/** A passage that several documents hold, but for small gaps. */
export interface SharedPassage {
  /** Words of the passage, as half of the documents have it at least. */
  readonly words: number;
  /** In order of path. Positions are UTF-16 code units of the texts that are shown, `end` exclusive. */
  readonly documents: readonly { readonly id: string; readonly start: number; readonly end: number }[];
}

/** A stretch of a text that counts for no copy: positions are UTF-16 code units, `end` exclusive. */
export interface LeftOutPart {
  readonly kind: LeftOutKind;
  readonly start: number;
  readonly end: number;
  readonly words: number;
}

export interface Warning {
  /** `id` of the document it is about; absent where it is about the whole batch. */
  readonly document?: string;
  readonly code: WarningCode;
  /** A sentence for people. */
  readonly message: string;
  /** Words that it is about, where they are counted. */
  readonly words?: number;
  /** The same as data; absent in reports of earlier versions. */
  readonly notice?: Notice;
}

export type WarningCode =
  | 'empty'
  | 'binary'
  | 'unreadable'
  | 'too-large'
  | 'truncated'
  | 'analysis-failed'
  | 'unsafe-name'
  | 'changed'
  | 'link'
  | 'damaged'
  | 'wrong-checksum'
  | 'encrypted'
  | 'unsupported-method'
  | 'multi-disk'
  | 'overlapping'
  | 'ratio'
  | 'nested-too-deep'
  | 'too-many-entries'
  | 'total-size'
  | 'timed-out'
  | 'unsupported-format'
  | 'no-text-layer'
  | 'hidden-text'
  | 'unreadable-part'
  | 'undecodable-bytes'
  | 'damaged-rows'
  | 'column-chosen'
  | 'platform-files'
  | 'files-included'
  | 'hidden-characters'
  | 'lookalike-letters'
  | 'template-not-found'
  | 'clusters-reduced'
  | 'copied-pairs-cut'
  | 'common-runs'
  | 'topics-by-letters'
  | 'fast-encoder'
  | 'earlier-report-unreadable'
  | 'baseline-too-small'
  | 'machine-samples-too-few'
  | 'machine-samples-too-many'
  | 'machine-samples-left-out'
  | 'machine-samples-no-help'
  | 'machine-samples-in-source'
  | 'machine-samples-not-compared';

import type { DeclineReason, Granularity } from '../../report/report.ts';
import type { WritingKind } from '../../report/writing-kinds.ts';
import { sha256 } from '../models.ts';
import type { Problem } from '../sources/problem.ts';
import type { ExtractedDocument } from '../sources/extracted-document.ts';
import type { Format } from '../../report/formats.ts';
import { comparedText } from './compared-text.ts';
import type { Detector } from './detector.ts';
import type { LogOdds } from './detector-calibration.ts';
import type { TextEncoder } from './encoder.ts';
import { languageOf } from './language.ts';
import { segmentsOf, sentencesOf, type TextSpan } from './segments.ts';
import { shinglesOf } from './shingles.ts';
import { type Template } from './template.ts';
import { termCounts, type TermCounts } from './terms.ts';
import { wordSequence, type WordSequence } from './word-sequence.ts';

/** What the map stage finds out about one text for its row of the report. */
export interface DocumentFindings {
  /** SHA-256 of the text in UTF-8, in hexadecimal. */
  readonly sha256: string;
  readonly format: Format;
  /** Absent for formats that are not text. */
  readonly encoding?: string;
  /** Whether the text is other than the characters of its file. */
  readonly extracted: boolean;
  /** Where each page after the first begins in the text. */
  readonly pages?: readonly number[];
  /** BCP 47; absent where it cannot be told. */
  readonly language?: string;
  /** Without markup; passages of templates count. */
  readonly words: number;
  /** Words of passages that come from a template, and count for nothing else. */
  readonly ignoredWords: number;
  /** Length in UTF-16 code units. */
  readonly characters: number;
  /** Log-odds that a machine wrote the text; `null` where the detector declines. */
  readonly logOdds: LogOdds | null;
  readonly declined?: DeclineReason;
  readonly writing?: WritingKind;
  readonly segments: readonly (TextSpan & { readonly logOdds: number | null })[];
  /** The stretch that reads like a machine's where the rest reads like a person's. */
  readonly machineStretch?: TextSpan;
  readonly warnings: readonly Problem[];
}

/** What the reduce stage compares of a text. */
export interface DocumentFeatures {
  /** Embedding, of Euclidean length 1 (or all zero, where there is nothing to embed): 512 numbers by the encoder, 256 by the fast one. */
  readonly vector: Float32Array;
  readonly termCounts: TermCounts;
  /** Three-word shingles, ascending. */
  readonly shingles: Uint32Array;
  /** The compared words in order, at their places in the text. */
  readonly wordSequence: WordSequence;
}

/** What the map stage finds out about one text. It depends on the text, the granularity and the models alone. */
export interface DocumentAnalysis extends DocumentFindings, DocumentFeatures {}

export interface DocumentModels {
  readonly encoder: TextEncoder;
  readonly detector: Detector;
}

/**
 * The map stage for one text: what is markup in it, or comes from a template, is neither compared nor judged; references and declarations are looked at for copies alone.
 *
 * @param given stretches that the batch has shown to be given, where it is analysed once more without them: as references
 */
export async function analyzeDocument(
  document: ExtractedDocument,
  granularity: Granularity,
  { encoder, detector }: DocumentModels,
  template?: Template,
  given: readonly TextSpan[] = [],
): Promise<DocumentAnalysis> {
  const { text: compared, own, words, ignoredWords } = comparedText(document, template, given);
  const sentences = sentencesOf(own);
  const spans = granularity === 'sentence' ? sentences : segmentsOf(own, granularity);
  const { logOdds, declined, kind, segments, machineStretch } = detector.score(own, spans);
  const language = await languageOf(own);
  const { text, format, encoding, extracted, pages, warnings } = document;
  return {
    sha256: sha256(text),
    format,
    ...(encoding !== undefined && { encoding }),
    extracted,
    ...(pages && { pages }),
    ...(language !== undefined && { language }),
    words,
    ignoredWords,
    characters: text.length,
    logOdds,
    ...(declined && { declined }),
    ...(kind && { writing: kind }),
    segments: spans.map((span, i) => ({ ...span, logOdds: segments[i] ?? null })),
    ...(machineStretch && { machineStretch }),
    vector: await encoder.embed(own, sentences),
    termCounts: termCounts(own),
    shingles: shinglesOf(own),
    wordSequence: wordSequence(compared, text, document.quotes),
    warnings,
  };
}

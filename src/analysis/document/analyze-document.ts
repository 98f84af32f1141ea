import type { DeclineReason, Granularity, Segment } from '../../report/report.ts';
import { sha256 } from '../models.ts';
import type { Problem } from '../sources/document-location.ts';
import type { DecodedText } from '../sources/decode.ts';
import type { Detector } from './detector.ts';
import type { Encoder } from './encoder.ts';
import { segmentsOf, sentencesOf } from './segments.ts';
import { shinglesOf } from './shingles.ts';
import { termCounts, type TermCounts } from './terms.ts';
import { countWords } from './words.ts';

/** What the map stage finds out about one text. It depends on the text, the granularity and the models alone. */
export interface DocumentAnalysis {
  /** SHA-256 of the text in UTF-8, in hexadecimal. */
  readonly sha256: string;
  readonly encoding: string;
  readonly words: number;
  /** Length in UTF-16 code units. */
  readonly characters: number;
  readonly aiProbability: number | null;
  readonly declined?: DeclineReason;
  readonly segments: readonly Segment[];
  /** Embedding: 512 numbers of Euclidean length 1. */
  readonly vector: Float32Array;
  readonly termCounts: TermCounts;
  /** Three-word shingles, ascending. */
  readonly shingles: Uint32Array;
  readonly warnings: readonly Problem[];
}

export interface DocumentModels {
  readonly encoder: Encoder;
  readonly detector: Detector;
}

/** The map stage for one decoded text. */
export async function analyzeDocument({ text, encoding, warnings }: DecodedText, granularity: Granularity, { encoder, detector }: DocumentModels): Promise<DocumentAnalysis> {
  const sentences = sentencesOf(text);
  const spans = granularity === 'sentence' ? sentences : segmentsOf(text, granularity);
  const { aiProbability, declined, segments } = detector.score(text, spans);
  return {
    sha256: sha256(text),
    encoding,
    words: countWords(text),
    characters: text.length,
    aiProbability,
    ...(declined && { declined }),
    segments: spans.map((span, i) => ({ ...span, aiProbability: segments[i] ?? null })),
    vector: await encoder.embed(text, sentences),
    termCounts: termCounts(text),
    shingles: shinglesOf(text),
    warnings,
  };
}
